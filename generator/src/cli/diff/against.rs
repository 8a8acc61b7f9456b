//! Input: what `--against` names. Output: what stands there.
//! Invariant: a folder of that name comes before a revision.

use std::path::{Path, PathBuf};

use super::git::{self, Commit};
use super::models::{self, Models};

/// The one that the crate is compared with.
pub(super) enum Against {
    Folder(PathBuf),
    Commit(Commit, String),
}

impl Against {
    pub(super) fn of(given: Option<&str>, root: &Path) -> Result<Self, String> {
        let rev = given.unwrap_or("HEAD");
        match given.map(Path::new).filter(|path| path.is_dir()) {
            Some(folder) => Ok(Self::Folder(folder.to_owned())),
            None => Ok(Self::Commit(git::commit(root, rev)?, rev.to_owned())),
        }
    }

    pub(super) fn models(&self, root: &Path) -> Result<Models, String> {
        match self {
            Self::Folder(folder) => models::of_folder(folder),
            Self::Commit(commit, _) => models::of_commit(commit, root),
        }
    }

    pub(super) fn file(&self, folder: &Path, name: &str) -> Option<String> {
        let bytes = match self {
            Self::Folder(folder) => std::fs::read(folder.join(name)).ok(),
            Self::Commit(commit, _) => commit.file(folder, name).ok().flatten(),
        };
        String::from_utf8(bytes?).ok()
    }

    pub(super) fn words(&self) -> String {
        match self {
            Self::Folder(folder) => format!("in `{}`", folder.display()),
            Self::Commit(_, rev) => format!("at `{rev}`"),
        }
    }
}
