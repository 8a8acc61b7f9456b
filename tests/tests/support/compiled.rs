//! Input: models before and after a change, each with a program that compiles before. Output: the programs that no longer
//! compile, each with the first complaint.
//! Invariant: all models are one crate on each side and all programs one program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fieldstone::output::{self, Manifest};
use fieldstone::plan::{Asked, plan_with};
use fieldstone::project::RustOptions;
use fieldstone::schema::Api;

/// A model that changes.
pub struct Changed {
    /// The name of the API, on both sides.
    pub name: String,
    pub before: (Api, RustOptions),
    pub after: Option<(Api, RustOptions)>,
    /// Functions that use it.
    pub program: String,
}

/// The programs that do not compile any more, by the name of the API. What is made lies in `suite`, below the folder for
/// what tests leave.
pub fn broken(suite: &str, all: &[Changed]) -> BTreeMap<String, String> {
    let before: Vec<&(Api, RustOptions)> = all.iter().map(|one| &one.before).collect();
    let after: Vec<&(Api, RustOptions)> = all.iter().filter_map(|one| one.after.as_ref()).collect();
    let names: Vec<&Changed> = all.iter().collect();
    let root = write(suite, "before", &before);
    let complaints = complaints(&root, &names);
    assert!(complaints.is_empty(), "before: {complaints:#?}");
    let root = write(suite, "after", &after);
    let mut broken = BTreeMap::new();
    // What is not found hides what has the wrong type: whatever complained is taken out, and the others are asked again.
    loop {
        let left: Vec<&Changed> = names.iter().copied().filter(|one| !broken.contains_key(&one.name)).collect();
        let more = self::complaints(&root, &left);
        if more.is_empty() {
            return broken;
        }
        let count = broken.len();
        broken.extend(more);
        assert!(broken.len() > count, "the same complaints come again: {broken:#?}");
    }
}

/// Where a side of a suite lies.
#[allow(dead_code, reason = "not every suite asks")]
pub fn folder(suite: &str, side: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(suite).join(side)
}

/// Writes the crate of one side.
fn write(suite: &str, side: &str, apis: &[&(Api, RustOptions)]) -> PathBuf {
    let root = folder(suite, side);
    let _ = fs::remove_dir_all(&root);
    let rust = apis.iter().map(|(api, rust)| (api.name.clone(), *rust)).collect();
    let apis: Vec<Api> = apis.iter().map(|(api, _)| api.clone()).collect();
    let plan = plan_with(&apis, &Asked { rust, ..Asked::default() });
    let files = output::assemble(plan, &apis, &[], &Manifest::default()).unwrap();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let manifest = String::from_utf8(files.get("Cargo.toml").unwrap().to_vec()).unwrap();
    let manifest = manifest.split("\n[[example]]\n").next().unwrap();
    // Of two packages of one name, version and features cargo takes one for the other, wherever they are.
    let version = format!("version = \"0.1.0-{}-{side}\"\n", suite.replace('_', "-"));
    assert!(manifest.contains("version = \"0.1.0\"\n"));
    let manifest = manifest.replacen("version = \"0.1.0\"\n", &version, 1);
    let example = "\n[[example]]\nname = \"all\"\npath = \"examples/all/main.rs\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    fs::write(root.join("Cargo.toml"), manifest + example).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    root
}

/// What the compiler says of these programs, by their names.
fn complaints(root: &Path, all: &[&Changed]) -> BTreeMap<String, String> {
    let programs = root.join("examples/all");
    fs::create_dir_all(&programs).unwrap();
    let mut main = "#![allow(dead_code, unused, deprecated)]\n".to_owned();
    for Changed { name, program, .. } in all {
        fs::write(programs.join(format!("{name}.rs")), program).unwrap();
        main.push_str(&format!("mod {name};\n"));
    }
    fs::write(programs.join("main.rs"), main + "fn main() {}\n").unwrap();
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["check", "--offline", "--quiet", "--message-format", "short", "--example", "all", "--all-features"])
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
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
