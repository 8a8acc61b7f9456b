//! Input: an API's folder. Output: the text of its names.lock.
//! Invariant: a lock that is there and cannot be read is an error, for it would be written anew with other names.

use std::path::PathBuf;

use super::api_project::ApiProject;
use super::folder::project_file;

impl ApiProject {
    /// Where the names are kept that the API's items have.
    pub fn names_lock(&self) -> PathBuf {
        self.root.join(NAMES_LOCK)
    }

    /// The text of names.lock; `Ok(None)` where there is none. The error says why it cannot be read.
    pub fn read_names_lock(&self) -> Result<Option<String>, String> {
        if self.root.is_dir() { project_file(&self.root, &self.names_lock()) } else { Ok(None) }
    }
}

/// The file's name.
pub const NAMES_LOCK: &str = "names.lock";
