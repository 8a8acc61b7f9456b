//! Input: a folder. Output: a copy of it.
//! Invariant: nothing is written but below the folder that is named as the target.

use std::path::Path;

use walkdir::WalkDir;

/// Copies a folder, without what is called so at its top. What was at `to` goes away, but for those names.
pub(super) fn copy(from: &Path, to: &Path, without: &[&str]) -> Result<(), String> {
    let failed = |path: &Path, error: &dyn std::fmt::Display| format!("`{}`: {error}", path.display());
    std::fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    for entry in std::fs::read_dir(to).map_err(|error| failed(to, &error))? {
        let entry = entry.map_err(|error| failed(to, &error))?;
        if without.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let path = entry.path();
        let gone = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        gone.map_err(|error| failed(&path, &error))?;
    }
    let wanted =
        |entry: &walkdir::DirEntry| entry.depth() != 1 || !without.iter().any(|name| entry.file_name() == *name);
    for entry in WalkDir::new(from).sort_by_file_name().into_iter().filter_entry(wanted) {
        let entry = entry.map_err(|error| failed(from, &error))?;
        let Ok(inside) = entry.path().strip_prefix(from) else { continue };
        let target = to.join(inside);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).map_err(|error| failed(&target, &error))?;
        } else if entry.file_type().is_file() {
            // Bytes alone: the copy of a file that may only be read is one that may be replaced.
            let bytes = std::fs::read(entry.path()).map_err(|error| failed(entry.path(), &error))?;
            std::fs::write(&target, bytes).map_err(|error| failed(&target, &error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_leaves_out_what_is_named_and_keeps_nothing_old() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        for path in ["from/a/truth", "from/truth", "to/old"] {
            std::fs::create_dir_all(folder.path().join(path)).unwrap();
        }
        std::fs::write(from.join("a/truth/x.md"), "x").unwrap();
        std::fs::write(from.join("truth/y.json"), "y").unwrap();
        copy(&from, &to, &["truth"]).unwrap();
        assert!(to.join("a/truth/x.md").is_file());
        assert!(!to.join("truth").exists() && !to.join("old").exists());
    }
}
