//! Input: a document, and method and path of an operation. Output: where the document has it, and what it claims there.
//! Invariant: the document's own path is found first; one that differs in names of parameters alone comes last.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::target::{Target, target};
use crate::gather::openapi::document::Look;
use crate::gather::openapi::operation_claims::Found;
use crate::gather::openapi::schemas::Schemas;
use crate::gather::openapi::{document, extensions, security};
use crate::read::json::Json;
use crate::read::openapi::Fence;
use crate::schema::Evidence;
use crate::schema::method::is_method;
use crate::schema::path::identity;
use crate::source::Span;

pub(crate) fn too_old(version: &Json, diagnostics: &mut Diagnostics) {
    let message = "this is a document of OpenAPI 2 (`swagger`), which is not read";
    diagnostics.push(Diagnostic::at(Code::Unsupported, version.span, message).help("convert it to OpenAPI 3"));
}

/// An operation in a document.
#[derive(Clone, Copy)]
pub(crate) struct Located<'a> {
    /// The path as the document writes it.
    pub(crate) path: &'a str,
    pub(crate) item: &'a Json,
    pub(crate) operation: &'a Json,
    /// Whether it stands at another path, which has the name.
    pub(crate) is_another: bool,
}

impl<'a> Located<'a> {
    pub(crate) fn servers(&self, document: &'a Json) -> [&'a Json; 3] {
        [self.operation, self.item, document]
    }

    /// Reads all that it claims, but for its words.
    pub(crate) fn read(&self, method: &str, draft: &mut Draft, schemas: &mut Schemas<'_>) {
        let Self { path, item, operation, .. } = *self;
        let document = schemas.document;
        schemas.users.operation(method, path);
        security::servers(&[operation, item, document], draft);
        let fence = Fence { spec: None, method: method.to_owned(), path: path.to_owned() };
        claim(draft, &fence, operation.span);
        let text = |name: &str| operation.text_of(name).map(str::trim).filter(|text| !text.is_empty());
        if draft.description.is_none() {
            draft.description = text("description").map(str::to_owned);
        }
        extensions::deprecation(operation, &mut draft.deprecated);
        Found { item, operation }.read(draft, schemas);
        let security = operation.get("security").or_else(|| document.get("security"));
        security::requirement(security, operation.span, draft, schemas);
        schemas.callbacks(operation);
    }
}

/// The operation of a document with this method and path; names of parameters and a slash at the end apart.
pub(crate) fn located<'a>(document: &'a Json, method: &str, path: &str) -> Option<Located<'a>> {
    let paths = document.get("paths")?.members();
    let bare = |path: &str| path.trim_end_matches('/').to_owned();
    let same = |known: &str| known == path;
    let known = paths.iter().rev().find(|(known, _)| same(&known.value));
    let known = known.or_else(|| paths.iter().find(|(known, _)| bare(&known.value) == bare(path)));
    let known = known.or_else(|| paths.iter().find(|(known, _)| identity(&known.value) == identity(path)));
    // A page may write `:id` where the document has braces.
    let template = target(path).map(|target| identity(&target.path)).filter(|_| path.contains("/:"));
    let known = known.or_else(|| paths.iter().find(|(known, _)| Some(identity(&known.value)) == template));
    let (path, item) = known?;
    let item = document::resolved(document, item)?;
    let own = item.get(&method.to_ascii_lowercase())?;
    let is_another = own.text_of("$ref").is_some_and(|pointer| pointer.starts_with("#/paths/"));
    let operation = document::resolved(document, own)?;
    Some(Located { path: extensions::path(operation).unwrap_or(&path.value), item, operation, is_another })
}

/// The methods that a path has, in upper case.
pub(crate) fn methods(document: &Json, item: &Json) -> Vec<String> {
    let item = document::resolved(document, item);
    let members = item.map(Look::members).unwrap_or_default();
    members.iter().map(|(key, _)| key.value.to_ascii_uppercase()).filter(|word| is_method(word)).collect()
}

/// The claim of method and path, and of the server that comes first.
pub(crate) fn claim(draft: &mut Draft, fence: &Fence, place: Span) {
    let server = draft.document.servers.first().map(|(_, url, _)| url.clone());
    let origin = draft.origin(Evidence::Openapi, place);
    // The document's path is a template already: it counts to the letter, a query and a fragment included.
    let path = fence.path.clone();
    draft.endpoints.push(EndpointClaim {
        method: Some(fence.method.clone()),
        target: Some(Target { server, path }),
        origin,
    });
}

pub(crate) fn describe(draft: &mut Draft, operation: &Json) {
    let own = |name: &str| operation.text_of(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let titled = draft.title.as_deref().is_some_and(|title| title != "null");
    if !titled {
        draft.title = own("summary").or_else(|| own("operationId"));
    }
    if draft.description.is_none() {
        draft.description = own("description");
    }
    if operation.is("deprecated") {
        draft.deprecated.get_or_insert_default();
    }
}
