//! Input: the table of stages in ARCHITECTURE.md, and the source of the generator. Output: whether a stage knows only what
//! stands above it.
//! Invariant: the table is the order; what does not follow it is named here with its reason.

use std::fs;
use std::path::{Path, PathBuf};

/// Data that every stage may import.
const DATA: [&str; 3] = ["source", "diagnostics", "schema"];

/// What `project` borrows of `read`: syntax, and the interface through which a snippet is asked for.
const BORROWED: [&str; 5] = ["read::json", "read::links", "read::openapi", "read::snippets", "read::MAX_PAGE_BYTES"];

/// The stages, in the order of the table.
fn stages() -> Vec<&'static str> {
    let rows = include_str!("../../ARCHITECTURE.md").lines().skip_while(|line| !line.starts_with("| stage |")).skip(2);
    rows.map_while(|row| row.strip_prefix("| `")?.split('`').next()).collect()
}

fn files(of: &Path, found: &mut Vec<PathBuf>) {
    if of.is_dir() {
        for entry in fs::read_dir(of).unwrap() {
            files(&entry.unwrap().path(), found);
        }
    } else if of.extension().is_some_and(|ending| ending == "rs") && of.file_stem().is_some_and(|name| name != "tests")
    {
        found.push(of.to_owned());
    }
}

/// What a file imports of this crate, tests apart: `read::json`.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = lines.flat_map(|line| line.split("crate::").skip(1));
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    paths.map(|path| path.chars().take_while(|c| word(*c)).collect()).collect()
}

#[test]
fn a_stage_imports_only_what_stands_above_it() {
    let stages = stages();
    assert!(stages.starts_with(&["project", "read"]) && stages.len() > 9, "{stages:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/src");
    let mut wrong = Vec::new();
    for (place, stage) in stages.iter().enumerate() {
        let mut found = Vec::new();
        for path in [root.join(stage), root.join(format!("{stage}.rs"))] {
            if path.exists() {
                files(&path, &mut found);
            }
        }
        assert!(!found.is_empty(), "there is no {stage}");
        for file in found.iter().filter(|file| !file.components().any(|part| part.as_os_str() == "tests")) {
            for import in imports(&fs::read_to_string(file).unwrap()) {
                let of = import.split(':').next().unwrap_or_default();
                let is_below = stages.iter().position(|stage| *stage == of).is_some_and(|other| other > place);
                let is_borrowed = *stage == "project" && BORROWED.iter().any(|known| import.starts_with(known));
                if is_below && !DATA.contains(&of) && !is_borrowed {
                    wrong.push(format!("{} imports {import}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
