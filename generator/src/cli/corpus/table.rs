//! Input: what was measured. Output: one table for people, a row a set.
//! Invariant: a figure that could not be measured is a dash.

use super::measure::Measured;

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

/// The table.
pub(super) fn table(all: &[Measured]) -> String {
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
    super::super::summary::aligned(&rows)
}

/// A figure with as many digits as it has, four at most.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_measured_is_a_dash() {
        let figures = [("pages".to_owned(), 3.0), ("params_recall".to_owned(), 0.97)].into_iter().collect();
        let text = table(&[Measured { set: "a".to_owned(), figures, ..Measured::default() }]);
        assert!(text.contains("a    3      -"), "{text}");
        assert!(text.contains("0.97/-/-"), "{text}");
    }
}
