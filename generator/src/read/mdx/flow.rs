//! Input: the pieces of running text between two nodes. Output: one [`Prose`].
//! Invariant: what comes out is Markdown that means the same without the tags around it: nothing is left indented so
//! deep that it would be code.

use std::ops::Range;

use crate::read::bytes;
use crate::read::mdx::html_table::{HtmlTable, Line, Part};
use crate::read::mdx::input::Input;
use crate::read::page::Prose;

/// Running text that is still growing.
#[derive(Default)]
pub(super) struct Flow<'a> {
    text: Grown<'a>,
    /// From the first to the last word on the page.
    range: Option<Range<usize>>,
    /// Whether the text begins at the beginning of a line, so that its first indentation is one.
    whole_line: bool,
    /// The table that is open.
    table: Option<HtmlTable>,
    /// The lines of the tables that were closed.
    rows: Vec<Line>,
}

/// A text that is the page's own as long as it is one stretch of it, which nearly all are.
#[derive(Default)]
struct Grown<'a> {
    stretch: &'a str,
    text: String,
}

impl<'a> Grown<'a> {
    fn as_str(&self) -> &str {
        if self.text.is_empty() { self.stretch } else { &self.text }
    }

    fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// Begins anew, with the room that it has.
    fn clear(&mut self) {
        self.stretch = "";
        self.text.clear();
    }

    fn push_stretch(&mut self, stretch: &'a str) {
        if self.is_empty() {
            self.stretch = stretch;
        } else {
            self.push(stretch);
        }
    }

    fn push(&mut self, text: &str) {
        if self.text.is_empty() {
            self.text.reserve(self.stretch.len() + text.len());
            self.text.push_str(self.stretch);
        }
        self.text.push_str(text);
    }
}

impl<'a> Flow<'a> {
    /// Takes in a stretch of the page.
    pub(super) fn push(&mut self, input: &Input<'a>, range: Range<usize>) {
        let text = input.slice(range.clone());
        if let Some(table) = &mut self.table {
            table.text(text);
        } else if self.text.is_empty() {
            let before = range.start.checked_sub(1).and_then(|at| input.byte(at));
            self.whole_line = matches!(before, None | Some(b'\n'));
        }
        if self.table.is_none() {
            self.text.push_stretch(text);
        }
        if text.trim_ascii().is_empty() {
            return;
        }
        let words = text.trim();
        if !words.is_empty() {
            let start = range.start + (text.len() - text.trim_start().len());
            self.grow(start..start + words.len());
        }
    }

    /// Takes in text that the page writes otherwise.
    pub(super) fn push_literal(&mut self, text: &str, range: Range<usize>) {
        match &mut self.table {
            Some(table) => table.text(text),
            None => self.text.push(text),
        }
        if !text.trim().is_empty() {
            self.grow(range);
        }
    }

    /// Takes in a tag of a table.
    pub(super) fn table_part(&mut self, part: Part, closes: bool, range: Range<usize>) {
        match &mut self.table {
            Some(table) => {
                if !table.tag(part, closes, range) {
                    self.end_table();
                }
            }
            None if part == Part::Table && !closes => {
                self.gap();
                self.table = Some(HtmlTable::default());
            }
            // Of a table that turned out to be none.
            None => self.gap(),
        }
    }

    /// Whether a cell of a table is open.
    pub(super) fn is_in_cell(&self) -> bool {
        self.table.as_ref().is_some_and(HtmlTable::is_in_cell)
    }

    /// Ends the table that nothing ends but the page.
    pub(super) fn end(&mut self) {
        self.table_part(Part::Table, true, 0..0);
    }

    /// Writes the open table down. One that something other than text cuts off in a cell only arranges.
    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        if table.is_in_cell() {
            for text in table.paragraphs() {
                self.text.push(&text);
                self.gap();
            }
            return;
        }
        let (beside, lines) = table.lines();
        if !beside.trim().is_empty() {
            self.text.push(beside.trim());
            self.gap();
        }
        for line in lines {
            self.text.push(&line.text);
            self.text.push("\n");
            self.rows.push(line);
        }
        self.gap();
    }

    /// Ends a paragraph.
    pub(super) fn gap(&mut self) {
        if let Some(table) = &mut self.table {
            table.gap();
        } else if !self.text.is_empty() {
            self.text.push("\n\n");
        }
    }

    fn grow(&mut self, range: Range<usize>) {
        match &mut self.range {
            Some(known) => known.end = known.end.max(range.end),
            None => self.range = Some(range),
        }
    }

    /// What has been taken in, if it has words; begins anew.
    pub(super) fn take(&mut self, input: &Input<'a>) -> Option<Prose> {
        if self.table.is_some() {
            self.end_table();
        }
        let range = self.range.take();
        let markdown = range.as_ref().map(|_| outdent(self.text.as_str(), self.whole_line));
        self.text.clear();
        self.whole_line = false;
        let rows = self.rows.drain(..);
        let (range, markdown) = (range?, markdown?);
        // Indentation was taken off: each line is where the search for it comes next.
        let (mut from, mut places) = (0, Vec::new());
        for row in rows {
            let Some(at) = markdown.get(from..).and_then(|rest| rest.find(&row.text)) else { continue };
            from += at + row.text.len();
            places.push((from - row.text.len()..from, input.span(row.range)));
        }
        Some(Prose { markdown, span: input.span(range), rows: places })
    }
}

fn outdent(text: &str, whole_line: bool) -> String {
    let text = text.trim_end();
    if !text.contains('\n') {
        return text.trim_start().to_owned();
    }
    let plain = text.trim_start_matches('\n');
    // The sentence of a field stands on one line, between those of its tags.
    let words = plain.trim_start_matches([' ', '\t', '\n']);
    if memchr::memchr(b'\n', words.as_bytes()).is_none() {
        return words.to_owned();
    }
    if !needs_outdent(plain) {
        return plain.to_owned();
    }
    let indentation = |line: &str| line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let first = if whole_line { 0 } else { 1 };
    // Only under a list mark does indentation mean something.
    let (mut common, mut lists) = (None, false);
    for (index, line) in bytes::lines(text).enumerate() {
        let words = line.trim_start();
        lists |= is_list_item(words);
        // The rows of a table that was HTML are indented by nobody.
        if index >= first && !words.is_empty() && !line.starts_with('|') {
            common = Some(common.unwrap_or(usize::MAX).min(indentation(line)));
        }
    }
    let common = common.unwrap_or(0);
    let mut markdown = String::with_capacity(text.len());
    for (index, line) in bytes::lines(text).enumerate() {
        let indented = indentation(line);
        let is_blank = indented == line.len() || line.trim().is_empty();
        if is_blank && (markdown.is_empty() || markdown.ends_with("\n\n")) {
            continue;
        }
        let cut = if index < first || !lists { indented } else { common.min(indented) };
        markdown.push_str(line.get(cut..).unwrap_or(line).trim_end_matches('\r'));
        markdown.push('\n');
    }
    markdown.truncate(markdown.trim_end_matches('\n').len());
    markdown
}

/// Whether a line of `text` is indented, or may be blank where one before it was, or ends as another system ends lines.
fn needs_outdent(text: &str) -> bool {
    let begins_plainly = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_graphic());
    let bytes = text.as_bytes();
    !begins_plainly(bytes.first())
        || memchr::memchr(b'\r', bytes).is_some()
        || memchr::memchr_iter(b'\n', bytes).any(|at| {
            let next = bytes.get(at + 1);
            let is_after_blank = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\n');
            !(begins_plainly(next) || next == Some(&b'\n') && !is_after_blank)
        })
}

fn is_list_item(line: &str) -> bool {
    match line.as_bytes() {
        [b'-' | b'*' | b'+', b' ', ..] => true,
        [b'0'..=b'9', ..] => {
            let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
            behind.starts_with(". ") || behind.starts_with(") ")
        }
        _ => false,
    }
}
