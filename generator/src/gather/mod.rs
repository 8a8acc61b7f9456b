//! Input: the pages of an API as they were read, and the documents of its folder. Output: a [`Draft`] of claims for each
//! page, and for each operation of a document.
//! Invariant: what a page claims depends on no other page.

pub(crate) mod configured;
pub(crate) mod openapi;
pub(crate) mod page;
pub(crate) mod prose;

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::draft::report::PageReport;
use crate::project::ApiProject;
use crate::read::ledger::Ledger;
use crate::read::openapi::Document;
use crate::read::page::Page;
use crate::source::SourceMap;

use self::openapi::colons;
use self::openapi::library::{self, FromDocuments};

/// What a text says by itself that is no page: its fields as their attributes have them. Nothing of it goes into a model.
pub fn listing(project: &ApiProject, sources: &SourceMap, page: &Page, mut ledger: Ledger) -> PageReport {
    let draft = page::draft(&project.components, sources, page, &mut ledger, &mut Diagnostics::new());
    PageReport { file: draft.file, format: draft.format, operations: Vec::new(), fields: draft.rows }
}

/// What the pages and documents of an API claim.
pub(crate) struct Gathered {
    /// A draft for each page, in order, then one for each operation of a document.
    pub(crate) drafts: Vec<Draft>,
    /// A draft for each document: what its operations share.
    pub(crate) shared: Vec<Draft>,
    /// The account of each page's components, in the order of the pages.
    pub(crate) ledgers: Vec<Ledger>,
    /// What the one document calls the API, where no page says anything of it.
    pub(crate) title: Option<String>,
}

/// Understands every page by itself, and what is taken from the documents.
pub(crate) fn gather(
    project: &ApiProject,
    sources: &SourceMap,
    pages: Vec<(Page, Ledger)>,
    mut documents: Vec<Document>,
    diagnostics: &mut Diagnostics,
) -> Gathered {
    documents.iter_mut().for_each(|document| colons::settle(&mut document.json));
    let (mut drafts, mut ledgers) = (Vec::new(), Vec::new());
    for (page, mut ledger) in pages {
        let mut draft = page::draft(&project.components, sources, &page, &mut ledger, diagnostics);
        configured::configured(&mut draft, &project.evidence);
        drafts.push(draft);
        ledgers.push(ledger);
    }
    let FromDocuments { operations, shared, title } = library::documents(project, &documents, &mut drafts, diagnostics);
    drafts.extend(operations);
    Gathered { drafts, shared, ledgers, title }
}
