//! Input: a TOML file that says, set by set, what a figure has to be. Output: the figures that are not so.
//! Invariant: a figure that could not be measured does not meet anything.

use std::collections::BTreeMap;
use std::path::Path;

use super::figures::{Measured, number};

/// `[set]` to `figure = ">= 0.97"`.
#[derive(Debug, Default)]
pub(super) struct Expectations(BTreeMap<String, BTreeMap<String, Bound>>);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
    Exactly(f64),
}

impl Bound {
    /// `>= 0.97`, `<= 0`, `= 118`
    fn parse(text: &str) -> Option<Self> {
        let (sign, number) = text.trim().split_once(' ')?;
        let number = number.trim().parse().ok()?;
        match sign {
            ">=" => Some(Self::AtLeast(number)),
            "<=" => Some(Self::AtMost(number)),
            "=" => Some(Self::Exactly(number)),
            _ => None,
        }
    }

    fn is_met(self, figure: f64) -> bool {
        /// Figures are printed with four digits; what is below them is no difference.
        const TOLERANCE: f64 = 0.000_05;
        match self {
            Self::AtLeast(bound) => figure + TOLERANCE >= bound,
            Self::AtMost(bound) => figure <= bound + TOLERANCE,
            Self::Exactly(bound) => (figure - bound).abs() <= TOLERANCE,
        }
    }
}

impl Expectations {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        Self::parse(&text).map_err(|error| format!("`{}`: {error}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let sets: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(text).map_err(|error| error.to_string())?;
        let mut read = BTreeMap::new();
        for (set, figures) in sets {
            let mut bounds = BTreeMap::new();
            for (figure, text) in figures {
                let bound = Bound::parse(&text);
                let bound = bound
                    .ok_or_else(|| format!("`{set}.{figure}`: `{text}` is not like `>= 0.97`, `<= 0` or `= 3`"))?;
                bounds.insert(figure, bound);
            }
            read.insert(set, bounds);
        }
        Ok(Self(read))
    }

    /// What is not met, a line each.
    pub(super) fn judge(&self, all: &[Measured]) -> Vec<String> {
        let mut missed = Vec::new();
        for measured in all {
            for (figure, bound) in self.0.get(&measured.set).into_iter().flatten() {
                let got = measured.figures.get(figure.as_str());
                if !got.is_some_and(|got| bound.is_met(*got)) {
                    let got = got.map_or_else(|| "not measured".to_owned(), |got| number(*got));
                    let want = match bound {
                        Bound::AtLeast(bound) => format!("at least {bound}"),
                        Bound::AtMost(bound) => format!("at most {bound}"),
                        Bound::Exactly(bound) => format!("{bound}"),
                    };
                    missed.push(format!("{} {figure}: {got}, and {want} is expected", measured.set));
                }
            }
        }
        missed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(figures: &[(&str, f64)]) -> Measured {
        let figures = figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
        Measured { set: "a".to_owned(), figures, ..Measured::default() }
    }

    #[test]
    fn a_figure_that_misses_or_is_missing_is_told_and_others_are_not() {
        let expected = "[a]\nlost = \"<= 0\"\nrecall = \">= 0.97\"\noperations = \"= 3\"\n[b]\nlost = \"<= 0\"\n";
        let expectations = Expectations::parse(expected).unwrap();
        assert_eq!(
            expectations.judge(&[measured(&[("lost", 1.0), ("recall", 0.97)])]),
            ["a lost: 1, and at most 0 is expected", "a operations: not measured, and 3 is expected"]
        );
        assert!(expectations.judge(&[measured(&[("lost", 0.0), ("recall", 1.0), ("operations", 3.0)])]).is_empty());
    }

    #[test]
    fn a_bound_that_cannot_be_read_is_refused() {
        assert!(Expectations::parse("[a]\nlost = \"0\"\n").is_err());
        assert!(Expectations::parse("[a]\nlost = \"~ 0\"\n").is_err());
    }
}
