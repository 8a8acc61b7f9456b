//! Input: a place where a sample may begin. Output: how far it goes: a rendered page has no fences.
//! Invariant: a sample is a piece of the page, byte for byte, and a broken one ends where the text stops looking
//! like a sample, so that it never swallows the rest of the page.

use std::ops::Range;

use super::labels;
use super::lines::{Cursor, Line};

/// A sample that was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) info: String,
    /// The code.
    pub(super) code: Range<usize>,
    /// The code with its fences.
    pub(super) outer: Range<usize>,
    pub(super) end: End,
}

/// How a sample ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Where its brackets and quotes close.
    Closed,
    /// Before that, where the text goes on as something else.
    Broken,
    /// Before that, with the page.
    CutOff,
}

/// The sample that begins at the current line.
pub(super) fn at(cursor: &Cursor<'_>) -> Option<Sample> {
    let line = cursor.current()?;
    if line.text.starts_with("```") || line.text.starts_with("~~~") {
        return Some(fence(cursor, line));
    }
    let (info, (end, how)) = if starts_json(cursor, line) {
        ("json", json(cursor))
    } else if is_curl(line.text) {
        ("bash", curl(cursor))
    } else if is_script(line.text) {
        ("javascript", script(cursor))
    } else {
        return None;
    };
    let code = line.start..end;
    Some(Sample { info: info.to_owned(), outer: code.clone(), code, end: how })
}

/// Whether a sample begins at line `index`.
pub(super) fn starts(cursor: &Cursor<'_>, index: usize) -> bool {
    cursor.line(index).is_some_and(|line| {
        line.text.starts_with("```")
            || line.text.starts_with("~~~")
            || starts_json(cursor, line)
            || is_curl(line.text)
            || is_script(line.text)
    })
}

// `{currency}` is a name, `[note]` is text: what follows the bracket tells.
fn starts_json(cursor: &Cursor<'_>, line: Line<'_>) -> bool {
    let Some(open @ ('{' | '[')) = line.text.chars().next() else { return false };
    let behind = cursor.text.get(line.start + 1..).unwrap_or("").trim_start();
    match behind.chars().next() {
        None => line.text.len() == 1,
        Some('"' | '/') => true,
        Some('}') => open == '{',
        Some('{' | '[' | ']' | '-' | '0'..='9') => open == '[',
        Some(_) => open == '[' && ["true", "false", "null"].iter().any(|word| behind.starts_with(word)),
    }
}

fn is_jsonish(text: &str) -> bool {
    text.starts_with(['"', '{', '}', '[', ']', ',', '-', '/', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        || ["true", "false", "null"].iter().any(|word| text.starts_with(word))
}

fn json(cursor: &Cursor<'_>) -> (usize, End) {
    let mut depth = 0_usize;
    let mut end = cursor.current().map_or(0, Line::end);
    for index in cursor.at..cursor.len() {
        let Some(line) = cursor.line(index) else { break };
        if index > cursor.at && !is_jsonish(line.text) {
            return (end, End::Broken);
        }
        let (mut in_string, mut escaped) = (false, false);
        for (at, byte) in line.text.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b'{' | b'[' if !in_string => depth += 1,
                b'}' | b']' if !in_string => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return (line.start + at + 1, End::Closed);
                    }
                }
                _ => {}
            }
        }
        end = line.end();
    }
    (end, End::CutOff)
}

fn is_curl(text: &str) -> bool {
    text.strip_prefix("curl").is_some_and(|rest| rest.starts_with([' ', '\t']) || rest == "\\")
}

fn curl(cursor: &Cursor<'_>) -> (usize, End) {
    let mut end = cursor.current().map_or(0, Line::end);
    let mut quote = None;
    let mut goes_on = true;
    for index in cursor.at..cursor.len() {
        let Some(line) = cursor.line(index) else { break };
        match quote {
            None if goes_on || is_option(line.text) => {}
            None => return (end, End::Closed),
            Some(open) if index == cursor.at || is_jsonish(line.text) || line.text.contains(open) => {}
            Some(_) => return (end, End::Broken),
        }
        let mut escaped = false;
        for c in line.text.chars() {
            match (quote, c) {
                _ if escaped => escaped = false,
                (None | Some('"'), '\\') => escaped = true,
                (None, '\'' | '"') => quote = Some(c),
                (Some(open), _) if c == open => quote = None,
                _ => {}
            }
        }
        goes_on = escaped;
        end = line.end();
    }
    (end, if quote.is_some() || goes_on { End::CutOff } else { End::Closed })
}

// A copy of a sample may have lost the backslashes at its line ends.
fn is_option(text: &str) -> bool {
    let name = text.trim_start_matches('-');
    (1..=2).contains(&(text.len() - name.len())) && name.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_script(text: &str) -> bool {
    text.starts_with("fetch(")
        || ["const ", "let ", "var ", "await "].iter().any(|word| text.starts_with(word)) && text.contains(['=', '('])
}

fn script(cursor: &Cursor<'_>) -> (usize, End) {
    let mut end = cursor.current().map_or(0, Line::end);
    let mut depth = 0_usize;
    let mut template = false;
    for index in cursor.at..cursor.len() {
        let Some(line) = cursor.line(index) else { break };
        if index > cursor.at {
            let goes_on = line.text.starts_with(['.', '}', ')', ';']) || line.text.starts_with("console.");
            if depth == 0 && !goes_on && !is_script(line.text) {
                return (end, End::Closed);
            }
            if labels::is_heading(line.text) {
                return (end, End::Broken);
            }
        }
        let mut quote = template.then_some('`');
        let mut escaped = false;
        for c in line.text.chars() {
            match (quote, c) {
                _ if escaped => escaped = false,
                (Some(_), '\\') => escaped = true,
                (Some(open), _) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"' | '`') => quote = Some(c),
                (None, '(' | '[' | '{') => depth += 1,
                (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        template = quote == Some('`');
        end = line.end();
    }
    (end, if depth == 0 { End::Closed } else { End::CutOff })
}

// Some captures keep the fences of the source.
fn fence(cursor: &Cursor<'_>, open: Line<'_>) -> Sample {
    let mark = if open.text.starts_with('~') { '~' } else { '`' };
    let info = open.text.trim_start_matches(mark);
    let length = open.text.len() - info.len();
    let behind_line = |offset: usize| {
        cursor.text.get(offset..).and_then(|rest| rest.find('\n')).map_or(cursor.text.len(), |at| offset + at + 1)
    };
    let start = behind_line(open.end());
    let closing = (cursor.at + 1..cursor.len())
        .filter_map(|index| cursor.line(index))
        .find(|line| line.text.len() >= length && line.text.trim_start_matches(mark).is_empty());
    let (code_end, outer_end, end) = match closing {
        Some(line) => {
            let before = cursor.text.get(..line.start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
            (before, line.end(), End::Closed)
        }
        None => (cursor.text.len(), cursor.text.len(), End::CutOff),
    };
    Sample { info: info.trim().to_owned(), code: start..code_end.max(start), outer: open.start..outer_end, end }
}
