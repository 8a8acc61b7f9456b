//! Input: the names of the APIs, and what the crate's manifest says beside them. Output: its Cargo.toml.
//! Invariant: what it takes over from a workspace is what [`Manifest`] says that the workspace has.

use std::fmt::Write as _;

use super::dependencies::{DEPENDENCIES, Dependency, FOR_EXAMPLES};
use super::manifest::Said;
use super::{MARK, Manifest};

/// Features of the runtime, each with what it turns on.
const FEATURES: &[(&str, &str, &[&str])] = &[
    ("client", "Operations as calls of an async client.", &["transport", "dep:http-body", "dep:reqwest", "dep:tokio"]),
    ("blocking", "Operations as calls of a blocking client.", &["transport", "dep:ureq"]),
    ("jiff", "Conversion of `DateTime` into the types of the `jiff` crate.", &["dep:jiff"]),
    ("http", "Operations as `http::Request` and `http::Response`, with no HTTP stack.", &["dep:bytes", "dep:http"]),
    (
        "transport",
        "Clients of both kinds over a transport of one's own.",
        &["http", "dep:futures-core", "dep:httpdate"],
    ),
    ("tracing", "A `tracing` span for every call of a client.", &["transport", "dep:tracing"]),
    ("test-util", "A transport that answers from memory, for the tests of code that calls an API.", &["transport"]),
];

/// The Cargo.toml. `examples` are the APIs that have one, `features` are those of the APIs, sorted, each with what it turns
/// on; one that nothing else turns on is an API as a whole.
pub(super) fn print(features: &[(String, Vec<String>)], examples: &[String], manifest: &Manifest) -> String {
    let mut text = format!(
        "# {MARK}\n\n[package]\nname = {}\ndescription = {}\n",
        toml_text(&manifest.name),
        toml_text(&manifest.description)
    );
    for (key, said) in &manifest.package {
        match said {
            Said::Workspace => writeln_to(&mut text, format_args!("{key}.workspace = true")),
            Said::Text(value) => writeln_to(&mut text, format_args!("{key} = {}", toml_text(value))),
            Said::Flag(value) => writeln_to(&mut text, format_args!("{key} = {value}")),
        }
    }
    if manifest.own_workspace {
        text.push_str("\n# It stands alone, whatever workspace is around it.\n[workspace]\n");
    }
    text.push_str("\n# Examples on pages are text, never code to run.\n[lib]\ndoctest = false\n\n[features]\n");
    let parts: Vec<&String> = features.iter().flat_map(|(_, turns_on)| turns_on).collect();
    let apis = features.iter().map(|(name, _)| name).filter(|name| !parts.contains(name));
    let default = std::iter::once("client").chain(apis.map(String::as_str));
    writeln_to(&mut text, format_args!("default = {}", list(default)));
    for (name, what, turns_on) in FEATURES {
        writeln_to(&mut text, format_args!("# {what}\n{name} = {}", list(turns_on.iter().copied())));
    }
    if !features.is_empty() {
        text.push_str(
            "# One an API, and one a section of a large API: its types, and with the features above its operations.\n",
        );
    }
    for (name, turns_on) in features {
        writeln_to(&mut text, format_args!("{name} = {}", list(turns_on.iter().map(String::as_str))));
    }
    text.push_str("\n[dependencies]\n");
    for dependency in DEPENDENCIES {
        writeln_to(&mut text, format_args!("{} = {{ {} }}", dependency.name, keys(dependency, manifest)));
    }
    if !examples.is_empty() {
        // What the examples need is no less than what the crate itself takes over.
        let mut keys = keys(&FOR_EXAMPLES, manifest);
        if let Some(lacking) = manifest.inherited.get(FOR_EXAMPLES.name) {
            let features = list(lacking.iter().chain(FOR_EXAMPLES.features).copied());
            keys = format!("workspace = true, features = {features}");
        }
        writeln_to(&mut text, format_args!("\n[dev-dependencies]\n{} = {{ {keys} }}", FOR_EXAMPLES.name));
    }
    for name in examples {
        let needed = list(["client", name.as_str()].into_iter());
        writeln_to(&mut text, format_args!("\n[[example]]\nname = \"{name}\"\nrequired-features = {needed}"));
    }
    text.push_str(match manifest.workspace_lints {
        true => "\n[lints]\nworkspace = true\n",
        false => "\n[lints.rust]\nunsafe_code = \"forbid\"\n",
    });
    text
}

fn keys(dependency: &Dependency, manifest: &Manifest) -> String {
    let mut keys = match manifest.inherited.get(dependency.name) {
        Some(lacking) => {
            let mut keys = "workspace = true".to_owned();
            if !lacking.is_empty() {
                let _ = write!(keys, ", features = {}", list(lacking.iter().copied()));
            }
            keys
        }
        None => {
            let mut keys = format!("version = \"{}\"", dependency.version);
            if !dependency.default_features {
                keys.push_str(", default-features = false");
            }
            if !dependency.features.is_empty() {
                keys.push_str(", features = ");
                keys.push_str(&list(dependency.features.iter().copied()));
            }
            keys
        }
    };
    if dependency.optional {
        keys.push_str(", optional = true");
    }
    keys
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words = words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>();
    format!("[{}]", words.join(", "))
}

fn writeln_to(text: &mut String, line: std::fmt::Arguments<'_>) {
    // A String takes everything.
    let _ = writeln!(text, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{CrateSettings, Place};

    fn printed(manifest: &Manifest) -> toml::Table {
        let features = [("a", vec!["a-x".to_owned()]), ("a-x", Vec::new()), ("b", Vec::new())]
            .map(|(name, on)| (name.to_owned(), on));
        print(&features, &["a".to_owned()], manifest).parse::<toml::Table>().unwrap()
    }

    #[test]
    fn both_forms_are_toml_and_differ_only_in_where_things_stand() {
        let root = tempfile::tempdir().unwrap();
        let workspace = include_str!("../../../Cargo.toml");
        std::fs::write(root.path().join("Cargo.toml"), workspace).unwrap();
        let member = Place::of(&root.path().join("generated")).unwrap();
        for (place, own) in [(Place::Alone, true), (member, false)] {
            let table = printed(&Manifest::of(&CrateSettings::default(), &place));
            assert_eq!(table["features"]["default"].as_array().unwrap().len(), 3);
            assert_eq!(table["lib"]["doctest"].as_bool(), Some(false));
            assert_eq!(table.contains_key("workspace"), own);
            assert_eq!(table["dependencies"].as_table().unwrap().len(), DEPENDENCIES.len());
            assert_eq!(table["example"][0]["required-features"].as_array().unwrap().len(), 2);
            assert_eq!(table["dev-dependencies"]["tokio"]["features"].as_array().unwrap().len(), 2);
            let inherits = |name: &str| table["dependencies"][name].get("workspace").is_some();
            assert!(DEPENDENCIES.iter().all(|dependency| inherits(dependency.name) != own));
        }
    }

    #[test]
    fn a_text_with_quotes_stays_a_text() {
        let description = Some("Says \"no\"\n[evil]".to_owned());
        let settings = CrateSettings { description, ..CrateSettings::default() };
        let table = printed(&Manifest::standalone(&settings));
        assert_eq!(table["package"]["description"].as_str(), Some("Says \"no\"\n[evil]"));
    }
}
