//! Input: the literal pieces of a path and the values between them. Output: a path that a URL can hold.
//! Invariant: the values change no segment but their own: the path below the base has the template's segments.

use super::encode::{Problem, percent, push_percent};

/// A path in the making.
#[derive(Debug)]
pub(crate) struct PathBuilder {
    base: usize,
    text: String,
    slashes: usize,
}

impl PathBuilder {
    /// A path below `base`, which is empty or starts with a slash and ends without one.
    pub(crate) fn below(base: &str) -> Self {
        /// Most paths have room here.
        const USUAL: usize = 64;
        let mut text = String::with_capacity(base.len() + USUAL);
        text.push_str(base);
        Self { base: base.len(), text, slashes: slashes(base) }
    }

    /// Appends a piece of the template. What can be read and a URL has no place for goes as its bytes, as a browser sends it.
    pub(crate) fn literal(&mut self, text: &str) {
        self.slashes += slashes(text);
        for (at, c) in text.char_indices() {
            let escape =
                || text.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
            if (c.is_ascii() && " \"<>[]^`{|}".contains(c)) || is_letter(c) || (c == '%' && !escape()) {
                self.text.push_str(&percent(c.encode_utf8(&mut [0; 4])));
            } else {
                self.text.push(c);
            }
        }
    }

    /// Appends a value, whole and encoded.
    pub(crate) fn value(&mut self, value: &str) -> Result<(), Problem> {
        if is_dots(value) && !value.is_empty() {
            return Err(Problem::DotSegment);
        }
        if value.is_empty() {
            return Err(Problem::Empty);
        }
        push_percent(&mut self.text, value);
        Ok(())
    }

    /// Appends a value that is encoded already.
    pub(crate) fn encoded(&mut self, text: &str) -> Result<(), Problem> {
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if is_dots(text) {
            return Err(Problem::DotSegment);
        }
        self.text.push_str(text);
        Ok(())
    }

    /// The path, once it is sure that it is the template's.
    pub(crate) fn finish(self) -> Result<String, Problem> {
        let below = self.text.get(self.base..).ok_or(Problem::Path)?;
        if !below.starts_with('/')
            || !is_path(below)
            || slashes(&self.text) != self.slashes
            || self.text.split('/').any(|segment| !segment.is_empty() && is_dots(segment))
        {
            return Err(Problem::Path);
        }
        Ok(self.text)
    }
}

/// Whether every character may stand in the path of a URL.
pub(crate) fn is_path(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%!$&'()*+,;=:@".contains(&byte))
}

/// Whether a character that is not ASCII can be seen: what only steers the text around it is no part of a path.
fn is_letter(c: char) -> bool {
    let steers = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_ascii() && !c.is_control() && !steers
}

fn slashes(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'/').count()
}

/// Whether a URL parser somewhere on the way may take the text for `.` or `..`, or for nothing: they drop tabs and line
/// ends, and read `%2e` as a dot.
pub(crate) fn is_dots(text: &str) -> bool {
    let mut bare = text.bytes().filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r'));
    let mut dots = 0;
    while let Some(byte) = bare.next() {
        let is_dot = match byte {
            b'.' => true,
            b'%' => bare.next() == Some(b'2') && matches!(bare.next(), Some(b'e' | b'E')),
            _ => false,
        };
        dots += 1;
        if !is_dot || dots > 2 {
            return false;
        }
    }
    true
}
