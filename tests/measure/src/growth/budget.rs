//! Input: a file of budgets, and a way to count. Output: a table of what each path takes of its budget, and which take more.
//! Invariant: a budget has a reason, so that nobody raises it without one.

use std::path::Path;

use serde::Deserialize;

use crate::terminal::{End, print, print_table};

/// Other machines copy and compare with other instructions.
const SLACK: f64 = 0.05;
/// One that takes less than this much of its budget is guarded by nothing.
const LOOSE: f64 = 0.9;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    path: Vec<Budget>,
}

/// What one construct may take, so many of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    construct: String,
    many: usize,
    million_instructions: f64,
    why: String,
}

/// Counts every path that `file` has a budget for.
pub(super) fn judge(file: &Path, counted: impl Fn(&str, usize) -> Result<u64, String>) -> Result<End, String> {
    let failed = |error: &dyn std::fmt::Display| format!("`{}`: {error}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| failed(&error))?;
    let Budgets { path } = toml::from_str(&text).map_err(|error| failed(&error))?;
    let mut table = vec![["path", "how many", "million instructions", "budget", "of it"].map(str::to_owned).to_vec()];
    let (mut end, mut told) = (End::Fine, Vec::new());
    for Budget { construct, many, million_instructions: budget, why } in path {
        if why.trim().is_empty() {
            return Err(failed(&format!("the budget of `{construct}` has no reason")));
        }
        let million = counted(&construct, many)? as f64 / 1e6;
        let share = million / budget;
        if share > 1.0 + SLACK {
            told.push(format!("OVER BUDGET {construct}: {million:.1} of {budget:.1}; it was set there since {why}"));
            end = End::Findings;
        } else if share < LOOSE {
            told.push(format!(
                "{construct} takes {million:.1} of {budget:.1}: lower its budget in `{}`",
                file.display()
            ));
        }
        table.push(vec![
            construct,
            many.to_string(),
            format!("{million:.1}"),
            format!("{budget:.1}"),
            format!("{share:.2}"),
        ]);
    }
    print_table(&table);
    told.iter().for_each(|line| print(line));
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str, count: u64) -> Result<End, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("budgets.toml");
        std::fs::write(&file, text).unwrap();
        judge(
            &file,
            |construct, many| if construct == "a" { Ok(count * many as u64) } else { Err("unknown".to_owned()) },
        )
    }

    #[test]
    fn more_than_the_budget_is_a_finding_and_a_budget_has_a_reason() {
        let budget = |construct: &str, why: &str| {
            format!("[[path]]\nconstruct = \"{construct}\"\nmany = 2\nmillion_instructions = 10\nwhy = \"{why}\"\n")
        };
        assert!(matches!(judged(&budget("a", "it is so"), 5_000_000), Ok(End::Fine)));
        assert!(matches!(judged(&budget("a", "it is so"), 1_000_000), Ok(End::Fine)));
        assert!(matches!(judged(&budget("a", "it is so"), 5_300_000), Ok(End::Findings)));
        assert!(judged(&budget("a", " "), 1).is_err());
        assert_eq!(judged(&budget("b", "it is so"), 1).unwrap_err(), "unknown");
    }
}
