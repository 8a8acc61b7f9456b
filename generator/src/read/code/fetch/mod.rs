//! Input: a JavaScript sample. Output: the requests that its `fetch` calls make.
//! Invariant: nothing is evaluated; a name stands for what the sample gives it literally, or for nothing.

mod form;
mod joined;

use std::cell::Cell;
use std::ops::Range;

use crate::read::code::request_sample::{MAX_SAMPLES, RequestSample, Tool};
use crate::read::mdx::{Brackets, balanced, string_end, string_literal};
use crate::read::page::CodeBlock;
use crate::schema::method::is_method;
use crate::source::{Span, Spanned};

pub(super) fn read(block: &CodeBlock) -> Vec<RequestSample> {
    let sample = Sample::new(block);
    let mut samples = Vec::new();
    let mut from = 0;
    for _ in 0..MAX_SAMPLES {
        let Some(found) = sample.text.get(from..).and_then(|rest| rest.find("fetch(")) else { break };
        let at = from + found;
        let open = at + "fetch".len();
        from = open;
        let before = sample.text.get(..at).and_then(|before| before.chars().next_back());
        let is_name = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$');
        if !is_name && let Some(end) = balanced(sample.text.as_bytes(), open, Brackets::All) {
            samples.push(sample.call(open + 1..end.saturating_sub(1)));
        }
    }
    samples
}

/// How many names are looked up in one block.
const MAX_NAMES: usize = 256;

/// A script, whose names can be looked up.
pub(super) struct Sample<'a> {
    text: &'a str,
    block: &'a CodeBlock,
    /// How many names may still be looked up: each costs a walk through the block.
    names: Cell<usize>,
}

impl<'a> Sample<'a> {
    pub(super) fn new(block: &'a CodeBlock) -> Self {
        Self { text: &block.text, block, names: Cell::new(MAX_NAMES) }
    }
}

impl Sample<'_> {
    /// Whether it is Python: the fence says so, or it brings something in as Python does.
    pub(super) fn is_python(&self) -> bool {
        let is_import = |line: &str| line.starts_with("import requests") || line.starts_with("import httpx");
        self.block.info.to_ascii_lowercase().starts_with("py") || self.text.lines().any(is_import)
    }

    fn call(&self, arguments: Range<usize>) -> RequestSample {
        let mut request = RequestSample::new(Tool::Fetch);
        let mut parts = self.split(arguments).into_iter();
        if let Some(address) = parts.next().and_then(|range| self.text_of(range)) {
            self.address(address, &mut request);
        }
        if let Some(options) = parts.next().and_then(|range| self.object(range)) {
            for (name, value) in self.members(options) {
                self.option(&name, value, &mut request);
            }
        }
        if request.method.is_none()
            && let Some(url) = &request.url
        {
            request.method = Some(Spanned::new("GET".to_owned(), url.span));
        }
        request
    }

    /// The address, which at times carries the method: `POST /v1/items`.
    fn address(&self, address: Spanned<String>, request: &mut RequestSample) {
        let words = address.value.split_once(' ');
        match words.filter(|(method, _)| is_method(method)) {
            Some((method, path)) => {
                request.method = Some(Spanned::new(method.to_ascii_uppercase(), address.span));
                request.url = Some(Spanned::new(path.trim().to_owned(), address.span));
            }
            None => request.url = Some(address),
        }
    }

    pub(super) fn option(&self, name: &str, value: Range<usize>, request: &mut RequestSample) {
        match name {
            "method" => {
                if let Some(method) = self.text_of(value) {
                    request.method = Some(Spanned::new(method.value.to_ascii_uppercase(), method.span));
                }
            }
            "headers" => {
                let members = self.object(value).map_or_else(Vec::new, |range| self.members(range));
                for (name, value) in members {
                    let span = self.span(&value);
                    let text = self.text_of(value.clone()).map(|text| text.value);
                    let text = text.unwrap_or_else(|| self.slice(&value).to_owned());
                    request.headers.push((name, text, span));
                }
            }
            "body" if self.form(value.clone(), request) => {}
            "body" => request.body = self.body(value),
            _ => {}
        }
    }

    pub(super) fn body(&self, value: Range<usize>) -> Option<(String, Span)> {
        let value = self.resolve(value);
        let source = self.slice(&value);
        if let Some(inner) = source.strip_prefix("JSON.stringify") {
            let open = value.start + (source.len() - inner.len()) + (inner.len() - inner.trim_start().len());
            let end = balanced(self.text.as_bytes(), open, Brackets::All)?;
            let argument = self.split(open + 1..end.saturating_sub(1)).into_iter().next()?;
            let argument = self.resolve(argument);
            let literal = self.slice(&argument).starts_with(['{', '[', '"']);
            return literal.then(|| (self.slice(&argument).to_owned(), self.span(&argument)));
        }
        let text = self.text_of(value)?;
        Some((text.value, text.span))
    }

    /// What stands at `range`, or, where that is a name, what the sample gives that name.
    pub(super) fn resolve(&self, range: Range<usize>) -> Range<usize> {
        let name = self.slice(&range);
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
        let left = self.names.get();
        if !is_name || left == 0 {
            return range;
        }
        self.names.set(left - 1);
        self.declared(name).unwrap_or(range)
    }

    fn declared(&self, name: &str) -> Option<Range<usize>> {
        for keyword in ["const ", "let ", "var "] {
            let declaration = format!("{keyword}{name}");
            for (at, _) in self.text.match_indices(&declaration).take(MAX_SAMPLES) {
                let after = at + declaration.len();
                let rest = self.text.get(after..)?;
                let value = rest.trim_start();
                let Some(value) = value.strip_prefix('=').filter(|value| !value.starts_with('=')) else { continue };
                let start = self.text.len() - value.trim_start().len();
                return self.split_at(start..self.text.len(), true).into_iter().next();
            }
        }
        self.assigned(name)
    }

    /// What a line gives a name without a word in front: `url = "..."`.
    fn assigned(&self, name: &str) -> Option<Range<usize>> {
        for (at, _) in self.text.match_indices(name).take(MAX_SAMPLES) {
            let before = self.text.get(..at)?;
            let rest = self.text.get(at + name.len()..)?;
            let value = rest.trim_start_matches(' ').strip_prefix('=').filter(|value| !value.starts_with('='));
            if let Some(value) = value.filter(|_| before.is_empty() || before.ends_with('\n')) {
                let start = self.text.len() - value.trim_start().len();
                return self.split_at(start..self.text.len(), true).into_iter().next();
            }
        }
        None
    }

    /// The braces of an object, also inside a call such as `new Headers({...})`.
    pub(super) fn object(&self, range: Range<usize>) -> Option<Range<usize>> {
        let range = self.resolve(range);
        let open = range.start + self.slice(&range).find('{')?;
        let end = balanced(self.text.as_bytes(), open, Brackets::All)?;
        Some(open + 1..end.saturating_sub(1))
    }

    pub(super) fn members(&self, range: Range<usize>) -> Vec<(String, Range<usize>)> {
        let member = |part: Range<usize>| {
            let source = self.slice(&part);
            let quote = source.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''));
            let name_end = match quote {
                Some(quote) => string_end(source.as_bytes(), 0, quote)?,
                None => source
                    .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '-')))
                    .unwrap_or(source.len()),
            };
            let name = source.get(..name_end)?.trim_matches(['"', '\'']).to_owned();
            let rest = source.get(name_end..)?.trim_start();
            let value = match rest.strip_prefix(':') {
                Some(value) => part.end - value.trim_start().len()..part.end,
                // `{ method, body }`
                None if rest.is_empty() && !name.is_empty() => part.clone(),
                None => return None,
            };
            Some((name, value))
        };
        self.split(range).into_iter().filter_map(member).collect()
    }

    /// The text of a literal or template, or of what a name stands for.
    pub(super) fn text_of(&self, range: Range<usize>) -> Option<Spanned<String>> {
        let mut range = self.resolve(range);
        let constructor = self.slice(&range).strip_prefix("new URL(").map(|rest| range.end - rest.len());
        if let Some(start) = constructor {
            range = self.split(start..range.end.saturating_sub(1)).into_iter().next()?;
        }
        // Python's `f"/v1/{id}"`.
        if self.slice(&range).strip_prefix('f').is_some_and(|rest| rest.starts_with(['"', '\''])) {
            range.start += 1;
        }
        if let Some(text) = self.joined(&range) {
            return Some(Spanned::new(text, self.span(&range)));
        }
        let source = self.slice(&range);
        let quote = source.bytes().next().filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
        let whole = match quote {
            b'`' => Some(source.strip_prefix('`')?.strip_suffix('`')?.replace("${", "{")),
            _ => string_literal(source),
        };
        let (text, end) = match whole {
            Some(text) => (text, source.len()),
            // `"https://.../" + id`: the literal part is the address as far as it is known.
            None => {
                let end = string_end(source.as_bytes(), 0, quote)?;
                (string_literal(source.get(..end)?)?, end)
            }
        };
        let inner = range.start + 1..(range.start + end).saturating_sub(1).max(range.start + 1);
        Some(Spanned::new(text, self.span(&inner)))
    }

    /// The parts of `range` between commas, white space and comments around them taken off.
    pub(super) fn split(&self, range: Range<usize>) -> Vec<Range<usize>> {
        self.split_at(range, false)
    }

    /// [`Self::split`]; a `statement` also ends at its `;` or at the line's end, and only its first part is wanted.
    fn split_at(&self, range: Range<usize>, statement: bool) -> Vec<Range<usize>> {
        let bytes = self.text.as_bytes().get(..range.end).unwrap_or_default();
        let mut parts = Vec::new();
        let (mut start, mut at) = (range.start, range.start);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'{' | b'(' | b'[' | b'`' => at = balanced(bytes, at, Brackets::All).unwrap_or(bytes.len()),
                b'"' | b'\'' => at = string_end(bytes, at, byte).unwrap_or(at + 1),
                b'/' if bytes.get(at + 1) == Some(&b'/') => {
                    let end =
                        memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |n| at + n);
                    if self.trim(start..at).is_empty() {
                        start = end;
                    }
                    at = end;
                }
                b',' | b';' | b'\n' if byte == b',' || statement && !self.trim(start..at).is_empty() => {
                    parts.push(self.trim(start..at));
                    if statement {
                        return parts;
                    }
                    at += 1;
                    start = at;
                }
                _ => at += 1,
            }
        }
        parts.push(self.trim(start..range.end));
        parts.retain(|part| !part.is_empty());
        parts
    }

    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = self.slice(&range);
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let offset = self.block.span.range().start;
        Span::new(self.block.span.file, offset + range.start..offset + range.end)
    }
}
