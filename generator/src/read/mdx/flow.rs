//! Input: the pieces of running text between two nodes. Output: one [`Prose`].
//! Invariant: what comes out is Markdown that means the same without the tags around it: nothing is left indented so
//! deep that it would be code.

use std::ops::Range;

use crate::read::mdx::input::Input;
use crate::read::page::Prose;

/// Running text that is still growing.
#[derive(Default)]
pub(super) struct Flow {
    text: String,
    /// From the first to the last word on the page.
    range: Option<Range<usize>>,
    /// Whether the text begins at the beginning of a line, so that its first indentation is one.
    whole_line: bool,
}

impl Flow {
    /// Takes in a stretch of the page.
    pub(super) fn push(&mut self, input: &Input<'_>, range: Range<usize>) {
        let text = input.slice(range.clone());
        if self.text.is_empty() {
            let before = range.start.checked_sub(1).and_then(|at| input.byte(at));
            self.whole_line = matches!(before, None | Some(b'\n'));
        }
        self.text.push_str(text);
        let words = text.trim();
        if !words.is_empty() {
            let start = range.start + (text.len() - text.trim_start().len());
            self.grow(start..start + words.len());
        }
    }

    /// Takes in text that the page writes otherwise.
    pub(super) fn push_literal(&mut self, text: &str, range: Range<usize>) {
        self.text.push_str(text);
        if !text.trim().is_empty() {
            self.grow(range);
        }
    }

    /// Ends a paragraph.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    fn grow(&mut self, range: Range<usize>) {
        match &mut self.range {
            Some(known) => known.end = known.end.max(range.end),
            None => self.range = Some(range),
        }
    }

    /// What has been taken in, if it has words; begins anew.
    pub(super) fn take(&mut self, input: &Input<'_>) -> Option<Prose> {
        let Self { text, range, whole_line } = std::mem::take(self);
        let range = range?;
        Some(Prose { markdown: outdent(&text, whole_line), span: input.span(range) })
    }
}

fn outdent(text: &str, whole_line: bool) -> String {
    let text = text.trim_end();
    if !text.contains('\n') {
        return text.trim_start().to_owned();
    }
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let first = if whole_line { 0 } else { 1 };
    let indented = || text.lines().skip(first).filter(|line| !line.trim().is_empty());
    let common = indented().map(indentation).min().unwrap_or(0);
    // Only under a list mark does indentation mean something.
    let lists = text.lines().any(|line| is_list_item(line.trim_start()));
    let mut markdown = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() && (markdown.is_empty() || markdown.ends_with("\n\n")) {
            continue;
        }
        let cut = if index < first || !lists { indentation(line) } else { common.min(indentation(line)) };
        markdown.push_str(line.get(cut..).unwrap_or(line).trim_end_matches('\r'));
        markdown.push('\n');
    }
    markdown.trim_matches('\n').to_owned()
}

fn is_list_item(line: &str) -> bool {
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered =
        after_digits.len() < line.len() && (after_digits.starts_with(". ") || after_digits.starts_with(") "));
    numbered || line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")
}
