//! Input: files to begin with. Output: those of them that are not there yet, on disk.
//! Invariant: what is there stays as it is, whatever it is.

use std::fs;
use std::path::Path;

use super::OutputError;
use super::write::new_file;

/// Writes a file where nothing is, and its folders; says whether it did.
pub fn write_new(root: &Path, path: &str, text: &str) -> Result<bool, OutputError> {
    let full = root.join(path);
    if fs::symlink_metadata(&full).is_ok() {
        return Ok(false);
    }
    let folder = full.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(OutputError::io("make the folder", folder))?;
    new_file(&full, folder, text.as_bytes())
}

/// Writes a file of the user's anew, as the user asked for.
pub fn rewrite(path: &Path, text: &str) -> Result<(), OutputError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    super::write::replace_file(path, folder, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_never_touched() {
        let dir = tempfile::tempdir().unwrap();
        assert!(write_new(dir.path(), "a/b.toml", "new").unwrap());
        assert!(!write_new(dir.path(), "a/b.toml", "newer").unwrap());
        assert_eq!(fs::read_to_string(dir.path().join("a/b.toml")).unwrap(), "new");
        assert!(matches!(write_new(dir.path(), "a/b.toml/c", "x"), Err(OutputError::Io { .. })));
    }
}
