//! Input: the text of a page. Output: its lines that hold something, with a place each, and a cursor over them.
//! Invariant: a line's text is a piece of the page, and the cursor never goes back.

use super::type_words::{self, Certainty};

/// A line without the blanks around it. The empty ones are left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    /// Whether an empty line stands before it.
    pub(super) after_blank: bool,
}

impl<'t> Line<'t> {
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.start..self.end()
    }

    /// What is left of the line from byte `at` of its text on; `None` where that is nothing.
    pub(super) fn rest(self, at: usize) -> Option<Line<'t>> {
        let rest = self.text.get(at..)?;
        let text = rest.trim_matches(is_blank);
        let skipped = rest.len() - rest.trim_start_matches(is_blank).len();
        (!text.is_empty()).then_some(Line { text, start: self.start + at + skipped, after_blank: false })
    }

    /// One token, without a blank inside.
    pub(super) fn is_token(self) -> bool {
        !self.text.contains(char::is_whitespace)
    }

    pub(super) fn words(self) -> usize {
        self.text.split_whitespace().count()
    }
}

// Browsers hand over the anchors of headings as zero-width spaces.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// The lines of a text, and how far they have been read.
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    lines: Vec<Line<'t>>,
    certainties: Vec<Option<Certainty>>,
    // How many lines in a row, from this one on, are a type: of core words, of any.
    core_runs: Vec<usize>,
    type_runs: Vec<usize>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let lines = split(text);
        let certainties: Vec<_> = lines.iter().map(|line| type_words::certainty(line.text)).collect();
        let core_runs = runs(&certainties, |one| one == Some(Certainty::Core));
        let type_runs = runs(&certainties, |one| one.is_some());
        Self { text, at: 0, lines, certainties, core_runs, type_runs }
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn line(&self, index: usize) -> Option<Line<'t>> {
        self.lines.get(index).copied()
    }

    pub(super) fn current(&self) -> Option<Line<'t>> {
        self.line(self.at)
    }

    pub(super) fn is_last(&self, index: usize) -> bool {
        index + 1 >= self.lines.len()
    }

    pub(super) fn certainty(&self, index: usize) -> Option<Certainty> {
        self.certainties.get(index).copied().flatten()
    }

    /// How many lines from `index` on are types, of `least` or stronger.
    pub(super) fn run(&self, index: usize, least: Certainty) -> usize {
        let runs = if least == Certainty::Core { &self.core_runs } else { &self.type_runs };
        runs.get(index).copied().unwrap_or(0)
    }

    /// Takes the first `taken` bytes off the current line; the line is done where nothing is left of it.
    pub(super) fn take(&mut self, taken: usize) {
        let Some(line) = self.current() else { return };
        let at = self.at;
        let Some(rest) = line.rest(taken) else {
            self.at += 1;
            return;
        };
        let certainty = type_words::certainty(rest.text);
        let core = if certainty == Some(Certainty::Core) { self.run(at + 1, Certainty::Core) + 1 } else { 0 };
        let any = if certainty.is_some() { self.run(at + 1, Certainty::Named) + 1 } else { 0 };
        set(&mut self.lines, at, rest);
        set(&mut self.certainties, at, certainty);
        set(&mut self.core_runs, at, core);
        set(&mut self.type_runs, at, any);
    }

    /// Goes on behind byte `offset` of the page.
    pub(super) fn skip_to(&mut self, offset: usize) {
        while let Some(line) = self.current() {
            if line.end() <= offset {
                self.at += 1;
            } else {
                if line.start < offset {
                    self.take(offset - line.start);
                }
                return;
            }
        }
    }
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut offset = 0;
    let mut after_blank = true;
    for whole in text.split_inclusive('\n') {
        match (Line { text: whole, start: offset, after_blank }).rest(0) {
            Some(line) => {
                lines.push(Line { after_blank, ..line });
                after_blank = false;
            }
            None => after_blank = true,
        }
        offset += whole.len();
    }
    lines
}

fn runs(certainties: &[Option<Certainty>], counts: impl Fn(Option<Certainty>) -> bool) -> Vec<usize> {
    let mut run = 0;
    let mut runs: Vec<_> = certainties
        .iter()
        .rev()
        .map(|one| {
            run = if counts(*one) { run + 1 } else { 0 };
            run
        })
        .collect();
    runs.reverse();
    runs
}
