//! Input: files as paths and bytes. Output: [`FileSet`], the whole crate in memory.
//! Invariant: every path stays below the crate's folder, on every system, and no two are one file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{MARK, OutputError};
use crate::project::{NAMES_LOCK, is_plain_name};

/// Folders of the crate that hold nothing but our files.
pub(super) const FOLDERS: &[&str] = &["src", "schema", "openapi"];
/// Folders that hold files of ours beside the user's own.
pub(super) const SHARED_FOLDERS: &[&str] = &["examples"];
/// Our files beside them. Whatever else lies there is the user's, such as a lock file or a build folder.
pub(super) const ROOT_FILES: &[&str] = &["Cargo.toml", "README.md", "rustfmt.toml", NAMES_LOCK];

/// Longest path, so that a checkout below a deep folder still works where paths have 260 characters.
const MAX_LENGTH: usize = 160;

/// The files of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, Arc<Vec<u8>>>,
    folded: BTreeSet<String>,
}

impl FileSet {
    /// Takes a file in; `path` has `/` between parts.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<(), OutputError> {
        let path = path.into();
        if !is_ours(&path) {
            return Err(OutputError::Path(path));
        }
        if !self.folded.insert(path.to_ascii_lowercase()) {
            return Err(OutputError::Collision(path));
        }
        let mut bytes = bytes.into();
        // What was made is as large as it is while there are more.
        bytes.shrink_to_fit();
        self.files.insert(path, Arc::new(bytes));
        Ok(())
    }

    /// Takes in the lock of the names in a crate whose pages keep theirs as it was.
    pub fn insert_names(&mut self, text: &str) -> Result<(), OutputError> {
        self.insert(NAMES_LOCK, format!("# {MARK}\n{text}"))
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|bytes| bytes.as_slice())
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The same, to be held as well.
    pub(super) fn shared(&self) -> impl Iterator<Item = (&str, &Arc<Vec<u8>>)> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Whether `path` is one that this program writes, and deletes.
pub(super) fn is_ours(path: &str) -> bool {
    if ROOT_FILES.contains(&path) {
        return true;
    }
    let mut parts = path.split('/');
    path.len() <= MAX_LENGTH
        && parts.next().is_some_and(|folder| FOLDERS.contains(&folder) || SHARED_FOLDERS.contains(&folder))
        && path.contains('/')
        && parts.all(is_plain_name)
}

/// Whether `path` stands where everything is ours.
pub(super) fn is_in_our_folder(path: &str) -> bool {
    path.split_once('/').is_some_and(|(folder, _)| FOLDERS.contains(&folder))
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_that_leave_the_folder_or_mean_something_else_are_refused() {
        for path in [
            "../x.rs",
            "src/../x.rs",
            "src/..",
            "/src/x.rs",
            "src//x.rs",
            "src/",
            "src",
            "C:/x",
            "src\\x.rs",
            "src/con.rs",
            "src/CON",
            "src/com1.rs",
            "src/.hidden",
            "src/x.",
            "src/%2e%2e/x",
            "src/x y",
            "build.rs",
            "Cargo.lock",
            "src/a\0b",
            "",
        ] {
            assert!(matches!(FileSet::default().insert(path, ""), Err(OutputError::Path(_))), "{path}");
        }
        let long = format!("src/{}.rs", "x".repeat(200));
        assert!(FileSet::default().insert(long, "").is_err());
    }

    #[test]
    fn names_that_differ_in_case_alone_collide() {
        let mut files = FileSet::default();
        files.insert("src/a.rs", "").unwrap();
        assert!(matches!(files.insert("src/A.rs", ""), Err(OutputError::Collision(_))));
    }

    proptest! {
        #[test]
        fn whatever_is_taken_in_stays_below_the_folder(path in prop_oneof![
            ".*", "(src|schema|openapi|examples|\\.\\.|)/(\\.|\\.\\.|[a-z.%\\\\/~-]{0,6})(/[a-z.]{0,5}){0,3}",
        ]) {
            let mut files = FileSet::default();
            if files.insert(path.clone(), "").is_ok() {
                let normal = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
                prop_assert!(normal && !path.contains('\\') && !path.contains(':'));
            }
        }
    }
}
