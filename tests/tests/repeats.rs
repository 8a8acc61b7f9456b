//! Every fixture twice, the second time with the names of the first run.
//! Invariant: nothing changes, neither the model nor a name: each thing that has a name of ours has a place of its own in
//! names.lock.

use std::fs;
use std::path::Path;

use fieldstone::Options;
use fieldstone::project::Input;

#[path = "../src/pages.rs"]
#[allow(dead_code, reason = "other suites use the rest")]
mod pages;

/// The model and the names of each API.
type Made = Vec<(String, String, String)>;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What a run makes of a folder; the names go where the next run looks for them.
fn run(folder: &Path) -> Option<Made> {
    let input = Input { path: folder.to_owned(), shown: "in".to_owned(), config: None, everything: false };
    let understood = fieldstone::understand(&input, &Options::default()).ok()?;
    let apis = understood.apis.iter().filter(|api| !api.failed).map(|api| {
        let names = api.names.print();
        fs::write(api.project.root.join("names.lock"), &names).unwrap();
        (api.api.name.clone(), serde_json::to_string_pretty(&api.api).unwrap(), names)
    });
    Some(apis.collect())
}

#[test]
fn a_second_run_with_the_names_of_the_first_changes_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let fixtures = pages::all().iter().map(pages::Fixture::path).chain(pages::of_own_suites()).collect::<Vec<_>>();
    assert!(fixtures.len() > 50, "{}", fixtures.len());
    for fixture in fixtures {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("in");
        copy(&root.join(&fixture), &folder);
        let first = run(&folder);
        let second = run(&folder);
        assert!(first == second, "{fixture}: a second run changes something");
    }
}
