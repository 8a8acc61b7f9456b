//! Input: the body of a page. Output: its pieces, one after the other.
//! Invariant: the position only moves forward, and every byte belongs to at most one piece.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::bytes;
use crate::read::mdx::attribute_value;
use crate::read::mdx::codes::{self, Fence, Ticks};
use crate::read::mdx::html_table::Part;
use crate::read::mdx::input::Input;
use crate::read::mdx::script;
use crate::read::mdx::tags::OpenTag;

/// What the scanner tells apart.
pub(super) enum Piece {
    /// Running text.
    Text(Range<usize>),
    /// Something without words that ends a paragraph: a tag such as `<div>`.
    Gap,
    /// A tag of an HTML table.
    TablePart {
        part: Part,
        closes: bool,
        outer: Range<usize>,
    },
    /// Running text that an expression such as `{" "}` stands for.
    Literal(String, Range<usize>),
    /// JavaScript that was passed over: an expression or, where `export` is set, a statement.
    Script {
        range: Range<usize>,
        export: bool,
    },
    /// An `import` statement.
    Import(Range<usize>),
    Heading {
        level: u8,
        text: Range<usize>,
        outer: Range<usize>,
    },
    Fence(Fence),
    Open(OpenTag, Range<usize>),
    Close {
        name: Range<usize>,
        outer: Range<usize>,
    },
}

pub(super) struct Scanner<'a> {
    pub(super) input: Input<'a>,
    pub(super) at: usize,
    /// Where the running text began that no piece has been made of yet.
    text: usize,
    line: Line,
    queued: Option<Piece>,
    ticks: Ticks,
    pub(super) closers: Option<BTreeMap<&'a str, usize>>,
}

/// What stands on the line before the position.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Nothing,
    OnlyTags,
    Text,
}

impl<'a> Scanner<'a> {
    /// A scanner that begins at byte `at`.
    pub(super) fn new(input: Input<'a>, at: usize) -> Self {
        Self { input, at, text: at, line: Line::Nothing, queued: None, ticks: Ticks::default(), closers: None }
    }

    /// The next piece; `component` is the innermost one that is open.
    pub(super) fn next(&mut self, component: Option<&str>) -> Option<Piece> {
        if let Some(piece) = self.queued.take() {
            return Some(piece);
        }
        while self.at < self.input.bytes.len() {
            let found = if self.line == Line::Nothing { self.line_construct(component) } else { None };
            if let Some(found) = found.or_else(|| self.inline(component)) {
                let text = self.text..found.start;
                self.at = found.end;
                self.text = found.end;
                match (text.is_empty(), found.piece) {
                    (true, Some(piece)) => return Some(piece),
                    (true, None) => {}
                    (false, piece) => {
                        self.queued = piece;
                        return Some(Piece::Text(text));
                    }
                }
            }
        }
        let text = self.text..self.input.bytes.len();
        self.text = text.end;
        (!text.is_empty()).then_some(Piece::Text(text))
    }

    /// A construct that only a line's beginning can hold.
    fn line_construct(&mut self, component: Option<&str>) -> Option<Found> {
        let start = self.at;
        self.line = Line::Text;
        if matches!(self.input.byte(start), Some(b'i' | b'e'))
            && let Some(end) = script::module_statement(&mut self.input, start)
        {
            self.line = Line::Nothing;
            return Some(match self.input.byte(start) {
                Some(b'e') => Found::some(start..end, Piece::Script { range: start..end, export: true }),
                _ => Found::some(start..end, Piece::Import(start..end)),
            });
        }
        let (first, quoted) = self.line_prefix(start);
        match self.input.byte(first) {
            Some(b'`' | b'~') => {
                let fence = codes::fence(&mut self.input, first, quoted, component)?;
                // A mark in front of the fence has no words of its own.
                Some(Found::some(start..fence.outer.end, Piece::Fence(fence)))
            }
            Some(b'#') if !quoted => self.heading(first),
            Some(b'<' | b'{') => {
                self.line = Line::OnlyTags;
                None
            }
            _ => None,
        }
    }

    /// Steps over indentation, quote marks and list marks, which have no meaning of their own here.
    fn line_prefix(&mut self, start: usize) -> (usize, bool) {
        let mut at = start;
        let mut quoted = false;
        loop {
            at = self.input.skip_blank(at);
            let next = self.input.byte(at + 1);
            match self.input.byte(at) {
                Some(b'>') => {
                    quoted = true;
                    at += 1;
                }
                Some(b'-' | b'*' | b'+') if matches!(next, Some(b' ' | b'\t')) => at += 2,
                Some(digit) if digit.is_ascii_digit() && matches!(next, Some(b'.' | b')')) => at += 2,
                _ => return (at, quoted),
            }
        }
    }

    fn heading(&mut self, start: usize) -> Option<Found> {
        let level = codes::run(&self.input, start);
        let after = self.input.byte(start + level);
        if level > 6 || !matches!(after, None | Some(b' ' | b'\t' | b'\r' | b'\n')) {
            return None;
        }
        let mut end = self.input.line_end(start);
        // A tag on the heading's line is a tag of its own.
        let line = self.input.slice(start..end);
        let tag = line.match_indices('<').map(|(at, _)| at).find(|at| {
            let rest = line.get(at + 1..).unwrap_or("");
            let glued = line
                .get(..*at)
                .is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '\\' || c == '`'));
            !glued && rest.strip_prefix('/').unwrap_or(rest).starts_with(|c: char| c.is_ascii_uppercase())
        });
        if let Some(tag) = tag {
            end = start + tag;
        }
        let text = start + level..end;
        let level = u8::try_from(level).unwrap_or(6);
        Some(Found::some(start..end, Piece::Heading { level, text, outer: start..end }))
    }

    /// Goes on to the next character that may begin something, and reads that.
    fn inline(&mut self, component: Option<&str>) -> Option<Found> {
        let rest = self.input.bytes.get(self.at..).unwrap_or_default();
        let skipped = bytes::before_any(rest, *b"\n<{`\\");
        self.input.steps += skipped + 1;
        if self.line == Line::OnlyTags && rest.iter().take(skipped).any(|byte| !byte.is_ascii_whitespace()) {
            self.line = Line::Text;
        }
        self.at += skipped;
        let at = self.at;
        let found = match self.input.byte(at)? {
            b'\n' => {
                self.line = Line::Nothing;
                None
            }
            b'<' => self.angle(at),
            b'{' => self.brace(at),
            b'`' => return self.backticks(at, component),
            _ => {
                // The escaped character is text; a newline still ends the line.
                let escaped = self.input.byte(at + 1).is_some_and(|byte| byte.is_ascii_punctuation());
                self.at = at + if escaped { 2 } else { 1 };
                return None;
            }
        };
        if found.is_none() && self.at == at {
            self.at = at + 1;
            if self.line == Line::OnlyTags {
                self.line = Line::Text;
            }
        }
        found
    }

    fn backticks(&mut self, at: usize, component: Option<&str>) -> Option<Found> {
        let length = codes::run(&self.input, at);
        if self.line == Line::OnlyTags
            && length >= 3
            && let Some(fence) = codes::fence(&mut self.input, at, false, component)
        {
            return Some(Found::some(fence.outer.clone(), Piece::Fence(fence)));
        }
        self.at = self.ticks.span_end(&mut self.input, at);
        self.line = Line::Text;
        None
    }

    fn brace(&mut self, at: usize) -> Option<Found> {
        let first = self.input.skip_white(at + 1);
        if self.input.slice(first..first + 2) == "/*" && self.input.may_look() {
            let Some(close) = self.input.find_text("*/", first + 2) else {
                return Some(self.endless_comment(at, "{/* */}"));
            };
            let end = self.input.skip_white(close + 2);
            self.input.steps += end - at;
            if self.input.byte(end) == Some(b'}') {
                return Some(Found::nothing(at..end + 1));
            }
            self.input.pay(end - at);
        }
        // In running text an expression ends with its paragraph; alone on a line it may hold blank lines.
        let end = if self.line == Line::OnlyTags {
            script::braces(&mut self.input, at)?
        } else {
            let limit = self.ticks.paragraph_end(&mut self.input, at);
            script::braces_until(&mut self.input, at, limit)?
        };
        let source = self.input.slice(at + 1..end.saturating_sub(1));
        if let Some(text) = attribute_value::string_literal(source.trim()) {
            return Some(Found::some(at..end, Piece::Literal(text, at..end)));
        }
        // Words in braces are more often text of a tolerant page than code.
        if source.len() < 80 && !source.contains(['\n', '<']) {
            self.at = end;
            return None;
        }
        Some(Found::some(at..end, Piece::Script { range: at..end, export: false }))
    }

    pub(super) fn endless_comment(&mut self, at: usize, kind: &str) -> Found {
        let span = self.input.span(at..at + 2);
        self.input.trouble(|| {
            Diagnostic::at(
                Code::UnclosedComment,
                span,
                format!("the comment `{kind}` that begins here is never closed"),
            )
            .help("close the comment; nothing after it was read")
        });
        Found::nothing(at..self.input.bytes.len())
    }
}

/// A piece and where it stands; running text goes on behind it.
pub(super) struct Found {
    start: usize,
    end: usize,
    piece: Option<Piece>,
}

impl Found {
    pub(super) fn some(range: Range<usize>, piece: Piece) -> Self {
        Self { start: range.start, end: range.end, piece: Some(piece) }
    }

    pub(super) fn nothing(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end, piece: None }
    }
}
