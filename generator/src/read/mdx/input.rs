//! Input: the text of a page. Output: [`Input`], through which every part of the scanner looks at it.
//! Invariant: looking ahead in vain is paid from one purse, so that the whole scan stays linear.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::bytes::before_any;
use crate::read::page::Attribute;
use crate::source::{FileId, Span};

/// Beyond this many a page's troubles are only counted: a hostile page has millions.
const MAX_TROUBLES: usize = 1000;

/// A page's text, with what has been learned about it on the way.
pub(super) struct Input<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) file: FileId,
    /// Bytes looked at; tests hold it against the length of the page.
    pub(super) steps: usize,
    fuel: usize,
    /// From where on there is no `"`, and no `'`, as far as that is known.
    barren: [usize; 2],
    /// Marker and length of a fence that nothing closes, and from where on.
    barren_fence: Option<(u8, usize, usize)>,
    troubles: Vec<Diagnostic>,
    untold: usize,
    /// The attributes of the tag at hand, before it is known how many there are.
    pub(super) attributes: Vec<Attribute>,
}

impl<'a> Input<'a> {
    pub(super) fn new(text: &'a str, file: FileId) -> Self {
        // Small pages may err often; a large one may look at itself sixteen times over and no more.
        let fuel = text.len().saturating_mul(16).max(1 << 20);
        Self {
            text,
            bytes: text.as_bytes(),
            file,
            steps: 0,
            fuel,
            barren: [usize::MAX; 2],
            barren_fence: None,
            troubles: Vec::new(),
            untold: 0,
            attributes: Vec::new(),
        }
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// First byte from `at` on that is no white space.
    pub(super) fn skip_white(&mut self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let end = at + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len());
        self.steps += end - at;
        end
    }

    /// First byte from `at` on that is neither space nor tab.
    pub(super) fn skip_blank(&mut self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let end = at + rest.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
        self.steps += end - at;
        end
    }

    /// The newline that ends the line of `at`, or the end of the page.
    pub(super) fn line_end(&mut self, at: usize) -> usize {
        let end = self.find(b'\n', at).unwrap_or(self.bytes.len());
        self.steps += end.saturating_sub(at);
        end
    }

    pub(super) fn find(&self, byte: u8, from: usize) -> Option<usize> {
        memchr::memchr(byte, self.bytes.get(from..)?).map(|at| from + at)
    }

    pub(super) fn find_text(&self, needle: &str, from: usize) -> Option<usize> {
        memchr::memmem::find(self.bytes.get(from..)?, needle.as_bytes()).map(|at| from + at)
    }

    /// The next quote of this kind; a search in vain is never repeated.
    pub(super) fn find_quote(&mut self, quote: u8, from: usize) -> Option<usize> {
        let known = self.barren.get_mut(usize::from(quote == b'\''))?;
        if from >= *known {
            return None;
        }
        let rest = self.bytes.get(from..)?;
        let found = Some(before_any(rest, [quote])).filter(|at| *at < rest.len()).map(|at| from + at);
        self.steps += found.unwrap_or(self.bytes.len()) - from;
        if found.is_none() {
            *known = from;
        }
        found
    }

    /// Whether it is known, or too dear to find out, that nothing from `from` on closes such a fence.
    pub(super) fn fence_is_barren(&self, marker: u8, length: usize, from: usize) -> bool {
        let known = self.barren_fence.is_some_and(|(m, l, f)| m == marker && length >= l && from >= f);
        known || !self.may_look()
    }

    /// Remembers that nothing from `from` on closes such a fence.
    pub(super) fn note_barren_fence(&mut self, marker: u8, length: usize, from: usize) {
        self.barren_fence = Some((marker, length, from));
        self.pay(self.bytes.len().saturating_sub(from));
    }

    /// Whether a look-ahead that may be in vain is still allowed.
    pub(super) fn may_look(&self) -> bool {
        self.fuel > 0
    }

    /// Pays for a look-ahead that was in vain.
    pub(super) fn pay(&mut self, bytes: usize) {
        self.steps += bytes;
        self.fuel = self.fuel.saturating_sub(bytes);
    }

    pub(super) fn trouble(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.troubles.len() < MAX_TROUBLES {
            self.troubles.push(diagnostic());
        } else {
            self.untold += 1;
        }
    }

    /// What there is to tell, in order of the page.
    pub(super) fn into_troubles(mut self) -> Vec<Diagnostic> {
        self.troubles.sort_by_key(|trouble| trouble.span.map(|span| span.start));
        if self.untold > 0 {
            let message = format!("{} more findings of this kind are not listed", self.untold);
            let end = self.span(self.bytes.len()..self.bytes.len());
            self.troubles.push(Diagnostic::at(Code::MalformedTag, end, message));
        }
        self.troubles
    }
}
