//! Input: an API's folder. Output: what its names.lock says.
//! Invariant: a lock that is there and cannot be read is an error, for it would be written anew with other names.

use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span};

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
        parse: impl FnOnce(&str) -> Result<T, (String, Range<usize>)>,
        sources: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> T {
        let text = match self.read_names_lock() {
            Ok(Some(text)) => text,
            Ok(None) => return T::default(),
            Err(error) => {
                let message = format!("the {NAMES_LOCK} of `{}` cannot be read: {error}", self.name);
                diagnostics.push(Diagnostic::nowhere(Code::InvalidProject, message));
                return T::default();
            }
        };
        let parsed = parse(&text);
        let file = sources.add(format!("{}/{NAMES_LOCK}", self.shown), NAMES_LOCK, text);
        parsed.unwrap_or_else(|(message, range)| {
            let message = format!("the names cannot be read: {message}");
            let help =
                "give each its own name, or take the file back from version control; without it names may change";
            diagnostics.push(Diagnostic::at(Code::InvalidProject, Span::new(file, range), message).help(help));
            T::default()
        })
    }

    /// The text of names.lock; `Ok(None)` where there is none. The error says why it cannot be read.
    fn read_names_lock(&self) -> Result<Option<String>, String> {
        if self.root.is_dir() { project_file(&self.root, &self.names_lock()) } else { Ok(None) }
    }
}

/// The file's name.
pub const NAMES_LOCK: &str = "names.lock";
