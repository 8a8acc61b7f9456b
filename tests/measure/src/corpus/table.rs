//! Input: what was measured. Output: the rows of one table for people, headings first, a row a set.
//! Invariant: a figure that could not be measured is a dash.

use super::figures::{Measured, number};

/// Headings, and the figures that stand under each.
const COLUMNS: &[(&str, &[&str])] = &[
    ("pages", &["pages"]),
    ("operations", &["operations"]),
    ("of truth", &["truth_both", "truth_operations"]),
    ("lost/changed", &["lost", "changed"]),
    ("params r/p/k", &["params_recall", "params_precision", "params_kind"]),
    ("body r/p/k", &["body_recall", "body_precision", "body_kind"]),
    ("response r/p/k", &["response_recall", "response_precision", "response_kind"]),
    ("compiles", &["compiles"]),
    ("examples", &["examples_equal", "examples_all"]),
    ("share", &["examples"]),
    ("typed", &["examples_typed"]),
];

/// The rows.
pub(super) fn rows(all: &[Measured]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> =
        vec![std::iter::once("set").chain(COLUMNS.iter().map(|(heading, _)| *heading)).map(str::to_owned).collect()];
    for measured in all {
        let cell = |figures: &[&str]| {
            let one = |name: &&str| measured.figures.get(*name).map_or_else(|| "-".to_owned(), |value| number(*value));
            figures.iter().map(one).collect::<Vec<_>>().join("/")
        };
        rows.push(
            std::iter::once(measured.set.clone()).chain(COLUMNS.iter().map(|(_, figures)| cell(figures))).collect(),
        );
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::aligned;

    #[test]
    fn what_was_not_measured_is_a_dash() {
        let figures = [("pages".to_owned(), 3.0), ("params_recall".to_owned(), 0.97)].into_iter().collect();
        let text = aligned(&rows(&[Measured { set: "a".to_owned(), figures, ..Measured::default() }]));
        assert!(text.contains("a    3      -"), "{text}");
        assert!(text.contains("0.97/-/-"), "{text}");
    }
}
