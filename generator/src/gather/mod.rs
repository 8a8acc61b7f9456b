//! Input: the pages of an API as they were read, and the documents of its folder. Output: a [`Draft`] of claims for each
//! page, and for each operation of a document.
//! Invariant: what a page claims depends on no other page; what a component of the vendor's own means is one for all pages.

pub(crate) mod configured;
pub(crate) mod openapi;
mod own_components;
pub(crate) mod page;
pub(crate) mod prose;
pub(crate) mod split;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::draft::depth;
use crate::draft::position::Position;
use crate::draft::report::PageReport;
use crate::project::{ApiProject, ComponentRule, DocsOrder};
use crate::read::ledger::Ledger;
use crate::read::openapi::Document;
use crate::read::page::Page;
use crate::source::{FileId, SourceMap};

use self::openapi::colons;
use self::openapi::library::{self, FromDocuments};

/// What a text says by itself that is no page: its fields as their attributes have them. Nothing of it goes into a model.
pub(crate) fn listing(rules: &[ComponentRule], sources: &SourceMap, page: &Page, mut ledger: Ledger) -> PageReport {
    let drafts = page::drafts(rules, sources, page, false, &mut ledger, &mut Diagnostics::new());
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
    /// What the vendor's own components mean, by api.toml or by the pages.
    pub(crate) components: Vec<ComponentRule>,
    /// What the one document calls the API, where no page says anything of it.
    pub(crate) title: Option<String>,
}

/// Understands every page by itself, and what is taken from the documents. `shown` are the properties that components of
/// the folder show.
pub(crate) fn gather(
    project: &ApiProject,
    sources: &SourceMap,
    mut pages: Vec<(Page, Ledger)>,
    mut documents: Vec<Document>,
    shown: &BTreeMap<String, BTreeSet<String>>,
    diagnostics: &mut Diagnostics,
) -> Gathered {
    configured::check(project, &pages, sources, diagnostics);
    documents.iter_mut().for_each(|document| colons::settle(&mut document.json));
    let components = own_components::rules(&project.components, shown, &mut pages, diagnostics);
    let (mut drafts, mut ledgers) = (Vec::new(), Vec::new());
    for (mut page, mut ledger) in pages {
        split::split(project, sources, &mut page, diagnostics);
        let is_told = configured::names(&project.evidence, sources.file(page.file).map_or("", |file| file.page()));
        let mut parts = page::drafts(&components, sources, &page, is_told, &mut ledger, diagnostics);
        parts.first_mut().into_iter().for_each(|draft| configured::configured(draft, &project.evidence));
        parts.iter_mut().for_each(|draft| depth::cut(draft, project.limits.depth, diagnostics));
        drafts.extend(parts);
        ledgers.push(ledger);
    }
    let FromDocuments { mut operations, mut shared, title } =
        library::documents(project, &documents, &mut drafts, diagnostics);
    operations.iter_mut().chain(&mut shared).for_each(|draft| depth::cut(draft, project.limits.depth, diagnostics));
    drafts.extend(operations);
    settle_positions(&project.order, &documents, &mut drafts);
    Gathered { drafts, shared, ledgers, components, title }
}

/// Says of each draft where a reader comes upon it. An operation of a document stands where the site lists it, or all of the
/// document.
fn settle_positions(order: &DocsOrder, documents: &[Document], drafts: &mut [Draft]) {
    let places = documents.iter().filter_map(|document| Some((document.file, order.document(&document.path)?)));
    let places: BTreeMap<FileId, usize> = places.collect();
    for (nth, draft) in drafts.iter_mut().enumerate() {
        let place = match draft.document.is_whole {
            false => order.page(&draft.page),
            true => {
                let claims = draft.endpoints.iter();
                let mut calls = claims.filter_map(|claim| Some((claim.method.as_ref()?, &claim.target.as_ref()?.path)));
                let own = calls.find_map(|(method, path)| order.operation(method, path));
                own.into_iter().chain(places.get(&draft.file).copied()).min()
            }
        };
        draft.position = Position::new(place, nth);
    }
}
