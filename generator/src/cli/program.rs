//! Input: how the program was called. Output: the words by which it is called again.
//! Invariant: what is printed as a command can be typed as it stands.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::OnceLock;

static NAME: OnceLock<String> = OnceLock::new();

/// Takes the name of the program out of its first word: a crate of one's own that is run by `cargo xtask` is called so.
pub(super) fn called(word: Option<&OsStr>) -> &'static str {
    let stem = word.and_then(|word| Path::new(word).file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    NAME.get_or_init(|| match stem.as_deref() {
        Some("xtask") => "cargo xtask".to_owned(),
        Some("cargo-fieldstone") => "cargo fieldstone".to_owned(),
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => "fieldstone".to_owned(),
    })
}

/// The words.
pub(super) fn name() -> &'static str {
    NAME.get().map_or("fieldstone", String::as_str)
}
