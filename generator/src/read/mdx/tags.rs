//! Input: a place where `<` stands. Output: the tag that begins there, if one does.
//! Invariant: a slip in one attribute never costs the tag, and no attempt looks further than the next tag.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::mdx::input::Input;
use crate::read::mdx::quotes;
use crate::read::mdx::script;
use crate::read::page::{self, Attribute, AttributeValue, Name};

/// `<Name attribute="value">`
pub(super) struct OpenTag {
    pub(super) name: Range<usize>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) self_closing: bool,
    /// The first byte after the tag.
    pub(super) end: usize,
}

/// `</Name>`
pub(super) struct CloseTag {
    /// Empty for `</>`.
    pub(super) name: Range<usize>,
    pub(super) end: usize,
}

/// Whether a name is a component's: capitalised or dotted.
pub(super) fn is_component(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) || name.contains('.')
}

/// The tag that opens at `at`.
pub(super) fn open(input: &mut Input<'_>, at: usize) -> Option<OpenTag> {
    let name = name(input, at + 1)?;
    if !matches!(input.byte(name.end), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>')) {
        return None;
    }
    let keeps = is_component(input.slice(name.clone()));
    let mut reading = Reading { position: name.end, sound: name.end, keeps, has_value: false };
    input.attributes.clear();
    while let Some(step) = reading.step(input) {
        match step {
            Step::Attribute => {}
            Step::End { self_closing } => {
                let end = reading.position;
                input.steps += end - at;
                return Some(OpenTag { name, attributes: input.attributes.drain(..).collect(), self_closing, end });
            }
        }
    }
    input.steps += reading.position.saturating_sub(at);
    if !reading.has_value {
        if keeps && at_line_start(input, at) {
            let message = format!("`<{}` is not a whole tag and was read as text", input.slice(name.clone()));
            let span = input.span(at..name.end);
            input.trouble(|| {
                Diagnostic::at(Code::MalformedTag, span, message).help("end the tag with `>`, or write `\\<`")
            });
        }
        return None;
    }
    if keeps {
        let message = format!("`<{}` has no `>`; it was taken to end after its last value", input.slice(name.clone()));
        let span = input.span(at..reading.sound);
        input.trouble(|| Diagnostic::at(Code::MalformedTag, span, message).help("end the tag with `>`"));
    }
    let sound = reading.sound;
    let attributes = input.attributes.drain(..).filter(|attribute| attribute.span.range().end <= sound).collect();
    Some(OpenTag { name, attributes, self_closing: false, end: sound })
}

/// The tag that closes at `at`, where `</` stands.
pub(super) fn close(input: &mut Input<'_>, at: usize) -> Option<CloseTag> {
    let start = input.skip_blank(at + 2);
    if input.byte(start) == Some(b'>') {
        return Some(CloseTag { name: start..start, end: start + 1 });
    }
    let name = name(input, start)?;
    let end = input.skip_white(name.end);
    match input.byte(end) {
        Some(b'>') => Some(CloseTag { name, end: end + 1 }),
        // The `>` was forgotten.
        None | Some(b'<') => Some(CloseTag { end: name.end, name }),
        Some(_) if input.slice(name.end..end).contains('\n') => Some(CloseTag { end: name.end, name }),
        Some(_) => None,
    }
}

fn name(input: &Input<'_>, start: usize) -> Option<Range<usize>> {
    input.byte(start).filter(u8::is_ascii_alphabetic)?;
    let rest = input.bytes.get(start..)?;
    let length =
        rest.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))).unwrap_or(rest.len());
    Some(start..start + length)
}

fn at_line_start(input: &Input<'_>, at: usize) -> bool {
    let before = input.bytes.get(..at).unwrap_or_default();
    let first = before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    first.is_none_or(|byte| *byte == b'\n')
}

enum Step {
    Attribute,
    End { self_closing: bool },
}

struct Reading {
    position: usize,
    /// The end of the last attribute that has a value: up to here this is certainly a tag.
    sound: usize,
    /// Whether anybody asks for the attributes: of what is no component, nobody does.
    keeps: bool,
    has_value: bool,
}

impl Reading {
    /// Reads on; `None` where this cannot be a tag any more.
    fn step(&mut self, input: &mut Input<'_>) -> Option<Step> {
        let start = input.skip_white(self.position);
        // Running text does not go on beyond a blank line; a tag that has values may.
        if !self.has_value && input.slice(self.position..start).bytes().filter(|byte| *byte == b'\n').count() > 1 {
            return None;
        }
        self.position = start;
        match input.byte(start)? {
            b'>' => {
                self.position = start + 1;
                Some(Step::End { self_closing: false })
            }
            b'/' => {
                let next = input.skip_white(start + 1);
                let closes = input.byte(next) == Some(b'>');
                self.position = if closes { next + 1 } else { start + 1 };
                Some(if closes { Step::End { self_closing: true } } else { Step::Attribute })
            }
            b'<' => None,
            b'{' => self.spread(input, start),
            byte if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$' | b'@' | b':') => {
                self.attribute(input, start)
            }
            // Left over from a slip in the value before; without a value this is running text.
            byte if self.has_value || matches!(byte, b'"' | b'\'' | b',' | b';') => {
                self.position = start + input.slice(start..input.bytes.len()).chars().next().map_or(1, char::len_utf8);
                Some(Step::Attribute)
            }
            _ => None,
        }
    }

    fn spread(&mut self, input: &mut Input<'_>, start: usize) -> Option<Step> {
        let end = script::braces(input, start)?;
        let value_span = start + 1..end.saturating_sub(1);
        if self.keeps
            && let Some(spread) = input.slice(value_span.clone()).trim().strip_prefix("...")
        {
            let value = AttributeValue::Expression(Name::Owned(spread.trim().to_owned()));
            let (span, value_span) = (input.span(start..end), input.span(value_span));
            input.attributes.push(Attribute { name: Name::Borrowed("..."), value, unfilled: None, span, value_span });
        }
        self.position = end;
        Some(Step::Attribute)
    }

    fn attribute(&mut self, input: &mut Input<'_>, start: usize) -> Option<Step> {
        let rest = input.bytes.get(start..)?;
        let ends = |byte: &u8| {
            byte.is_ascii_whitespace()
                || matches!(byte, b'=' | b'>' | b'/' | b'<' | b'{' | b'}' | b'"' | b'\'' | b',' | b';')
        };
        let name = start..start + rest.iter().position(ends).unwrap_or(rest.len());
        let equals = input.skip_white(name.end);
        let (value, value_range, end) = if input.byte(equals) == Some(b'=') {
            let read = quotes::read(input, equals + 1)?;
            self.has_value = true;
            self.sound = read.end;
            (read.value, read.range, read.end)
        } else {
            (AttributeValue::Bare, name.clone(), name.end)
        };
        let (span, value_span) = (input.span(start..end), input.span(value_range));
        if self.keeps {
            let name = page::name(input.slice(name));
            input.attributes.push(Attribute { name, value, unfilled: None, span, value_span });
        }
        self.position = end;
        Some(Step::Attribute)
    }
}
