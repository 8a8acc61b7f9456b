//! Input: the cases. Output: those of which another tool says that something breaks.
//! Invariant: it compares the very crates that the compiler was asked about.

use std::collections::BTreeSet;
use std::process::Command;

use crate::cases::Case;
use crate::compiled::{Changed, broken, folder};

/// The cases of which `cargo semver-checks` says that something breaks; what it says is printed. It compares the crates that
/// [`broken`] wrote, in `suite`.
pub fn second_opinion(suite: &str, cases: &[Case], changed: &[Changed]) -> BTreeSet<&'static str> {
    broken(suite, changed);
    let output = Command::new(env!("CARGO"))
        .args(["semver-checks", "check-release", "--all-features", "--release-type", "minor", "--color", "never"])
        .arg("--manifest-path")
        .arg(folder(suite, "after").join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(folder(suite, "before"))
        .output()
        .unwrap();
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    println!("{told}");
    assert!(told.contains("Summary"), "it did not come to an end");
    // Its warnings are about what may mean something else: a value of an enum that is new stands in front of the one for what
    // nobody knows, and moves it; those that stay keep their order.
    let failures: Vec<&str> = told.split("\n--- ").filter(|part| part.starts_with("failure ")).collect();
    assert!(!failures.is_empty(), "it objects to nothing at all");
    let is_named = |name: &str| {
        let (path, module) = (format!("src/{name}/"), format!("::{name}::"));
        failures.iter().any(|part| part.contains(&path) || part.contains(&module))
    };
    cases.iter().map(|case| case.name).filter(|name| is_named(name)).collect()
}
