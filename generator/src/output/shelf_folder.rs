//! Input: the texts of a fetch that goes on. Output: those of one that broke off, for an hour.
//! Invariant: it lies beside the API's folder, is never read as pages, and version control passes it over; what cannot be laid
//! there is asked for again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::disk::UNFINISHED;
use super::write::{is_real_folder, replace_file};
use crate::fetch::{Shelf, Shelved, digest};
use crate::project::Source;

/// After so long the site may be another one.
const KEPT: Duration = Duration::from_secs(3600);

/// A folder for what was fetched and is not in its place yet.
#[derive(Debug)]
pub struct ShelfFolder {
    folder: PathBuf,
}

/// The first line of a file; the text follows.
#[derive(Serialize, Deserialize)]
struct Label {
    source: Source,
    at: u64,
}

impl ShelfFolder {
    /// The shelf of an API's folder. Nothing is made before something lies there.
    pub fn beside(api: &Path) -> Self {
        let name = api.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { folder: api.with_file_name(format!("{UNFINISHED}fetch-{name}")) }
    }

    /// Takes it away with all that lies there.
    pub fn clear(&self) {
        if is_real_folder(&self.folder) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    fn file(&self, url: &str) -> PathBuf {
        self.folder.join(digest(url.as_bytes()))
    }

    fn read(&self, url: &str) -> Option<Shelved> {
        let path = self.file(url);
        if !is_real_folder(&self.folder) || !fs::symlink_metadata(&path).ok()?.is_file() {
            return None;
        }
        let bytes = fs::read(path).ok()?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let label = serde_json::from_slice::<Label>(bytes.get(..end)?).ok()?;
        let age = seconds()?.checked_sub(label.at)?;
        (label.source.url == url && age < KEPT.as_secs())
            .then(|| Some(Shelved { source: label.source, bytes: bytes.get(end + 1..)?.to_vec() }))?
    }

    fn write(&self, text: &Shelved) -> Option<()> {
        if fs::create_dir(&self.folder).is_ok() {
            replace_file(&self.folder.join(".gitignore"), &self.folder, b"*\n").ok()?;
        }
        if !is_real_folder(&self.folder) {
            return None;
        }
        let label = Label { source: text.source.clone(), at: seconds()? };
        let mut bytes = serde_json::to_vec(&label).ok()?;
        bytes.push(b'\n');
        bytes.extend_from_slice(&text.bytes);
        replace_file(&self.file(&text.source.url), &self.folder, &bytes).ok()
    }
}

impl Shelf for ShelfFolder {
    fn get(&self, url: &str) -> Option<Shelved> {
        self.read(url)
    }

    fn put(&self, text: &Shelved) {
        let _ = self.write(text);
    }
}

fn seconds() -> Option<u64> {
    Some(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_there_comes_back_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let shelf = ShelfFolder::beside(&dir.path().join("acme"));
        shelf.clear();
        assert_eq!(shelf.get("https://d.example/a"), None);
        let source = Source {
            url: "https://d.example/a".to_owned(),
            etag: Some("\"x\"".to_owned()),
            last_modified: None,
            sha256: digest(b"one\ntwo"),
            date: "2026-01-01".to_owned(),
        };
        let text = Shelved { source, bytes: b"one\ntwo".to_vec() };
        shelf.put(&text);
        assert_eq!(shelf.get("https://d.example/a"), Some(text.clone()));
        assert_eq!(shelf.get("https://d.example/b"), None);
        assert_eq!(fs::read_to_string(dir.path().join(".fieldstone-fetch-acme/.gitignore")).unwrap(), "*\n");
        let old = serde_json::to_string(&Label { source: text.source, at: 1 }).unwrap();
        fs::write(shelf.file("https://d.example/a"), old + "\nx").unwrap();
        assert_eq!(shelf.get("https://d.example/a"), None, "it is too old");
        shelf.clear();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
