//! Input: an API's folder, or the one that a crate is written to. Output: what its names.lock says.
//! Invariant: a lock that is there and cannot be read is an error, for it would be written anew with other names.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};

use super::api_project::ApiProject;
use super::folder::project_file;

impl ApiProject {
    /// Where the names are kept that the API's items have.
    pub fn names_lock(&self) -> PathBuf {
        self.root.join(NAMES_LOCK)
    }

    /// The names that the API's items have already, as `parse` reads them. Its error is why not, and the bytes that this is
    /// about.
    pub fn names<T: Default>(
        &self,
        parse: impl FnOnce(&str, FileId) -> Result<T, (String, Range<usize>)>,
        sources: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> T {
        if !self.root.is_dir() {
            return T::default();
        }
        let shown = format!("{}/{NAMES_LOCK}", self.shown);
        read(&self.root, shown, parse, sources, diagnostics).unwrap_or_default()
    }
}

/// The names in the lock of a run that writes its crate to `folder` and leaves its input as it was, as `parse` reads them;
/// `None` where there is one that cannot be read, which is told.
pub fn run_names<T: Default>(
    folder: &Path,
    parse: impl FnOnce(&str) -> Result<T, (String, Range<usize>)>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let shown = folder.join(NAMES_LOCK).display().to_string();
    read(folder, shown, |text, _| parse(text), sources, diagnostics)
}

fn read<T: Default>(
    folder: &Path,
    shown: String,
    parse: impl FnOnce(&str, FileId) -> Result<T, (String, Range<usize>)>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let text = match project_file(folder, &folder.join(NAMES_LOCK)) {
        Ok(Some(text)) => text,
        Ok(None) => return Some(T::default()),
        Err(error) => {
            let message = format!("`{shown}` cannot be read: {error}");
            diagnostics.push(Diagnostic::nowhere(Code::InvalidProject, message));
            return None;
        }
    };
    let file = sources.add(shown, NAMES_LOCK, text.clone());
    let parsed = parse(&text, file);
    let told = parsed.map_err(|(message, range)| {
        let message = format!("the names cannot be read: {message}");
        let help = "give each its own name, or take the file back from version control; without it names may change";
        diagnostics.push(Diagnostic::at(Code::InvalidProject, Span::new(file, range), message).help(help));
    });
    told.ok()
}

/// The file's name.
pub const NAMES_LOCK: &str = "names.lock";
