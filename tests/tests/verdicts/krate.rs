//! Input: the cases. Output: those whose program no longer compiles, each with the first complaint.
//! Invariant: all cases are one crate on each side and their programs one program, and every program compiles before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fieldstone::output::{self, Manifest};
use fieldstone::plan::{Asked, plan_with};
use fieldstone::schema::Api;
use fieldstone::{emit, project::RustOptions};

use crate::cases::Case;

/// The cases whose program does not compile any more.
pub fn broken(cases: &[Case]) -> BTreeMap<String, String> {
    let before: Vec<(Api, RustOptions)> = cases.iter().map(|case| (case.before(), case.rust_before)).collect();
    let after: Vec<(Api, RustOptions)> =
        cases.iter().filter_map(|case| Some((case.after()?, case.rust_after))).collect();
    let all: Vec<&Case> = cases.iter().collect();
    let root = write("before", &before);
    let complaints = complaints(&root, &all);
    assert!(complaints.is_empty(), "before: {complaints:#?}");
    let root = write("after", &after);
    let mut broken = BTreeMap::new();
    // What is not found hides what has the wrong type: whatever complained is taken out, and the others are asked again.
    loop {
        let left: Vec<&Case> = all.iter().copied().filter(|case| !broken.contains_key(case.name)).collect();
        let more = self::complaints(&root, &left);
        if more.is_empty() {
            return broken;
        }
        let count = broken.len();
        broken.extend(more);
        assert!(broken.len() > count, "the same complaints come again: {broken:#?}");
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("verdicts").join(name)
}

/// Writes the crate of one side.
fn write(side: &str, apis: &[(Api, RustOptions)]) -> PathBuf {
    let root = folder(side);
    let _ = fs::remove_dir_all(&root);
    let rust = apis.iter().map(|(api, rust)| (api.name.clone(), *rust)).collect();
    let apis: Vec<Api> = apis.iter().map(|(api, _)| api.clone()).collect();
    let plan = plan_with(&apis, &Asked { rust, ..Asked::default() });
    let models = output::models(&apis, &[]).unwrap();
    let files = output::assemble(models, emit::emit(&plan), &apis, &plan, &[], &Manifest::default()).unwrap();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let manifest = String::from_utf8(files.get("Cargo.toml").unwrap().to_vec()).unwrap();
    let manifest = manifest.split("\n[[example]]\n").next().unwrap().to_owned();
    let example = "\n[[example]]\nname = \"all\"\npath = \"examples/all/main.rs\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    fs::write(root.join("Cargo.toml"), manifest + example).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    root
}

/// What the compiler says of the programs of these cases, by their names.
fn complaints(root: &Path, cases: &[&Case]) -> BTreeMap<String, String> {
    let programs = root.join("examples/all");
    fs::create_dir_all(&programs).unwrap();
    let mut main = "#![allow(dead_code, unused, deprecated)]\n".to_owned();
    for case in cases {
        let name = case.name;
        let program = format!(
            "use fieldstone_apis::{name} as api;\n\npub fn uses(client: &api::Client) {{\n    {}\n}}\n",
            case.uses
        );
        fs::write(programs.join(format!("{name}.rs")), program).unwrap();
        main.push_str(&format!("mod {name};\n"));
    }
    fs::write(programs.join("main.rs"), main + "fn main() {}\n").unwrap();
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["check", "--offline", "--quiet", "--message-format", "short", "--example", "all", "--all-features"])
        .env("CARGO_TARGET_DIR", folder("").parent().unwrap().parent().unwrap())
        .output()
        .unwrap();
    let mut found = BTreeMap::new();
    if output.status.success() {
        return found;
    }
    let told = String::from_utf8_lossy(&output.stderr);
    for line in told.lines().filter(|line| line.contains(": error")) {
        let place = line.split("examples/all/").nth(1).and_then(|rest| rest.split(".rs").next());
        found.entry(place.unwrap_or_default().to_owned()).or_insert_with(|| line.to_owned());
    }
    assert!(found.keys().all(|name| !name.is_empty()) && !found.is_empty(), "{told}");
    found
}

/// The cases of which `cargo semver-checks` says that something breaks; what it says is printed. It compares the crates that
/// [`broken`] wrote.
pub fn second_opinion(cases: &[Case]) -> BTreeSet<&'static str> {
    broken(cases);
    let output = Command::new(env!("CARGO"))
        .args(["semver-checks", "check-release", "--all-features", "--release-type", "minor", "--color", "never"])
        .arg("--manifest-path")
        .arg(folder("after").join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(folder("before"))
        .output()
        .unwrap();
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    println!("{told}");
    assert!(told.contains("Summary"), "it did not come to an end");
    let names = cases.iter().map(|case| case.name);
    names.filter(|name| told.contains(&format!("src/{name}/")) || told.contains(&format!("::{name}::"))).collect()
}
