//! Input: running text, as Markdown. Output: its tables and lists, and the text between them.
//! Invariant: the blocks are the whole text, in order; what nests deeper than is followed is text of what it stands in.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How deep a list is followed into the lists in it.
const MAX_DEPTH: usize = 12;

/// A table of more columns documents nothing.
const MAX_COLUMNS: usize = 40;

/// A stretch of running text.
#[derive(Debug)]
pub(crate) enum Block {
    Text(Range<usize>),
    Table(Table),
    List(List),
}

impl Block {
    /// Where it stands in the text.
    pub(crate) fn range(&self) -> Range<usize> {
        match self {
            Self::Text(range) => range.clone(),
            Self::Table(table) => table.range.clone(),
            Self::List(list) => list.range.clone(),
        }
    }
}

/// A table: Markdown in cells.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) range: Range<usize>,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row of a table; as many cells as the table has columns.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) range: Range<usize>,
    pub(crate) cells: Vec<String>,
}

/// A list, numbered or not.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) range: Range<usize>,
    pub(crate) items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) range: Range<usize>,
    /// Its own text, as Markdown, without its mark and the lists in it.
    pub(crate) text: String,
    pub(crate) lists: Vec<List>,
}

/// Takes a text apart.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut reading =
        Reading { markdown, events: Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() };
    let mut depth = 0_usize;
    let mut done = 0;
    while let Some((event, range)) = reading.events.next() {
        let block = match event {
            Event::Start(Tag::Table(_)) if depth == 0 => reading.table(range).map(Block::Table),
            Event::Start(Tag::List(_)) if depth == 0 => Some(Block::List(reading.list(range, 0))),
            Event::Start(_) => {
                depth += 1;
                None
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                None
            }
            _ => None,
        };
        if let Some(block) = block {
            let range = block.range();
            if done < range.start {
                blocks.push(Block::Text(done..range.start));
            }
            done = range.end;
            blocks.push(block);
        }
    }
    if done < markdown.len() {
        blocks.push(Block::Text(done..markdown.len()));
    }
    blocks
}

struct Reading<'a, I> {
    markdown: &'a str,
    events: I,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Reading<'a, I> {
    fn slice(&self, range: Range<usize>) -> &'a str {
        self.markdown.get(range).unwrap_or_default()
    }

    /// Reads a table to its end.
    fn table(&mut self, range: Range<usize>) -> Option<Table> {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        let mut cells = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) if cells.len() < MAX_COLUMNS + 1 => {
                    cells.push(self.slice(range).trim().replace("\\|", "|"));
                }
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut cells),
                Event::End(TagEnd::TableRow) => rows.push(Row { range, cells: std::mem::take(&mut cells) }),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        (head.len() <= MAX_COLUMNS).then_some(Table { range, head, rows })
    }

    /// Reads a list to its end.
    fn list(&mut self, range: Range<usize>, depth: usize) -> List {
        let mut items = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.item(range, depth)),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        List { range, items }
    }

    fn item(&mut self, range: Range<usize>, depth: usize) -> Item {
        let (mut text, mut lists) = (String::new(), Vec::new());
        let mut inner = 0_usize;
        // Where the text that was not taken yet begins: behind the mark.
        let mut done = None;
        while let Some((event, at)) = self.events.next() {
            let begins = *done.get_or_insert(at.start);
            match event {
                Event::Start(Tag::List(_)) if inner == 0 && depth + 1 < MAX_DEPTH => {
                    add_lines(&mut text, self.slice(begins..at.start));
                    done = Some(at.end);
                    lists.push(self.list(at, depth + 1));
                }
                Event::Start(_) => inner += 1,
                Event::End(TagEnd::Item) if inner == 0 => {
                    add_lines(&mut text, self.slice(begins.min(range.end)..range.end));
                    break;
                }
                Event::End(_) => inner = inner.saturating_sub(1),
                _ => {}
            }
        }
        Item { range, text, lists }
    }
}

/// Adds lines without the indentation that an item has.
fn add_lines(text: &mut String, lines: &str) {
    for line in lines.trim().lines() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.trim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> Vec<String> {
        fn item(of: &Item) -> String {
            let inner: Vec<String> = of.lists.iter().flat_map(|list| &list.items).map(item).collect();
            if inner.is_empty() { of.text.clone() } else { format!("{} [{}]", of.text, inner.join(" + ")) }
        }
        let one = |block: Block| match block {
            Block::Text(range) => format!("text {:?}", markdown.get(range).unwrap().trim()),
            Block::Table(table) => {
                let rows: Vec<String> = table.rows.iter().map(|row| row.cells.join(" / ")).collect();
                format!("table {}: {}", table.head.join(" / "), rows.join("; "))
            }
            Block::List(list) => format!("list {}", list.items.iter().map(item).collect::<Vec<_>>().join(" + ")),
        };
        blocks(markdown).into_iter().map(one).collect()
    }

    #[test]
    fn tables_and_lists_are_told_from_the_text_between_them() {
        let markdown = "Who sails.\n\n| Field | Type |\n|---|---|\n| `a` | string \\| null |\n| `b` |\n\nAnd:\n\n- `x`: one\n  more\n  - `y` (string)\n- `z`\n\nEnd.";
        let want = [
            "text \"Who sails.\"",
            "table Field / Type: `a` / string | null; `b` / ",
            "text \"And:\"",
            "list `x`: one\nmore [`y` (string)] + `z`",
            "text \"End.\"",
        ];
        assert_eq!(shown(markdown), want);
    }

    #[test]
    fn what_is_no_table_is_text_and_lists_without_end_are_cut() {
        assert_eq!(shown("| a | b |\n| c | d |"), ["text \"| a | b |\\n| c | d |\""]);
        let deep = format!("{}`x` (string)", "- ".repeat(5_000));
        assert_eq!(blocks(&deep).len(), 1);
        let wide = format!("|{}\n|{}\n|{}\n", "a|".repeat(3_000), "-|".repeat(3_000), "b|\n|".repeat(3_000));
        assert!(blocks(&wide).iter().all(|block| matches!(block, Block::Text(_))));
    }
}
