//! Input: the names of the APIs and where the crate will stand. Output: its Cargo.toml.
//! Invariant: versions stand here once, and a test holds them equal to the workspace's.

use std::fmt::Write as _;

use super::{Form, MARK};

/// A dependency of the generated crate.
struct Dependency {
    name: &'static str,
    version: &'static str,
    default_features: bool,
    features: &'static [&'static str],
    optional: bool,
}

const DEPENDENCIES: &[Dependency] = &[
    Dependency { name: "bytes", version: "1.12.1", default_features: true, features: &[], optional: true },
    Dependency { name: "futures-core", version: "0.3.34", default_features: false, features: &[], optional: true },
    Dependency { name: "http", version: "1.5.0", default_features: true, features: &[], optional: true },
    Dependency { name: "http-body", version: "1.1.0", default_features: true, features: &[], optional: true },
    Dependency { name: "httpdate", version: "1.0.3", default_features: true, features: &[], optional: true },
    Dependency { name: "jiff", version: "0.2.43", default_features: false, features: &["std"], optional: true },
    Dependency { name: "reqwest", version: "0.13.5", default_features: false, features: &["rustls"], optional: true },
    Dependency { name: "serde", version: "1.0.229", default_features: true, features: &["derive"], optional: false },
    Dependency { name: "serde_json", version: "1.0.154", default_features: true, features: &[], optional: false },
    Dependency { name: "tokio", version: "1.54.1", default_features: false, features: &["rt", "time"], optional: true },
    Dependency { name: "tracing", version: "0.1.44", default_features: false, features: &["std"], optional: true },
    Dependency { name: "ureq", version: "3.5.1", default_features: false, features: &["rustls"], optional: true },
];

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

const VERSION: &str = "0.1.0";
const EDITION: &str = "2024";
/// The oldest Rust that builds the generated crate: the URLs of reqwest want 1.88.
pub const RUST_VERSION: &str = "1.88";
const LICENSE: &str = "MIT OR Apache-2.0";

/// What the examples need beside the crate's own dependencies.
const FOR_EXAMPLES: Dependency = Dependency {
    name: "tokio",
    version: "1.54.1",
    default_features: false,
    features: &["macros", "rt"],
    optional: false,
};

/// The Cargo.toml. `examples` are the APIs that have one, `features` are those of the APIs, sorted, each with what it turns on; one that nothing else turns on is
/// an API as a whole.
pub(super) fn print(features: &[(String, Vec<String>)], examples: &[String], form: Form) -> String {
    let mut text = format!(
        "# {MARK}\n\n[package]\nname = \"fieldstone-apis\"\n\
         description = \"Types and clients made from documentation pages.\"\n"
    );
    for (key, value) in
        [("version", VERSION), ("edition", EDITION), ("rust-version", RUST_VERSION), ("license", LICENSE)]
    {
        match form {
            Form::Member => writeln_to(&mut text, format_args!("{key}.workspace = true")),
            Form::Standalone => writeln_to(&mut text, format_args!("{key} = \"{value}\"")),
        }
    }
    text.push_str(match form {
        Form::Member => "publish.workspace = true\n",
        Form::Standalone => "publish = false\n\n# It stands alone, whatever workspace is around it.\n[workspace]\n",
    });
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
        writeln_to(&mut text, format_args!("{} = {{ {} }}", dependency.name, keys(dependency, form)));
    }
    if !examples.is_empty() {
        let keys = keys(&FOR_EXAMPLES, form);
        let keys = if form == Form::Member {
            format!("{keys}, features = {}", list(FOR_EXAMPLES.features.iter().copied()))
        } else {
            keys
        };
        writeln_to(&mut text, format_args!("\n[dev-dependencies]\n{} = {{ {keys} }}", FOR_EXAMPLES.name));
    }
    for name in examples {
        let needed = list(["client", name.as_str()].into_iter());
        writeln_to(&mut text, format_args!("\n[[example]]\nname = \"{name}\"\nrequired-features = {needed}"));
    }
    text.push_str(match form {
        Form::Member => "\n[lints]\nworkspace = true\n",
        Form::Standalone => "\n[lints.rust]\nunsafe_code = \"forbid\"\n",
    });
    text
}

fn keys(dependency: &Dependency, form: Form) -> String {
    let mut keys = match form {
        Form::Member => "workspace = true".to_owned(),
        Form::Standalone => {
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

    fn workspace() -> toml::Table {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
        std::fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap()["workspace"].as_table().unwrap().clone()
    }

    #[test]
    fn versions_are_those_of_the_workspace() {
        let workspace = workspace();
        for dependency in DEPENDENCIES {
            let said = workspace["dependencies"][dependency.name].clone();
            let said = match said {
                toml::Value::String(version) => toml::Table::from_iter([("version".to_owned(), version.into())]),
                said => said.as_table().unwrap().clone(),
            };
            let mut here = toml::Table::from_iter([("version".to_owned(), dependency.version.into())]);
            if !dependency.default_features {
                here.insert("default-features".to_owned(), false.into());
            }
            if !dependency.features.is_empty() {
                here.insert("features".to_owned(), dependency.features.to_vec().into());
            }
            assert_eq!(said, here, "{}", dependency.name);
        }
        let package = &workspace["package"];
        for (key, value) in [("version", VERSION), ("edition", EDITION), ("license", LICENSE)] {
            assert_eq!(package[key].as_str(), Some(value), "{key}");
        }
    }

    #[test]
    fn both_forms_are_toml_and_differ_only_in_where_versions_stand() {
        for form in [Form::Member, Form::Standalone] {
            let table = print(
                &[
                    ("a".to_owned(), vec!["a-x".to_owned()]),
                    ("a-x".to_owned(), Vec::new()),
                    ("b".to_owned(), Vec::new()),
                ],
                &["a".to_owned()],
                form,
            )
            .parse::<toml::Table>()
            .unwrap();
            assert_eq!(table["features"]["default"].as_array().unwrap().len(), 3);
            assert_eq!(table["lib"]["doctest"].as_bool(), Some(false));
            assert_eq!(table.contains_key("workspace"), form == Form::Standalone);
            assert_eq!(table["dependencies"].as_table().unwrap().len(), DEPENDENCIES.len());
            assert_eq!(table["example"][0]["required-features"].as_array().unwrap().len(), 2);
            assert_eq!(table["dev-dependencies"]["tokio"]["features"].as_array().unwrap().len(), 2);
        }
    }
}
