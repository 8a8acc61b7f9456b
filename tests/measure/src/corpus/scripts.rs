//! Input: the folder of the scripts that compare. Output: what they say of one set.
//! Invariant: the folder stays as it is; what has to be installed is installed in a copy.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::commands::output;

use super::copies::copy;
use super::figures::Figures;

/// The scripts, ready to run.
#[derive(Debug)]
pub(super) struct Scripts {
    folder: PathBuf,
    oracle: PathBuf,
}

impl Scripts {
    /// Installs what the scripts need below `work`.
    pub(super) fn install(folder: &Path, work: &Path) -> Result<Self, String> {
        let oracle = work.join("mdx-oracle");
        copy(&folder.join("mdx-oracle"), &oracle, &["node_modules"])?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--silent", "--no-audit", "--no-fund"]).current_dir(&oracle);
        output(&mut npm)?.good()?;
        Ok(Self { folder: folder.to_owned(), oracle: oracle.join("oracle.mjs") })
    }

    /// Whether every field of the pages is in `inspected`, and unchanged.
    pub(super) fn conserve(
        &self,
        pages: &Path,
        inspected: &str,
        scratch: &Path,
    ) -> Result<(Figures, Vec<String>), String> {
        let seen = output(Command::new("node").arg(&self.oracle).arg(pages))?.good()?;
        let (seen_at, inspected_at) = (scratch.join("oracle.jsonl"), scratch.join("inspect.jsonl"));
        write(&seen_at, &seen)?;
        write(&inspected_at, inspected)?;
        let mut python = Command::new("python3");
        python.arg(self.folder.join("conserve.py")).args([&seen_at, &inspected_at]).args(["--show", "1000"]);
        let said = output(&mut python)?;
        if said.code == Some(2) {
            return Err(said.stderr);
        }
        let mut findings = said.stdout.lines().map(str::to_owned).collect::<Vec<_>>();
        // Words and numbers in turn: `kept 66  told 0  changed 0`.
        let tally = findings.pop().unwrap_or_default();
        let mut words = tally.split_whitespace();
        let mut figures = Figures::new();
        while let (Some(word), Some(number)) = (words.next(), words.next().and_then(|word| word.parse().ok())) {
            // How many pages there are is counted elsewhere; the oracle lists those with fields.
            if word != "pages" {
                figures.insert(word.to_owned(), number);
            }
        }
        Ok((figures, findings))
    }

    /// How near the document `made` comes to the document `truth`.
    pub(super) fn score(&self, truth: &Path, made: &Path) -> Result<(Figures, Vec<String>), String> {
        let mut python = Command::new("python3");
        python.arg(self.folder.join("score_openapi.py")).args([truth, made]).arg("--json");
        let said = output(&mut python)?.good()?;
        let said: Value = serde_json::from_str(&said).map_err(|error| format!("score_openapi.py: {error}"))?;
        let figure = |part: &str, name: &str| said.pointer(&format!("/summary/{part}/{name}")).and_then(Value::as_f64);
        let mut figures = Figures::new();
        let mut put = |name: &str, value: Option<f64>| figures.extend(value.map(|value| (name.to_owned(), value)));
        put("truth_operations", figure("operations", "truth"));
        put("truth_both", figure("operations", "both"));
        for part in ["params", "body", "response"] {
            // A document that has nothing of a part says nothing of it.
            if figure(part, "truth").is_some_and(|places| places > 0.0) {
                for (name, key) in [
                    ("recall", "recall"),
                    ("precision", "precision"),
                    ("kind", "kind_right"),
                    ("required", "required_right"),
                ] {
                    put(&format!("{part}_{name}"), figure(part, key));
                }
            }
        }
        let misses = said.get("misses").and_then(Value::as_array).into_iter().flatten();
        Ok((figures, misses.filter_map(Value::as_str).map(str::to_owned).collect()))
    }
}

impl Scripts {
    /// How the types of the document `made` are named and shared; `set` is what the set of pages is called.
    pub(super) fn names(&self, made: &Path, set: &str) -> Result<(Figures, Vec<String>), String> {
        let script = self.folder.join("names.py");
        if !script.is_file() {
            return Ok((Figures::new(), vec!["not measured: names.py is not among the scripts".to_owned()]));
        }
        let mut python = Command::new("python3");
        python.arg(script).arg(made).arg("--json");
        let given = self.folder.join("given").join(format!("{set}.txt"));
        if given.is_file() {
            python.arg("--given").arg(given);
        }
        let said = output(&mut python)?.good()?;
        let said: Value = serde_json::from_str(&said).map_err(|error| format!("names.py: {error}"))?;
        let figure = |name: &str| said.get(name).and_then(Value::as_f64).unwrap_or_default();
        let types = figure("types").max(1.0);
        let figures = [
            ("names_types", figure("types")),
            ("names_excess", figure("excess")),
            ("names_same_word", figure("same_word") / types),
            ("names_filler", figure("filler") / types),
            ("names_errors_twice", figure("errors") - figure("error_structures")),
            ("names_stutter", figure("stutter")),
            ("names_status_lies", figure("status_lies")),
            ("names_longest", figure("longest")),
            ("names_p95", figure("p95")),
        ];
        Ok((figures.into_iter().map(|(name, figure)| (name.to_owned(), figure)).collect(), Vec::new()))
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("`{}`: {error}", path.display()))
}
