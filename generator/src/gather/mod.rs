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
pub(crate) fn listing(project: &ApiProject, sources: &SourceMap, page: &Page, mut ledger: Ledger) -> PageReport {
    let drafts = page::drafts(&project.components, sources, page, false, &mut ledger, &mut Diagnostics::new());
    let listed = drafts.iter().map(|draft| draft.hints.listed).sum();
    let fields = drafts.into_iter().flat_map(|draft| draft.rows).collect();
    PageReport { file: page.file, format: page.format, operations: Vec::new(), fields, listed }
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
        let is_told = configured::names(&project.evidence, sources.file(page.file).map_or("", |file| file.page()));
        let mut parts = page::drafts(&project.components, sources, &page, is_told, &mut ledger, diagnostics);
        parts.first_mut().into_iter().for_each(|draft| configured::configured(draft, &project.evidence));
        drafts.extend(parts);
        ledgers.push(ledger);
    }
    let FromDocuments { operations, shared, title } = library::documents(project, &documents, &mut drafts, diagnostics);
    drafts.extend(operations);
    Gathered { drafts, shared, ledgers, title }
}
