//! Input: the text of a fieldstone.toml. Output: its keys with their places.
//! Invariant: a key that this file does not know is refused.

use toml::Spanned;

use super::keys::{Table, table};

/// The tables, in the order in which they are explained.
pub(super) const TABLES: &[Table] = &[File::TABLE, Crate::TABLE];

table! {
    /// What is said once, for all APIs. The file stands beside `docs-input`, and marks the folder that `fieldstone` works
    /// in: it is found from every folder below.
    File = "" {
        /// The crate that is made; see `[crate]`.
        "crate" => krate: Option<Crate> = "{ name = \"acme-apis\" }";
    }
}

table! {
    /// The crate that is made of all APIs. As a member of a workspace it takes over what the workspace says, wherever that
    /// is said there and not here.
    Crate = "[crate]" {
        /// Its name.
        "name" => name: Option<Spanned<String>> = "\"acme-apis\"";
        /// The folder that it is written to, below this one. Otherwise `generated`.
        "path" => path: Option<Spanned<String>> = "\"crates/acme-apis\"";
        /// One sentence, for the registry.
        "description" => description: Option<Spanned<String>> = "\"Clients of the APIs of Acme.\"";
        /// Its version. Otherwise the workspace's, or `0.1.0`.
        "version" => version: Option<Spanned<String>> = "\"1.2.0\"";
        /// Whether `regen --changelog` raises `version` here to what the changes of the APIs ask for, by Cargo's rules.
        /// Otherwise `false`.
        "bump" => bump: Option<Spanned<bool>> = "true";
        /// Its edition: `2024`, which is what the code is written in.
        "edition" => edition: Option<Spanned<String>> = "\"2024\"";
        /// The oldest Rust that builds it, no older than 1.88. Otherwise the workspace's where that is young enough, or
        /// `1.88`.
        "rust-version" => rust_version: Option<Spanned<String>> = "\"1.90\"";
        /// Its licence, as a SPDX expression. Otherwise the workspace's, or none.
        "license" => license: Option<Spanned<String>> = "\"MIT OR Apache-2.0\"";
        /// Whether it may go to a registry. Otherwise what the workspace says, or `false`.
        "publish" => publish: Option<Spanned<bool>> = "true";
        /// `own`, or `workspace` where the workspace's lints are to hold for it, too.
        "lints" => lints: Option<Lints> = "\"own\"";
    }
}

/// Whose lints hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lints {
    /// The crate's.
    #[default]
    Own,
    /// Those of the workspace that it is a member of.
    Workspace,
}
