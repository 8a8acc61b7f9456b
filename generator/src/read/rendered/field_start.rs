//! Input: a cursor. Output: whether a field begins there, by its name and what stands behind it.
//! Invariant: it only recognises; a name alone is no field.

use super::frame;
use super::labels::{self, Pill};
use super::lines::{Cursor, Line};
use super::type_words::{self, Certainty};

/// Whether line `index` is a field's name, with its type on the next line.
pub(super) fn at(cursor: &Cursor<'_>, index: usize) -> bool {
    let Some(name) = cursor.line(index) else { return false };
    let Some(certainty) = cursor.certainty(index + 1) else {
        return is_name(name.text) && has_odd_type(cursor, index + 1);
    };
    if certainty == Certainty::Named && is_before_heading(name, cursor.line(index + 1)) {
        return false;
    }
    // Names and types alternate: after a name stand one, three, five types or names that look like types.
    if cursor.run(index + 1, certainty).is_multiple_of(2) {
        return false;
    }
    if is_name(name.text) {
        return certainty == Certainty::Named || labels::status(name.text).is_none();
    }
    certainty == Certainty::Core
        && name.text.len() <= 100
        && name.words() <= 3
        && name.text.chars().all(|c| c.is_alphanumeric() || " _-".contains(c))
}

// `Body` has the letters of a vendor's type. Behind an empty line, or a pill that ends a section, it is a heading.
fn is_before_heading(name: Line<'_>, next: Option<Line<'_>>) -> bool {
    let is_pill = labels::pill(name.text).is_some_and(|(_, length)| length == name.text.len());
    next.is_some_and(|next| labels::is_heading(next.text) && (is_pill || next.after_blank))
}

pub(super) fn is_name(text: &str) -> bool {
    text.len() <= 128
        && text.chars().all(|c| c.is_alphanumeric() || "_-.[]{}$@*:/".contains(c))
        && text.chars().any(|c| c.is_alphanumeric() || c == '*')
        && !text.ends_with(['.', ':', '/'])
        && !text.starts_with('/')
}

// A type that nobody knows gives itself away by the pill after it.
fn has_odd_type(cursor: &Cursor<'_>, index: usize) -> bool {
    let (Some(odd), Some(after)) = (cursor.line(index), cursor.line(index + 1)) else { return false };
    let is_pill = |line: Line<'_>| labels::pill(line.text).is_some();
    odd.words() <= 4
        && !odd.text.ends_with(['.', ':', ',', ';'])
        && odd.text.starts_with(char::is_alphanumeric)
        && is_pill(after)
        && cursor.certainty(index + 2).is_none()
        && !is_pill(odd)
        && !labels::is_heading(odd.text)
        && !frame::is_noise(odd.text)
        && !labels::is_media_type(odd.text)
}

/// Name and type at the beginning of a line where both are glued: how many bytes each has.
/// Without a pill behind the type it takes `in_list` to believe it.
pub(super) fn glued(cursor: &Cursor<'_>, index: usize, in_list: bool) -> Option<(usize, usize)> {
    let line = cursor.line(index)?;
    let token = line.text.split_whitespace().next()?;
    if token.len() > 200 || cursor.certainty(index).is_some() {
        return None;
    }
    let fits = |start: usize| {
        let name = token.get(..start).filter(|name| is_name(name) && !name.ends_with(['_', '-']))?;
        let rest = line.text.get(start..)?;
        let found = type_words::prefix(rest)?;
        let tail = rest.get(found.length..)?;
        let proven = labels::pill(tail).is_some()
            || labels::options_label(tail.trim_start()).is_some()
            || labels::example_label(tail.trim_start()).is_some();
        let alone = tail.is_empty() && cursor.certainty(index + 1).is_none() || tail.starts_with(char::is_uppercase);
        (proven || found.strong && in_list && alone).then_some((name.len(), found))
    };
    let mut best: Option<(usize, type_words::Prefix)> = None;
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
        let is_type = type_words::certainty(behind.get(..length)?).is_some();
        return (is_type && (tail.is_empty() || labels::pill(tail).is_some())).then_some((start, length));
    }
    let (length, _) = behind
        .char_indices()
        .skip(1)
        .find(|(at, _)| behind.get(*at..).and_then(labels::pill).is_some_and(|(pill, _)| pill != Pill::Location))?;
    type_words::certainty(behind.get(..length)?).map(|_| (start, length))
}
