//! Input: a cursor where a field begins. Output: the field.
//! Invariant: a field ends before the next thing that can be told from a description, and every line goes somewhere.

use std::ops::Range;

use super::endpoint_bar;
use super::field_start;
use super::frame;
use super::heading;
use super::labels::{self, Pill};
use super::lines::Cursor;
use super::type_words;
use super::unfenced;

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

/// Whether line `index` begins something that is no field's description.
pub(super) fn ends_at(cursor: &Cursor<'_>, index: usize) -> bool {
    let Some(line) = cursor.line(index) else { return true };
    field_start::at(cursor, index)
        || field_start::glued(cursor, index, true).is_some()
        || frame_at(cursor, index)
        || is_cut_off(cursor, index)
        || frame::is_option_tab(line.text)
}

fn frame_at(cursor: &Cursor<'_>, index: usize) -> bool {
    cursor.line(index).is_some_and(|line| {
        heading::at(cursor, index).is_some()
            || unfenced::starts(cursor, index)
            || labels::status(line.text).is_some()
            || labels::is_media_type(line.text)
            || frame::is_foot(line.text)
            || endpoint_bar::at(cursor, index).is_some()
    })
}

/// Whether the page ends at line `index` between a field's name and its type.
pub(super) fn is_cut_off(cursor: &Cursor<'_>, index: usize) -> bool {
    let Some(line) = cursor.line(index) else { return false };
    let is_field_name = field_start::is_name(line.text)
        && line.text.starts_with(|c: char| c.is_lowercase() || c == '_')
        && labels::pill(line.text).is_none();
    let cut_type =
        || cursor.line(index + 1).is_some_and(|next| type_words::is_cut(next.text)) && cursor.is_last(index + 1);
    is_field_name && (cursor.is_last(index) || cut_type())
}

/// Reads the field that begins at the current line.
pub(super) fn read(cursor: &mut Cursor<'_>, in_list: bool) -> Option<Found> {
    let line = cursor.current()?;
    let mut found = Found::default();
    // The line that the field's head or a pill has already taken the beginning of.
    let mut begun = None;
    if field_start::at(cursor, cursor.at) {
        let type_line = cursor.line(cursor.at + 1)?;
        found.name = line.range();
        found.type_text = type_line.range();
        cursor.at += 2;
    } else {
        let (name, length) = field_start::glued(cursor, cursor.at, in_list)?;
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
        } else if let Some((pill, length)) = labels::pill(line.text).filter(|_| pills_open) {
            let place = line.start..line.start + length;
            found.end = place.end;
            begun = take(cursor, length);
            match pill {
                Pill::Required => found.required = true,
                Pill::Deprecated => found.deprecated = true,
                Pill::Location => found.location = Some(place),
                Pill::Default => begun = default(cursor, &mut found, begun, place),
            }
        } else if let Some(length) = labels::options_label(line.text) {
            pills_open = false;
            begun = take(cursor, length);
            options(cursor, &mut found, begun.is_some(), line.start..line.start + length);
            begun = None;
        } else if let Some(length) = labels::example_label(line.text).filter(|_| found.example.is_none()) {
            pills_open = false;
            begun = take(cursor, length);
            begun = example(cursor, &mut found, begun, line.start..line.start + length);
        } else {
            pills_open = false;
            let length = labels::label_after(line.text);
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
    let length = labels::default_end(line.text).max(1);
    let value = line.start..line.start + length.min(line.text.len());
    found.end = value.end;
    found.default = Some(value);
    take(cursor, length)
}

// A lone value before a heading such as `Body`, which has the letters of a type.
fn is_value(cursor: &Cursor<'_>, index: usize) -> bool {
    cursor.line(index + 1).is_some_and(|next| labels::is_heading(next.text))
}

fn options(cursor: &mut Cursor<'_>, found: &mut Found, begun: bool, label: Range<usize>) {
    // Something is listed: what follows is a value even where it could be a field's name, or the page ends behind it.
    let has_none = frame_at(cursor, cursor.at) || field_start::at(cursor, cursor.at) && !is_value(cursor, cursor.at);
    if !begun && cursor.current().is_some() && has_none {
        return;
    }
    loop {
        let Some(line) = cursor.current() else {
            found.cut_off = Some((label, "the available options"));
            return;
        };
        let length = labels::label_after(line.text).max(1);
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
    if let Some(sample) = unfenced::at(cursor).filter(|sample| sample.info == "json") {
        if sample.end == unfenced::End::CutOff {
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
    let length = labels::label_after(line.text).max(1);
    let value = line.text.get(..length).unwrap_or(line.text).trim_end();
    found.end = line.start + value.len();
    found.example = Some(line.start..found.end);
    take(cursor, length)
}
