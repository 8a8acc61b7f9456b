//! Input: the value of an attribute as written. Output: [`AttributeValue`].
//! Invariant: whatever is no literal stays as written; nothing is evaluated.

use std::ops::Range;

use crate::read::bytes::before_any;
use crate::read::json;
use crate::read::mdx::input::Input;
use crate::read::page::{self, AttributeValue, Name};
use crate::source::FileId;

/// A value between quotes. Where it goes on over lines, their indentation is the page's, not the value's.
pub(super) fn text(raw: &str) -> AttributeValue {
    if before_any(raw.as_bytes(), *b"\n&") == raw.len() {
        return AttributeValue::Text(page::name(raw));
    }
    if !raw.contains('\n') {
        return AttributeValue::Text(Name::Owned(entities(raw)));
    }
    let mut text = String::with_capacity(raw.len());
    for (index, line) in raw.split_inclusive('\n').enumerate() {
        text.push_str(if index == 0 { line } else { line.trim_start_matches([' ', '\t']) });
    }
    AttributeValue::Text(Name::Owned(entities(&text)))
}

/// A value without quotes, as HTML has it.
pub(super) fn unquoted(raw: &str) -> AttributeValue {
    match raw {
        "true" => AttributeValue::Bool(true),
        "false" => AttributeValue::Bool(false),
        _ => text(raw),
    }
}

/// A value between braces; `range` is what the braces enclose, white space not trimmed.
pub(super) fn expression(input: &Input<'_>, range: Range<usize>) -> AttributeValue {
    let raw = input.slice(range.clone());
    let offset = range.start + (raw.len() - raw.trim_start().len());
    literal(raw.trim(), input.file, offset)
}

/// A literal, or an expression as written.
pub(crate) fn literal(source: &str, file: FileId, offset: usize) -> AttributeValue {
    match source {
        "true" => return AttributeValue::Bool(true),
        "false" => return AttributeValue::Bool(false),
        _ => {}
    }
    if let Some(text) = string_literal(source) {
        return AttributeValue::Text(Name::Owned(text));
    }
    match json::parse_script(source, file, offset) {
        Ok(value) => AttributeValue::Literal(Box::new(value)),
        Err(_) => AttributeValue::Expression(Name::Owned(source.to_owned())),
    }
}

/// The text of a source that is one string literal or a template without holes.
pub(crate) fn string_literal(source: &str) -> Option<String> {
    let quote = source.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let inner = source.strip_prefix(quote)?.strip_suffix(quote)?;
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' => unescape(&mut rest, &mut text)?,
            '$' if quote == '`' && rest.peek() == Some(&'{') => return None,
            _ if character == quote => return None,
            _ => text.push(character),
        }
    }
    Some(text)
}

fn unescape(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, text: &mut String) -> Option<()> {
    let escaped = rest.next()?;
    match escaped {
        'n' => text.push('\n'),
        't' => text.push('\t'),
        'r' => text.push('\r'),
        '\n' => {}
        'x' | 'u' => {
            let digits: String = if escaped == 'u' && rest.peek() == Some(&'{') {
                rest.next();
                rest.by_ref().take_while(|c| *c != '}').collect()
            } else {
                rest.by_ref().take(if escaped == 'x' { 2 } else { 4 }).collect()
            };
            let code = u32::from_str_radix(&digits, 16).ok()?;
            text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        other => text.push(other),
    }
    Some(())
}

/// `raw` with its HTML entities resolved; what is no entity stays.
pub(crate) fn entities(raw: &str) -> String {
    if memchr::memchr(b'&', raw.as_bytes()).is_none() {
        return raw.to_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        // The longest name has 31 letters; looking no further keeps this linear.
        let end = after.bytes().take(33).position(|byte| byte == b';');
        let resolved = end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        match resolved.and_then(|(name, tail)| Some((entity(name)?, tail))) {
            Some((character, tail)) => {
                text.push_str(&character);
                rest = tail;
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn entity(name: &str) -> Option<String> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
        return None;
    }
    // The Markdown parser knows all two thousand of them.
    let source = format!("&{name};");
    let text: String = pulldown_cmark::Parser::new(&source)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    (text != source).then_some(text)
}
