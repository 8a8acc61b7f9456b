//! Input: the paths that were named. Output: the inputs to look at, and which of their pages are told of.
//! Invariant: a path inside of the project's pages narrows what is told and never what is read: what a page gets wrong shows
//! beside the others.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::folders;
use crate::diagnostics::{Diagnostic, Severity};
use crate::lint::{About, about};
use crate::project::Input;
use crate::source::{FileId, SourceMap};

/// The pages and folders to tell of, links followed; all where there are none.
#[derive(Debug, Default)]
pub(super) struct Scope(Vec<PathBuf>);

/// The inputs of a run.
pub(super) fn inputs(
    paths: &[PathBuf],
    given: Option<&Path>,
    config: Option<&Path>,
) -> Result<Vec<(Input, Scope)>, String> {
    let project = folders::input(given, config);
    if paths.is_empty() {
        return Ok(vec![(project?, Scope::default())]);
    }
    let root = project.as_ref().ok().and_then(|input| input.path.canonicalize().ok());
    let (mut inside, mut inputs) = (Vec::new(), Vec::new());
    for path in paths {
        let whole = path.canonicalize().map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        if root.as_ref().is_some_and(|root| whole.starts_with(root)) {
            inside.push(whole);
            continue;
        }
        if given.is_some() {
            return Err(format!("`{}` does not lie in `{}`", path.display(), folders::shown(given.unwrap_or(path))));
        }
        let everything = whole.is_file();
        inputs.push((
            Input { shown: folders::shown(path), path: path.clone(), config: None, everything },
            Scope::default(),
        ));
    }
    if !inside.is_empty() {
        inputs.insert(0, (project?, Scope(inside)));
    }
    Ok(inputs)
}

impl Scope {
    /// Whether a diagnostic is of what is told. What stops an API is, wherever it stands.
    pub(super) fn of<'a>(&'a self, sources: &'a SourceMap) -> impl Fn(&Diagnostic) -> bool + 'a {
        let known: RefCell<BTreeMap<FileId, bool>> = RefCell::default();
        move |one| {
            let is_of_all = self.0.is_empty() || one.severity == Severity::Error && about(one.code) != About::Docs;
            let Some(span) = one.span.filter(|_| !is_of_all) else { return is_of_all };
            let path = || sources.file(span.file).map_or("", |file| file.path());
            *known.borrow_mut().entry(span.file).or_insert_with(|| self.holds(Path::new(path())))
        }
    }

    /// Whether a page is told of.
    pub(super) fn holds(&self, path: &Path) -> bool {
        // One that is gone lies where it lay.
        let whole = match self.0.is_empty() {
            true => return true,
            false => path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_default(),
        };
        self.0.iter().any(|one| whole.starts_with(one))
    }
}
