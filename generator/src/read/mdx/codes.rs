//! Input: a run of backticks or tildes. Output: where the code ends that it begins.
//! Invariant: a paragraph's backticks are counted once, however many of them open nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::mdx::input::Input;

/// A code fence.
pub(super) struct Fence {
    pub(super) info: Range<usize>,
    pub(super) text: Range<usize>,
    pub(super) outer: Range<usize>,
}

/// Where the backticks of the paragraph at hand stand.
#[derive(Default)]
pub(super) struct Ticks {
    end: usize,
    /// Behind the last run of each length: of few backticks, and of more.
    last: [usize; 4],
    last_of_more: BTreeMap<usize, usize>,
}

impl Ticks {
    /// The first byte after the code span that the backticks at `at` open, or after the backticks where they open none.
    pub(super) fn span_end(&mut self, input: &mut Input<'_>, at: usize) -> usize {
        self.paragraph_end(input, at);
        let length = run(input, at);
        let mut position = at + length;
        let last = self
            .last
            .get(length.wrapping_sub(1))
            .or_else(|| self.last_of_more.get(&length))
            .copied()
            .unwrap_or_default();
        if last <= position {
            return position;
        }
        while let Some(next) = input.find(b'`', position) {
            let found = run(input, next);
            input.steps += next + found - position;
            position = next + found;
            if found == length {
                return position;
            }
        }
        position
    }

    /// Where the paragraph of `at` ends.
    pub(super) fn paragraph_end(&mut self, input: &mut Input<'_>, at: usize) -> usize {
        if at >= self.end {
            self.count(input, at);
        }
        self.end
    }

    fn count(&mut self, input: &mut Input<'_>, at: usize) {
        self.end = paragraph_end(input, at);
        self.last = [0; 4];
        self.last_of_more.clear();
        let mut position = at;
        while let Some(next) = input.find(b'`', position).filter(|next| *next < self.end) {
            let length = run(input, next);
            position = next + length;
            match self.last.get_mut(length.wrapping_sub(1)) {
                Some(last) => *last = position,
                None => {
                    self.last_of_more.insert(length, position);
                }
            }
        }
        input.steps += self.end - at;
    }
}

/// How often the byte at `at` is repeated.
pub(super) fn run(input: &Input<'_>, at: usize) -> usize {
    let rest = input.bytes.get(at..).unwrap_or_default();
    let first = rest.first();
    rest.iter().position(|byte| Some(byte) != first).unwrap_or(rest.len())
}

/// No code span and no expression of running text goes on beyond this.
fn paragraph_end(input: &mut Input<'_>, at: usize) -> usize {
    let mut line_end = input.line_end(at);
    while line_end < input.bytes.len() {
        let start = line_end + 1;
        let next_end = input.line_end(start);
        let line = input.slice(start..next_end).trim_start();
        if line.is_empty() || line.starts_with(['#', '|', '>']) || starts_block(line) {
            return start;
        }
        line_end = next_end;
    }
    input.bytes.len()
}

fn starts_block(line: &str) -> bool {
    let mut bytes = line.bytes();
    match bytes.next() {
        Some(b'<') => bytes.next().is_some_and(|byte| byte == b'/' || byte.is_ascii_alphabetic()),
        Some(b'-' | b'*' | b'+') => bytes.next() == Some(b' '),
        Some(b'`') => line.starts_with("```"),
        Some(b'~') => line.starts_with("~~~"),
        Some(digit) if digit.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with(". ") || rest.starts_with(") ")
        }
        _ => false,
    }
}

/// The fence whose marker stands at `at`; `quoted` where the line begins with `>`, `component` is the innermost open
/// one. `None` where the marker opens no fence.
pub(super) fn fence(input: &mut Input<'_>, at: usize, quoted: bool, component: Option<&str>) -> Option<Fence> {
    let marker = input.byte(at)?;
    let length = run(input, at);
    let info_end = input.line_end(at);
    let info = trimmed(input, at + length..info_end);
    if length < 3 || marker == b'`' && input.slice(info.clone()).contains('`') {
        return None;
    }
    let start = (info_end + 1).min(input.bytes.len());
    let end = FenceEnd { marker, length, quoted, component }.find(input, start);
    // What runs to the end of the page and hides nothing may as well end there.
    let whole = end.text == input.bytes.len() && !hides(input.slice(start..end.text));
    if !end.closed && !whole {
        let span = input.span(at..info_end);
        input.trouble(|| {
            Diagnostic::at(Code::UnclosedFence, span, "the code fence that begins here is never closed")
                .help("close it with a line that holds the same backticks and nothing else")
        });
    }
    Some(Fence { info, text: start..end.text, outer: at..end.outer })
}

/// Whether code that is never closed holds what looks like the page that goes on behind it: a tag, another fence, a heading.
fn hides(code: &str) -> bool {
    let mut apart = false;
    code.lines().map(|line| line.trim_start_matches(|c: char| c.is_whitespace() || c == '>')).any(|line| {
        let tag = line.strip_prefix("</").or_else(|| line.strip_prefix('<'));
        let heading = apart && line.starts_with("##") && line.trim_start_matches('#').starts_with(' ');
        apart = line.is_empty();
        tag.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
            || line.starts_with("```")
            || line.starts_with("~~~")
            || heading
    })
}

fn trimmed(input: &Input<'_>, range: Range<usize>) -> Range<usize> {
    let text = input.slice(range.clone());
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

struct FenceEnd<'a> {
    marker: u8,
    length: usize,
    quoted: bool,
    component: Option<&'a str>,
}

struct Found {
    text: usize,
    outer: usize,
    closed: bool,
}

impl FenceEnd<'_> {
    fn find(&self, input: &mut Input<'_>, start: usize) -> Found {
        let mut from = start;
        // Where the enclosing component is closed inside the code: there the fence ends if it was never closed.
        let mut suspect = None;
        while let Some((line_start, first)) = self.next_line(input, from) {
            let line_end = input.line_end(first);
            if input.byte(first) == Some(self.marker) {
                let length = run(input, first);
                let rest = input.slice(first + length..line_end).trim();
                if length >= self.length && rest.is_empty() {
                    return Found { text: line_start, outer: line_end, closed: true };
                }
                if length >= self.length && rest.starts_with("</") {
                    return Found { text: line_start, outer: first + length, closed: true };
                }
                if let Some(suspect) = suspect.filter(|_| length >= self.length && !rest.contains('`')) {
                    return Found { text: suspect, outer: suspect, closed: false };
                }
            } else if suspect.is_none() && self.closes_component(input.slice(first..line_end)) {
                // What is never closed is not searched to the end once more.
                if input.fence_is_barren(self.marker, self.length, line_start) {
                    return Found { text: line_start, outer: line_start, closed: false };
                }
                suspect = Some(line_start);
            }
            from = line_end + 1;
        }
        input.note_barren_fence(self.marker, self.length, start);
        let end = suspect.unwrap_or(input.bytes.len());
        Found { text: end, outer: end, closed: false }
    }

    /// The next line, from the one that begins at `from`, whose first character may end the fence; and that character.
    fn next_line(&self, input: &mut Input<'_>, from: usize) -> Option<(usize, usize)> {
        let is_before = |byte: &u8| matches!(byte, b' ' | b'\t') || self.quoted && *byte == b'>';
        let mut at = from;
        loop {
            let rest = input.bytes.get(at..)?;
            let found = memchr::memchr2(self.marker, b'<', rest);
            input.steps += found.map_or(rest.len(), |found| found + 1);
            let first = at + found?;
            let line = input.bytes.get(from..first).unwrap_or_default();
            let begins = first - line.iter().rev().take_while(|byte| is_before(byte)).count();
            if begins == from || input.byte(begins.wrapping_sub(1)) == Some(b'\n') {
                return Some((begins, first));
            }
            at = first + 1;
        }
    }

    fn closes_component(&self, line: &str) -> bool {
        let closing = line.strip_prefix("</").map(str::trim_start).zip(self.component);
        closing.and_then(|(rest, name)| rest.strip_prefix(name)).is_some_and(|rest| rest.trim_start().starts_with('>'))
    }
}
