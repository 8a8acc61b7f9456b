//! Input: nothing; this is what measuring a set gives. Output: [`Measured`].
//! Invariant: a figure that could not be measured is not there.

use std::collections::BTreeMap;

/// Figures by name.
pub(super) type Figures = BTreeMap<String, f64>;

/// What came out of one set.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub(super) set: String,
    pub(super) figures: Figures,
    /// What was found, by kind.
    pub(super) findings: Vec<(&'static str, Vec<String>)>,
    pub(super) seconds: u64,
}

impl Measured {
    pub(super) fn put(&mut self, name: &str, count: usize) {
        // Counts of pages are far below what a float holds exactly.
        self.figures.insert(name.to_owned(), u32::try_from(count).map_or(f64::MAX, f64::from));
    }
}

/// A figure with as many digits as it has, four at most.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
