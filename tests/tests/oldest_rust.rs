//! Input: what every package of the workspace and every dependency declare. Output: whether the Rust that we state builds them.
//! Invariant: nothing is fetched; that our own code holds to it is clippy's to say.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// `1.88` as numbers.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = text.split('.').map(|number| number.parse().expect("a number")).collect();
    numbers.resize(3, 0);
    numbers
}

fn output(command: &mut Command) -> String {
    let said = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).expect("text")
}

/// Every package that `root` needs to be built, tests apart, with the Rust that it declares.
fn declared(metadata: &Value, root: &str) -> Vec<(String, Vec<u32>)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> = list(&metadata["packages"])
        .into_iter()
        .map(|package| (package["id"].as_str().expect("an id").to_owned(), package))
        .collect();
    let nodes: BTreeMap<String, Value> = list(&metadata["resolve"]["nodes"])
        .into_iter()
        .map(|node| (node["id"].as_str().expect("an id").to_owned(), node))
        .collect();
    let is_root = |package: &&Value| package["name"] == root;
    let mut open = vec![packages.values().find(is_root).expect("a member")["id"].as_str().expect("an id").to_owned()];
    let mut needed = BTreeMap::new();
    while let Some(id) = open.pop() {
        if needed.contains_key(&id) {
            continue;
        }
        for dependency in list(&nodes[&id]["deps"]) {
            if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev") {
                open.push(dependency["pkg"].as_str().expect("an id").to_owned());
            }
        }
        needed.insert(id.clone(), packages[&id].clone());
    }
    needed
        .into_values()
        .filter(|package| package["name"] != root)
        .filter_map(|package| Some((package["name"].to_string(), version(package["rust_version"].as_str()?))))
        .collect()
}

#[test]
fn no_dependency_wants_a_younger_rust_than_we_state() {
    let rustc = output(Command::new("rustc").arg("-vV"));
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let mut metadata = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What other systems need was not fetched to build this.
    metadata.args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--offline",
        "--all-features",
        "--filter-platform",
    ]);
    let metadata: Value = serde_json::from_str(&output(metadata.arg(host))).expect("JSON");
    let alone = fieldstone::project::RUST_VERSION;
    let workspace = env!("CARGO_PKG_RUST_VERSION");
    for (root, stated) in [("fieldstone-apis", alone), ("fieldstone", workspace), ("xtask", workspace)] {
        let all = declared(&metadata, root);
        assert!(all.len() > 10, "{root}");
        let younger = all.iter().filter(|(_, wanted)| *wanted > version(stated)).collect::<Vec<_>>();
        assert!(younger.is_empty(), "{root} states {stated}: {younger:?}");
    }
    assert!(version(alone) <= version(workspace));
}
