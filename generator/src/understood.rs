//! Input: nothing; this is what a run is asked for, and what the front half of the pipeline gives. Output: [`Options`] and
//! [`Understood`].
//! Invariant: an API that has an error stays as it is on disk; the others go on.

use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::PageReport;
use crate::identify::{Names, RunNames};
use crate::output::{Keep, KnownServers, OutputError};
use crate::plan::Asked;
use crate::project::{Allowed, ApiProject};
use crate::read::ledger::Ledger;
use crate::schema::host::host;
use crate::schema::{Api, Server};
use crate::source::{FileId, SourceMap, Span};

/// What the user wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The APIs to take; all where this is empty.
    pub only: Vec<String>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// The folder of a crate whose names have a lock of their own there, which wins over those beside the pages.
    pub names_in: Option<PathBuf>,
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
    /// The lock of the crate's own; `None` where there is one that cannot be read.
    pub run_names: Option<RunNames>,
}

impl Understood {
    /// What is asked of the Rust of a crate of this name. An API that is kept has its files already.
    pub fn asked(&self, name: &str) -> Asked {
        let rust = self.apis.iter().map(|api| (api.api.name.clone(), api.project.rust)).collect();
        Asked { name: name.to_owned(), rust }
    }

    /// Forgets what each page was read as, but for which pages there are; a crate is made without it.
    pub fn forget_accounts(&mut self) {
        for api in &mut self.apis {
            api.ledgers = Vec::new();
            for page in &mut api.pages {
                (page.operations, page.fields) = (Vec::new(), Vec::new());
            }
        }
    }

    /// Takes back an API of which the crate cannot be made: it stays as it is on disk. Gives what is then told, with the
    /// page of the operation whose file it is, else the API's first; `None` where it is no API of this run, or was taken
    /// back before.
    pub fn withdraw(&mut self, why: &OutputError) -> Option<Diagnostic> {
        let api = self.apis.iter_mut().find(|api| !api.failed && why.api() == Some(api.api.name.as_str()))?;
        api.failed = true;
        self.keep.also(&api.api.name);
        let operation = api.api.operations.iter().find(|operation| why.stem() == Some(operation.id.as_str()));
        let page = operation.and_then(|operation| operation.origins.first()).map(|origin| origin.page.as_str());
        let is_page = |report: &&PageReport| page == self.sources.file(report.file).map(|file| file.page());
        let report = api.pages.iter().find(is_page).or(api.pages.first());
        let message = format!("`{}` cannot be written: {why}", api.api.name);
        let diagnostic = match report {
            Some(report) => Diagnostic::at(Code::UnwritableApi, Span::new(report.file, 0..0), message),
            None => Diagnostic::nowhere(Code::UnwritableApi, message),
        };
        let diagnostic = diagnostic.help("the API stays as it was, and the others are written");
        self.diagnostics.push(diagnostic.clone());
        Some(diagnostic)
    }

    /// Compares where an API's calls go with where they went, by its model `before`. Where a host is new that api.toml does
    /// not name, the API stays as it is; gives what is then told.
    pub fn hold_host(&mut self, before: &KnownServers) -> Option<Diagnostic> {
        let api = self.apis.iter_mut().find(|api| !api.failed && api.api.name == before.name)?;
        let known = before.urls().map(host).collect::<Vec<_>>();
        let is_known = |server: &&Server| {
            let host_now = host(&server.url);
            let mut meant = api.project.servers.iter().map(|server| host(&server.url.value));
            known.contains(&host_now) || meant.any(|meant| meant == host_now)
        };
        // What stands beside the first is the user's choice, and nothing goes there by itself.
        let firsts = api.api.operations.iter().filter_map(|operation| operation.servers.first());
        let new = api.api.servers.first().into_iter().chain(firsts).find(|server| !is_known(server));
        let (new, was) = (new?, known.first()?);
        let message =
            format!("calls of `{}` would go to `{}`, where none went before: to `{was}`", before.name, host(&new.url));
        let help =
            "if the API is there now, name it in api.toml: `[[server]]` with its `url`; until then it stays as it was";
        let span = new.origins.iter().find_map(|origin| origin.span);
        let diagnostic = Diagnostic::at(Code::HostChanged, span, message).help(help);
        api.failed = true;
        self.keep.also(&before.name);
        self.diagnostics.push(diagnostic.clone());
        Some(diagnostic)
    }

    /// The next lock of the crate's own: what stays as it is keeps its names.
    pub(crate) fn next_names(&self) -> RunNames {
        let fine = self.apis.iter().filter(|api| !api.failed);
        let names = fine.map(|api| (api.project.name.as_str(), &api.names));
        self.run_names.clone().unwrap_or_default().next(|name| self.keep.holds(name), names)
    }
}

/// One API.
#[derive(Debug)]
pub struct UnderstoodApi {
    /// What its project files say.
    pub project: ApiProject,
    /// Its model.
    pub api: Api,
    /// What each page was read as, and each snippet by itself.
    pub pages: Vec<PageReport>,
    /// The names that its items have: the next names.lock.
    pub names: Names,
    /// The account of the components of each of them. Of a page's, entries whose tag stands in another file are those of
    /// snippets, and counted with these.
    pub ledgers: Vec<(FileId, Ledger)>,
    /// Its snippets that no page brings in.
    pub unused: Vec<FileId>,
    /// What its api.toml allows, as far as it was told.
    pub allowed: Allowed,
    /// Whether it has an error, and is not to be written.
    pub failed: bool,
}
