//! Input: the drafts of all pages and documents. Output: the [`Parts`] of every operation, and what the API's operations share.
//! Invariant: drafts of one method and path on one host are one operation; nothing here knows how a type is called.

pub(crate) mod agreement;
pub(crate) mod assemble;
pub(crate) mod assembler;
pub(crate) mod astray;
pub(crate) mod base_path;
pub(crate) mod bodies;
pub(crate) mod cases;
pub(crate) mod credentials;
pub(crate) mod depth;
pub(crate) mod endpoint;
pub(crate) mod envelope;
pub(crate) mod fusion;
pub(crate) mod guides;
pub(crate) mod hosts;
pub(crate) mod leftovers;
pub(crate) mod listed;
pub(crate) mod lists;
pub(crate) mod loose_samples;
pub(crate) mod merge;
pub(crate) mod object_pages;
pub(crate) mod older;
pub(crate) mod opened;
pub(crate) mod operations;
pub(crate) mod own_calls;
pub(crate) mod parts;
pub(crate) mod placement;
pub(crate) mod sampled_ids;
pub(crate) mod sampled_parts;
pub(crate) mod servers;
pub(crate) mod shown_headers;
pub(crate) mod shown_query;
pub(crate) mod site;
pub(crate) mod stated_answer;
pub(crate) mod stated_base;
pub(crate) mod templates;
pub(crate) mod unclaimed;
pub(crate) mod unnamed_answer;
pub(crate) mod unsafe_hosts;
pub(crate) mod whole_ids;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::named_schema::NamedSchema;
use crate::draft::report::PageReport;
use crate::project::ApiProject;
use crate::read::page::Format;
use crate::schema::{Auth, Server};
use crate::source::{FileId, SourceMap};

use self::assembler::Assembler;
use self::credentials::Schemes;
use self::lists::documented::Documented;
use self::parts::Parts;
use self::site::Servers;

/// The drafts that document operations, and what each page was read as.
#[derive(Debug)]
pub(crate) struct Placed {
    /// Each with its endpoint.
    pub(crate) documented: Vec<(Draft, Endpoint)>,
    /// In the order of the pages.
    pub(crate) reports: Vec<PageReport>,
}

/// The operations of an API, and what they have in common.
pub(crate) struct Fused {
    /// In the order of their paths.
    pub(crate) operations: Vec<Parts>,
    pub(crate) auth: Option<Auth>,
    pub(crate) servers: Vec<Server>,
}

/// Decides of each draft which operation it is about, and where its fields go.
pub(crate) fn place(
    project: &ApiProject,
    sources: &SourceMap,
    mut drafts: Vec<Draft>,
    diagnostics: &mut Diagnostics,
) -> Placed {
    object_pages::settle(&mut drafts, diagnostics);
    let mut placed: Vec<(Draft, Option<Endpoint>)> = Vec::new();
    let mut astray = Vec::new();
    for mut draft in drafts {
        let endpoint = endpoint::decide(&draft, &mut astray, diagnostics);
        draft.hints.is_aside = draft.rows.is_empty() && draft.lists.is_empty() && draft.format != Format::OpenapiExport;
        listed::settle(&mut draft, sources, diagnostics);
        own_calls::take(&mut draft, endpoint.as_ref());
        placement::place(&mut draft, endpoint.as_ref(), sources, diagnostics);
        if endpoint.is_some() {
            std::mem::take(&mut draft.request.unplaced).into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        }
        placed.push((draft, endpoint));
    }
    hosts::settle(project, &mut placed, diagnostics);
    stated_base::settle(project, &mut placed);
    servers::rebase(project, &mut placed, diagnostics);
    base_path::settle(project, &mut placed);
    base_path::join_samples(&mut placed);
    templates::settle(&mut placed);
    sampled_parts::settle(&mut placed, diagnostics);
    guides::settle(&mut placed, diagnostics);
    sampled_ids::settle(&mut placed);
    astray::tell(astray, &placed, diagnostics);
    leftovers::tell(&mut placed, diagnostics);
    nest_lists(&mut placed, diagnostics);
    shown_headers::add(project, &mut placed, diagnostics);
    shown_query::add(&mut placed, diagnostics);
    whole_ids::settle(&mut placed);
    let (documented, reports) = report(placed, sources, diagnostics);
    Placed { documented, reports }
}

/// Parts what documents operations from what does not, which is told. One report a page, however many drafts it has.
fn report(
    placed: Vec<(Draft, Option<Endpoint>)>,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> (Vec<(Draft, Endpoint)>, Vec<PageReport>) {
    let mut left_out = BTreeSet::new();
    let mut counts: BTreeMap<FileId, (usize, usize)> = BTreeMap::new();
    for (draft, endpoint) in placed.iter().filter(|(draft, _)| !draft.document.is_whole) {
        let (all, with_operation) = counts.entry(draft.file).or_default();
        *all += 1;
        *with_operation += usize::from(endpoint.is_some());
    }
    let (mut documented, mut reports) = (Vec::new(), Vec::<PageReport>::new());
    for (mut draft, endpoint) in placed {
        if draft.document.is_whole {
            documented.extend(endpoint.map(|endpoint| (draft, endpoint)));
            continue;
        }
        let (all, with_operation) = counts.get(&draft.file).copied().unwrap_or_default();
        let mut fields = std::mem::take(&mut draft.rows);
        if let Some(endpoint) = endpoint.as_ref().filter(|_| all > 1) {
            let operation = format!("{} {}", endpoint.method, endpoint.path);
            fields.iter_mut().for_each(|row| row.operation = Some(operation.clone()));
        }
        let mut page = PageReport {
            file: draft.file,
            format: draft.format,
            operations: Vec::new(),
            fields,
            listed: draft.hints.listed,
        };
        match endpoint {
            Some(endpoint) => documented.push((draft, endpoint)),
            None if with_operation > 0 => unclaimed::tell_beside(&draft, &page, diagnostics),
            None => {
                if unclaimed::is_of_several(&draft, &page) {
                    left_out.insert(sources.whole(draft.file));
                }
                unclaimed::tell(&draft, &page, diagnostics);
            }
        }
        match reports.last_mut() {
            Some(known) if known.file == page.file => {
                known.fields.append(&mut page.fields);
                known.listed += page.listed;
            }
            _ => reports.push(page),
        }
    }
    if !left_out.is_empty() {
        // Each call has a field of that name.
        let is_there = |diagnostic: &Diagnostic| {
            diagnostic.span.is_some_and(|span| left_out.contains(&sources.original(span).file))
        };
        diagnostics.retract(|diagnostic| diagnostic.code == Code::DuplicateField && is_there(diagnostic));
    }
    (documented, reports)
}

/// Fuses the drafts of each operation; `components` are the types that their references may lead to.
pub(crate) fn fuse(
    project: &ApiProject,
    sources: &SourceMap,
    documented: Vec<(Draft, Endpoint)>,
    components: &[NamedSchema],
    diagnostics: &mut Diagnostics,
) -> Fused {
    let groups = operations::groups(project, sources, documented);
    let servers = Servers::of(project, sources, &groups);
    let mut schemes = Schemes::of(project, &groups);
    let mut assembler = Assembler { sources, components, diagnostics };
    let mut operations = Vec::new();
    for group in groups {
        let (own_servers, own_auth) = (servers.own(&group), schemes.own(&group));
        let position = operations::position(&group);
        let parts = assembler.group(group);
        operations.extend(parts.map(|parts| {
            let mut parts = Parts { servers: own_servers, auth: own_auth, position, ..parts };
            depth::cut(&mut parts, project.limits.depth, assembler.diagnostics);
            credentials::take_keys(&mut schemes.api, &mut parts);
            parts
        }));
    }
    credentials::tell_likely(project, &operations, diagnostics);
    let mut servers = servers.all;
    unsafe_hosts::take(project, &mut servers, &operations, diagnostics);
    Fused { operations, auth: schemes.api, servers }
}

/// Gives the flat lists of rendered pages their nesting, from what the other pages document.
fn nest_lists(drafts: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let mut documented = Documented::default();
    for (draft, endpoint) in drafts.iter() {
        documented.learn(draft, endpoint.as_ref().map(|endpoint| endpoint.path.as_str()));
    }
    for (draft, endpoint) in drafts {
        loose_samples::assign(draft, endpoint.as_ref().map_or("GET", |endpoint| endpoint.method.as_str()));
        lists::resolve(draft, endpoint.as_ref().map(|endpoint| endpoint.path.as_str()), &documented, diagnostics);
    }
}
