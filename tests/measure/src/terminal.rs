//! Input: what is to be said. Output: lines on the terminal, and how a command ended.
//! Invariant: whatever is printed goes through one filter, for pages and other programs are quoted in it.

use std::io::Write as _;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// As it should.
    Fine,
    /// With something to look at.
    Findings,
}

pub(crate) type Outcome = Result<End, Box<dyn std::error::Error>>;

/// To the user. A stream that is closed is no reason to stop.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", clean(text));
}

/// A line of the result itself.
pub(crate) fn print(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", clean(line));
}

/// Rows of the result as columns; the first row is headings.
pub(crate) fn print_table(rows: &[Vec<String>]) {
    aligned(rows).lines().for_each(print);
}

/// Rows as columns.
pub(crate) fn aligned(rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        widths.iter_mut().zip(row).for_each(|(width, cell)| *width = cell.chars().count().max(*width));
    }
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

fn clean(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(text)
}
