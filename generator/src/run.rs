//! Input: what the user wants of a run. Output: what the front half of the pipeline gives, and what is to stay as it is.
//! Invariant: an API that has an error stays as it is on disk; the others go on.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::lower::{self, Names, PageReport, ReadPage};
use crate::output::Keep;
use crate::project::{self, ApiProject, NAMES_LOCK, RustOptions};
use crate::read;
use crate::read::ledger::Ledger;
use crate::read::snippets::Library;
use crate::schema::Api;
use crate::source::{FileId, SourceMap, Span};

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
    /// What each page was read as, and each snippet by itself.
    pub pages: Vec<PageReport>,
    /// The names that its items have: the next names.lock.
    pub names: Names,
    /// The account of the components of each of them. Of a page's, entries whose tag stands in another file are those of
    /// snippets, and counted with these.
    pub ledgers: Vec<(FileId, Ledger)>,
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

/// Takes the pages of `project` into `sources`, so that what they bring in is not read a second time.
pub(crate) fn load(
    project: &mut ApiProject,
    library: &mut Library<'_>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    let mut files = Vec::new();
    for page in project::pages(project, sources, diagnostics) {
        let Some(bytes) = project::load(&page, sources, diagnostics) else { continue };
        let (text, replaced) = read::decode(bytes);
        let file = sources.add(page.shown, page.page.clone(), text);
        library.know(page.page, file);
        if let Some(at) = replaced {
            let message = "the page is not UTF-8 from here on; what is not was replaced";
            diagnostics.push(
                Diagnostic::at(Code::InvalidUtf8, Span::new(file, at..at), message).help("save the page as UTF-8"),
            );
        }
        files.push(file);
    }
    files
}

/// Tells pages from texts that only other pages bring in, and takes the snippets in that nobody brings in.
pub(crate) fn split(
    read: Vec<ReadPage>,
    project: &ApiProject,
    library: &mut Library<'_>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<ReadPage> {
    for path in &project.snippets {
        library.add(path, sources, diagnostics);
    }
    let is_page = |page: &ReadPage| {
        let claims = |key: &&str| page.page.frontmatter(key).is_some();
        ["api", "openapi"].iter().any(claims) || !library.holds(page.page.file)
    };
    read.into_iter().filter(is_page).collect()
}

/// Gives every snippet a report and an account of its own; those of pages hold what stands on the page.
pub(crate) fn account(
    library: Library<'_>,
    project: &ApiProject,
    pages: &mut Vec<PageReport>,
    ledgers: Vec<Ledger>,
    sources: &SourceMap,
) -> Vec<(FileId, Ledger)> {
    let mut accounts: Vec<_> = pages.iter().map(|page| page.file).zip(ledgers).collect();
    let snippets = library.into_snippets(accounts.iter().map(|(file, ledger)| (*file, ledger)));
    for page in pages.iter_mut() {
        let file = page.file;
        page.fields.retain(|row| row.tag.file == file);
        page.fields.iter_mut().for_each(|row| row.parent = row.parent.filter(|parent| parent.file == file));
    }
    for snippet in snippets {
        let file = snippet.page.file;
        // A page that another brings in whole is listed already.
        if !pages.iter().any(|page| page.file == file) {
            pages.push(lower::listing(project, sources, &snippet.page, snippet.ledger.clone()));
            accounts.push((file, snippet.ledger));
        }
    }
    accounts
}

/// How the Rust of each API is to be, by the name of its model. One that is kept has its files already.
pub(crate) fn rust_options(understood: &Understood) -> BTreeMap<String, RustOptions> {
    understood.apis.iter().map(|api| (api.api.name.clone(), api.project.rust)).collect()
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
