//! Input: a shell command. Output: its words, each with its place.
//! Invariant: an open quote ends with the text, and a forgotten backslash does not end the command.

use std::ops::Range;

/// A word of a command: its text, and its place without the quotes around it.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) inner: Range<usize>,
}

/// The words of the command at `start`, and where it ends.
pub(super) fn split(text: &str, start: usize) -> (Vec<Word>, usize) {
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut at = start;
    loop {
        match bytes.get(at) {
            None => break,
            Some(b'\n') if !option_follows(text, at + 1) => break,
            Some(b'\\') if continues(text, at + 1) => {
                at = line_end(text, at) + 1;
            }
            Some(byte) if byte.is_ascii_whitespace() => at += 1,
            Some(b';' | b'|' | b')' | b'`') => break,
            Some(b'&' | b'>') if bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || *next == b'&') => {
                break;
            }
            Some(b'#') => at = line_end(text, at),
            Some(_) => {
                let end = word_end(bytes, at);
                words.push(word(text, at..end));
                at = end;
            }
        }
    }
    (words, at)
}

/// Whether a shell runs what the command from `start` to `end` prints: `... | sudo bash`, `sh -c "$(...)"`, `. <(...)`.
pub(super) fn is_run(text: &str, start: usize, end: usize) -> bool {
    let shell = |word: &str| {
        let name = word.rsplit('/').next().unwrap_or(word).trim_matches(['"', '\'', '`', ')', ';']);
        matches!(name, "sh" | "bash" | "zsh" | "dash" | "ksh" | "fish" | "ash" | "pwsh" | "iex")
    };
    // Of a long line the nearest words decide.
    let window = |from: usize, to: usize| String::from_utf8_lossy(text.as_bytes().get(from..to).unwrap_or_default());
    let behind = window(end, text.len().min(end + 256));
    let mut line = behind.lines().next().unwrap_or_default();
    while let Some(rest) = line.trim_start().strip_prefix('|') {
        let at = rest.find('|').unwrap_or(rest.len());
        let (command, others) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let mut words = command.split_whitespace().skip_while(|word| {
            matches!(*word, "sudo" | "env" | "command") || word.starts_with('-') || word.contains('=')
        });
        if words.next().is_some_and(shell) {
            return true;
        }
        line = others;
    }
    let before = window(start.saturating_sub(256), start);
    let before = before.rsplit('\n').next().unwrap_or_default().trim_start_matches(['$', '>', '%', ' ', '\t']);
    let opens = before.trim_end().ends_with('(') || before.trim_end().ends_with('`');
    let mut words = before.split_whitespace().skip_while(|word| *word == "sudo");
    opens && words.next().is_some_and(|word| shell(word) || matches!(word, "eval" | "source" | "."))
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length)
}

/// Whether a backslash ends its line, perhaps with spaces after it that should not be there.
fn continues(text: &str, at: usize) -> bool {
    text.get(at..)
        .is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty())
}

/// Whether the next line goes on with an option: the backslash before it was forgotten.
fn option_follows(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("").trim_start_matches([' ', '\t']);
    rest.starts_with("--")
        || rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'\'' => memchr::memchr(b'\'', bytes.get(at + 1..).unwrap_or_default()).map_or(bytes.len(), |n| at + n + 2),
            b'"' => double_quote_end(bytes, at + 1),
            // A backslash before the line's end is between words.
            b'\\' if matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')) => return at.max(start + 1),
            b'\\' => at + 2,
            _ if byte.is_ascii_whitespace() => return at,
            b';' | b')' if at > start => return at,
            _ => at + 1,
        };
    }
    at.min(bytes.len())
}

fn double_quote_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found + 1;
        if bytes.get(at - 1) == Some(&b'"') {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

fn word(text: &str, range: Range<usize>) -> Word {
    let raw = text.get(range.clone()).unwrap_or("");
    let (raw, start) = match raw.strip_prefix("$'") {
        Some(_) => (raw.get(1..).unwrap_or(raw), range.start + 1),
        None => (raw, range.start),
    };
    let quotes = ['\'', '"'];
    let within = |text: &str, before: usize| start + before..start + before + text.len();
    let unquoted = shlex::split(raw).and_then(|mut words| (words.len() == 1).then(|| words.pop()).flatten());
    let Some(unquoted) = unquoted else {
        let front = raw.trim_start_matches(quotes);
        let inner = front.trim_end_matches(quotes);
        return Word { text: inner.to_owned(), inner: within(inner, raw.len() - front.len()) };
    };
    let quoted = quotes.iter().find_map(|quote| raw.strip_prefix(*quote)?.strip_suffix(*quote));
    let inner = quoted.map_or_else(|| within(raw, 0), |inner| within(inner, 1));
    Word { text: unquoted, inner }
}
