//! Input: the pages of one API as they were read. Output: its [`Api`] model, and a report of what each page was read as.
//! Invariant: evidence is fused here and nowhere else; every field tag ends in the model or in a diagnostic.

mod alternatives;
mod announced;
mod assemble;
mod bodies;
mod context;
mod draft;
mod endpoint;
mod errata;
mod facts;
mod field;
mod flat;
mod fuse;
mod listed;
mod lock;
mod loose;
mod mention;
mod merge;
mod names;
mod naming;
mod nesting;
mod openapi;
mod opened;
mod operation;
mod page;
mod path;
mod pattern;
mod placement;
mod sample;
mod shape;
mod site;
mod tag;
mod tags;
mod told;
mod types;
mod unclaimed;
mod webhook;

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::ApiProject;
use crate::read::ledger::Ledger;
use crate::read::openapi::Document;
use crate::read::page::Page;
use crate::schema::{Api, Evidence, FORMAT_VERSION, Type, TypeDef, walk};
use crate::source::SourceMap;

use self::draft::Draft;
pub use self::draft::{FieldRow, OperationRow, PageReport};
use self::endpoint::Endpoint;
pub use self::lock::Names;
use self::naming::Named;

/// A page with its ledger, as [`read`](crate::read::read) gave them.
#[derive(Debug)]
pub struct ReadPage {
    /// The page.
    pub page: Page,
    /// The account of its components.
    pub ledger: Ledger,
}

/// What the pages of an API come to.
#[derive(Debug)]
pub struct Lowered {
    /// The model.
    pub api: Api,
    /// What each page was read as, in the order given.
    pub pages: Vec<PageReport>,
    /// The account of each page's components, in the same order.
    pub ledgers: Vec<Ledger>,
    /// The names of this run: what the next one is given.
    pub names: Names,
}

/// What a text says by itself that is no page: its fields as their attributes have them. Nothing of it goes into a model.
pub fn listing(project: &ApiProject, sources: &SourceMap, page: &Page, mut ledger: Ledger) -> PageReport {
    let draft = page::draft(&project.components, sources, page, &mut ledger, &mut Diagnostics::new());
    PageReport { file: draft.file, format: draft.format, operations: Vec::new(), fields: draft.rows }
}

/// Understands the pages of one API; `locked` are the names that it has already. There is always a model; whether it may be written is in `diagnostics`.
pub fn lower(
    project: &ApiProject,
    sources: &SourceMap,
    mut pages: Vec<ReadPage>,
    documents: &[Document],
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let mut claims = Vec::new();
    for ReadPage { page, ledger } in &mut pages {
        let mut draft = page::draft(&project.components, sources, page, ledger, diagnostics);
        endpoint::configured(&mut draft, &project.evidence);
        claims.push(draft);
    }
    let openapi::FromDocuments { operations, mut shared, title } =
        openapi::documents(project, documents, &mut claims, diagnostics);
    let mut drafts: Vec<(Draft, Option<Endpoint>)> = Vec::new();
    for mut draft in claims.into_iter().chain(operations) {
        let endpoint = endpoint::decide(&draft, diagnostics);
        placement::place(&mut draft, endpoint.as_ref(), diagnostics);
        if endpoint.is_some() {
            std::mem::take(&mut draft.unplaced).into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        }
        drafts.push((draft, endpoint));
    }
    let is_configured =
        !project.servers.is_empty() || project.site.as_ref().is_some_and(|site| !site.servers.is_empty());
    openapi::rebase(&mut drafts, is_configured, diagnostics);
    openapi::tell(&mut drafts, diagnostics);
    unflatten(&mut drafts, diagnostics);
    let mut reports = Vec::new();
    let mut documented: Vec<(Draft, Endpoint)> = Vec::new();
    for (mut draft, endpoint) in drafts {
        if draft.is_document {
            documented.extend(endpoint.map(|endpoint| (draft, endpoint)));
            continue;
        }
        let report = PageReport {
            file: draft.file,
            format: draft.format,
            operations: Vec::new(),
            fields: std::mem::take(&mut draft.rows),
        };
        match endpoint {
            Some(endpoint) => documented.push((draft, endpoint)),
            None => unclaimed::tell(&draft, &report, diagnostics),
        }
        reports.push(report);
    }
    let components = openapi::unify(&mut documented, &mut shared, locked, diagnostics);
    let auth = site::auth(project, &documented);
    let servers = site::servers(project, sources, &documented);
    let operations = assemble::assemble(sources, documented, &components, locked, diagnostics);
    for (id, parts) in &operations {
        let row =
            OperationRow { id: id.clone(), method: parts.endpoint.method.clone(), path: parts.endpoint.path.clone() };
        for report in &mut reports {
            let page = sources.file(report.file).map_or("", |file| file.page());
            if parts.endpoint.origins.iter().any(|origin| origin.page == page) {
                report.operations.push(row.clone());
            }
        }
    }
    let webhooks: Vec<_> = shared.into_iter().flat_map(|shared| shared.webhooks).collect();
    if operations.is_empty() && webhooks.is_empty() {
        diagnostics.push(
            Diagnostic::nowhere(Code::NoOperations, format!("no page of `{}` documents an operation", project.name))
                .help("the diagnostics of its pages say what each of them lacks"),
        );
    }
    let Named { operations, webhooks, types, names } =
        naming::name(operations, webhooks, &components, locked, diagnostics);
    let mut api = Api {
        format_version: FORMAT_VERSION,
        name: project.name.clone(),
        title: title.filter(|_| !project.title_is_given).unwrap_or_else(|| project.title.clone()),
        docs: project.docs.clone(),
        servers,
        auth,
        operations,
        webhooks,
        types,
    };
    errata::apply(&mut api, &project.errata, diagnostics);
    direct(&mut api);
    // What another page of an operation calls the same thing is a type that nothing leads to.
    let named_only = |def: &TypeDef| def.origins.iter().all(|origin| origin.evidence == Evidence::Openapi);
    api.types.retain(|def| def.sent || def.received || !named_only(def));
    let ledgers = pages.into_iter().map(|page| page.ledger).collect();
    Lowered { api, pages: reports, ledgers, names }
}

/// Gives the flat lists of rendered pages their nesting, from what the other pages document.
fn unflatten(drafts: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let mut documented = listed::Documented::default();
    for (draft, endpoint) in drafts.iter() {
        documented.learn(draft, endpoint.as_ref().map(|endpoint| endpoint.path.as_str()));
    }
    for (draft, endpoint) in drafts {
        loose::place(draft, endpoint.as_ref().map_or("GET", |endpoint| endpoint.method.as_str()));
        listed::resolve(draft, endpoint.as_ref().map(|endpoint| endpoint.path.as_str()), &documented, diagnostics);
    }
}

/// Marks what is sent and what is received.
fn direct(api: &mut Api) {
    let reached = |from: Vec<&Type>| -> BTreeSet<String> {
        walk::reached(&api.types, from).into_iter().map(str::to_owned).collect()
    };
    let sent = reached(api.operations.iter().flat_map(walk::sent).collect());
    let told = api.webhooks.iter().filter_map(|webhook| webhook.ty.as_ref());
    let received = reached(told.chain(api.operations.iter().flat_map(walk::received)).collect());
    for def in &mut api.types {
        def.sent |= sent.contains(&def.name);
        def.received |= received.contains(&def.name);
    }
}
