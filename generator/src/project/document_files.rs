//! Input: the files of an API's folder that are no pages. Output: those that hold an OpenAPI document.
//! Invariant: a file is told by its head alone, and read in full only where something needs it.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::read::MAX_PAGE_BYTES;
use crate::read::openapi::is_document;

use super::file_names::{is_passed_over, is_project_file};
use super::folder::{MAX_DEPTH, inside, read_capped};

/// All of a folder, by path. Where the pages are looked for they are found on the way.
pub(super) fn find(root: &Path) -> Vec<String> {
    let walk = WalkDir::new(root).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    let wanted = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_str().is_some_and(is_passed_over);
    let entries = walk.filter_entry(wanted).filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let path = |entry: DirEntry| {
        let path = inside(root, entry.path())?;
        (!is_project_file(&path) && is_one(entry.path(), &path)).then_some(path)
    };
    entries.filter_map(path).collect()
}

/// Whether a file has the ending of one.
pub(super) fn may_be_one(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("json" | "yaml" | "yml"))
}

/// Whether a file is larger than any document that is read.
pub(super) fn is_too_large(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.len() > MAX_PAGE_BYTES as u64)
}

/// Whether a file is one, as far as its name and its text's first keys say.
pub(super) fn is_one(path: &Path, name: &str) -> bool {
    may_be_one(name)
        && read_capped(path, MAX_PAGE_BYTES as u64)
            .is_ok_and(|bytes| bytes.is_some_and(|bytes| is_document(&String::from_utf8_lossy(&bytes))))
}
