//! Input: what fieldstone.toml says of the crate, and where it stands. Output: what its Cargo.toml says beside features.
//! Invariant: a key is taken over from the workspace only where that has it, and has it as the code needs it.

use std::collections::BTreeMap;

use semver::{Comparator, Op, Version, VersionReq};
use toml::Value;

use crate::project::{CrateSettings, EDITION, Lints, Place, RUST_VERSION, Workspace, is_young_enough};

use super::dependencies::{DEPENDENCIES, Dependency};

/// What its Cargo.toml says beside features and dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// A sentence about it.
    pub description: String,
    /// Keys of `[package]`, in order.
    pub package: Vec<(&'static str, Said)>,
    /// Whether it is a workspace of its own.
    pub own_workspace: bool,
    /// Whether the workspace's lints hold.
    pub workspace_lints: bool,
    /// The dependencies that the workspace has, each with the features that it lacks there.
    pub inherited: BTreeMap<&'static str, Vec<&'static str>>,
    /// Whether the names of this run are kept in the crate, and not beside the pages.
    pub names_in_crate: bool,
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// In the workspace.
    Workspace,
    /// Here.
    Text(String),
    /// Here.
    Flag(bool),
}

impl Default for Manifest {
    /// Of a crate that stands alone, and of which nothing is said.
    fn default() -> Self {
        Self::standalone(&CrateSettings::default())
    }
}

impl Manifest {
    /// Of a crate that stands alone and has its names with it, whatever is around it.
    pub fn standalone(settings: &CrateSettings) -> Self {
        Self { names_in_crate: true, ..Self::of(settings, &Place::Alone) }
    }

    /// Of the crate of a project.
    pub fn of(settings: &CrateSettings, place: &Place) -> Self {
        let workspace = if let Place::Member(workspace) = place { Some(workspace) } else { None };
        let text = |key: &'static str, given: &Option<String>, fits: fn(&Value) -> bool, other: Option<&str>| {
            let said = match given {
                Some(given) => Some(Said::Text(given.clone())),
                None if workspace.and_then(|workspace| workspace.package(key)).is_some_and(fits) => {
                    Some(Said::Workspace)
                }
                None => other.map(|other| Said::Text(other.to_owned())),
            };
            said.map(|said| (key, said))
        };
        let any: fn(&Value) -> bool = |_| true;
        let publish = match settings.publish {
            Some(publish) => Said::Flag(publish),
            None if workspace.is_some_and(|workspace| workspace.package("publish").is_some()) => Said::Workspace,
            None => Said::Flag(false),
        };
        let keys = [
            text("version", &settings.version, any, Some("0.1.0")),
            text("edition", &settings.edition, |edition| edition.as_str() == Some(EDITION), Some(EDITION)),
            text(
                "rust-version",
                &settings.rust_version,
                |version| version.as_str().is_some_and(is_young_enough),
                Some(RUST_VERSION),
            ),
            text("license", &settings.license, any, None),
            Some(("publish", publish)),
        ];
        let described = settings.description.clone();
        let inherited = |workspace: &Workspace| {
            let of = |dependency: &Dependency| Some((dependency.name, lacking(workspace, dependency)?));
            DEPENDENCIES.iter().filter_map(of).collect()
        };
        Self {
            name: settings.name.clone(),
            description: described.unwrap_or_else(|| "Types and clients made from documentation pages.".to_owned()),
            package: keys.into_iter().flatten().collect(),
            own_workspace: workspace.is_none(),
            workspace_lints: settings.lints == Lints::Workspace && workspace.is_some_and(Workspace::has_lints),
            inherited: workspace.map(inherited).unwrap_or_default(),
            names_in_crate: false,
        }
    }
}

impl Manifest {
    /// Gives it another version than fieldstone.toml says.
    pub fn set_version(&mut self, version: &Version) {
        for (_, said) in self.package.iter_mut().filter(|(key, _)| *key == "version") {
            *said = Said::Text(version.to_string());
        }
    }
}

/// The features that the workspace's dependency lacks; `None` where it is another than the code needs.
fn lacking(workspace: &Workspace, dependency: &Dependency) -> Option<Vec<&'static str>> {
    let there = workspace.dependency(dependency.name)?;
    let (version, features, default) = match there {
        Value::String(version) => (version.as_str(), Vec::new(), true),
        Value::Table(table) => {
            let is_other = ["package", "path", "git", "registry"].iter().any(|key| table.contains_key(*key));
            let features = table.get("features").and_then(Value::as_array).into_iter().flatten();
            let default = table.get("default-features").is_none_or(|default| default.as_bool() != Some(false));
            let version = table.get("version").and_then(Value::as_str).filter(|_| !is_other)?;
            (version, features.filter_map(Value::as_str).collect(), default)
        }
        _ => return None,
    };
    // A member cannot turn off what the workspace turns on, and one that it turns off may be missed.
    if !is_as_new(version, dependency.version) || default != dependency.default_features {
        return None;
    }
    let lacks = dependency.features.iter().copied().filter(|feature| !features.contains(feature));
    Some(lacks.collect())
}

/// Whether what is required there can only be met by what meets this version, too.
fn is_as_new(required: &str, version: &str) -> bool {
    let (Ok(required), Ok(version)) = (VersionReq::parse(required), Version::parse(version)) else { return false };
    let [Comparator { op: Op::Caret | Op::Tilde | Op::Exact, major, minor, patch, pre }] =
        required.comparators.as_slice()
    else {
        return false;
    };
    let least = Version {
        major: *major,
        minor: minor.unwrap_or(0),
        patch: patch.unwrap_or(0),
        pre: pre.clone(),
        build: semver::BuildMetadata::EMPTY,
    };
    VersionReq::parse(&version.to_string()).is_ok_and(|needed| needed.matches(&least))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(table: &str) -> Manifest {
        let dir = tempfile::tempdir().unwrap();
        let text = format!("[workspace]\nmembers = [\"generated\"]\n{table}");
        std::fs::write(dir.path().join("Cargo.toml"), text).unwrap();
        Manifest::of(&CrateSettings::default(), &Place::of(&dir.path().join("generated")).unwrap())
    }

    fn said<'a>(manifest: &'a Manifest, key: &str) -> Option<&'a Said> {
        manifest.package.iter().find(|(known, _)| *known == key).map(|(_, said)| said)
    }

    #[test]
    fn a_member_takes_over_what_its_workspace_has_and_no_more() {
        let bare = member("");
        assert_eq!(said(&bare, "edition"), Some(&Said::Text(EDITION.to_owned())));
        assert_eq!((said(&bare, "license"), said(&bare, "publish")), (None, Some(&Said::Flag(false))));
        assert!(!bare.own_workspace && bare.inherited.is_empty());
        let full = member(
            "[workspace.package]\nversion = \"3.0.0\"\nedition = \"2024\"\nrust-version = \"1.90\"\nlicense = \"MIT\"\npublish = true\n",
        );
        assert!(full.package.iter().all(|(_, said)| *said == Said::Workspace), "{:?}", full.package);
    }

    #[test]
    fn what_the_code_cannot_live_with_is_not_taken_over() {
        let old = member("[workspace.package]\nedition = \"2021\"\nrust-version = \"1.70\"\n");
        assert_eq!(said(&old, "edition"), Some(&Said::Text(EDITION.to_owned())));
        assert_eq!(said(&old, "rust-version"), Some(&Said::Text(RUST_VERSION.to_owned())));
        let dependencies = member(
            "[workspace.dependencies]\nserde = \"1\"\nhttp = \"1.5.0\"\nreqwest = \"0.11\"\nbytes = { git = \"https://x\" }\n\
             serde_json = { version = \"1.0.999\", features = [\"x\", \"float_roundtrip\"] }\nureq = \"3.5.1\"\n",
        );
        let names = dependencies.inherited.keys().copied().collect::<Vec<_>>();
        assert_eq!(names, ["http", "serde_json"]);
    }

    #[test]
    fn features_that_the_workspace_lacks_are_added() {
        let dependencies = member("[workspace.dependencies]\nserde = \"1.0.229\"\n");
        assert_eq!(dependencies.inherited, BTreeMap::from([("serde", vec!["derive"])]));
    }

    #[test]
    fn what_fieldstone_toml_says_wins() {
        let settings =
            CrateSettings { license: Some("MIT".to_owned()), publish: Some(true), ..CrateSettings::default() };
        let alone = Manifest::standalone(&settings);
        assert_eq!(said(&alone, "license"), Some(&Said::Text("MIT".to_owned())));
        assert_eq!(said(&alone, "publish"), Some(&Said::Flag(true)));
        assert!(alone.own_workspace && alone.names_in_crate);
    }
}
