//! Input: nothing; these are the crates that the generated one stands on. Output: [`DEPENDENCIES`].
//! Invariant: versions stand here once, and a test holds them equal to the workspace's.

/// A dependency of the generated crate.
pub(super) struct Dependency {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    pub(super) default_features: bool,
    pub(super) features: &'static [&'static str],
    pub(super) optional: bool,
}

pub(super) const DEPENDENCIES: &[Dependency] = &[
    Dependency { name: "bytes", version: "1.12.1", default_features: true, features: &[], optional: true },
    Dependency { name: "futures-core", version: "0.3.34", default_features: false, features: &[], optional: true },
    Dependency { name: "http", version: "1.5.0", default_features: true, features: &[], optional: true },
    Dependency { name: "http-body", version: "1.1.0", default_features: true, features: &[], optional: true },
    Dependency { name: "httpdate", version: "1.0.3", default_features: true, features: &[], optional: true },
    Dependency { name: "jiff", version: "0.2.43", default_features: false, features: &["std"], optional: true },
    Dependency { name: "reqwest", version: "0.13.5", default_features: false, features: &["rustls"], optional: true },
    Dependency { name: "serde", version: "1.0.229", default_features: true, features: &["derive"], optional: false },
    Dependency {
        name: "serde_json",
        version: "1.0.154",
        default_features: true,
        features: &["float_roundtrip"],
        optional: false,
    },
    Dependency { name: "tokio", version: "1.54.1", default_features: false, features: &["rt", "time"], optional: true },
    Dependency { name: "tracing", version: "0.1.44", default_features: false, features: &["std"], optional: true },
    Dependency { name: "ureq", version: "3.5.1", default_features: false, features: &["rustls"], optional: true },
];

/// What the examples need beside the crate's own dependencies.
pub(super) const FOR_EXAMPLES: Dependency = Dependency {
    name: "tokio",
    version: "1.54.1",
    default_features: false,
    features: &["macros", "rt"],
    optional: false,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_workspace() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
        let workspace = std::fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap()["workspace"].clone();
        for dependency in DEPENDENCIES {
            let said = match workspace["dependencies"][dependency.name].clone() {
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
        assert_eq!(workspace["package"]["edition"].as_str(), Some(crate::project::EDITION));
    }
}
