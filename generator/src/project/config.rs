//! Input: the text of an api.toml. Output: its keys with their places.
//! Invariant: a key that this file does not know is refused, so that a typing error never passes for a setting.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    pub(super) name: Option<Spanned<String>>,
    pub(super) title: Option<Spanned<String>>,
    pub(super) docs: Option<Spanned<String>>,
    pub(super) pages: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) server: Vec<Server>,
    pub(super) auth: Option<Spanned<Auth>>,
    #[serde(default)]
    pub(super) components: BTreeMap<Spanned<String>, ComponentRule>,
    #[serde(default)]
    pub(super) evidence: Vec<Spanned<Evidence>>,
    #[serde(default)]
    pub(super) errata: Vec<Spanned<Erratum>>,
    #[serde(default)]
    pub(super) names: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pub(super) lint: BTreeMap<Spanned<String>, Spanned<String>>,
    pub(super) rust: Option<Rust>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Server {
    pub(super) name: Option<String>,
    pub(super) url: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Auth {
    pub(super) kind: AuthKind,
    #[serde(rename = "in")]
    pub(super) location: Option<KeyLocation>,
    pub(super) name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum AuthKind {
    Bearer,
    Basic,
    Key,
    None,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KeyLocation {
    Header,
    Query,
    Cookie,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentRule {
    pub(super) name: Option<String>,
    #[serde(rename = "type")]
    pub(super) ty: Option<String>,
    pub(super) required: Option<String>,
    pub(super) deprecated: Option<String>,
    pub(super) default: Option<String>,
    pub(super) description: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) method: Option<String>,
    pub(super) path: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence {
    pub(super) page: Spanned<String>,
    pub(super) method: Option<Spanned<String>>,
    pub(super) path: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Erratum {
    pub(super) at: Spanned<String>,
    pub(super) key: Spanned<String>,
    pub(super) expect: Spanned<serde_json::Value>,
    pub(super) value: Spanned<serde_json::Value>,
    pub(super) why: String,
    pub(super) link: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Rust {
    #[serde(default)]
    pub(super) number: Number,
    #[serde(default)]
    pub(super) integer: Integer,
    #[serde(default)]
    pub(super) keep_unknown_members: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Number {
    #[default]
    F64,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Integer {
    #[default]
    I64,
    Json,
}

/// The name alone, out of a file whose other keys may be wrong.
pub(super) fn name_alone(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Name {
        name: Option<String>,
    }
    toml::from_str::<Name>(text).ok()?.name
}
