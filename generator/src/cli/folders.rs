//! Input: the folder that the user is in. Output: where the pages are and where the crate goes.
//! Invariant: the same command does the same from every folder of a workspace.

use std::path::{Path, PathBuf};

use crate::project::Input;

/// Where the pages of a workspace are.
const PAGES: &str = "docs-input";
/// Where its generated crate is.
const CRATE: &str = "generated";

/// The pages: those that were named, else the workspace's.
pub(super) fn input(given: Option<&Path>, config: Option<&Path>) -> Result<Input, String> {
    let path = match given {
        Some(path) => path.to_owned(),
        None => root()?.join(PAGES),
    };
    Ok(Input { shown: shown(&path), path, config: config.map(Path::to_owned), everything: false })
}

/// The workspace's generated crate.
pub(super) fn output() -> Result<PathBuf, String> {
    Ok(root()?.join(CRATE))
}

/// A path as text, without a slash at the end.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    match text.trim_end_matches('/') {
        "" => text.into_owned(),
        trimmed => trimmed.to_owned(),
    }
}

/// The nearest folder above that is a workspace with pages; relative where it is the one that the user is in.
pub(super) fn root() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
    let found = here.ancestors().find(|folder| {
        folder.join(PAGES).is_dir()
            && std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace]"))
    });
    match found {
        Some(folder) if folder == here => Ok(PathBuf::new()),
        Some(folder) => Ok(folder.to_owned()),
        None => Err(format!("no folder above is a workspace with `{PAGES}`; give --input and --output")),
    }
}
