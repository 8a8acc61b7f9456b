//! Input: the files of a folder that is not there yet. Output: the folder.
//! Invariant: it is there whole or not at all, and never in the place of another.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::OutputError;
use super::disk::UNFINISHED;
use super::write::{make_folder, new_file};

/// What hides an unfinished folder from version control.
const PASSED_OVER: &str = ".gitignore";

/// A folder that is being made, beside its place.
#[derive(Debug)]
pub struct NewFolder {
    unfinished: Option<TempDir>,
    path: PathBuf,
    place: PathBuf,
    /// The folder around it, where that was made for it.
    around: Option<PathBuf>,
}

impl NewFolder {
    /// Begins a folder. `None` where something is in its place already.
    pub fn begin(place: &Path) -> Result<Option<Self>, OutputError> {
        if fs::symlink_metadata(place).is_ok() {
            return Ok(None);
        }
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let around = (!parent.exists()).then(|| parent.to_owned());
        fs::create_dir_all(parent).map_err(OutputError::io("make the folder", parent))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        #[cfg(unix)]
        {
            // As any program would; the system's mask takes off what the user does not want.
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let unfinished = builder.tempdir_in(parent).map_err(OutputError::io("make a folder in", parent))?;
        let path = unfinished.path().to_owned();
        // Of a run that is killed it stays, and is no news to version control.
        let passed_over = path.join(PASSED_OVER);
        fs::write(&passed_over, "*\n").map_err(OutputError::io("write", &passed_over))?;
        Ok(Some(Self { unfinished: Some(unfinished), path, place: place.to_owned(), around }))
    }

    /// Where it is while it is made.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file of it; `path` has `/` between parts, and was judged by whoever gives it.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let folder = make_folder(self.path(), path)?;
        let full = self.path().join(path);
        match new_file(&full, &folder, bytes)? {
            true => Ok(()),
            false => Err(OutputError::Collision(path.to_owned())),
        }
    }

    /// Puts it in its place. Says whether it did: another one may have come there first.
    pub fn finish(mut self) -> Result<bool, OutputError> {
        if fs::symlink_metadata(&self.place).is_ok() {
            return Ok(false);
        }
        let passed_over = self.path.join(PASSED_OVER);
        fs::remove_file(&passed_over).map_err(OutputError::io("delete", &passed_over))?;
        match fs::rename(&self.path, &self.place) {
            // What was renamed is no longer there to be deleted.
            Ok(()) => drop(self.unfinished.take().map(TempDir::keep)),
            Err(_) if fs::symlink_metadata(&self.place).is_ok() => return Ok(false),
            Err(error) => return Err(OutputError::io("make the folder", &self.place)(error)),
        }
        Ok(true)
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        drop(self.unfinished.take());
        if let Some(around) = &self.around {
            // One that has something in it stays.
            let _ = fs::remove_dir(around);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("docs-input/acme");
        let begun = NewFolder::begin(&place).unwrap().unwrap();
        begun.write("a/b.md", b"x").unwrap();
        assert!(matches!(begun.write("a/b.md", b"y"), Err(OutputError::Collision(_))));
        drop(begun);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        let begun = NewFolder::begin(&place).unwrap().unwrap();
        let late = NewFolder::begin(&place).unwrap().unwrap();
        begun.write("a/b.md", b"x").unwrap();
        assert!(begun.finish().unwrap());
        assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
        assert_eq!(fs::read(place.join("a/b.md")).unwrap(), b"x");
        assert!(!late.finish().unwrap(), "another one came first");
        assert!(NewFolder::begin(&place).unwrap().is_none());
        assert_eq!(fs::read_dir(dir.path().join("docs-input")).unwrap().count(), 1);
    }
}
