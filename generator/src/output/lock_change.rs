//! Input: the names of an API's items and the names.lock beside its pages. Output: the change of the latter, and the file.
//! Invariant: it is written after the crate, whole or not at all, and only where it differs.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::line_ends::is_text;
use super::write::replace_file;
use super::{Change, ChangeKind, OutputError};

/// What is to be done to a lock file; `None` where nothing is. Its path is whole, for it does not stand in the crate.
pub fn lock_change(path: &Path, text: &str) -> Result<Option<Change>, OutputError> {
    let before = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(OutputError::io("read", path)(error)),
    };
    if before.as_deref().is_some_and(|before| is_text(before, text.as_bytes())) {
        return Ok(None);
    }
    let kind = if before.is_some() { ChangeKind::Changed } else { ChangeKind::Added };
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    Ok(Some(Change { path: whole.display().to_string(), kind, before, after: Some(Arc::new(text.into())) }))
}

/// Writes a lock file in one step.
pub fn write_lock(path: &Path, text: &str) -> Result<(), OutputError> {
    replace_file(path, path.parent().unwrap_or(Path::new(".")), text.as_bytes())
}
