//! Input: models. Output: what the compiler says of the code that is made of them, model by model.
//! Invariant: all models are one crate, so that what they stand on is compiled once, and a complaint is the model's whose
//! file it names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fieldstone::emit;
use fieldstone::output::{self, Manifest};
use fieldstone::plan;
use fieldstone::schema::Api;

use crate::model::Model;

/// What is wrong, by the name of the model; what is nobody's stands under the empty name.
pub type Complaints = BTreeMap<String, String>;

/// What cannot even be made into files.
pub fn unmade(models: &[Model]) -> Complaints {
    let mut complaints = Complaints::new();
    for model in models {
        let made = std::panic::catch_unwind(|| files(&[model]));
        match made {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => drop(complaints.insert(model.api.name.clone(), error)),
            Err(_) => drop(complaints.insert(model.api.name.clone(), "a panic".to_owned())),
        }
    }
    complaints
}

/// The files of the crate, by path.
fn files(models: &[&Model]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let apis: Vec<Api> = models.iter().map(|model| model.api.clone()).collect();
    let rust = models.iter().map(|model| (model.api.name.clone(), model.options)).collect();
    let plan = plan::plan_with(&apis, &plan::Asked { rust, ..plan::Asked::default() });
    let made = output::assemble(plan.clone(), &apis, &[], &Manifest::default());
    let made = made.map_err(|error| error.to_string())?;
    let mut files: BTreeMap<String, Vec<u8>> =
        made.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    // What the docs show is compiled as well: one program that holds the examples of every operation.
    let mut main = "//! Every example.\n#![allow(missing_docs)]\n".to_owned();
    for api in &plan.apis {
        let module = api.module.as_str();
        let functions = emit::example_functions(api);
        let text = format!("use fieldstone_apis::{module};\n{functions}\n");
        main.push_str(&format!("#[allow(dead_code, unused_imports, unused_variables, deprecated)]\nmod {module};\n"));
        files.insert(format!("examples/all/{}.rs", api.module.bare()), text.into_bytes());
    }
    main.push_str("fn main() {}\n");
    files.insert("examples/all/main.rs".to_owned(), main.into_bytes());
    Ok(files)
}

/// How the crate is compiled: everything, and where one looks for more its parts as well, with other people's lints.
fn runs(models: &[&Model], thorough: bool) -> Vec<Vec<String>> {
    let words = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
    if !thorough {
        return vec![words("check --all-features --lib --example all")];
    }
    let apis: Vec<Api> = models.iter().map(|model| model.api.clone()).collect();
    let features = plan::plan(&apis).features();
    let parts: Vec<&String> = features.iter().flat_map(|(_, turns_on)| turns_on).collect();
    let (sections, wholes): (Vec<&String>, Vec<&String>) =
        features.iter().map(|(name, _)| name).partition(|name| parts.contains(name));
    let list = |names: &[&String]| names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(",");
    // Every third section, so that an API has some of its sections.
    let some: Vec<&String> = sections.into_iter().step_by(3).collect();
    vec![
        words("clippy --all-features --lib --example all"),
        words(&format!("check --no-default-features --lib --features {}", list(&wholes))),
        words(&format!("check --no-default-features --lib --features http,{}", list(&wholes))),
        words(&format!("check --no-default-features --lib --features {}", list(&some))),
        words(&format!("check --no-default-features --lib --features blocking,{}", list(&some))),
    ]
}

/// Writes the crate of these models, and has it compiled with warnings as errors.
pub fn check(models: &[Model], thorough: bool) -> Complaints {
    let root = folder("crate");
    let _ = fs::remove_dir_all(&root);
    let models: Vec<&Model> = models.iter().collect();
    for (path, bytes) in crate_files(&models) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    for run in runs(&models, thorough) {
        let output = Command::new(env!("CARGO"))
            .current_dir(&root)
            .args(&run)
            .args(["--offline", "--quiet", "--message-format", "short"])
            .env("CARGO_TARGET_DIR", folder("").parent().unwrap().parent().unwrap())
            .output()
            .unwrap();
        if !output.status.success() {
            return complaints(&String::from_utf8_lossy(&output.stderr));
        }
    }
    Complaints::new()
}

/// The crate as it is compiled: as the workspace is, so that what is compiled already need not be compiled again.
fn crate_files(models: &[&Model]) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(models).unwrap();
    let manifest = String::from_utf8(files.remove("Cargo.toml").unwrap()).unwrap();
    let more = "warnings = \"deny\"\n\n[lints.clippy]\nall = \"deny\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    let example = "\n[[example]]\nname = \"all\"\npath = \"examples/all/main.rs\"\nrequired-features = [\"client\"]\n";
    files.insert("Cargo.toml".to_owned(), format!("{}{more}{example}", without_examples(&manifest)).into_bytes());
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    files.insert("Cargo.lock".to_owned(), fs::read(workspace.join("Cargo.lock")).unwrap());
    files.retain(|path, _| ["src/", "examples/all/", "Cargo."].iter().any(|ours| path.starts_with(ours)));
    files
}

/// The manifest without the program of each API: they differ in nothing but the call.
fn without_examples(manifest: &str) -> String {
    let mut parts = manifest.split("\n[[example]]\n");
    let first = parts.next().unwrap_or_default().to_owned();
    let lints = parts.last().and_then(|last| last.split_once("\n[lints")).map(|(_, lints)| format!("\n[lints{lints}"));
    first + &lints.unwrap_or_default()
}

/// `src/m3/types.rs:12:5: error[E0428]: ...`: the line is the model's that is called `m3`.
fn complaints(told: &str) -> Complaints {
    let mut complaints = Complaints::new();
    for line in told.lines().filter(|line| !line.is_empty()) {
        let place = line.strip_prefix("src/").or_else(|| line.strip_prefix("examples/all/"));
        let module = place.and_then(|place| place.split(['/', '.']).next()).unwrap_or_default();
        let text = complaints.entry(module.to_owned()).or_default();
        text.push_str(line);
        text.push('\n');
    }
    complaints
}

/// A folder of this suite below the workspace's target.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiles").join(name)
}
