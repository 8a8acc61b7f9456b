//! Input: the place after an attribute's `=`. Output: the value that stands there and where it ends.
//! Invariant: a quote that is missing or of the wrong kind does not swallow the attributes and tags after it.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::mdx::attribute_value;
use crate::read::mdx::input::Input;
use crate::read::mdx::script;
use crate::read::page::AttributeValue;

pub(super) struct Value {
    pub(super) value: AttributeValue,
    /// Without quotes or braces.
    pub(super) range: Range<usize>,
    /// The first byte after the value.
    pub(super) end: usize,
}

/// The value after the `=` that ends at `at`; `None` where there can be none.
pub(super) fn read(input: &mut Input<'_>, at: usize) -> Option<Value> {
    let start = input.skip_white(at);
    match input.byte(start) {
        Some(quote @ (b'"' | b'\'')) => Some(quoted(input, start, quote)),
        Some(b'{') => {
            let end = script::braces(input, start)?;
            let range = start + 1..end.saturating_sub(1);
            Some(Value { value: attribute_value::expression(input, range.clone()), range, end })
        }
        _ if is_curly(input.slice(start..start + 3)) => Some(curly(input, start)),
        None | Some(b'>' | b'<') => Some(Value { value: attribute_value::text(""), range: at..at, end: at }),
        Some(_) => Some(unquoted(input, start)),
    }
}

fn quoted(input: &mut Input<'_>, open: usize, quote: u8) -> Value {
    let start = open + 1;
    let Some(close) = input.find_quote(quote, start) else {
        slip(input, open);
        return unquoted(input, start);
    };
    input.steps += close - start;
    if holds_tag_line(input.slice(start..close)) {
        slip(input, open);
        return unquoted(input, start);
    }
    if let Some(length) = missing_quote(input.slice(start..close), input.byte(close + 1)) {
        slip(input, open);
        return Value {
            value: text(input, start..start + length),
            range: start..start + length,
            end: mended_end(input, start + length),
        };
    }
    Value { value: text(input, start..close), range: start..close, end: close + 1 }
}

fn text(input: &Input<'_>, range: Range<usize>) -> AttributeValue {
    attribute_value::text(input.slice(range))
}

fn slip(input: &mut Input<'_>, open: usize) {
    let span = input.span(open..open + 1);
    input.trouble(|| {
        Diagnostic::at(Code::InvalidAttribute, span, "the value that begins here is not closed by the same quote")
            .help("write the same quote before and after the value")
    });
}

/// Where the value ends whose quote was forgotten, so that `value` runs into the next attribute: `key type=` of
/// `body="key type="string"`.
fn missing_quote(value: &str, next: Option<u8>) -> Option<usize> {
    let before = value.strip_suffix('=')?;
    if !next.is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let name = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    let value = before.get(..name)?;
    if !before.get(name..)?.starts_with([' ', '\t', '\n', '\'', '"']) || before.len() == name + 1 {
        return None;
    }
    let value = value.trim_end();
    Some(value.strip_suffix(['\'', '"']).unwrap_or(value).len())
}

/// Steps over the quote of the other kind that `body="key'` ends with.
fn mended_end(input: &Input<'_>, end: usize) -> usize {
    if matches!(input.byte(end), Some(b'\'' | b'"')) { end + 1 } else { end }
}

/// Whether a line of the value begins with a component's tag: no value holds one, so the quote must be missing.
fn holds_tag_line(value: &str) -> bool {
    memchr::memchr_iter(b'\n', value.as_bytes()).any(|at| {
        let rest = value.get(at + 1..).unwrap_or_default();
        let tag = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').strip_prefix('<');
        tag.is_some_and(|tag| tag.strip_prefix('/').unwrap_or(tag).starts_with(|c: char| c.is_ascii_uppercase()))
    })
}

fn unquoted(input: &mut Input<'_>, start: usize) -> Value {
    let rest = input.bytes.get(start..).unwrap_or_default();
    let ends = |at: usize, byte: u8| {
        byte.is_ascii_whitespace()
            || matches!(byte, b'>' | b'<' | b'"' | b'\'')
            || byte == b'/' && rest.get(at + 1) == Some(&b'>')
    };
    let length = rest.iter().enumerate().position(|(at, byte)| ends(at, *byte)).unwrap_or(rest.len());
    input.steps += length;
    let range = start..start + length;
    let end = mended_end(input, range.end);
    Value { value: attribute_value::unquoted(input.slice(range.clone())), range, end }
}

const CURLY: [&str; 4] = ["\u{201c}", "\u{201d}", "\u{2018}", "\u{2019}"];

/// Characters that a value in curly quotes may have.
const LONGEST_CURLY: usize = 256;

fn is_curly(quote: &str) -> bool {
    CURLY.contains(&quote)
}

/// A value in the quotes that word processors put.
fn curly(input: &mut Input<'_>, open: usize) -> Value {
    let start = open + 3;
    // A window, because a line may be as long as the page.
    let window = input.slice(start..input.bytes.len()).char_indices().take(LONGEST_CURLY);
    let mut line = window.take_while(|(_, character)| *character != '\n');
    let close = line.find(|(_, c)| matches!(c, '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | '"'));
    input.steps += close.map_or(LONGEST_CURLY, |(at, _)| at);
    let Some(close) = close.map(|(at, _)| start + at) else {
        return unquoted(input, start);
    };
    let width = if input.byte(close) == Some(b'"') { 1 } else { 3 };
    Value { value: text(input, start..close), range: start..close, end: close + width }
}
