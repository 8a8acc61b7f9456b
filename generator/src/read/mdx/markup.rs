//! Input: the places where `<` stands. Output: tags, comments and HTML, told from text that only looks like them.
//! Invariant: a search for what ends a construct is bounded, or known to succeed.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::mdx::html_table::Part;
use crate::read::mdx::scanner::{Found, Piece, Scanner};
use crate::read::mdx::tags::{self, OpenTag};

/// Bytes that a heading in HTML may have.
const LONGEST_HEADING: usize = 512;

impl<'a> Scanner<'a> {
    /// What begins with the `<` at `at`; `None` where that is text.
    pub(super) fn angle(&mut self, at: usize) -> Option<Found> {
        match self.input.byte(at + 1)? {
            b'!' if self.input.slice(at..at + 4) == "<!--" => match self.input.find_text("-->", at + 4) {
                Some(close) => {
                    self.input.steps += close - at;
                    Some(Found::nothing(at..close + 3))
                }
                None => Some(self.endless_comment(at, "<!-- -->")),
            },
            b'>' => Some(Found::nothing(at..at + 2)),
            b'/' => {
                let tag = tags::close(&mut self.input, at)?;
                let name = self.input.slice(tag.name.clone());
                if tags::is_component(name) && Part::of(name).is_none() {
                    let outer = at..tag.end;
                    return Some(Found::some(outer.clone(), Piece::Close { name: tag.name, outer }));
                }
                self.html(name, at..tag.end)
            }
            byte if byte.is_ascii_alphabetic() => self.opening(at),
            _ => None,
        }
    }

    fn opening(&mut self, at: usize) -> Option<Found> {
        let tag = tags::open(&mut self.input, at)?;
        let name = self.input.slice(tag.name.clone());
        if tags::is_component(name) && Part::of(name).is_none() {
            if self.is_placeholder(&tag, name, at) {
                return None;
            }
            let outer = at..tag.end;
            return Some(Found::some(outer.clone(), Piece::Open(tag, outer)));
        }
        let raw = matches!(name, "script" | "style") && !tag.self_closing;
        if raw && let Some(end) = self.raw_end(name, tag.end) {
            return Some(Found::some(at..end, Piece::Gap));
        }
        let level = name.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
        if let Some(found) = level.and_then(|level| self.html_heading(name, level, at, tag.end)) {
            return Some(found);
        }
        self.html(name, at..tag.end)
    }

    /// `<h3>Response</h3>` on one line.
    fn html_heading(&mut self, name: &str, level: u8, at: usize, from: usize) -> Option<Found> {
        // A window, because a line may be as long as the page.
        let window = self.input.bytes.get(from..)?;
        let window = window.get(..LONGEST_HEADING).unwrap_or(window);
        self.input.steps += window.len();
        let close = memchr::memmem::find(window, format!("</{name}>").as_bytes())?;
        if window.get(..close)?.contains(&b'\n') {
            return None;
        }
        let text = from..from + close;
        let outer = at..text.end + name.len() + 3;
        Some(Found::some(outer.clone(), Piece::Heading { level, text, outer }))
    }

    /// HTML that arranges blocks is transparent; any other is part of the running text.
    fn html(&mut self, name: &str, range: Range<usize>) -> Option<Found> {
        if let Some(part) = Part::of(name) {
            let closes = self.input.byte(range.start + 1) == Some(b'/');
            return Some(Found::some(range.clone(), Piece::TablePart { part, closes, outer: range }));
        }
        if name.is_empty() || BLOCKS.binary_search(&name).is_ok() {
            return Some(Found::some(range, Piece::Gap));
        }
        self.at = range.end;
        None
    }

    fn raw_end(&mut self, name: &str, from: usize) -> Option<usize> {
        let last = *self.closers().get(name)?;
        let close = if last < from { None } else { self.input.find_text(&format!("</{name}"), from) }?;
        self.input.steps += close - from;
        let end = self.input.find(b'>', close)?;
        self.input.steps += end - close;
        Some(end + 1)
    }

    /// `Array<String>` and `<API_KEY>`: text that looks like a tag and that nothing closes.
    fn is_placeholder(&mut self, tag: &OpenTag, name: &str, at: usize) -> bool {
        if tag.self_closing || !tag.attributes.is_empty() {
            return false;
        }
        let before = at.checked_sub(1).and_then(|before| self.input.byte(before));
        let glued = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let shouted =
            name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"_-".contains(&b));
        (glued || shouted) && self.closers().get(name).is_none_or(|last| *last < at)
    }

    /// Where each name is closed for the last time.
    fn closers(&mut self) -> &BTreeMap<&'a str, usize> {
        let (bytes, text) = (self.input.bytes, self.input.text);
        let steps = &mut self.input.steps;
        self.closers.get_or_insert_with(|| {
            *steps += bytes.len();
            let names = memchr::memmem::find_iter(bytes, b"</").map(|at| {
                let rest = text.get(at + 2..).unwrap_or("").trim_start_matches([' ', '\t']);
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
                (rest.get(..end.unwrap_or(rest.len())).unwrap_or(""), at)
            });
            names.collect()
        })
    }
}

/// Sorted: looked up by bisection.
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "script",
    "section",
    "style",
    "summary",
    "ul",
];
