//! Input: a place where a section may begin. Output: its heading.
//! Invariant: a word is a heading only where it cannot be a field's name.

use std::ops::Range;

use super::field_start;
use super::labels;
use super::lines::Cursor;

/// A heading that was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) level: u8,
    pub(super) text: Range<usize>,
    /// The bytes of the line that it takes.
    pub(super) length: usize,
}

// What rendered pages, which show no level, have.
const LEVEL: u8 = 2;

/// The heading at line `index`.
pub(super) fn at(cursor: &Cursor<'_>, index: usize) -> Option<Found> {
    let line = cursor.line(index)?;
    let words = line.text.trim_start_matches('#');
    let marks = line.text.len() - words.len();
    if (1..=6).contains(&marks) && words.starts_with([' ', '\t']) {
        let start = line.end() - words.trim_start().len();
        let level = u8::try_from(marks).unwrap_or(LEVEL);
        return Some(Found { level, text: start..line.end(), length: line.text.len() });
    }
    if labels::is_heading(line.text) && !(line.is_token() && field_start::at(cursor, index)) {
        return Some(Found { level: LEVEL, text: line.range(), length: line.text.len() });
    }
    let length = labels::glued_heading(line.text)?;
    let text = line.text.get(..length)?.trim_end();
    Some(Found { level: LEVEL, text: line.start..line.start + text.len(), length })
}

/// A heading in a language that no list here knows: a few words before a field where no field is open.
pub(super) fn by_place(cursor: &Cursor<'_>, index: usize) -> Option<Found> {
    let line = cursor.line(index)?;
    let is_short = line.words() <= 4 && line.text.len() <= 60 && line.text.chars().all(|c| !c.is_ascii_digit());
    let begins_high = line.text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let is_followed = field_start::at(cursor, index + 1) || field_start::glued(cursor, index + 1, true).is_some();
    let ends_open = line.text.ends_with(char::is_alphanumeric);
    (is_short && begins_high && ends_open && is_followed).then(|| Found {
        level: LEVEL,
        text: line.range(),
        length: line.text.len(),
    })
}
