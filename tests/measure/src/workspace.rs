//! Input: nothing. Output: the workspace that this crate is a member of.
//! Invariant: the same command does the same from every folder.

use std::path::{Path, PathBuf};

/// Its folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
