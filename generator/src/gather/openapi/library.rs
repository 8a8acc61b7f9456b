//! Input: the OpenAPI documents of an API's folder, and what pages and navigation take from them. Output: a [`Draft`] for
//! each operation that is documented so, and one for each document, with what its operations share.
//! Invariant: a document is read once, however many pages refer to it; an operation of it is one draft.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::document::DocumentDraft;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::target::Target;
use crate::gather::openapi::document::{Look, resolved};
use crate::gather::openapi::located::{Located, located, methods};
use crate::gather::openapi::schemas::Schemas;
use crate::gather::openapi::{extensions, webhook_claims};
use crate::project::ApiProject;
use crate::read::openapi;
use crate::read::openapi::{Document, Reference, Subject};
use crate::read::page::Format;
use crate::schema::Evidence;
use crate::schema::path::{bare, identity};
use crate::source::Span;

/// What the documents come to.
#[derive(Default)]
pub(crate) struct FromDocuments {
    /// One for each operation.
    pub(crate) operations: Vec<Draft>,
    /// One for each document: its types and webhooks.
    pub(crate) shared: Vec<Draft>,
    /// What the one document calls the API, where no page says anything of it.
    pub(crate) title: Option<String>,
}

/// What is taken out of one document.
#[derive(Default)]
struct Taken {
    whole: bool,
    /// Method and path as the document has it.
    operations: BTreeSet<(String, String)>,
    webhooks: BTreeSet<String>,
}

/// Reads what the pages, the navigation, or nobody takes from the documents. Pages get the claims that follow from it.
pub(crate) fn documents(
    project: &ApiProject,
    documents: &[Document],
    pages: &mut [Draft],
    diagnostics: &mut Diagnostics,
) -> FromDocuments {
    let mut library = Library::new(project, documents, diagnostics);
    for page in pages.iter_mut() {
        for (reference, span) in page.document.references.clone() {
            library.page(page, &reference, span);
        }
    }
    if let Some(site) = &project.site {
        for (entry, around) in &site.operations {
            library.entry(&entry.value, around.as_deref(), entry.span);
        }
        site.whole.iter().for_each(|named| library.whole(&named.value));
    }
    let nothing = library.taken.iter().all(|taken| !taken.whole && taken.operations.is_empty());
    let by_hand = pages.iter().any(|page| !page.endpoints.is_empty());
    if nothing && !by_hand {
        library.everything();
    }
    let mut found = library.read(pages);
    if let ([document], false) = (documents, by_hand) {
        let title = document.json.get("info").and_then(|info| info.text_of("title"));
        found.title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    }
    found
}

struct Library<'a> {
    documents: &'a [Document],
    diagnostics: &'a mut Diagnostics,
    taken: Vec<Taken>,
    /// Those that the site names, by index.
    named: Vec<usize>,
    /// Who means a document where there is none, and nothing says that there should be.
    in_vain: Vec<Span>,
    /// The pages without fields of their own that a document describes which is not here, by where it lies.
    leaning: BTreeMap<String, Vec<Span>>,
    /// The first that the site names.
    site_names: Option<String>,
}

impl<'a> Library<'a> {
    fn new(project: &ApiProject, documents: &'a [Document], diagnostics: &'a mut Diagnostics) -> Self {
        let site = project.site.iter().flat_map(|site| &site.openapi);
        let named = site.filter_map(|named| position(documents, &named.value)).collect();
        let taken = documents.iter().map(|_| Taken::default()).collect();
        let site_names = project.site.as_ref().and_then(|site| site.openapi.first()).map(|named| named.value.clone());
        Self { documents, diagnostics, taken, named, in_vain: Vec::new(), leaning: BTreeMap::new(), site_names }
    }

    fn find(&self, path: &str) -> Option<usize> {
        position(self.documents, path)
    }

    /// The document that has it: the one that is named, else one that the site names, else one of the folder.
    fn holder(&mut self, document: Option<&str>, subject: &Subject, span: Span) -> Option<usize> {
        if let Some(path) = document {
            // One that is not there was told when it was looked for.
            let index = self.find(path)?;
            if !self.has(index, subject) {
                let message = format!(
                    "`{}` has no {}",
                    self.documents.get(index).map_or(path, |document| &document.path),
                    words(subject)
                );
                self.diagnostics.push(Diagnostic::at(Code::MissingDocument, span, message).help(MEND));
                return None;
            }
            return Some(index);
        }
        let all: Vec<usize> = (0..self.documents.len()).collect();
        let holders = [self.named.clone(), all].into_iter().find_map(|candidates| {
            let holders: Vec<usize> = candidates.into_iter().filter(|index| self.has(*index, subject)).collect();
            (!holders.is_empty()).then_some(holders)
        });
        let Some(holders) = holders else {
            if self.documents.is_empty() {
                self.in_vain.push(span);
                return None;
            }
            let message = format!("no OpenAPI document of this folder has {}", words(subject));
            let help = "put the document into the API's folder; until then the page stands for itself";
            self.diagnostics.push(Diagnostic::at(Code::MissingDocument, span, message).help(help));
            return None;
        };
        if let [first, second, ..] = holders.as_slice()
            && first != second
            && let (Some(first), Some(second)) = (self.documents.get(*first), self.documents.get(*second))
        {
            let (first, second) = (&first.path, &second.path);
            let message = format!("`{first}` and `{second}` both have {}; the first counts", words(subject));
            let help = "name the document in front of it";
            self.diagnostics.push(Diagnostic::at(Code::DuplicateOperation, span, message).help(help));
        }
        holders.first().copied()
    }

    fn has(&self, index: usize, subject: &Subject) -> bool {
        let Some(document) = self.documents.get(index) else { return false };
        match subject {
            Subject::Operation { method, path } => located(&document.json, method, path).is_some(),
            Subject::Webhook(name) => webhook_claims::find(&document.json, name).is_some(),
        }
    }

    fn take(&mut self, index: usize, subject: &Subject) {
        let Some((document, taken)) = self.documents.get(index).zip(self.taken.get_mut(index)) else { return };
        match subject {
            Subject::Operation { method, path } => {
                if let Some(found) = located(&document.json, method, path) {
                    taken.operations.insert((method.clone(), found.path.to_owned()));
                }
            }
            Subject::Webhook(name) => {
                taken.webhooks.insert(name.clone());
            }
        }
    }

    /// A page that refers to a document: it is about the operation as the document writes it.
    fn page(&mut self, page: &mut Draft, reference: &Reference, span: Span) {
        let Reference { document, subject } = reference;
        if let Subject::Webhook(_) = subject {
            let words = "this page documents a webhook: its types are read, and there is no call";
            page.hints.other.get_or_insert((span, words));
        }
        let Some(index) = self.holder(document.as_deref(), subject, span) else {
            let missing = document.as_ref().or(self.site_names.as_ref()).filter(|named| self.find(named).is_none());
            if let (Some(named), true) = (missing, page.rows.is_empty() && page.lists.is_empty()) {
                page.document.leans = true;
                self.leaning.entry(named.clone()).or_default().push(span);
            }
            return;
        };
        self.take(index, subject);
        let Some(document) = self.documents.get(index) else { return };
        page.document.path = Some(document.path.clone());
        if let Subject::Operation { method, path } = subject
            && let Some(found) = located(&document.json, method, path)
        {
            let servers = found.servers(&document.json);
            crate::gather::openapi::security::servers(&servers, page);
            let server = page.document.servers.first().map(|(_, url, _)| url.clone());
            for claim in &mut page.endpoints {
                // The same template with other names would have other parameters.
                if let Some(target) = claim.target.as_mut().filter(|target| same_place(&target.path, found.path)) {
                    found.path.clone_into(&mut target.path);
                }
            }
            let origin = page.origin(Evidence::Openapi, span);
            let target = Some(Target { server, path: found.path.to_owned() });
            page.endpoints.push(EndpointClaim { method: Some(method.clone()), target, origin });
        }
    }

    /// Told once for all pages, and not at all where it is told of the document's name.
    fn tell_in_vain(&self) -> Option<Diagnostic> {
        let first = self.in_vain.first().filter(|_| self.site_names.is_none())?;
        let others = match self.in_vain.len() {
            1 => String::new(),
            2 => ", and one other page does".to_owned(),
            count => format!(", and {} other pages do", count - 1),
        };
        let message = format!("this refers to an OpenAPI document{others}, and there is none in this folder");
        let help = "put the document into the API's folder; until then pages stand for themselves";
        Some(Diagnostic::at(Code::MissingDocument, *first, message).help(help))
    }

    /// Told once for each document that lies elsewhere; one that should be in the folder is told by its name.
    fn tell_leaning(&self) -> impl Iterator<Item = Diagnostic> {
        let elsewhere = self.leaning.iter().filter(|(named, _)| named.contains("://"));
        elsewhere.filter_map(|(named, pages)| {
            let lean = match pages.len() {
                1 => "1 page leans".to_owned(),
                count => format!("{count} pages lean"),
            };
            let message = format!(
                "{lean} on the OpenAPI document at `{named}`, which is not here: nothing is known of their parameters, \
                 bodies and answers"
            );
            let help = "put the document into the API's folder, and name it in docs.json by its path there";
            Some(Diagnostic::at(Code::MissingDocument, *pages.first()?, message).help(help))
        })
    }

    /// An operation in place of a page.
    fn entry(&mut self, text: &str, around: Option<&str>, span: Span) {
        let Some(Reference { document, subject }) = openapi::reference(text) else { return };
        let document = document.as_deref().or(around);
        if let Some(index) = self.holder(document, &subject, span) {
            self.take(index, &subject);
        }
    }

    fn whole(&mut self, path: &str) {
        if let Some(taken) = self.find(path).and_then(|index| self.taken.get_mut(index)) {
            taken.whole = true;
        }
    }

    /// What a site does that names documents and no operation: it documents all of them.
    fn everything(&mut self) {
        let all = if self.named.is_empty() { (0..self.documents.len()).collect() } else { self.named.clone() };
        for index in all {
            if let Some(taken) = self.taken.get_mut(index) {
                taken.whole = true;
            }
        }
    }

    fn read(self, pages: &[Draft]) -> FromDocuments {
        let told: Vec<Diagnostic> = self.tell_in_vain().into_iter().chain(self.tell_leaning()).collect();
        told.into_iter().for_each(|told| self.diagnostics.push(told));
        let mut found = FromDocuments::default();
        for (document, taken) in self.documents.iter().zip(&self.taken) {
            if !taken.whole && taken.operations.is_empty() && taken.webhooks.is_empty() {
                let message = format!("no page and no navigation takes an operation from `{}`", document.path);
                let place = Span::new(document.file, 0..0);
                let help = "name it in docs.json, or in the frontmatter of a page: `openapi: \"FILE METHOD /path\"`";
                self.diagnostics.push(Diagnostic::at(Code::DocumentNotRead, place, message).help(help));
                continue;
            }
            read(document, taken, pages, self.diagnostics, &mut found);
        }
        found
    }
}

/// Whether two templates are one, whatever their parameters are called, and with or without a slash at the end.
fn same_place(a: &str, b: &str) -> bool {
    let place = |path: &str| identity(bare(path).trim_end_matches('/'));
    place(a) == place(b)
}

fn position(documents: &[Document], name: &str) -> Option<usize> {
    let path = openapi::meant(name, documents.iter().map(|document| document.path.as_str()))?;
    documents.iter().position(|document| document.path == path)
}

const MEND: &str = "mend the page or export the document again; until then the page stands for itself";

fn words(subject: &Subject) -> String {
    match subject {
        Subject::Operation { method, path } => format!("`{method} {path}`"),
        Subject::Webhook(name) => format!("webhook `{name}`"),
    }
}

fn read(document: &Document, taken: &Taken, pages: &[Draft], diagnostics: &mut Diagnostics, found: &mut FromDocuments) {
    let json = &document.json;
    let draft = || Draft {
        document: DocumentDraft { is_whole: true, path: Some(document.path.clone()), ..DocumentDraft::default() },
        ..Draft::new(document.file, Format::OpenapiExport, document.path.clone())
    };
    if let Some(version) = json.get("swagger") {
        return crate::gather::openapi::located::too_old(version, diagnostics);
    }
    let mut schemas = Schemas::of_document(json, &document.path);
    let before = found.operations.len();
    for (path, item) in json.get("paths").map(Look::members).unwrap_or_default() {
        if resolved(json, item).is_none() {
            schemas.users.leave(String::new());
            schemas.astray("path", item);
        }
        for method in methods(json, item) {
            let is_taken = taken.operations.contains(&(method.clone(), path.value.clone()));
            if !taken.whole && !is_taken {
                continue;
            }
            match located(json, &method, &path.value) {
                Some(located) => {
                    let mut draft = draft();
                    operation(&located, &method, &mut draft, &mut schemas);
                    found.operations.push(draft);
                }
                None => schemas.astray_operation(item, &method),
            }
        }
        for other in extensions::operations(item).iter().filter(|_| taken.whole) {
            let (Some(method), Some(path)) = (other.text_of("method"), other.text_of("path")) else { continue };
            let mut draft = draft();
            operation(&Located { path, item, operation: other, is_another: false }, method, &mut draft, &mut schemas);
            found.operations.push(draft);
        }
    }
    let order = extensions::order(json);
    let place = |draft: &Draft| order.get(draft.document.id.as_deref()?).copied();
    let own = found.operations.get_mut(before..).unwrap_or_default();
    // What our own export does not name stays behind.
    own.sort_by_key(|draft| place(draft).unwrap_or(order.len()));
    let mut shared = draft();
    schemas.users.leave(String::new());
    webhook_claims::read(json, taken.whole, &taken.webhooks, pages, &mut shared, &mut schemas);
    let (components, leftovers) = schemas.into_parts();
    shared.document.schemas = components;
    leftovers.tell(diagnostics);
    found.shared.push(shared);
}

fn operation(located: &Located<'_>, method: &str, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let operation = located.operation;
    let own = |name: &str| operation.text_of(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    located.read(method, draft, schemas);
    draft.document.id = own("operationId").filter(|_| !located.is_another);
    if located.is_another {
        draft.document.id = Some(format!("{method} {}", located.path));
    }
    // Our own export puts method and path where there is no title.
    draft.title = own("summary").filter(|title| *title != format!("{method} {}", located.path));
    draft.document.own = extensions::own_words(operation);
    draft.document.section = operation.get("tags").and_then(|tags| tags.items().first()?.text()).map(str::to_owned);
}
