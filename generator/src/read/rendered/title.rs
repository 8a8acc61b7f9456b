//! Input: the lines around method and path. Output: title and description of the page.
//! Invariant: a sidebar's words become neither fields nor prose.

use std::ops::Range;

use super::lines::Line;
use super::reader::Reader;
use super::{endpoint_bar, field_start, frame, heading, listed_field, unfenced};
use crate::source::Spanned;

impl Reader<'_, '_> {
    /// Reads what stands before method and path.
    pub(super) fn head(&mut self) {
        let cursor = &self.cursor;
        let all = || 0..cursor.len();
        let begins = |index: &usize| {
            heading::at(cursor, *index).is_some_and(|found| found.level > 1)
                || unfenced::starts(cursor, *index)
                || field_start::at(cursor, *index)
                || field_start::glued(cursor, *index, false).is_some()
        };
        let endpoint = all().find(|index| endpoint_bar::at(cursor, *index).is_some());
        let Some(end) = endpoint.or_else(|| all().find(begins)) else { return };
        let lines: Vec<_> =
            (0..end).filter_map(|index| cursor.line(index)).filter(|l| !frame::is_noise(l.text)).collect();
        let (title, description) = title_and_description(&lines);
        self.page.title = title.map(|line| self.title(line));
        self.page.description = description.map(|range| self.spanned(range));
        self.cursor.at = end;
    }

    fn title(&self, line: Line<'_>) -> Spanned<String> {
        let words = line.text.trim_start_matches('#').trim_start();
        self.spanned(line.end() - words.len()..line.end())
    }

    /// Title and description, where the page shows method and path first.
    pub(super) fn head_behind_endpoint(&mut self) {
        let mut lines = Vec::new();
        while let Some(line) = self.cursor.current() {
            let index = self.cursor.at;
            let is_done = self.page.title.is_some() && self.page.description.is_some();
            if is_done
                || listed_field::ends_at(&self.cursor, index)
                || heading::by_place(&self.cursor, index).is_some() && self.page.title.is_some()
            {
                break;
            }
            self.cursor.at += 1;
            if frame::is_noise(line.text) {
                continue;
            }
            if self.page.title.is_none() {
                self.page.title = Some(self.title(line));
            } else {
                lines.push(line);
            }
        }
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            self.page.description = Some(self.spanned(first.start..last.end()));
        }
    }
}

/// Which of the lines before method and path are title and description; the rest is the sidebar.
fn title_and_description<'t>(lines: &[Line<'t>]) -> (Option<Line<'t>>, Option<Range<usize>>) {
    let marked = lines.iter().rposition(|line| line.text.starts_with("# "));
    let is_sentence = |line: &Line<'_>| line.text.ends_with(['.', '!', '?', '。']) || line.words() >= 6;
    let sentences = lines.iter().rev().take_while(|line| is_sentence(line)).count();
    let mut title = marked.or_else(|| (lines.len() - sentences).checked_sub(1));
    let last = lines.len().checked_sub(1);
    // A sidebar or a trail above the title names it and its group once before.
    let is_repeated = |at: Option<usize>| {
        let line = at.and_then(|at| lines.get(at));
        line.is_some_and(|line| lines.iter().take(at.unwrap_or(0)).any(|earlier| earlier.text == line.text))
    };
    if marked.is_none() && sentences == 0 && !is_repeated(last) {
        let (before, group) = (last.and_then(|at| at.checked_sub(1)), last.and_then(|at| at.checked_sub(2)));
        if is_repeated(before) && is_repeated(group) {
            title = before;
        }
    }
    let title = title.or_else(|| last.map(|_| 0));
    let description = title.and_then(|at| Some(lines.get(at + 1)?.start..lines.last()?.end()));
    (title.and_then(|at| lines.get(at).copied()), description)
}
