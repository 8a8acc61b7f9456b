//! Input: running text as it stands on the page, and pieces of it in their order. Output: where each piece stands.
//! Invariant: a piece that is not found has the place of the whole.

use std::ops::Range;

use crate::read::page::Prose;
use crate::source::{SourceMap, Span};

/// Finds the lines of a text whose indentation was taken off.
#[derive(Clone)]
pub(crate) struct Places<'a> {
    markdown: &'a str,
    source: &'a str,
    whole: Span,
    /// Its lines that stand for rows of an HTML table.
    rows: &'a [(Range<usize>, Span)],
    sources: &'a SourceMap,
    /// Everything before it was looked through.
    from: usize,
}

impl<'a> Places<'a> {
    pub(crate) fn new(sources: &'a SourceMap, prose: &'a Prose) -> Self {
        let whole = sources.original(prose.span);
        Self { markdown: &prose.markdown, source: sources.text(prose.span), whole, rows: &prose.rows, sources, from: 0 }
    }

    /// Where the first line of a piece of the Markdown stands.
    pub(crate) fn of(&mut self, piece: Range<usize>) -> Span {
        let behind = self.rows.partition_point(|(line, _)| line.start <= piece.start);
        let row = behind.checked_sub(1).and_then(|at| self.rows.get(at));
        if let Some((_, span)) = row.filter(|(line, _)| piece.start <= line.end) {
            return self.sources.original(*span);
        }
        let line = self.markdown.get(piece).unwrap_or_default().trim().lines().next().unwrap_or_default().trim();
        let rest = self.source.get(self.from..).unwrap_or_default();
        let Some(at) = rest.find(line).filter(|_| !line.is_empty()) else {
            // Nothing behind it is looked for again and again.
            self.from = self.source.len();
            return self.whole;
        };
        let start = self.from + at;
        self.from = start + line.len();
        let base = self.whole.range().start;
        Span::new(self.whole.file, base + start..base + start + line.len())
    }
}
