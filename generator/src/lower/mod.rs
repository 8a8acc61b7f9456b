//! Input: the pages of one API as they were read. Output: its [`Api`] model, and a report of what each page was read as.
//! Invariant: evidence is fused here and nowhere else; every field tag ends in the model or in a diagnostic.

mod alternatives;
mod announced;
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
pub(crate) mod names;
mod nesting;
mod openapi;
mod opened;
mod operation;
mod page;
pub(crate) mod path;
mod pattern;
mod placement;
mod sample;
mod shape;
mod site;
mod tag;
mod tags;
mod types;
mod webhook;

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::ApiProject;
use crate::read::ledger::Ledger;
use crate::read::openapi::Document;
use crate::read::page::{Format, Page};
use crate::schema::{
    Api, Evidence, FORMAT_VERSION, Operation, Parameter, RequestBody, Response, Type, TypeDef, TypeKind, Webhook,
};
use crate::source::SourceMap;

use self::draft::{Draft, WebhookDraft};
pub use self::draft::{FieldRow, OperationRow, PageReport};
use self::endpoint::Endpoint;
pub use self::lock::Names;
use self::operation::{Assembler, Parts, ResponseParts, dedup};
use self::types::{Finished, Place, Types};

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
    let openapi::FromDocuments { operations, mut shared } =
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
            None => no_endpoint(&draft, &report, diagnostics),
        }
        reports.push(report);
    }
    let components = openapi::unify(&mut documented, &mut shared, locked, diagnostics);
    let auth = site::auth(project, &documented);
    let servers = site::servers(project, sources, &documented);
    let operations = assemble(sources, documented, &components, locked, diagnostics);
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
    let Named { operations, webhooks, types, names } = name(operations, webhooks, &components, locked, diagnostics);
    let mut api = Api {
        format_version: FORMAT_VERSION,
        name: project.name.clone(),
        title: project.title.clone(),
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

fn no_endpoint(draft: &Draft, report: &PageReport, diagnostics: &mut Diagnostics) {
    let nothing_of_http = draft.parameters.is_empty() && draft.responses.is_empty() && draft.body.samples.is_empty();
    if let Some((span, words)) = draft.other.filter(|_| !draft.references.is_empty()) {
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words));
    } else if draft.shows_code && nothing_of_http && !report.fields.is_empty() {
        diagnostics.push(Diagnostic::at(
            Code::NotAnOperation,
            draft.top(),
            "the fields of this page are those of the code that it shows, and of no HTTP operation",
        ));
    } else if mention::distinct(draft) > 1 {
        diagnostics.push(
            Diagnostic::at(
                Code::NotAnOperation,
                draft.mentions.first().map_or(draft.top(), |mention| mention.span),
                if report.fields.is_empty() {
                    "this page tells of several calls, and documents none of them"
                } else {
                    "this page is a guide through several calls; whose its fields are is not told"
                },
            )
            .help("an operation needs a page of its own"),
        );
    } else if report.fields.is_empty() && draft.params.is_empty() && draft.format != Format::Rendered {
        let words = "this page documents no operation: it shows samples or statuses, and has no field";
        let has_samples = !draft.body.is_empty() || !draft.responses.is_empty();
        if has_samples || draft.title.is_some() || draft.description.is_some() || !draft.is_blank {
            let plain = if has_samples { words } else { "this page documents no operation" };
            let (span, words) = draft.other.unwrap_or((draft.top(), plain));
            diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words));
        }
    } else if !report.fields.is_empty() || !draft.body.is_empty() || !draft.responses.is_empty() {
        diagnostics.push(
            Diagnostic::at(
                Code::NoEndpoint,
                draft.top(),
                "this page documents fields, and nothing on it names method and path; it was left out",
            )
            .help("add `api: \"POST /path\"` to the frontmatter, a curl or fetch sample, or an [[evidence]] entry to api.toml"),
        );
    } else if draft.title.is_some() || draft.description.is_some() || !draft.is_blank {
        let (span, words) = draft.other.unwrap_or((draft.top(), "this page documents no operation"));
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words));
    }
}

/// Groups the drafts by operation and fuses each group; by id.
fn assemble(
    sources: &SourceMap,
    documented: Vec<(Draft, Endpoint)>,
    components: &[openapi::Component],
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Parts> {
    let mut groups: BTreeMap<(String, String), Vec<(Draft, Endpoint)>> = BTreeMap::new();
    for (draft, endpoint) in documented {
        let key = (path::identity(&endpoint.path), endpoint.method.clone());
        groups.entry(key).or_default().push((draft, endpoint));
    }
    let mut assembler = Assembler { sources, components, diagnostics };
    let mut parts = Vec::new();
    for (_, mut group) in groups {
        group.sort_by(|(a, _), (b, _)| {
            (a.format, a.is_document, a.is_older, &a.page).cmp(&(b.format, b.is_document, b.is_older, &b.page))
        });
        parts.extend(assembler.group(group));
    }
    identify(parts, locked)
}

/// Gives every operation its id: the one it had, else the one that its title makes, and where others want that, too, the
/// one that its method and path make.
fn identify(parts: Vec<Parts>, locked: &Names) -> BTreeMap<String, Parts> {
    let wish = |parts: &Parts| {
        names::operation_id(
            parts.id.as_deref().or(parts.title.as_deref()),
            &parts.endpoint.method,
            &parts.endpoint.path,
        )
    };
    let (old, new): (Vec<Parts>, Vec<Parts>) =
        parts.into_iter().partition(|parts| locked.operation(&parts.endpoint.key()).is_some());
    let mut operations = BTreeMap::new();
    for parts in old {
        let id = locked.operation(&parts.endpoint.key()).unwrap_or_default().to_owned();
        operations.insert(id, parts);
    }
    let mut wishes: BTreeMap<String, usize> = BTreeMap::new();
    for parts in &new {
        *wishes.entry(wish(parts)).or_default() += 1;
    }
    for parts in new {
        let mut id = wish(&parts);
        if operations.contains_key(&id) || wishes.get(&id).is_some_and(|count| *count > 1) {
            id = names::long_operation_id(&parts.endpoint.method, &parts.endpoint.path);
        }
        while operations.contains_key(&id) {
            id.push_str("_operation");
        }
        operations.insert(id, parts);
    }
    operations
}

/// What has its names.
struct Named {
    operations: Vec<Operation>,
    webhooks: Vec<Webhook>,
    types: Vec<TypeDef>,
    names: Names,
}

/// Gives every object its name, and makes the operations refer to the types.
fn name(
    operations: BTreeMap<String, Parts>,
    webhooks: Vec<WebhookDraft>,
    components: &[openapi::Component],
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> Named {
    let mut types = Types::new(locked, diagnostics);
    components.iter().for_each(|component| types.reserve_component(component));
    for parts in operations.values() {
        parts.parameters.iter().for_each(|(_, member)| types.reserve(&member.shape));
        parts.body.iter().for_each(|body| types.reserve(&body.shape));
        let shapes = parts.responses.iter().flat_map(|response| response.shape.iter().chain(&response.events));
        shapes.for_each(|shape| types.reserve(shape));
    }
    webhooks.iter().filter_map(|webhook| webhook.member.as_ref()).for_each(|member| types.reserve(&member.shape));
    components.iter().for_each(|component| types.component(component));
    // What was there first keeps its names, and the strongest pages come before others: theirs is the order of a type's
    // fields, to which the others add.
    let mut ordered: Vec<(String, Parts)> = operations.into_iter().collect();
    ordered.sort_by_cached_key(|(_, parts)| {
        let page = parts.endpoint.origins.first().map(|origin| origin.page.clone());
        (locked.operation(&parts.endpoint.key()).is_none(), parts.format, page)
    });
    let ids = ordered.iter().map(|(id, parts)| (parts.endpoint.key(), id.clone())).collect();
    let mut named: Vec<Operation> = ordered.into_iter().map(|(id, parts)| refer(id, parts, &mut types)).collect();
    named.sort_by(|a, b| a.id.cmp(&b.id));
    let mut webhooks = webhook::all(webhooks, &mut types);
    let Finished { mut types, given, known } = types.finish();
    tag::tell(&mut types);
    webhooks.iter_mut().filter_map(|webhook| webhook.ty.as_mut()).for_each(|ty| known.settle(ty));
    for operation in &mut named {
        operation.parameters.iter_mut().for_each(|parameter| known.settle(&mut parameter.field.ty));
        operation.request_body.iter_mut().for_each(|body| known.settle(&mut body.ty));
        let types =
            operation.responses.iter_mut().flat_map(|response| response.ty.iter_mut().chain(&mut response.events));
        types.for_each(|ty| known.settle(ty));
    }
    Named { operations: named, webhooks, types, names: Names { operations: ids, types: given } }
}

fn refer(id: String, parts: Parts, types: &mut Types<'_>) -> Operation {
    let base = names::camel(&id);
    let Parts { endpoint, title, section, description, deprecated, parameters, body, responses, format: _, id: _ } =
        parts;
    let family = path::family(&endpoint.path);
    let key = endpoint.key();
    let place =
        |part: &str, name: String| Place { key: format!("{key} {part}"), name, resource: None, family: family.clone() };
    let parameters = parameters
        .into_iter()
        .map(|(location, member)| {
            let name = format!("{base}{}", names::camel(&member.name));
            Parameter { location, style: member.style, field: tidy(types.field(&member, &place(&member.name, name))) }
        })
        .collect();
    let request_body = body.map(|body| RequestBody {
        ty: types.intern(&body.shape, &place("body", format!("{base}Body")), &body.origins),
        media_type: body.media_type,
        required: body.required,
        description: body.description,
        examples: body.examples,
        origins: body.origins,
    });
    let first_success = responses.iter().find(|one| is_success(one)).map(|one| one.status.clone());
    let responses = responses
        .into_iter()
        .map(|response| {
            let place = if is_success(&response) {
                let resource = path::resource(&endpoint.path).map(names::resource);
                let other = first_success.as_ref() != Some(&response.status);
                let status = names::phrase(&response.status).filter(|_| other).unwrap_or_default();
                Place { resource, ..place(&response.status, format!("{base}{status}Response")) }
            } else {
                place(&response.status, format!("{base}{}", names::status_word(&response.status)))
            };
            let ty = response.shape.as_ref().map(|shape| types.intern(shape, &place, &response.origins));
            let place = Place { resource: None, name: format!("{base}Event"), ..place };
            let place = Place { key: format!("{} event", place.key), ..place };
            let events = response.events.as_ref().map(|shape| types.intern(shape, &place, &response.origins));
            Response {
                media_type: response.media_type.or_else(|| ty.is_some().then(|| bodies::JSON.to_owned())),
                status: response.status,
                description: response.description,
                ty,
                events,
                examples: response.examples,
                origins: response.origins,
            }
        })
        .collect();
    Operation {
        id,
        method: endpoint.method,
        path: endpoint.path,
        section: section.or_else(|| folder(&endpoint.origins.first()?.page)),
        summary: title,
        description,
        deprecated,
        parameters,
        request_body,
        responses,
        origins: dedup(endpoint.origins.iter()),
    }
}

fn is_success(response: &ResponseParts) -> bool {
    response.status.starts_with('2') && response.shape.is_some()
}
/// The folder of a page.
fn folder(page: &str) -> Option<String> {
    let (folders, _) = page.rsplit_once('/')?;
    folders.rsplit('/').next().filter(|folder| !folder.is_empty()).map(str::to_owned)
}

fn tidy(mut field: crate::schema::Field) -> crate::schema::Field {
    field.nullable = false;
    field
}

/// Marks what is sent and what is received.
fn direct(api: &mut Api) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    api.webhooks.iter().filter_map(|webhook| webhook.ty.as_ref()).for_each(|ty| mentioned(ty, &mut received));
    for operation in &api.operations {
        operation.parameters.iter().for_each(|parameter| mentioned(&parameter.field.ty, &mut sent));
        operation.request_body.iter().for_each(|body| mentioned(&body.ty, &mut sent));
        operation
            .responses
            .iter()
            .flat_map(|response| response.ty.iter().chain(&response.events))
            .for_each(|ty| mentioned(ty, &mut received));
    }
    mark(&mut api.types, sent, |def| &mut def.sent);
    mark(&mut api.types, received, |def| &mut def.received);
}

fn mark(types: &mut [TypeDef], mut open: Vec<String>, flag: impl Fn(&mut TypeDef) -> &mut bool) {
    while let Some(name) = open.pop() {
        let Some(def) = types.iter_mut().find(|def| def.name == name) else { continue };
        if std::mem::replace(flag(def), true) {
            continue;
        }
        match &def.kind {
            TypeKind::Struct { fields } => fields.iter().for_each(|field| mentioned(&field.ty, &mut open)),
            TypeKind::Union { variants } => variants.iter().for_each(|variant| mentioned(&variant.ty, &mut open)),
            TypeKind::Alias { ty } => mentioned(ty, &mut open),
            TypeKind::Enum { .. } | TypeKind::Opaque => {}
        }
    }
}

fn mentioned(ty: &Type, names: &mut Vec<String>) {
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => mentioned(inner, names),
        Type::Named(name) => names.push(name.clone()),
        _ => {}
    }
}
