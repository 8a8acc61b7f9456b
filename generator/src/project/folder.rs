//! Input: a path in an API's folder. Output: where it leads, and its bytes.
//! Invariant: no byte is read of a file larger than its kind may be, and none of what is no regular file.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A project file beyond this many bytes is not read.
const MAX_PROJECT_BYTES: u64 = 8 << 20;
/// Folders deeper than this are not entered.
pub(super) const MAX_DEPTH: usize = 64;

/// A project file as text; `Ok(None)` where there is none.
pub(super) fn project_file(root: &Path, path: &Path) -> Result<Option<String>, String> {
    match confine(root, path) {
        Confined::Missing => return Ok(None),
        Confined::Outside => return Err("it is a link that leads out of its API's folder".to_owned()),
        Confined::Inside(_) => {}
    }
    match read_capped(path, MAX_PROJECT_BYTES) {
        Ok(Some(bytes)) => String::from_utf8(bytes).map(Some).map_err(|_| "it is not UTF-8".to_owned()),
        Ok(None) => Err(format!("it is larger than {} MiB", MAX_PROJECT_BYTES >> 20)),
        Err(error) => Err(error.to_string()),
    }
}

/// Where a path leads, links followed.
pub(super) enum Confined {
    Inside(PathBuf),
    Outside,
    Missing,
}

pub(super) fn confine(root: &Path, path: &Path) -> Confined {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) if path.starts_with(&root) => Confined::Inside(path),
        (Ok(_), Ok(_)) => Confined::Outside,
        _ => Confined::Missing,
    }
}

/// A path below `root`, with `/` between parts; `None` where it is not Unicode.
pub(super) fn inside(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str());
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

/// The bytes of a regular file; `None` where there are more than `limit`.
pub(super) fn read_capped(path: &Path, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    // A pipe or a device would be waited for without end.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}
