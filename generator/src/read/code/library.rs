//! Input: a Python or JavaScript sample. Output: the requests that it makes with `requests`, `httpx` or `axios`.
//! Invariant: nothing is evaluated; a call whose address does not stand there has none.

use std::ops::Range;

use crate::read::code::fetch::Sample;
use crate::read::code::request_sample::{FormEncoding, FormPart, MAX_SAMPLES, RequestSample, Tool};
use crate::read::mdx::{Brackets, balanced};
use crate::read::page::CodeBlock;
use crate::schema::method::is_method;
use crate::source::{Span, Spanned};

/// What such samples call; each is asked for by its method, or by `request`.
const LIBRARIES: [&str; 3] = ["requests", "httpx", "axios"];

pub(super) fn read(block: &CodeBlock) -> Vec<RequestSample> {
    let text = block.text.as_str();
    let mut calls: Vec<(usize, Call)> = Vec::new();
    for library in LIBRARIES {
        for (at, _) in text.match_indices(library).take(MAX_SAMPLES) {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let is_part = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '/' | '-'));
            let call = if is_part { None } else { call(text, at + library.len(), library == "axios") };
            calls.extend(call.map(|call| (at, call)));
        }
    }
    calls.sort_by_key(|(at, _)| *at);
    let sample = Sample::new(block);
    calls.into_iter().take(MAX_SAMPLES).map(|(_, call)| call.read(&sample)).collect()
}

/// A call of a library.
struct Call {
    /// Upper case; `None` where an argument says it.
    method: Option<String>,
    arguments: Range<usize>,
    is_script: bool,
}

/// The call of which the library's name ends at `at`.
fn call(text: &str, at: usize, is_script: bool) -> Option<Call> {
    let rest = text.get(at..)?;
    let word = rest.strip_prefix('.').map_or("", |rest| {
        rest.get(..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())).unwrap_or_default()
    });
    let dot = usize::from(rest.starts_with('.'));
    let open = at + dot + word.len();
    let is_call = text.get(open..).is_some_and(|rest| rest.starts_with('('));
    let is_request = word == "request" || is_script && dot == 0;
    if !is_call || !is_request && !is_method(word) {
        return None;
    }
    let end = balanced(text.as_bytes(), open, Brackets::All)?;
    let method = (!is_request).then(|| word.to_ascii_uppercase());
    Some(Call { method, arguments: open + 1..end.saturating_sub(1), is_script })
}

impl Call {
    fn read(self, sample: &Sample<'_>) -> RequestSample {
        let mut request = RequestSample::new(Tool::Library);
        let parts = sample.split(self.arguments.clone());
        if let (Some(method), Some(first)) = (&self.method, parts.first()) {
            request.method = Some(Spanned::new(method.clone(), sample.span(first)));
        }
        if self.is_script {
            self.script(parts, sample, &mut request);
        } else {
            self.python(parts, sample, &mut request);
        }
        if request.method.is_none()
            && let Some(url) = &request.url
        {
            request.method = Some(Spanned::new("GET".to_owned(), url.span));
        }
        request
    }

    /// `axios.get(url, config)`, `axios.post(url, data, config)`, `axios(config)`.
    fn script(&self, parts: Vec<Range<usize>>, sample: &Sample<'_>, request: &mut RequestSample) {
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else { return };
        let first = sample.resolve(first);
        let is_config = sample.slice(&first).starts_with('{');
        let mut config = is_config.then(|| first.clone());
        if !is_config {
            request.url = sample.text_of(first);
            if matches!(self.method.as_deref(), Some("POST" | "PUT" | "PATCH"))
                && let Some(data) = parts.next()
            {
                argument("data", data, sample, request);
            }
            config = parts.next();
        }
        let config = config.and_then(|config| sample.object(config));
        for (name, value) in config.map_or_else(Vec::new, |config| sample.members(config)) {
            argument(&name, value, sample, request);
        }
    }

    /// `requests.post(url, json=payload)`, `requests.request("POST", url)`.
    fn python(&self, parts: Vec<Range<usize>>, sample: &Sample<'_>, request: &mut RequestSample) {
        let mut places = if self.method.is_some() { ["url", "", ""] } else { ["method", "url", ""] }.into_iter();
        for part in parts {
            match keyword(sample.slice(&part)) {
                Some((name, value)) => argument(name, part.end - value.len()..part.end, sample, request),
                None => argument(places.next().unwrap_or_default(), part, sample, request),
            }
        }
    }
}

/// Name and value of `json=payload`.
fn keyword(source: &str) -> Option<(&str, &str)> {
    let (name, value) = source.split_once('=')?;
    let is_name = !name.trim().is_empty() && name.trim().chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && !value.starts_with('=')).then(|| (name.trim(), value.trim_start()))
}

fn argument(name: &str, value: Range<usize>, sample: &Sample<'_>, request: &mut RequestSample) {
    match name {
        "url" => request.url = sample.text_of(value),
        "params" => {
            let pairs = sample.object(value).map_or_else(Vec::new, |object| sample.members(object));
            for (name, value) in pairs {
                let shown =
                    sample.text_of(value.clone()).map_or_else(|| sample.slice(&value).to_owned(), |text| text.value);
                pair(&name, &shown, request);
            }
        }
        "json" => request.body = literal(value, sample),
        "data" if sample.form(value.clone(), request) => {}
        "data" => {
            let resolved = sample.resolve(value.clone());
            let is_object = sample.slice(&resolved).starts_with('{');
            // What Python sends of a dictionary that nothing makes JSON of is a form.
            if is_object && sample.is_python() {
                form(resolved, false, FormEncoding::Pairs, sample, request);
            } else if is_object {
                request.body = literal(resolved, sample);
            } else {
                request.body = dumped(&resolved, sample).or_else(|| sample.body(value));
            }
        }
        "files" => form(sample.resolve(value), true, FormEncoding::Multipart, sample, request),
        "auth" => request.basic_auth = sample.slice(&sample.resolve(value)).starts_with(['(', '{']),
        _ => sample.option(name, value, request),
    }
}

fn pair(name: &str, value: &str, request: &mut RequestSample) {
    let Some(url) = &mut request.url else { return };
    let value: String =
        value.chars().map(|c| if c.is_whitespace() || matches!(c, '&' | '#') { '+' } else { c }).collect();
    url.value.push(if url.value.contains('?') { '&' } else { '?' });
    url.value.extend([name, "=", value.as_str()]);
}

/// An object or a list as JavaScript writes it. Python's words are as long as those of JSON, so that places hold.
fn literal(value: Range<usize>, sample: &Sample<'_>) -> Option<(String, Span)> {
    let value = sample.resolve(value);
    let source = sample.slice(&value);
    if !source.starts_with(['{', '[']) {
        return None;
    }
    let mut text = String::with_capacity(source.len());
    let mut quote = None;
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let word = [("True", "true"), ("False", "false"), ("None", "null")].into_iter();
        let ended = !text.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if let Some((python, json)) =
            word.filter(|_| quote.is_none() && ended).find(|(python, _)| rest.starts_with(python))
        {
            text.push_str(json);
            rest = rest.get(python.len()..).unwrap_or_default();
            continue;
        }
        match quote {
            Some(open) if open == c && !text.ends_with('\\') => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        text.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    Some((text, sample.span(&value)))
}

/// What `json.dumps({...})` makes.
fn dumped(value: &Range<usize>, sample: &Sample<'_>) -> Option<(String, Span)> {
    let inner = sample.slice(value).strip_prefix("json.dumps(")?;
    let start = value.end - inner.len();
    let argument = sample.split(start..value.end.saturating_sub(1)).into_iter().next()?;
    literal(argument, sample)
}

fn form(
    value: Range<usize>,
    are_files: bool,
    encoding: FormEncoding,
    sample: &Sample<'_>,
    request: &mut RequestSample,
) {
    let members = sample.object(value).map_or_else(Vec::new, |object| sample.members(object));
    for (name, value) in members.into_iter().take(MAX_SAMPLES) {
        request.form.push(FormPart { name, is_file: are_files, span: sample.span(&value) });
    }
    // Where a file is sent, what stands beside it goes in parts, too.
    if request.encoding != Some(FormEncoding::Multipart) {
        request.encoding = Some(encoding);
    }
}
