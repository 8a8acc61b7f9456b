//! Input: a crate's folder and a [`FileSet`]. Output: how they differ.
//! Invariant: whatever lies in our folders is accounted for: ours and as it should be, added, changed, stale or foreign.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::files::{FOLDERS, SHARED_FOLDERS, is_in_our_folder};
use super::{FileSet, MARK, OutputError, files_lock, line_ends};

/// How the names of files begin that are being written. One that is left was not finished.
pub(super) const UNFINISHED: &str = ".fieldstone-";

/// What a run may do to the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Look at it.
    Read,
    /// Write to it.
    Write,
}

/// A crate's folder. While it is open for writing, no other run writes there.
#[derive(Debug)]
pub struct Disk {
    pub(super) root: PathBuf,
    list: Option<Vec<u8>>,
    listed: BTreeSet<String>,
    // Held as long as the folder is open.
    lock: Option<File>,
}

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Path inside the crate's folder, with `/`.
    pub path: String,
    /// How it differs.
    pub kind: ChangeKind,
    /// What is there now; `None` where nothing is, or nothing that can be read.
    pub before: Option<Vec<u8>>,
    /// What should be there; `None` where nothing should.
    pub after: Option<Arc<Vec<u8>>>,
}

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It should be there and is not.
    Added,
    /// Its bytes are others.
    Changed,
    /// It is ours and no longer wanted.
    Stale,
    /// It is not ours, for this reason.
    Foreign(&'static str),
}

impl ChangeKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Stale => "stale",
            Self::Foreign(_) => "foreign",
        }
    }
}

/// Everything that differs, by path, the list of files last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The files.
    pub list: Vec<Change>,
}

impl Changes {
    /// Whether the folder is as it should be.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The files that are not ours.
    pub fn foreign(&self) -> Vec<String> {
        let foreign = self.list.iter().filter(|change| matches!(change.kind, ChangeKind::Foreign(_)));
        foreign.map(|change| change.path.clone()).collect()
    }
}

impl Disk {
    /// Opens the folder, which need not exist. Waits for a run that is writing there.
    pub fn open(root: &Path, access: Access) -> Result<Self, OutputError> {
        let lock = lock(root, access)?;
        let mut disk = Self { root: root.to_owned(), list: None, listed: BTreeSet::new(), lock };
        disk.list = disk.read(files_lock::NAME)?;
        if let Some(list) = &disk.list {
            disk.listed = files_lock::parse(&String::from_utf8_lossy(list));
        }
        Ok(disk)
    }

    /// The same folder, made where it is missing. One that was not there could not be locked, and another run may have made
    /// it meanwhile.
    pub fn made(self) -> Result<Self, OutputError> {
        if self.lock.is_some() {
            return Ok(self);
        }
        fs::create_dir_all(&self.root).map_err(OutputError::io("make the folder", &self.root))?;
        Self::open(&self.root, Access::Write)
    }

    /// The files that the list on disk calls ours.
    pub(super) fn listed(&self) -> &BTreeSet<String> {
        &self.listed
    }

    /// The list of files as it is on disk.
    pub(super) fn list(&self) -> Option<&[u8]> {
        self.list.as_deref()
    }

    /// The bytes of a regular file that no link leads to; `None` where there is none.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        if !self.leads_straight(path)? {
            return Ok(None);
        }
        let full = self.root.join(path);
        match fs::read(&full) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(OutputError::io("read", &full)(error)),
        }
    }

    /// Whether `path` is a regular file of these bytes, to which no link leads. They are not held a second time for that.
    fn holds(&self, path: &str, wanted: &[u8]) -> Result<bool, OutputError> {
        if !self.leads_straight(path)? {
            return Ok(false);
        }
        // One that cannot be read is told where it is read whole.
        let Ok(file) = File::open(self.root.join(path)) else { return Ok(false) };
        let (mut there, mut wanted) = (BufReader::with_capacity(1 << 16, file), wanted);
        while let Ok(bytes) = there.fill_buf() {
            let Some(rest) = wanted.strip_prefix(bytes) else { return Ok(false) };
            if bytes.is_empty() {
                return Ok(rest.is_empty());
            }
            let count = bytes.len();
            wanted = rest;
            there.consume(count);
        }
        Ok(false)
    }

    /// Whether a regular file is at `path` and no part of the way to it is a link.
    fn leads_straight(&self, path: &str) -> Result<bool, OutputError> {
        let mut full = self.root.clone();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            full.push(part);
            match fs::symlink_metadata(&full) {
                Ok(metadata) if parts.peek().is_some() && metadata.is_dir() => {}
                Ok(metadata) if parts.peek().is_none() && metadata.is_file() => {}
                Ok(_) => return Ok(false),
                Err(error) if is_absent(&error) => return Ok(false),
                Err(error) => return Err(OutputError::io("read", &full)(error)),
            }
        }
        Ok(true)
    }

    /// How the folder differs from `files`.
    pub fn compare(&self, files: &FileSet) -> Result<Changes, OutputError> {
        let mut changes = BTreeMap::new();
        for (path, wanted) in files.shared() {
            if self.holds(path, wanted)? {
                continue;
            }
            let after = || Some(Arc::clone(wanted));
            let change = match self.read(path)? {
                Some(bytes) if line_ends::is_text(&bytes, wanted) => continue,
                Some(bytes) if self.listed.contains(path) || is_marked(&bytes) => {
                    Change::new(path, ChangeKind::Changed, Some(bytes), after())
                }
                Some(bytes) => Change::new(path, ChangeKind::Foreign("it has another author"), Some(bytes), after()),
                None if self.is_free(path) => Change::new(path, ChangeKind::Added, None, after()),
                None => Change::new(path, ChangeKind::Foreign("it is no regular file"), None, after()),
            };
            changes.insert(path.to_owned(), change);
        }
        for (path, is_file) in self.entries()? {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let unfinished = is_file && name.starts_with(UNFINISHED);
            if files.get(&path).is_some() || !is_in_our_folder(&path) && !unfinished {
                continue;
            }
            let kind = if unfinished || is_file && self.listed.contains(&path) {
                ChangeKind::Stale
            } else if is_file {
                ChangeKind::Foreign("this program did not write it")
            } else {
                ChangeKind::Foreign("it is no regular file")
            };
            let before = if is_file { self.read(&path)? } else { None };
            changes.insert(path.clone(), Change::new(&path, kind, before, None));
        }
        // Files beside our folders: what the list names there and nobody wants any more.
        for path in self.listed.iter().filter(|path| !is_in_our_folder(path) && files.get(path).is_none()) {
            if let Some(bytes) = self.read(path)? {
                changes.insert(path.clone(), Change::new(path, ChangeKind::Stale, Some(bytes), None));
            }
        }
        let mut list = changes.into_values().collect::<Vec<_>>();
        let wanted = files_lock::print(files.paths());
        if !self.list.as_deref().is_some_and(|list| line_ends::is_text(list, wanted.as_bytes())) {
            let kind = match (&self.list, self.is_free(files_lock::NAME)) {
                (Some(_), _) => ChangeKind::Changed,
                (None, true) => ChangeKind::Added,
                (None, false) => ChangeKind::Foreign("it is no regular file"),
            };
            list.push(Change::new(files_lock::NAME, kind, self.list.clone(), Some(Arc::new(wanted.into_bytes()))));
        }
        Ok(Changes { list })
    }

    /// Whether nothing at all is at `path`.
    fn is_free(&self, path: &str) -> bool {
        fs::symlink_metadata(self.root.join(path)).is_err()
    }

    /// What lies in our folders, and what was left unfinished beside them: path, and whether it is a regular file.
    fn entries(&self) -> Result<Vec<(String, bool)>, OutputError> {
        let beside = WalkDir::new(&self.root).min_depth(1).max_depth(1);
        let inside = FOLDERS
            .iter()
            .chain(SHARED_FOLDERS)
            .map(|folder| WalkDir::new(self.root.join(folder)).follow_root_links(false));
        let mut entries = Vec::new();
        for entry in std::iter::once(beside).chain(inside).flatten() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if error.io_error().is_some_and(is_absent) => continue,
                Err(error) => {
                    let path = error.path().unwrap_or(&self.root).to_owned();
                    return Err(OutputError::io("read", &path)(error.into()));
                }
            };
            let parts = entry.path().strip_prefix(&self.root).unwrap_or(entry.path()).components();
            let path = parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let is_folder_of_ours = FOLDERS.contains(&path.as_str());
            if entry.file_type().is_dir() {
                continue;
            }
            let path = if is_folder_of_ours { format!("{path}/") } else { path };
            entries.push((path, entry.file_type().is_file()));
        }
        Ok(entries)
    }
}

impl Change {
    fn new(path: &str, kind: ChangeKind, before: Option<Vec<u8>>, after: Option<Arc<Vec<u8>>>) -> Self {
        Self { path: path.to_owned(), kind, before, after }
    }
}

/// Whether a file says that it is ours. The list says so too, but a merge may have lost its line.
fn is_marked(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).contains(MARK)
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Locks the folder itself, so that no lock file is left in it. Where the system cannot lock a folder there is no lock: files
/// are still written whole, and the next run mends what two at once may mix.
pub(super) fn lock(root: &Path, access: Access) -> Result<Option<File>, OutputError> {
    let Ok(folder) = File::open(root) else { return Ok(None) };
    let locked = match access {
        Access::Read => folder.lock_shared(),
        Access::Write => folder.lock(),
    };
    Ok(locked.is_ok().then_some(folder))
}
