//! Input: a shell sample. Output: the requests that its `curl` commands make.
//! Invariant: every word keeps its place, and a slip in the quoting costs one word, not the command.

use std::ops::Range;

use crate::read::code::request_sample::{FormEncoding, FormPart, MAX_SAMPLES, RequestSample, Tool};
use crate::read::code::shell::{Word, is_run, split};
use crate::read::page::CodeBlock;
use crate::source::{Span, Spanned};

/// Options whose value is of no interest; without the list it would be taken for the address.
const WITH_VALUE: [&str; 32] = [
    "-A",
    "-C",
    "-D",
    "-E",
    "-K",
    "-T",
    "-Y",
    "-b",
    "-c",
    "-e",
    "-m",
    "-o",
    "-r",
    "-w",
    "-x",
    "-y",
    "--cacert",
    "--cert",
    "--connect-timeout",
    "--cookie",
    "--cookie-jar",
    "--key",
    "--max-time",
    "--output",
    "--oauth2-bearer",
    "--proxy",
    "--range",
    "--referer",
    "--retry",
    "--upload-file",
    "--user-agent",
    "--write-out",
];

pub(super) fn read(block: &CodeBlock) -> Vec<RequestSample> {
    let text = block.text.as_str();
    let mut samples = Vec::new();
    let mut from = 0;
    while samples.len() < MAX_SAMPLES
        && let Some(start) = next_command(text, from)
    {
        let (words, mut end) = split(text, start);
        // What is piped into a shell installs something, and calls no API.
        if !is_run(text, start, end) {
            let mut sample = command(block, &words);
            if let Some(document) = document(text, &words, end) {
                end = document.end;
                let is_sent = sample.body.is_none() && words.iter().any(|word| word.text == "@-");
                let span = block.span.range().start + document.start..block.span.range().start + document.end;
                sample.body = sample.body.or_else(|| {
                    let body = text.get(document.clone()).filter(|_| is_sent)?;
                    Some((body.to_owned(), Span::new(block.span.file, span)))
                });
            }
            samples.push(sample);
        }
        from = end.max(start + 4);
    }
    samples
}

/// What a command reads from the lines below it: `<<EOF`.
fn document(text: &str, words: &[Word], end: usize) -> Option<Range<usize>> {
    let at = words.iter().position(|word| word.text.starts_with("<<"))?;
    let glued = words.get(at)?.text.trim_start_matches(['<', '-']);
    let mark = if glued.is_empty() { words.get(at + 1)?.text.as_str() } else { glued };
    let start = end + text.get(end..)?.find('\n')? + 1;
    let mut stop = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim() == mark {
            return Some(start..stop);
        }
        stop += line.len();
    }
    None
}

/// The next `curl` that is a word of a command.
fn next_command(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let at = from + text.get(from..)?.find("curl")?;
        // A window, because a line may be as long as the page and hold the word a million times.
        let window = text.as_bytes().get(at.saturating_sub(256)..at)?;
        let newline = memchr::memrchr(b'\n', window).map_or(0, |newline| newline + 1);
        let line = window.get(newline..).unwrap_or_default().trim_ascii();
        let begins = matches!(line, b"" | b"$" | b">" | b"%")
            || matches!(line.last(), Some(b'|' | b';' | b'`' | b'&' | b'=' | b'('));
        let after = text.get(at + 4..)?.chars().next();
        if begins && after.is_some_and(|c| c.is_whitespace() || c == '\\') {
            return Some(at);
        }
        from = at + 4;
    }
}

fn command(block: &CodeBlock, words: &[Word]) -> RequestSample {
    let mut reading = Reading {
        block,
        sample: RequestSample::new(Tool::Curl),
        data: Vec::new(),
        encoded: Vec::new(),
        get: false,
        implied: None,
    };
    let mut words = words.iter().peekable();
    let first = words.next().map(|word| reading.span(&word.inner));
    while let Some(word) = words.next() {
        let (option, glued) = option(&word.text);
        if option.is_empty() {
            if reading.sample.url.is_none() || is_address(&word.text) {
                reading.sample.url = Some(Spanned::new(word.text.clone(), reading.span(&word.inner)));
            }
            continue;
        }
        let takes_value = reading.takes_value(&option);
        let (value, range) = match glued {
            Some(value) => (value, word.inner.clone()),
            None if takes_value => match words.next() {
                Some(next) => (next.text.clone(), next.inner.clone()),
                None => break,
            },
            None => (String::new(), word.inner.clone()),
        };
        reading.option(&option, value, range);
    }
    reading.finish(first)
}

/// Option and value of `-XPOST`, `-sX` and `--url=...`; the option is empty where the word is none.
fn option(word: &str) -> (String, Option<String>) {
    if word.starts_with("--") {
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value.to_owned())));
        return (name.to_owned(), value);
    }
    let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
        return (String::new(), None);
    };
    for (at, letter) in letters.char_indices() {
        let rest = letters.get(at + letter.len_utf8()..).unwrap_or("");
        let option = format!("-{letter}");
        if "XHduF".contains(letter) || WITH_VALUE.contains(&option.as_str()) {
            return (option, (!rest.is_empty()).then(|| rest.to_owned()));
        }
        if matches!(letter, 'G' | 'I') || rest.is_empty() {
            return (option, None);
        }
    }
    (String::new(), None)
}

fn is_address(word: &str) -> bool {
    word.contains("://") && !word.starts_with(['{', '['])
}

struct Reading<'a> {
    block: &'a CodeBlock,
    sample: RequestSample,
    data: Vec<(String, Span)>,
    /// What `--data-urlencode` gives.
    encoded: Vec<(String, Span)>,
    /// `-G`: data goes into the query.
    get: bool,
    implied: Option<Spanned<String>>,
}

impl Reading<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        let offset = self.block.span.range().start;
        Span::new(self.block.span.file, offset + range.start..offset + range.end)
    }

    fn takes_value(&self, option: &str) -> bool {
        let known = [
            "-X",
            "--request",
            "--url",
            "-H",
            "--header",
            "-d",
            "-u",
            "--user",
            "-F",
            "--form",
            "--form-string",
            "--json",
        ];
        known.contains(&option) || option.starts_with("--data") || WITH_VALUE.contains(&option)
    }

    fn option(&mut self, option: &str, value: String, range: Range<usize>) {
        let span = self.span(&range);
        match option {
            "-X" | "--request" => self.sample.method = Some(Spanned::new(value.to_ascii_uppercase(), span)),
            "--url" => self.sample.url = Some(Spanned::new(value, span)),
            "-H" | "--header" => {
                if let Some((name, value)) = value.split_once(':') {
                    self.sample.headers.push((name.trim().to_owned(), value.trim().to_owned(), span));
                }
            }
            "-u" | "--user" => self.sample.basic_auth = true,
            "-F" | "--form" | "--form-string" => {
                let (name, value) = value.split_once('=').unwrap_or((value.as_str(), ""));
                let is_file = option != "--form-string" && value.starts_with(['@', '<']);
                self.field(name, is_file, FormEncoding::Multipart, span);
            }
            "--data-urlencode" if !self.get && value.split_once('=').is_some_and(|(name, _)| !name.is_empty()) => {
                let (name, _) = value.split_once('=').unwrap_or_default();
                self.field(name, false, FormEncoding::Pairs, span);
                self.encoded.push((value, span));
            }
            "-T" | "--upload-file" => {
                self.implied.get_or_insert_with(|| Spanned::new("PUT".to_owned(), span));
                self.sample.upload = Some(span);
            }
            "-G" | "--get" => {
                self.get = true;
                self.implied = Some(Spanned::new("GET".to_owned(), span));
            }
            "-I" | "--head" => self.implied = Some(Spanned::new("HEAD".to_owned(), span)),
            _ if option == "-d" || option == "--json" || option.starts_with("--data") => {
                self.imply("POST", span);
                // `@file` is not the data itself.
                if value.starts_with('@') {
                    self.sample.upload = Some(span).filter(|_| option == "--data-binary");
                } else {
                    self.data.push((value, span));
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, name: &str, is_file: bool, encoding: FormEncoding, span: Span) {
        self.sample.form.push(FormPart { name: name.to_owned(), is_file, span });
        self.sample.encoding = Some(encoding);
        self.imply("POST", span);
    }

    fn imply(&mut self, method: &str, span: Span) {
        self.implied.get_or_insert_with(|| Spanned::new(method.to_owned(), span));
    }

    fn finish(mut self, command: Option<Span>) -> RequestSample {
        if self.sample.method.is_none() {
            let default = command.map(|span| Spanned::new("GET".to_owned(), span));
            self.sample.method = self.implied.or(default);
        }
        // `-G` may stand behind what it sends into the query.
        if self.get && self.sample.encoding == Some(FormEncoding::Pairs) {
            self.sample.form.clear();
            self.sample.encoding = None;
            self.data.append(&mut self.encoded);
        }
        let mut joined = self.data.iter().map(|(data, _)| data.as_str()).collect::<Vec<_>>().join("&");
        if self.get {
            // What curl encodes, or the reader has to.
            joined = joined.split_whitespace().collect::<Vec<_>>().join("%20");
        }
        match (self.data.first(), self.get, &mut self.sample.url) {
            (Some(_), true, Some(url)) => {
                url.value.push(if url.value.contains('?') { '&' } else { '?' });
                url.value.push_str(&joined);
            }
            (Some((_, span)), false, _) => self.sample.body = Some((joined, *span)),
            _ => {}
        }
        self.sample
    }
}
