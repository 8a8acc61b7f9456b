//! Input: a place where method and path may begin. Output: both, however they are laid out.
//! Invariant: a method word alone is no endpoint (sidebars are full of them); a path must follow it.

use std::ops::Range;

use super::labels;
use super::lines::Cursor;

/// Method and path that were found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) method: &'static str,
    /// Without the server.
    pub(super) path: String,
    /// The server's URL where the page shows it there.
    pub(super) server: Option<Range<usize>>,
    pub(super) range: Range<usize>,
    /// Whether the page ends before the path does.
    pub(super) cut_off: bool,
}

/// The endpoint that begins at line `index`.
pub(super) fn at(cursor: &Cursor<'_>, index: usize) -> Option<Found> {
    let line = cursor.line(index)?;
    let (word, method) = labels::method(line.text)?;
    let mut found = Found { method, path: String::new(), server: None, range: line.range(), cut_off: false };
    let Some(rest) = line.rest(word.len()) else {
        read_lines(cursor, index + 1, &mut found);
        return (!found.path.is_empty()).then_some(found);
    };
    let path = labels::without_button(rest.text);
    if path.contains(char::is_whitespace) || !(path.starts_with('/') || is_url(path)) {
        return None;
    }
    append(path, rest.start, &mut found);
    Some(found)
}

fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

// `/v1/x`, or a URL whose server is kept apart.
fn append(text: &str, start: usize, found: &mut Found) {
    let path = if is_url(text) {
        let host = text.find("://").map_or(0, |at| at + 3);
        let length = text.get(host..).and_then(|rest| rest.find('/')).map_or(text.len(), |at| host + at);
        found.server = Some(start..start + length);
        text.get(length..).unwrap_or("")
    } else {
        text
    };
    found.path.push_str(path);
}

fn read_lines(cursor: &Cursor<'_>, mut index: usize, found: &mut Found) {
    if let Some(line) = cursor.line(index).filter(|line| is_url(line.text) && line.is_token()) {
        append(line.text, line.start, found);
        found.range.end = line.end();
        index += 1;
    }
    while let Some(line) = cursor.line(index).filter(|line| line.text.starts_with('/')) {
        let text = labels::without_button(line.text);
        if text.contains(char::is_whitespace) {
            return;
        }
        found.path.push_str(text);
        found.range.end = line.end();
        index += 1;
        if text != "/" {
            continue;
        }
        let Some(segment) = cursor.line(index) else {
            found.cut_off = true;
            return;
        };
        let text = labels::without_button(segment.text);
        if !is_segment(text) {
            return;
        }
        found.path.push_str(text);
        found.range.end = segment.end();
        index += 1;
    }
}

fn is_segment(text: &str) -> bool {
    let plain = !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '/'));
    plain && text != "{" && text != "["
}
