//! Input: a crate of few types and its twin. Output: how long they take to read their bodies.
//! Invariant: one program reads all of them in turn, and says the least time of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::commands::{cargo, output};

use super::Row;
use super::crates::{Twins, lock};

/// The program: it prints the name of each reading and its nanoseconds.
const PROGRAM: &str = include_str!("program.rs.txt");

/// What each figure is called, and the two readings that it compares.
const RATIOS: [(&str, &str, &str); 9] = [
    ("reading structs, by `Value`", "own orders", "value orders"),
    ("reading structs, by the derives'", "own orders", "derived orders"),
    ("tag first, by the plain struct", "own tagged first", "own plain first"),
    ("tag last, by the plain struct", "own tagged last", "own plain last"),
    ("answer with the tag first, by the plain struct's", "answer tagged first", "answer plain first"),
    ("answer with the tag last, by the plain struct's", "answer tagged last", "answer plain last"),
    ("untagged, by serde's", "own untagged", "serde untagged"),
    ("tag first, by serde's", "own tagged first", "serde tagged first"),
    ("writing structs, by the derives'", "own written", "derived written"),
];

pub(super) fn rows(twins: &Twins, work: &Path, build: &Path) -> Result<Vec<Row>, String> {
    let folder = work.join("program");
    let failed = |error: &dyn std::fmt::Display| format!("`{}`: {error}", folder.display());
    fs::create_dir_all(folder.join("src")).map_err(|error| failed(&error))?;
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nhttp = \
         \"1\"\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nbench-own = {{ path = {:?}, \
         default-features = false, features = [\"bench\", \"http\"] }}\nbench-derived = {{ path = {:?}, default-features = \
         false, features = [\"bench\"] }}\n",
        twins.own, twins.derived
    );
    // Each crate of the two would be a workspace of its own.
    for folder in [&twins.own, &twins.derived] {
        let path = folder.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        fs::write(&path, text.replace("\n[workspace]\n", "\n")).map_err(|error| failed(&error))?;
    }
    fs::write(folder.join("Cargo.toml"), manifest).map_err(|error| failed(&error))?;
    fs::write(folder.join("src/main.rs"), PROGRAM).map_err(|error| failed(&error))?;
    lock(&folder)?;
    let said = output(cargo(build, &folder.join("Cargo.toml"), "run").arg("--release"))?.good()?;
    let figures: BTreeMap<&str, f64> = said
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(name, ns)| Some((name, ns.parse().ok()?)))
        .collect();
    let figure = |name: &str| figures.get(name).map(|ns| ns / 1000.0).ok_or(format!("the program did not read {name}"));
    let row = |(what, own, floor): (&'static str, &str, &str)| {
        Ok(Row { what: what.into(), unit: "us", own: figure(own)?, floor: figure(floor)? })
    };
    RATIOS.into_iter().map(row).collect()
}
