//! Input: a cursor. Output: whether a field begins there, and the field.
//! Invariant: a field ends before the next thing that can be told from a description, and every line goes somewhere.

use std::ops::Range;

use super::code;
use super::endpoint;
use super::frame;
use super::heading;
use super::lines::{Cursor, Line};
use super::types::{self, Kind};
use super::words::{self, Pill};

/// A field as places on the page.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) name: Range<usize>,
    pub(super) type_text: Range<usize>,
    pub(super) location: Option<Range<usize>>,
    pub(super) required: bool,
    pub(super) deprecated: bool,
    pub(super) default: Option<Range<usize>>,
    pub(super) options: Vec<Range<usize>>,
    pub(super) example: Option<Range<usize>>,
    /// Lines of the description, and whether an empty line stands before each.
    pub(super) description: Vec<(Range<usize>, bool)>,
    pub(super) end: usize,
    /// What the page ends in the middle of.
    pub(super) cut_off: Option<(Range<usize>, &'static str)>,
}

/// Whether line `index` is a field's name, with its type on the next line.
pub(super) fn at(cursor: &Cursor<'_>, index: usize) -> bool {
    let Some(name) = cursor.line(index) else { return false };
    let Some(kind) = cursor.kind(index + 1) else { return is_name(name.text) && has_odd_type(cursor, index + 1) };
    if kind == Kind::Named && is_before_heading(name, cursor.line(index + 1)) {
        return false;
    }
    // Names and types alternate: after a name stand one, three, five types or names that look like types.
    if cursor.run(index + 1, kind).is_multiple_of(2) {
        return false;
    }
    if is_name(name.text) {
        return kind == Kind::Named || words::status(name.text).is_none();
    }
    kind == Kind::Core
        && name.text.len() <= 100
        && name.words() <= 3
        && name.text.chars().all(|c| c.is_alphanumeric() || " _-".contains(c))
}

// `Body` has the letters of a vendor's type. Behind an empty line, or a pill that ends a section, it is a heading.
fn is_before_heading(name: Line<'_>, next: Option<Line<'_>>) -> bool {
    let is_pill = words::pill(name.text).is_some_and(|(_, length)| length == name.text.len());
    next.is_some_and(|next| words::is_heading(next.text) && (is_pill || next.after_blank))
}

fn is_name(text: &str) -> bool {
    text.len() <= 128
        && text.chars().all(|c| c.is_alphanumeric() || "_-.[]{}$@*:/".contains(c))
        && text.chars().any(|c| c.is_alphanumeric() || c == '*')
        && !text.ends_with(['.', ':', '/'])
        && !text.starts_with('/')
}

// A type that nobody knows gives itself away by the pill after it.
fn has_odd_type(cursor: &Cursor<'_>, index: usize) -> bool {
    let (Some(odd), Some(after)) = (cursor.line(index), cursor.line(index + 1)) else { return false };
    let is_pill = |line: Line<'_>| words::pill(line.text).is_some();
    odd.words() <= 4
        && !odd.text.ends_with(['.', ':', ',', ';'])
        && odd.text.starts_with(char::is_alphanumeric)
        && is_pill(after)
        && cursor.kind(index + 2).is_none()
        && !is_pill(odd)
        && !words::is_heading(odd.text)
        && !frame::is_noise(odd.text)
        && !words::is_media_type(odd.text)
}

/// Name and type at the beginning of a line where both are glued: how many bytes each has.
/// Without a pill behind the type it takes `in_list` to believe it.
pub(super) fn glued(cursor: &Cursor<'_>, index: usize, in_list: bool) -> Option<(usize, usize)> {
    let line = cursor.line(index)?;
    let token = line.text.split_whitespace().next()?;
    if token.len() > 200 || cursor.kind(index).is_some() {
        return None;
    }
    let fits = |start: usize| {
        let name = token.get(..start).filter(|name| is_name(name) && !name.ends_with(['_', '-']))?;
        let rest = line.text.get(start..)?;
        let found = types::prefix(rest)?;
        let tail = rest.get(found.length..)?;
        let proven = words::pill(tail).is_some()
            || words::options_label(tail.trim_start()).is_some()
            || words::example_label(tail.trim_start()).is_some();
        let alone = tail.is_empty() && cursor.kind(index + 1).is_none() || tail.starts_with(char::is_uppercase);
        (proven || found.strong && in_list && alone).then_some((name.len(), found))
    };
    let mut best: Option<(usize, types::Prefix)> = None;
    for (start, _) in token.char_indices() {
        // Of two readings the later counts (`phone_numberstring`), unless three or more types were run together.
        if best.is_none_or(|(_, found)| found.words < 3)
            && let Some(next) = fits(start)
        {
            best = Some(next);
        }
    }
    best.map(|(name, found)| (name, found.length)).or_else(|| glued_to_vendor_type(line, token))
}

// `attachmentsAttachment[]`, `ownerCustomerrequired`: only where something stands behind the type.
fn glued_to_vendor_type(line: Line<'_>, token: &str) -> Option<(usize, usize)> {
    let start = token.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| at)?;
    token.get(..start).filter(|name| is_name(name) && name.chars().all(|c| !c.is_uppercase()))?;
    let behind = token.get(start..)?;
    if let Some(at) = behind.find("[]") {
        let length = at + 2;
        let tail = line.text.get(start + length..)?;
        let is_type = types::kind(behind.get(..length)?).is_some();
        return (is_type && (tail.is_empty() || words::pill(tail).is_some())).then_some((start, length));
    }
    let (length, _) = behind
        .char_indices()
        .skip(1)
        .find(|(at, _)| behind.get(*at..).and_then(words::pill).is_some_and(|(pill, _)| pill != Pill::Location))?;
    types::kind(behind.get(..length)?).map(|_| (start, length))
}

/// Whether line `index` begins something that is no field's description.
pub(super) fn ends_at(cursor: &Cursor<'_>, index: usize) -> bool {
    let Some(line) = cursor.line(index) else { return true };
    at(cursor, index)
        || glued(cursor, index, true).is_some()
        || frame_at(cursor, index)
        || is_cut_off(cursor, index)
        || frame::is_option_tab(line.text)
}

fn frame_at(cursor: &Cursor<'_>, index: usize) -> bool {
    cursor.line(index).is_some_and(|line| {
        heading::at(cursor, index).is_some()
            || code::starts(cursor, index)
            || words::status(line.text).is_some()
            || words::is_media_type(line.text)
            || frame::is_foot(line.text)
            || endpoint::at(cursor, index).is_some()
    })
}

/// Whether the page ends at line `index` between a field's name and its type.
pub(super) fn is_cut_off(cursor: &Cursor<'_>, index: usize) -> bool {
    let Some(line) = cursor.line(index) else { return false };
    let is_field_name = is_name(line.text)
        && line.text.starts_with(|c: char| c.is_lowercase() || c == '_')
        && words::pill(line.text).is_none();
    let cut_type = || cursor.line(index + 1).is_some_and(|next| types::is_cut(next.text)) && cursor.is_last(index + 1);
    is_field_name && (cursor.is_last(index) || cut_type())
}

/// Reads the field that begins at the current line.
pub(super) fn read(cursor: &mut Cursor<'_>, in_list: bool) -> Option<Found> {
    let line = cursor.current()?;
    let mut found = Found::default();
    // The line that the field's head or a pill has already taken the beginning of.
    let mut begun = None;
    if at(cursor, cursor.at) {
        let type_line = cursor.line(cursor.at + 1)?;
        found.name = line.range();
        found.type_text = type_line.range();
        cursor.at += 2;
    } else {
        let (name, length) = glued(cursor, cursor.at, in_list)?;
        found.name = line.start..line.start + name;
        found.type_text = found.name.end..found.name.end + length;
        begun = take(cursor, name + length);
    }
    found.end = found.type_text.end;
    let mut pills_open = true;
    while let Some(line) = cursor.current() {
        let index = cursor.at;
        let stops = if begun == Some(index) { frame_at(cursor, index) } else { ends_at(cursor, index) };
        if stops {
            break;
        }
        if frame::is_noise(line.text) {
            cursor.at += 1;
        } else if let Some((pill, length)) = words::pill(line.text).filter(|_| pills_open) {
            let place = line.start..line.start + length;
            found.end = place.end;
            begun = take(cursor, length);
            match pill {
                Pill::Required => found.required = true,
                Pill::Deprecated => found.deprecated = true,
                Pill::Location => found.location = Some(place),
                Pill::Default => begun = default(cursor, &mut found, begun, place),
            }
        } else if let Some(length) = words::options_label(line.text) {
            pills_open = false;
            begun = take(cursor, length);
            options(cursor, &mut found, begun.is_some(), line.start..line.start + length);
            begun = None;
        } else if let Some(length) = words::example_label(line.text).filter(|_| found.example.is_none()) {
            pills_open = false;
            begun = take(cursor, length);
            begun = example(cursor, &mut found, begun, line.start..line.start + length);
        } else {
            pills_open = false;
            let length = words::label_after(line.text);
            // A limit such as `Minimum length: 1` stays a sentence; it only begins a line of its own.
            let length = if length == 0 { line.text.len() } else { length };
            let text = line.text.get(..length).unwrap_or(line.text).trim_end();
            found.end = line.start + text.len();
            found.description.push((line.start..found.end, line.after_blank));
            begun = take(cursor, length);
        }
    }
    Some(found)
}

// Takes bytes off the current line; the line's number where something is left of it.
fn take(cursor: &mut Cursor<'_>, length: usize) -> Option<usize> {
    let index = cursor.at;
    cursor.take(length);
    (cursor.at == index).then_some(index)
}

fn default(cursor: &mut Cursor<'_>, found: &mut Found, begun: Option<usize>, label: Range<usize>) -> Option<usize> {
    let Some(line) = cursor.current() else {
        found.cut_off = Some((label, "a default"));
        return None;
    };
    if begun.is_none() && ends_at(cursor, cursor.at) {
        return None;
    }
    let length = words::default_end(line.text).max(1);
    let value = line.start..line.start + length.min(line.text.len());
    found.end = value.end;
    found.default = Some(value);
    take(cursor, length)
}

// A lone value before a heading such as `Body`, which has the letters of a type.
fn is_value(cursor: &Cursor<'_>, index: usize) -> bool {
    cursor.line(index + 1).is_some_and(|next| words::is_heading(next.text))
}

fn options(cursor: &mut Cursor<'_>, found: &mut Found, begun: bool, label: Range<usize>) {
    // Something is listed: what follows is a value even where it could be a field's name, or the page ends behind it.
    let has_none = frame_at(cursor, cursor.at) || at(cursor, cursor.at) && !is_value(cursor, cursor.at);
    if !begun && cursor.current().is_some() && has_none {
        return;
    }
    loop {
        let Some(line) = cursor.current() else {
            found.cut_off = Some((label, "the available options"));
            return;
        };
        let length = words::label_after(line.text).max(1);
        let text = line.text.get(..length).unwrap_or(line.text).trim_end();
        let mut offset = 0;
        for piece in text.split(',') {
            let value = piece.trim();
            if !value.is_empty() {
                let start = line.start + offset + (piece.len() - piece.trim_start().len());
                found.options.push(start..start + value.len());
            }
            offset += piece.len() + 1;
        }
        found.end = line.start + text.len();
        let goes_on = text.ends_with(',');
        cursor.take(length);
        if !goes_on {
            return;
        }
    }
}

fn example(cursor: &mut Cursor<'_>, found: &mut Found, begun: Option<usize>, label: Range<usize>) -> Option<usize> {
    let Some(line) = cursor.current() else {
        found.cut_off = Some((label, "an example"));
        return None;
    };
    if let Some(sample) = code::at(cursor).filter(|sample| sample.info == "json") {
        if sample.end == code::End::CutOff {
            found.cut_off = Some((sample.outer.clone(), "an example"));
        }
        found.end = sample.outer.end;
        let index = cursor.at;
        cursor.skip_to(sample.outer.end);
        found.example = Some(sample.code);
        return (cursor.at == index).then_some(index);
    }
    if begun.is_none() && ends_at(cursor, cursor.at) {
        return None;
    }
    let length = words::label_after(line.text).max(1);
    let value = line.text.get(..length).unwrap_or(line.text).trim_end();
    found.end = line.start + value.len();
    found.example = Some(line.start..found.end);
    take(cursor, length)
}
