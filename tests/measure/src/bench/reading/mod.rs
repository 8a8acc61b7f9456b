//! Input: folders of pages. Output: what it takes to read them, in time, allocations and memory, beside what two readers of
//! Markdown take for the same pages.
//! Invariant: a page counts on both sides or on neither, and what is compared with is no dependency of this workspace.

use std::fs;
use std::path::{Path, PathBuf};

use crate::commands::{cargo, output};
use crate::workspace;

use super::Row;
use super::crates::lock;

mod pages;

/// The program that measures, apart from its manifest.
const PROGRAM: [(&str, &str); 3] = [
    ("src/lib.rs", include_str!("lib.rs.txt")),
    ("src/bin/time.rs", include_str!("time.rs.txt")),
    ("src/bin/memory.rs", include_str!("memory.rs.txt")),
];

/// Of each set the rows that the two programs print, and those of `more`.
pub(super) fn rows(work: &Path, build: &Path, more: &[PathBuf]) -> Result<Vec<Row>, String> {
    let folder = work.join("reading");
    let failed = |error: &dyn std::fmt::Display| format!("`{}`: {error}", folder.display());
    let write = |path: &Path, text: &str| {
        fs::create_dir_all(path.parent().unwrap_or(path)).map_err(|error| failed(&error))?;
        fs::write(path, text).map_err(|error| failed(&error))
    };
    for (path, text) in PROGRAM {
        write(&folder.join(path), text)?;
    }
    let root = workspace::root();
    let manifest = format!(
        "[package]\nname = \"reading\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\ndhat = \
         \"0.3\"\nfieldstone = {{ path = {:?}, default-features = false }}\nmarkdown = \"1\"\npulldown-cmark = {{ version = \
         \"0.13\", default-features = false }}\n",
        root.join("generator")
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    if !folder.join("Cargo.lock").exists() {
        lock(&folder)?;
    }
    for (name, text) in pages::made() {
        write(&folder.join("pages").join(name), &text)?;
    }
    let mut sets = vec![folder.join("pages"), root.join("tests").join("fixtures")];
    sets.extend(more.iter().cloned());
    let mut rows = Vec::new();
    for program in ["time", "memory"] {
        let mut run = cargo(build, &folder.join("Cargo.toml"), "run");
        run.args(["--release", "--bin", program, "--"]).args(&sets);
        let said = output(&mut run)?.good()?;
        rows.extend(said.lines().map(row).collect::<Option<Vec<_>>>().ok_or(format!("`{program}` said {said:?}"))?);
    }
    Ok(rows)
}

/// A line of one of the programs.
fn row(line: &str) -> Option<Row> {
    let mut cells = line.split('\t');
    let (what, unit) = (cells.next()?.to_owned(), cells.next()?);
    let unit = ["us", "", "KB"].into_iter().find(|known| *known == unit)?;
    Some(Row { what: what.into(), unit, own: cells.next()?.parse().ok()?, floor: cells.next()?.parse().ok()? })
}
