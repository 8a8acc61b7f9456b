//! Input: the good fixtures and the models that are checked in. Output: in `OUT_DIR`, the source tree of one crate that
//! holds the fixtures, and the list of all its types with a function that decodes and encodes each.
//! Invariant: the tree is what a user gets, but for the inner attributes of its root, which cannot be included.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fieldstone::emit::{self, EmittedFile};
use fieldstone::output::{Access, Disk, Manifest};
use fieldstone::plan;
use fieldstone::plan::model::{CratePlan, TypePlan, TypePlanKind};
use fieldstone::schema::{Api, TypeDef, TypeKind};

#[path = "src/pages.rs"]
#[allow(dead_code, reason = "the suites use the rest")]
mod pages;

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/schema");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/pages.rs");
    println!("cargo::rerun-if-changed=fixtures");
    println!("cargo::rerun-if-changed={}", generated.display());

    let understood = pages::one_crate();
    let tree = out.join("crate");
    let disk = Disk::open(&tree, Access::Read).expect("the folder can be looked at");
    let files =
        fieldstone::generate(&understood, &disk, &Manifest::default()).unwrap_or_else(|error| panic!("{error}"));
    let mut wanted = BTreeSet::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("src/") && *path != "src/lib.rs") {
        wanted.insert(write(&tree.join(path), bytes));
    }
    let root = String::from_utf8(files.get("src/lib.rs").unwrap_or_default().to_vec()).expect("source is text");
    let start = root.find("pub mod runtime;").expect("the root begins with the runtime");
    wanted.insert(write(&tree.join("src/root.rs"), &root.as_bytes()[start..]));
    sweep(&tree, &wanted);

    let asked = understood.asked(&Manifest::default().name);
    let apis: Vec<Api> = understood.apis.into_iter().map(|api| api.api).collect();
    let features: Vec<String> =
        plan::plan(&apis).features().into_iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let known =
        ["http", "transport", "client", "blocking", "jiff", "tracing", "test-util"].map(|name| format!("\"{name}\""));
    println!("cargo::rustc-check-cfg=cfg(feature, values({}, {}))", known.join(", "), features.join(", "));
    let on = ["\"http\"", "\"transport\"", "\"client\"", "\"blocking\"", "\"tracing\"", "\"test-util\""];
    for feature in on.into_iter().chain(features.iter().map(String::as_str)) {
        println!("cargo::rustc-cfg=feature={feature}");
    }

    write(&out.join("twins.rs"), twins(plan::plan_with(&apis, &asked)).as_bytes());

    // What the docs show is what is compiled: both come from the same tokens.
    let mut examples = functions("crate", &plan::plan(&apis));
    let generated_apis = checked_in(&generated);
    examples.push_str(&functions("fieldstone_apis", &plan::plan(&generated_apis)));
    write(&out.join("examples.rs"), examples.as_bytes());

    let mut table = rows("crate", "", &apis);
    table.push_str(&rows("fieldstone_apis", "generated/", &generated_apis));
    write(&out.join("table.rs"), format!("&[\n{table}]\n").as_bytes());
}

/// The examples of every operation, one module an API.
fn functions(krate: &str, plan: &CratePlan) -> String {
    let mut text = String::new();
    for api in &plan.apis {
        let module = api.module.as_str();
        let functions = emit::example_functions(api);
        text.push_str(&format!(
            "pub mod {krate}_{module} {{\n    use {krate} as fieldstone_apis;\n    use fieldstone_apis::{module};\n    {functions}\n}}\n"
        ));
    }
    text
}

/// The structs of the fixtures once more, read and written by serde's derive, with a table of each and its twin.
fn twins(mut plan: CratePlan) -> String {
    for ty in plan.apis.iter_mut().flat_map(|api| &mut api.types) {
        if let TypePlanKind::Struct(plan) = &mut ty.kind {
            plan.is_record = false;
        }
    }
    let (mut text, mut table) = (String::new(), String::new());
    for api in &mut plan.apis {
        // What the twins hold beside each other is what the fixtures' own hold.
        api.types.retain(|ty| matches!(ty.kind, TypePlanKind::Struct(_) | TypePlanKind::Alias(_)));
    }
    let files: Vec<EmittedFile> = emit::emit(&plan).collect();
    for api in &plan.apis {
        let module = api.module.as_str();
        let planned: BTreeSet<&str> = api.files.types.files.iter().map(|file| file.path.as_str()).collect();
        let of_types = files.iter().filter(|emitted| planned.contains(emitted.path.as_str()));
        let printed =
            of_types.map(|file| fieldstone::output::format(file.clone()).unwrap_or_else(|error| panic!("{error}")));
        let lines = printed.collect::<String>();
        // What a file begins with, and what it takes from the files around it.
        let own = |line: &&str| !line.starts_with("//") && *line != "use super::*;";
        let types = lines.lines().filter(own).collect::<Vec<_>>().join("\n");
        text.push_str(&format!("pub mod {module} {{\n    use fieldstone_tests::{module}::types::*;\n{types}\n}}\n"));
        for ty in api.types.iter().filter(|ty| matches!(ty.kind, TypePlanKind::Struct(_))) {
            let name = ty.name.as_str();
            table.push_str(&format!(
                "    twin::<fieldstone_tests::{module}::types::{name}, {module}::{name}>(\"{module}\", \"{name}\"),\n"
            ));
        }
    }
    format!("{text}pub const TWINS: &[Twin] = &[\n{table}];\n")
}

fn checked_in(folder: &Path) -> Vec<Api> {
    let entries = fs::read_dir(folder).expect("the models are checked in");
    let texts =
        entries.map(|entry| fs::read(entry.expect("a folder lists its files").path()).expect("a file is readable"));
    texts.map(|text| serde_json::from_slice(&text).expect("a model is of this version")).collect()
}

fn rows(krate: &str, prefix: &str, apis: &[Api]) -> String {
    let mut rows = String::new();
    for plan in &plan::plan(apis).apis {
        let module = plan.module.as_str();
        let api = apis.iter().find(|api| api.name == module).expect("the name of an API is that of its module");
        for ty in &plan.types {
            let (name, def) = (ty.name.as_str(), &definition(api, ty).name);
            let path = format!("{krate}::{module}::types::{name}");
            rows.push_str(&format!(
                "    Row {{ api: \"{prefix}{module}\", name: \"{name}\", definition: {def:?}, round_trip: round_trip::<{path}> }},\n"
            ));
        }
    }
    rows
}

/// The type of the model that a Rust type is made of: one of the same members, and of two such the one that it is called
/// after.
fn definition<'a>(api: &'a Api, ty: &TypePlan) -> &'a TypeDef {
    let same: Vec<&TypeDef> = api.types.iter().filter(|def| members(def) == planned(ty)).collect();
    let letters = |name: &str| name.replace(|c: char| !c.is_ascii_alphanumeric(), "").to_ascii_lowercase();
    let name = letters(ty.name.as_str());
    let longest = same.iter().filter(|def| name.starts_with(&letters(&def.name))).max_by_key(|def| def.name.len());
    longest.or(same.first()).unwrap_or_else(|| panic!("nothing defines {}", ty.name.as_str()))
}

fn members(def: &TypeDef) -> (&'static str, Vec<String>) {
    match &def.kind {
        TypeKind::Struct { fields } => ("struct", fields.iter().map(|field| field.name.clone()).collect()),
        TypeKind::Enum { values, .. } => {
            let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            ("enum", values.iter().map(|known| text(&known.value)).collect())
        }
        TypeKind::Union { variants } => ("union", vec![variants.len().to_string()]),
        TypeKind::Alias { .. } => ("alias", Vec::new()),
        TypeKind::Opaque => ("opaque", Vec::new()),
    }
}

fn planned(ty: &TypePlan) -> (&'static str, Vec<String>) {
    match &ty.kind {
        TypePlanKind::Struct(plan) => ("struct", plan.fields.iter().map(|field| field.wire.0.clone()).collect()),
        TypePlanKind::Enum(plan) => ("enum", plan.variants.iter().map(|variant| variant.wire.0.clone()).collect()),
        TypePlanKind::Union(plan) => ("union", vec![plan.variants.len().to_string()]),
        TypePlanKind::Alias(_) => ("alias", Vec::new()),
        TypePlanKind::Opaque => ("opaque", Vec::new()),
    }
}

/// Writes what differs: a file that stays as it was is not compiled again.
fn write(path: &Path, bytes: &[u8]) -> PathBuf {
    if fs::read(path).ok().as_deref() != Some(bytes) {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("OUT_DIR is writable");
        fs::write(path, bytes).expect("OUT_DIR is writable");
    }
    path.to_owned()
}

fn sweep(folder: &Path, wanted: &BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it was just written") {
        let path = entry.expect("a folder lists its files").path();
        if path.is_dir() {
            sweep(&path, wanted);
        } else if !wanted.contains(&path) {
            fs::remove_file(&path).expect("OUT_DIR is writable");
        }
    }
}
