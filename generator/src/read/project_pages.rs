//! Input: an API's folder. Output: its pages as they were read, each with the snippets that it brings in.
//! Invariant: a text is read into the source map once; one that only pages bring in is no page, whatever folder it lies in.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::{self, ApiProject};
use crate::source::{FileId, SourceMap, Span};

use super::joined;
use super::ledger::Ledger;
use super::page::Page;
use super::snippets::Library;
use super::{decode, read_with};

/// What lies in an API's folder.
pub struct Pages {
    /// Its pages, each with the account of its components.
    pub pages: Vec<(Page, Ledger)>,
    /// The snippets that no page brings in.
    pub unused: Vec<FileId>,
}

/// Reads the pages of `project`. The snippets that nobody brings in are then in `library` too.
pub fn pages(
    project: &mut ApiProject,
    library: &mut Library<'_>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Pages {
    // All of them first: what a page brings in may be another page.
    let files = load(project, library, sources, diagnostics);
    let mut pages = Vec::new();
    for file in files {
        pages.push(read_with(library, sources, file, diagnostics));
    }
    let unused = project.snippets.iter().filter(|path| !library.has(path)).collect::<Vec<_>>();
    for path in &project.snippets {
        library.add(path, sources, diagnostics);
    }
    let unused = unused.into_iter().filter_map(|path| library.file(path)).collect();
    pages.retain(|(page, _)| {
        let claims = |key: &&str| page.frontmatter(key).is_some();
        ["api", "openapi"].iter().any(claims) || !library.holds(page.file)
    });
    Pages { pages, unused }
}

/// Takes the texts of the pages into `sources`.
fn load(
    project: &mut ApiProject,
    library: &mut Library<'_>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    let mut files = Vec::new();
    for page in project::pages(project, sources, diagnostics) {
        let Some(bytes) = project::load(&page, sources, diagnostics) else { continue };
        let (text, replaced) = decode(bytes);
        let file = sources.add(page.shown, page.page.clone(), text);
        if let Some(at) = replaced {
            let message = "the page is not UTF-8 from here on; what is not was replaced";
            diagnostics.push(
                Diagnostic::at(Code::InvalidUtf8, Span::new(file, at..at), message).help("save the page as UTF-8"),
            );
        }
        let parts = parts(file, project, sources);
        if parts.is_empty() {
            library.know(page.page, file);
            files.push(file);
        }
        files.extend(parts);
    }
    files
}

/// The pages of a joined file, each with the path that it has on the site; none where the file is one page.
fn parts(file: FileId, project: &mut ApiProject, sources: &mut SourceMap) -> Vec<FileId> {
    let Some(whole) = sources.file(file) else { return Vec::new() };
    let parts = joined::parts(whole.text());
    let first = parts.iter().find_map(|part| part.source.as_deref());
    if project.docs.is_none() {
        project.docs = first.and_then(joined::site);
    }
    let own = whole.page().to_owned();
    let path = |source: String| joined::page_path(&source, project.docs.as_deref());
    let add = |joined::Part { range, source }| {
        let page = source.and_then(path).unwrap_or_else(|| own.clone());
        sources.part(file, range, page)
    };
    parts.into_iter().map(add).collect()
}
