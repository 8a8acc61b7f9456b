//! Input: the path of a text that a page brings in. Output: its bytes.
//! Invariant: no byte is read that lies outside the API's folder, links followed, and none of a text that is too large.

use std::path::PathBuf;

use crate::read::MAX_PAGE_BYTES;
use crate::read::snippets::{FileText, Files, Refusal};

use super::api_project::ApiProject;
use super::folder::{Confined, confine, inside, read_capped};

/// The texts in an API's folder.
#[derive(Clone, Debug)]
pub struct Texts {
    root: PathBuf,
    shown: String,
}

impl ApiProject {
    /// The texts that its pages may bring in.
    pub fn texts(&self) -> Texts {
        Texts { root: self.root.clone(), shown: self.shown.clone() }
    }
}

impl Files for Texts {
    fn open(&self, path: &str) -> Result<FileText, Refusal> {
        let given = self.root.join(path);
        let real = match confine(&self.root, &given) {
            // Joining an absolute path gives that path.
            _ if !given.starts_with(&self.root) => return Err(Refusal::Outside),
            Confined::Inside(real) => real,
            Confined::Outside => return Err(Refusal::Outside),
            Confined::Missing => return Err(Refusal::Missing),
        };
        if real.is_dir() {
            return Err(Refusal::Missing);
        }
        let unreadable = |why: String| Refusal::Unreadable(why);
        let root = self.root.canonicalize().map_err(|error| unreadable(error.to_string()))?;
        let page = inside(&root, &real).ok_or_else(|| unreadable("its name is not Unicode".to_owned()))?;
        let bytes = match read_capped(&real, MAX_PAGE_BYTES as u64) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(unreadable(format!("it is larger than {} MiB", MAX_PAGE_BYTES >> 20))),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        let shown = format!("{}/{page}", self.shown.trim_end_matches('/'));
        Ok(FileText { shown, page, bytes })
    }
}
