//! Input: an API's folder, and what its site has. Output: how they differ; and the folder as the site has it.
//! Invariant: all is written or nothing is; a file that is not listed in SOURCES.lock, or is not as it was fetched, is never
//! written and never deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use walkdir::WalkDir;

use super::disk::lock;
use super::site_changes::{SiteChange, SiteChangeKind, SiteChanges};
use super::write::{leave_no_empty_folder, make_folder, replace_file, unfinished};
use super::{Access, OutputError};
use crate::fetch::{Fetched, digest};
use crate::project::{PageSource, SOURCES_LOCK, Sources};

#[cfg(test)]
mod tests;

/// An API's folder. While it is open for writing, no other run fetches into it.
#[derive(Debug)]
pub struct SiteFolder {
    root: PathBuf,
    lock_text: Option<Vec<u8>>,
    sources: Sources,
    // Held, never read.
    _lock: Option<File>,
}

/// What is at a path.
enum There {
    Nothing,
    File(Vec<u8>),
    Other(&'static str),
}

impl SiteFolder {
    /// Opens the folder. Waits for a run that fetches into it.
    pub fn open(root: &Path, access: Access) -> Result<Self, OutputError> {
        let held = lock(root, access)?;
        if access == Access::Write {
            // It is better to know now that nothing can be written.
            unfinished(&root.join(SOURCES_LOCK), root, b"")?;
        }
        let lock_text = match there(root, SOURCES_LOCK)? {
            There::Nothing => None,
            There::File(bytes) => Some(bytes),
            There::Other(why) => return Err(OutputError::Sources(format!("`{SOURCES_LOCK}` cannot be read: {why}"))),
        };
        let text = String::from_utf8_lossy(lock_text.as_deref().unwrap_or_default()).into_owned();
        let sources = if lock_text.is_some() { Sources::parse(&text) } else { Ok(Sources::default()) };
        let sources = sources.map_err(OutputError::Sources)?;
        Ok(Self { root: root.to_owned(), lock_text, sources, _lock: held })
    }

    /// What was fetched before.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The paths of the pages that are as they were fetched.
    pub fn intact(&self) -> Result<BTreeSet<String>, OutputError> {
        let mut intact = BTreeSet::new();
        for page in &self.sources.pages {
            if matches!(there(&self.root, &page.path)?, There::File(bytes) if digest(&bytes) == page.source.sha256) {
                intact.insert(page.path.clone());
            }
        }
        Ok(intact)
    }

    /// How the folder differs from the site. With `prune`, what the site no longer has goes.
    pub fn compare(&self, fetched: &Fetched, prune: bool) -> Result<SiteChanges, OutputError> {
        let known = self.sources.pages.iter().map(|page| (page.path.as_str(), page)).collect::<BTreeMap<_, _>>();
        let names = self.names();
        let mut changes = SiteChanges::default();
        let mut next = Vec::new();
        let change = |path: &str, kind, bytes| SiteChange { path: path.to_owned(), kind, bytes };
        for page in &fetched.pages {
            let path = page.path.as_str();
            let was = known.get(path).copied();
            let now = PageSource { path: path.to_owned(), source: page.source.clone(), gone: false };
            let Some(bytes) = &page.bytes else {
                changes.same += 1;
                next.push(now);
                continue;
            };
            let kind = match there(&self.root, path)? {
                There::File(here) if here == *bytes => None,
                There::File(here) => Some(match was {
                    Some(was) if digest(&here) == was.source.sha256 => SiteChangeKind::Changed,
                    // What the user made of it stays, as long as the site has nothing new.
                    Some(was) if was.source.sha256 == page.source.sha256 => {
                        changes.same += 1;
                        next.push(now);
                        continue;
                    }
                    Some(_) => SiteChangeKind::Edited,
                    None => SiteChangeKind::InTheWay("it is yours, with another text"),
                }),
                There::Other(why) => Some(SiteChangeKind::InTheWay(why)),
                There::Nothing => Some(match names.get(&path.to_ascii_lowercase()) {
                    Some(other) if other != path => {
                        SiteChangeKind::InTheWay("a file is there whose name differs in upper and lower case alone")
                    }
                    _ if Self::is_there_otherwise(path, &names, &known) => {
                        SiteChangeKind::InTheWay("the page is there already, with another ending")
                    }
                    _ => SiteChangeKind::Added,
                }),
            };
            match kind {
                None => changes.same += 1,
                Some(kind) => {
                    let bytes = (!kind.is_finding()).then(|| bytes.clone());
                    changes.list.push(change(path, kind, bytes));
                }
            }
            match kind {
                Some(kind) if kind.is_finding() => next.extend(was.cloned()),
                _ => next.push(now),
            }
        }
        next.extend(fetched.stuck.iter().cloned());
        for page in &fetched.gone {
            let path = page.path.as_str();
            match there(&self.root, path)? {
                There::File(here) if prune && digest(&here) == page.source.sha256 => {
                    changes.list.push(change(path, SiteChangeKind::Removed, None));
                }
                // What is not as it was fetched is the user's from here on.
                There::File(_) if prune => {}
                There::File(_) => {
                    changes.list.push(change(path, SiteChangeKind::Gone, None));
                    next.push(PageSource { gone: true, ..page.clone() });
                }
                There::Nothing | There::Other(_) => {}
            }
        }
        changes.list.sort_by(|a, b| a.path.cmp(&b.path));
        let text = Sources { lists: fetched.lists.clone(), pages: next }.print();
        changes.lock = (self.lock_text.as_deref() != Some(text.as_bytes())).then_some(text);
        Ok(changes)
    }

    /// Whether a file of the user's is the same page, as in a folder that came from a checkout: both would count.
    fn is_there_otherwise(path: &str, names: &BTreeMap<String, String>, known: &BTreeMap<&str, &PageSource>) -> bool {
        let Some((stem, ending)) = path.rsplit_once('.') else { return false };
        let others = ["md", "mdx", "txt"];
        let is_page = others.contains(&ending);
        is_page
            && others.iter().filter(|other| **other != ending).any(|other| {
                let other = names.get(&format!("{stem}.{other}").to_ascii_lowercase());
                other.is_some_and(|other| !known.contains_key(other.as_str()))
            })
    }

    /// The files of the folder, by their names in lower case.
    fn names(&self) -> BTreeMap<String, String> {
        let entries = WalkDir::new(&self.root).min_depth(1).into_iter().filter_map(Result::ok);
        let path = |entry: walkdir::DirEntry| {
            let parts = entry.path().strip_prefix(&self.root).ok()?.components();
            Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
        };
        entries.filter_map(path).map(|path| (path.to_ascii_lowercase(), path)).collect()
    }

    /// Makes the folder so. What cannot be written whole is taken back.
    pub fn write(self, changes: &SiteChanges) -> Result<(), OutputError> {
        let mut done = Vec::new();
        let result = self.take_steps(changes, &mut done);
        if result.is_err() {
            done.into_iter().rev().for_each(|(path, before)| self.restore(&path, before));
        }
        result
    }

    fn take_steps(&self, changes: &SiteChanges, done: &mut Vec<(String, Before)>) -> Result<(), OutputError> {
        // All that may be refused comes first: the files are made beside their places.
        let mut ready = Vec::new();
        for change in &changes.list {
            if let Some(bytes) = &change.bytes {
                done.push((change.path.clone(), Before::Folder));
                let folder = make_folder(&self.root, &change.path)?;
                let full = self.root.join(&change.path);
                ready.push((change, unfinished(&full, &folder, bytes)?, full));
            }
        }
        let lock_path = self.root.join(SOURCES_LOCK);
        let lock = changes.lock.as_ref().map(|text| unfinished(&lock_path, &self.root, text.as_bytes())).transpose()?;
        for (change, file, full) in ready {
            let before = match change.kind {
                SiteChangeKind::Added => None,
                _ => Some(fs::read(&full).map_err(OutputError::io("read", &full))?),
            };
            put(file, &full, before.is_some())?;
            done.push((change.path.clone(), before.map_or(Before::Nothing, Before::File)));
        }
        for change in changes.list.iter().filter(|change| change.kind == SiteChangeKind::Removed) {
            let full = self.root.join(&change.path);
            let before = fs::read(&full).map_err(OutputError::io("read", &full))?;
            fs::remove_file(&full).map_err(OutputError::io("delete", &full))?;
            done.push((change.path.clone(), Before::File(before)));
        }
        if let Some(lock) = lock {
            put(lock, &lock_path, true)?;
        }
        for change in changes.list.iter().filter(|change| change.kind == SiteChangeKind::Removed) {
            leave_no_empty_folder(&self.root, &change.path);
        }
        Ok(())
    }

    fn restore(&self, path: &str, before: Before) {
        let full = self.root.join(path);
        match before {
            Before::File(bytes) => {
                let _ = replace_file(&full, full.parent().unwrap_or(&self.root), &bytes);
            }
            Before::Nothing => {
                let _ = fs::remove_file(&full);
            }
            Before::Folder => {}
        }
        leave_no_empty_folder(&self.root, path);
    }
}

/// What was at a path before a step.
enum Before {
    File(Vec<u8>),
    Nothing,
    /// The file itself is untouched; its folder may have been made.
    Folder,
}

fn put(file: NamedTempFile, full: &Path, may_replace: bool) -> Result<(), OutputError> {
    let put = if may_replace { file.persist(full) } else { file.persist_noclobber(full) };
    put.map(|_| ()).map_err(|error| OutputError::io("write", full)(error.error))
}

/// What is at a path below `root`; no link is followed.
fn there(root: &Path, path: &str) -> Result<There, OutputError> {
    let mut full = root.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        full.push(part);
        let is_last = parts.peek().is_none();
        match fs::symlink_metadata(&full) {
            Ok(metadata) if is_last && metadata.is_file() => {}
            Ok(metadata) if !is_last && metadata.is_dir() => {}
            Ok(_) if is_last => return Ok(There::Other("it is no regular file")),
            Ok(_) => return Ok(There::Other("a file or a link is where its folder would be")),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(There::Nothing),
            Err(error) => return Err(OutputError::io("read", &full)(error)),
        }
    }
    fs::read(&full).map(There::File).map_err(OutputError::io("read", &full))
}
