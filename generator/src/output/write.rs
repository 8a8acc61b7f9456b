//! Input: [`Changes`]. Output: the folder as it should be.
//! Invariant: after every single step the list of files names all of our files that are there, so that a run that is killed
//! leaves nothing that the next one could take for a user's.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::UNFINISHED;
use super::{ChangeKind, Changes, Disk, FileSet, OutputError, files, files_lock};

/// One step; a run that is killed has done the first few.
#[derive(Debug)]
pub(super) enum Step<'a> {
    Write(&'a str, Arc<Vec<u8>>),
    Delete(&'a str),
}

impl Disk {
    /// Makes the folder like `files`. Where anything foreign is in the way, nothing is written.
    pub fn write(self, files: &FileSet) -> Result<Changes, OutputError> {
        let disk = self.made()?;
        let changes = disk.compare(files)?;
        let foreign = changes.foreign();
        if !foreign.is_empty() {
            return Err(OutputError::Foreign(foreign));
        }
        for step in disk.steps(&changes, files) {
            disk.take(&step)?;
        }
        Ok(changes)
    }

    /// The steps, in order: a list of the old and the new files, the files, what goes away, the list of the new files.
    pub(super) fn steps<'a>(&self, changes: &'a Changes, files: &FileSet) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        if changes.is_empty() {
            return steps;
        }
        let all = files.paths().chain(self.listed().iter().map(String::as_str)).collect::<BTreeSet<_>>();
        let both = Arc::new(files_lock::print(all).into_bytes());
        let (list, others): (Vec<_>, Vec<_>) = changes.list.iter().partition(|change| change.path == files_lock::NAME);
        if !others.is_empty() && self.list() != Some(both.as_ref()) {
            steps.push(Step::Write(files_lock::NAME, both));
        }
        for change in &others {
            if let (ChangeKind::Added | ChangeKind::Changed, Some(bytes)) = (change.kind, &change.after) {
                steps.push(Step::Write(&change.path, Arc::clone(bytes)));
            }
        }
        for change in others.iter().filter(|change| change.kind == ChangeKind::Stale) {
            steps.push(Step::Delete(&change.path));
        }
        for change in list {
            steps.extend(change.after.clone().map(|bytes| Step::Write(files_lock::NAME, bytes)));
        }
        steps
    }

    pub(super) fn take(&self, step: &Step<'_>) -> Result<(), OutputError> {
        match step {
            Step::Write(path, bytes) => self.replace(path, bytes),
            Step::Delete(path) => self.delete(path),
        }
    }

    /// Writes a file beside its place and moves it there in one step.
    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let full = self.root.join(path);
        let folder = make_folder(&self.root, path)?;
        replace_file(&full, &folder, bytes)
    }

    /// Deletes a file of ours and the folders that it leaves empty.
    fn delete(&self, path: &str) -> Result<(), OutputError> {
        let full = self.root.join(path);
        let unfinished = path.rsplit('/').next().is_some_and(|name| name.starts_with(UNFINISHED));
        if !unfinished && !files::is_ours(path) {
            return Err(OutputError::Path(path.to_owned()));
        }
        match fs::remove_file(&full) {
            Ok(()) => {}
            // Gone already, which is what was wanted.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(OutputError::io("delete", &full)(error)),
        }
        leave_no_empty_folder(&self.root, path);
        Ok(())
    }
}

/// Takes away the folders on the way to a file that have nothing in them.
pub(super) fn leave_no_empty_folder(root: &Path, path: &str) {
    let parents = path.match_indices('/').filter_map(|(at, _)| path.get(..at)).collect::<Vec<_>>();
    for parent in parents.into_iter().rev() {
        if fs::remove_dir(root.join(parent)).is_err() {
            break;
        }
    }
}

/// The folder of a file below `root`, made where it is missing; a link on the way is refused.
pub(super) fn make_folder(root: &Path, path: &str) -> Result<PathBuf, OutputError> {
    let mut folder = root.to_owned();
    let parents = path.rsplit_once('/').map_or("", |(parents, _)| parents);
    for part in parents.split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        match fs::create_dir(&folder) {
            Ok(()) => {}
            Err(error) if is_real_folder(&folder) => drop(error),
            Err(error) => return Err(OutputError::io("make the folder", &folder)(error)),
        }
    }
    Ok(folder)
}

pub(super) fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Writes a file beside its place and moves it there in one step.
pub(super) fn replace_file(full: &Path, folder: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let io = |error| OutputError::io("write", full)(error);
    unfinished(full, folder, bytes)?.persist(full).map_err(|error| io(error.error))?;
    Ok(())
}

/// Writes a file in one step where nothing is; says whether it did.
pub(super) fn new_file(full: &Path, folder: &Path, bytes: &[u8]) -> Result<bool, OutputError> {
    match unfinished(full, folder, bytes)?.persist_noclobber(full) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(OutputError::io("write", full)(error.error)),
    }
}

pub(super) fn unfinished(full: &Path, folder: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, OutputError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).suffix(".tmp");
    #[cfg(unix)]
    {
        // As any program would; the system's mask takes off what the user does not want.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let io = |error| OutputError::io("write", full)(error);
    let mut file = builder.tempfile_in(folder).map_err(io)?;
    file.write_all(bytes).map_err(io)?;
    Ok(file)
}
