//! Input: what the user wants of a run. Output: what the front half of the pipeline gives, and what is to stay as it is.
//! Invariant: an API that has an error stays as it is on disk; the others go on.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::lower::{Names, PageReport};
use crate::output::Keep;
use crate::project::{ApiProject, NAMES_LOCK};
use crate::schema::Api;
use crate::source::{SourceMap, Span};

/// What the user wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The APIs to take; all where this is empty.
    pub only: Vec<String>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
}

/// What the pages were understood to say.
#[derive(Debug)]
pub struct Understood {
    /// Every text that was read.
    pub sources: SourceMap,
    /// What was said of them.
    pub diagnostics: Diagnostics,
    /// The APIs, by name.
    pub apis: Vec<UnderstoodApi>,
    /// What stays as it is on disk.
    pub keep: Keep,
}

/// One API.
#[derive(Debug)]
pub struct UnderstoodApi {
    /// What its project files say.
    pub project: ApiProject,
    /// Its model.
    pub api: Api,
    /// What each page was read as.
    pub pages: Vec<PageReport>,
    /// The names that its items have: the next names.lock.
    pub names: Names,
    /// Whether it has an error, and is not to be written.
    pub failed: bool,
}

/// The names that an API's items have already.
pub(crate) fn locked(project: &ApiProject, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Names {
    let text = match project.read_names_lock() {
        Ok(Some(text)) => text,
        Ok(None) => return Names::default(),
        Err(error) => {
            let message = format!("the {NAMES_LOCK} of `{}` cannot be read: {error}", project.name);
            diagnostics.push(Diagnostic::nowhere(Code::InvalidProject, message));
            return Names::default();
        }
    };
    let parsed = Names::parse(&text);
    let file = sources.add(format!("{}/{NAMES_LOCK}", project.shown), NAMES_LOCK, text);
    parsed.unwrap_or_else(|(message, range)| {
        diagnostics.push(
            Diagnostic::at(
                Code::InvalidProject,
                Span::new(file, range),
                format!("the names cannot be read: {message}"),
            )
            .help("take the file back from version control; without it names may change"),
        );
        Names::default()
    })
}

/// What stays as it is: APIs that failed, and those that were not asked for.
pub(crate) fn keep(apis: &[UnderstoodApi], options: &Options) -> Keep {
    let names = |failed: bool| {
        let apis = apis.iter().filter(|api| api.failed == failed);
        apis.map(|api| api.project.name.clone()).collect::<BTreeSet<_>>()
    };
    // Of an API whose name cannot be read nobody knows which files it has: then nothing goes away.
    if options.only.is_empty() && apis.iter().all(|api| api.project.name_is_certain) {
        Keep::Named(names(true))
    } else {
        Keep::AllBut(names(false))
    }
}
