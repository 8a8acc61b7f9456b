//! Input: the tags of an HTML table, and the text between them. Output: the same table as Markdown writes it.
//! Invariant: no word is lost: what stands outside of the cells comes before the table, and what is no table of rows is text.

use std::ops::Range;

use crate::read::mdx::entities;

/// What a tag of a table begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Table,
    Head,
    Body,
    Row,
    Cell { is_head: bool },
}

impl Part {
    /// The part that a tag is about. HTML does not mind capitals, and no component is called so.
    pub(super) fn of(name: &str) -> Option<Self> {
        let is_shouted = name.len() <= "table".len() && name.bytes().all(|byte| byte.is_ascii_uppercase());
        let lower = if is_shouted { name.to_ascii_lowercase() } else { String::new() };
        Some(match if is_shouted { lower.as_str() } else { name } {
            "table" => Self::Table,
            "thead" => Self::Head,
            "tbody" | "tfoot" => Self::Body,
            "tr" => Self::Row,
            "th" => Self::Cell { is_head: true },
            "td" => Self::Cell { is_head: false },
            _ => return None,
        })
    }
}

/// A row as Markdown, and where it stands on the page.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// A table that is still growing.
#[derive(Default)]
pub(super) struct HtmlTable {
    rows: Vec<Row>,
    /// The text outside of cells.
    beside: String,
    /// How many tables stand open in a cell of it.
    inner: usize,
    in_head: bool,
    in_cell: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    /// Whether all of its cells are heads.
    is_head: bool,
    range: Range<usize>,
}

impl HtmlTable {
    /// Whether a cell is open.
    pub(super) fn is_in_cell(&self) -> bool {
        self.in_cell
    }

    /// Takes in a tag. `false` where it ends the table.
    pub(super) fn tag(&mut self, part: Part, closes: bool, range: Range<usize>) -> bool {
        // A table in a cell is text of that.
        if part == Part::Table || self.inner > 0 {
            self.gap();
            if part == Part::Table {
                match (closes, self.inner) {
                    (true, 0) => {
                        self.in_cell = false;
                        return false;
                    }
                    (true, _) => self.inner -= 1,
                    (false, _) if self.in_cell => self.inner += 1,
                    (false, _) => {}
                }
            }
            return true;
        }
        // What opens ends what its author left open.
        self.in_cell = false;
        match part {
            Part::Head => self.in_head = !closes,
            Part::Body => self.in_head = false,
            Part::Row if !closes => self.row(range),
            Part::Cell { is_head } if !closes => {
                if self.rows.is_empty() {
                    self.row(range.clone());
                }
                let in_head = self.in_head;
                if let Some(row) = self.rows.last_mut() {
                    row.is_head = (is_head || in_head) && (row.is_head || row.cells.is_empty());
                    row.cells.push(String::new());
                    row.range.end = range.end;
                }
                self.in_cell = true;
            }
            _ => {
                if let Some(row) = self.rows.last_mut() {
                    row.range.end = row.range.end.max(range.start);
                }
            }
        }
        true
    }

    fn row(&mut self, range: Range<usize>) {
        self.rows.push(Row { range, ..Row::default() });
    }

    pub(super) fn text(&mut self, text: &str) {
        match self.rows.last_mut().and_then(|row| row.cells.last_mut()).filter(|_| self.in_cell) {
            Some(cell) => cell.push_str(text),
            None => self.beside.push_str(text),
        }
    }

    /// A block ends.
    pub(super) fn gap(&mut self) {
        match self.rows.last_mut().and_then(|row| row.cells.last_mut()).filter(|_| self.in_cell) {
            Some(cell) if !cell.trim().is_empty() && !cell.trim_end().ends_with("<br/>") => cell.push_str("<br/>"),
            _ => {}
        }
    }

    /// What it holds as paragraphs, where it only arranges what is no text.
    pub(super) fn paragraphs(self) -> Vec<String> {
        let cells = self.rows.into_iter().flat_map(|row| row.cells);
        std::iter::once(self.beside).chain(cells).filter(|text| !text.trim().is_empty()).collect()
    }

    /// The text beside it, and its lines: the head, what parts it from the rows, and these.
    pub(super) fn lines(self) -> (String, Vec<Line>) {
        let Self { rows, beside, .. } = self;
        let mut rows: Vec<(Vec<String>, bool, Range<usize>)> = rows
            .into_iter()
            .filter(|row| !row.cells.is_empty())
            .map(|row| (row.cells.iter().map(|cell| inline(cell)).collect(), row.is_head, row.range))
            .collect();
        let width = rows.iter().map(|(cells, ..)| cells.len()).max().unwrap_or_default();
        let heads = rows.iter().take_while(|(_, is_head, _)| *is_head).count();
        let is_bold = |cell: &String| cell.len() > 4 && cell.starts_with("**") && cell.ends_with("**");
        let is_first_bold = rows.first().is_some_and(|(cells, ..)| cells.iter().all(is_bold));
        // Of several rows of heads the last one stands above the columns.
        let head = if heads > 0 { Some(heads - 1) } else { (is_first_bold && rows.len() > 1).then_some(0) };
        let head = match head {
            Some(at) => rows.remove(at),
            None => (Vec::new(), true, rows.first().map_or(0..0, |(.., range)| range.start..range.start)),
        };
        let line = |cells: &[String], range: Range<usize>| {
            let filled = cells.iter().map(String::as_str).chain(std::iter::repeat("")).take(width);
            Line { text: format!("| {} |", filled.collect::<Vec<_>>().join(" | ")), range }
        };
        let parted = Line { text: format!("|{}", "---|".repeat(width)), range: head.2.clone() };
        let mut lines = if width == 0 { Vec::new() } else { vec![line(&head.0, head.2.clone()), parted] };
        lines.extend(rows.into_iter().map(|(cells, _, range)| line(&cells, range)));
        (beside, lines)
    }
}

/// Blocks in one line: a paragraph and an item of a list begin behind a break.
fn one_line(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut breaks = false;
    for line in text.lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        breaks |= words.is_empty() || words.starts_with("- ") || words.starts_with("* ");
        if words.is_empty() {
            continue;
        }
        if !whole.is_empty() && !whole.ends_with("<br/>") {
            whole.push_str(if breaks { "<br/>" } else { " " });
        }
        whole.push_str(&words);
        breaks = false;
    }
    whole.replace("<br/> ", "<br/>")
}

/// The longest tag that is looked at.
const LONGEST_TAG: usize = 200;

/// The text of a cell in one line, its HTML as Markdown where both have a word for it.
fn inline(html: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(html.len()), html);
    let mut code: Option<usize> = None;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let end = after.bytes().take(LONGEST_TAG).position(|byte| byte == b'>');
        let tag = end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        let name = tag.map_or("", |(tag, _)| tag.trim_end_matches('/').split_whitespace().next().unwrap_or_default());
        match (name, tag, code) {
            ("code", Some((_, tail)), None) => (code, rest) = (Some(text.len()), tail),
            ("/code", Some((_, tail)), Some(start)) => {
                let words = entities(text.get(start..).unwrap_or_default()).replace('`', "");
                text.truncate(start);
                text.push_str(&if words.trim().is_empty() { String::new() } else { format!("`{}`", words.trim()) });
                (code, rest) = (None, tail);
            }
            ("b" | "strong" | "/b" | "/strong", Some((_, tail)), None) => {
                text.push_str("**");
                rest = tail;
            }
            ("i" | "em" | "/i" | "/em", Some((_, tail)), None) => {
                text.push('*');
                rest = tail;
            }
            ("span" | "/span" | "div" | "/div", Some((_, tail)), _) => rest = tail,
            _ => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    let words = one_line(&text);
    let words = words.trim_end_matches("<br/>").trim_end().replace("\\|", "|").replace('|', "\\|");
    // Emphasis that encloses nothing is none.
    words.replace("****", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_line_of_markdown() {
        for (html, markdown) in [
            ("<code>user_id</code>", "`user_id`"),
            ("<code>a | b</code>", "`a \\| b`"),
            ("<code>&lt;id&gt;</code> of\n   the <b>user</b>", "`<id>` of the **user**"),
            ("<code></code>x", "x"),
            ("1 < 2 <a href=\"#x\">here</a>", "1 < 2 <a href=\"#x\">here</a>"),
            ("<span class=\"t\">string</span><br/>", "string"),
            ("a \\| b", "a \\| b"),
            ("<code>never closed", "never closed"),
            ("\n\nWhich\nones:\n\n- `de`\n- `en`\n\n", "Which ones:<br/>- `de`<br/>- `en`"),
        ] {
            assert_eq!(inline(html), markdown, "{html}");
        }
        let long = "<".repeat(100_000);
        assert_eq!(inline(&long).len(), long.len());
    }
}
