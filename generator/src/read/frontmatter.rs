//! Input: the YAML between the `---` lines. Output: its members in order.
//! Invariant: broken YAML costs a warning, not the page; aliases and nesting have limits.

use std::ops::Range;

use serde_saphyr::{Location, Spanned};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::page::FrontmatterEntry;
use crate::read::yaml::{Members, Value};
use crate::source::{FileId, Span};

/// A frontmatter found on a page.
pub(super) struct Fences {
    /// The YAML.
    pub(super) inner: Range<usize>,
    /// Where the page goes on.
    pub(super) end: usize,
}

/// The frontmatter whose opening line begins at `at`; `None` where no line closes it or it is none.
pub(super) fn find(text: &str, at: usize) -> Option<Fences> {
    let start = at + text.get(at..)?.find('\n')? + 1;
    let first = text.get(start..)?.lines().find(|line| !line.trim().is_empty())?;
    // A thematic break looks the same; YAML goes on with a key or a comment.
    let begins = first.trim() == "---" || first.starts_with('#') || first.contains(':');
    if !begins {
        return None;
    }
    let mut end = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(Fences { inner: start..end, end: end + line.len() });
        }
        end += line.len();
    }
    None
}

/// Reads the YAML at `range`.
pub(super) fn read(
    text: &str,
    range: Range<usize>,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Vec<FrontmatterEntry> {
    let yaml = text.get(range.clone()).unwrap_or("");
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', yaml.as_bytes()).map(|at| at + 1)).collect();
    let source = Source { yaml, starts, offset: range.start, file };
    if let Some(entries) = source.simple() {
        return entries;
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: 20_000,
            max_depth: 32,
            max_aliases: 100,
            max_anchors: 100,
            max_events: 50_000,
            max_total_scalar_bytes: 1 << 20,
        },
        with_snippet: false,
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        strict_booleans: true,
    };
    match serde_saphyr::from_str_with_options::<Option<Members>>(yaml, options) {
        Ok(members) => members.map_or_else(Vec::new, |Members(members)| source.entries(members)),
        Err(error) => {
            let line = error.location().map_or(1, |location| location.line());
            let span = source.line(usize::try_from(line).unwrap_or(usize::MAX));
            let reason = error.to_string();
            let reason = reason.lines().next().unwrap_or("").to_owned();
            diagnostics.push(
                Diagnostic::at(Code::InvalidFrontmatter, span, format!("the frontmatter is not YAML: {reason}"))
                    .help("put values that hold `:`, `#` or quotes between quotes"),
            );
            source.salvage()
        }
    }
}

struct Source<'a> {
    yaml: &'a str,
    /// Where its lines begin.
    starts: Vec<usize>,
    offset: usize,
    file: FileId,
}

impl Source<'_> {
    fn entries(&self, members: Vec<(Spanned<String>, Spanned<Value>)>) -> Vec<FrontmatterEntry> {
        let entry = |(key, value): (Spanned<String>, Spanned<Value>)| {
            let span = self.line(usize::try_from(key.referenced.line()).unwrap_or(usize::MAX));
            let value = match value.value {
                Value::Text(text) => text,
                // `1.10` is not `1.1`: what is not quoted counts as written.
                Value::Plain(text) => self.written(value.referenced).unwrap_or(text),
                Value::Null => String::new(),
                nested => nested.to_json(),
            };
            FrontmatterEntry { key: key.value, value, span }
        };
        members.into_iter().map(entry).collect()
    }

    fn written(&self, location: Location) -> Option<String> {
        let span = location.span();
        let start = usize::try_from(span.byte_offset()?).ok()?;
        let length = usize::try_from(span.byte_len()?).ok()?;
        let text = self.yaml.get(start..start.checked_add(length)?)?.trim();
        (!text.is_empty() && !text.starts_with('*')).then(|| text.to_owned())
    }

    /// The words of the line with this number, counted from one.
    fn line(&self, number: usize) -> Span {
        let start = number.checked_sub(1).and_then(|index| self.starts.get(index)).copied();
        let line = |start: usize| self.yaml.get(start..).and_then(|rest| rest.lines().next());
        match start.and_then(|start| Some((start, line(start)?))) {
            Some((start, line)) => self.span(start, line),
            None => self.span(0, line(0).unwrap_or("")),
        }
    }

    fn span(&self, start: usize, line: &str) -> Span {
        let begin = self.offset + start + (line.len() - line.trim_start().len());
        Span::new(self.file, begin..begin + line.trim().len())
    }

    /// The entries of a frontmatter that is nothing but `key: value` lines, which nearly all are: a YAML parser takes
    /// longer for them than the rest of the page does. `None` where there is the least doubt.
    fn simple(&self) -> Option<Vec<FrontmatterEntry>> {
        let mut entries: Vec<FrontmatterEntry> = Vec::new();
        let mut start = 0;
        for line in self.yaml.split_inclusive('\n') {
            let words = line.trim_end();
            if !words.is_empty() {
                let (key, value) = words.split_once(": ")?;
                let value = simple_value(value)?;
                let doubtful = !key.starts_with(|c: char| c.is_ascii_alphabetic()) || !is_key(key);
                if doubtful || entries.iter().any(|entry| entry.key == key) || entries.len() > 64 {
                    return None;
                }
                entries.push(FrontmatterEntry {
                    key: key.to_owned(),
                    value: value.to_owned(),
                    span: self.span(start, line),
                });
            }
            start += line.len();
        }
        Some(entries)
    }

    /// The lines that are `key: value` beyond doubt.
    fn salvage(&self) -> Vec<FrontmatterEntry> {
        let mut entries = Vec::new();
        let mut start = 0;
        for line in self.yaml.split_inclusive('\n') {
            let found = line.split_once(':').filter(|(key, _)| is_key(key));
            if let Some((key, value)) = found {
                let value = value.trim();
                let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
                let value = quoted.unwrap_or(value).to_owned();
                entries.push(FrontmatterEntry { key: key.to_owned(), value, span: self.span(start, line) });
            }
            start += line.len();
        }
        entries
    }
}

/// A value that means itself: quoted without escapes, or of characters that YAML gives no meaning.
fn simple_value(value: &str) -> Option<&str> {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote)) {
            return (!inner.contains([quote, '\\'])).then_some(inner);
        }
    }
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" /.,-_(){}'".contains(&byte));
    let begins = value.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    let null = value.eq_ignore_ascii_case("null");
    (plain && begins && !null).then_some(value)
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
