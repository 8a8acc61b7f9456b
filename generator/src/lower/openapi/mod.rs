//! Input: a fence that holds an OpenAPI document, in its own form or in the one that older exports compiled it into.
//! Output: what it claims, in the page's [`Draft`].
//! Invariant: what is not supported costs a diagnostic with its place, and nothing else.

mod annotate;
mod compiled;
mod components;
mod compose;
mod document;
mod extensions;
mod join;
mod leftovers;
mod library;
mod media;
mod older;
mod operation;
mod parameter;
mod schema;
mod security;
mod servers;
#[cfg(test)]
mod tests;
mod webhook;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::json::Json;
use crate::read::openapi::{self, Fence};
use crate::read::page::CodeBlock;
use crate::schema::Evidence;
use crate::schema::path::identity;
use crate::source::Span;

use super::draft::{Draft, EndpointClaim};
use super::page::is_method;
use super::path::Target;

pub(super) use self::components::{Component, unify};
use self::document::Look;
pub(super) use self::leftovers::{Leftovers, tell};
pub(super) use self::library::{FromDocuments, documents};
pub(super) use self::older::{operation as outdated, renamed};
use self::operation::Found;
use self::schema::Schemas;
pub(super) use self::servers::rebase;

/// What a page that is no operation documents, by the heading that its export gives it.
pub(super) fn other(heading: &str) -> Option<&'static str> {
    Some(match heading.trim().to_ascii_lowercase().as_str() {
        "asyncapi" => "this page documents a channel of messages (AsyncAPI), and no call over HTTP",
        "graphql" => "this page documents GraphQL, and no call of its own",
        "sdk" => "this page documents a library, and no call over HTTP",
        _ => return None,
    })
}

/// Reads the document in a fence.
pub(super) fn fence(draft: &mut Draft, diagnostics: &mut Diagnostics, block: &CodeBlock, fence: &Fence) {
    let document = match openapi::parse(block) {
        Ok(document) => document,
        Err(error) => {
            let message = format!("the OpenAPI document cannot be read: {}", error.message);
            diagnostics.push(
                Diagnostic::at(Code::Unsupported, error.span, message)
                    .help("export the page again; the operation is known from the fence's first line alone"),
            );
            return claim(draft, fence, block.outer);
        }
    };
    read(draft, diagnostics, &document, fence, block.outer);
}

/// Reads the operation that `fence` names out of a document.
pub(super) fn read(draft: &mut Draft, diagnostics: &mut Diagnostics, document: &Json, fence: &Fence, place: Span) {
    if let Some(version) = document.get("swagger") {
        too_old(version, diagnostics);
        return claim(draft, fence, place);
    }
    let page = draft.page.clone();
    let mut schemas = Schemas::new(document, &page, diagnostics);
    let paths = document.get("paths");
    let compiled = paths.filter(|paths| paths.text_of("method").is_some() && paths.text_of("path").is_some());
    if let Some(paths) = compiled {
        draft.is_older = true;
        security::servers(&[paths], draft);
        claim(draft, fence, paths.span);
        describe(draft, paths);
        compiled::read(paths, draft, &mut schemas);
        security::compiled(paths.get("request"), draft, &mut schemas);
    } else if let Some(located) = located(document, &fence.method, &fence.path) {
        // The fence's path counts, but for a slash at its end.
        Located { path: &fence.path, ..located }.read(&fence.method, draft, &mut schemas);
        describe(draft, located.operation);
    } else {
        schemas.unsupported(place, format!("the document has no `{} {}`", fence.method, fence.path));
        claim(draft, fence, place);
    }
    draft.spec.clone_from(&fence.spec);
    let (components, leftovers) = schemas.into_parts();
    draft.components.extend(components);
    draft.leftovers = leftovers;
}

fn too_old(version: &Json, diagnostics: &mut Diagnostics) {
    let message = "this is a document of OpenAPI 2 (`swagger`), which is not read";
    diagnostics.push(Diagnostic::at(Code::Unsupported, version.span, message).help("convert it to OpenAPI 3"));
}

/// An operation in a document.
#[derive(Clone, Copy)]
struct Located<'a> {
    /// The path as the document writes it.
    path: &'a str,
    item: &'a Json,
    operation: &'a Json,
}

impl<'a> Located<'a> {
    fn servers(&self, document: &'a Json) -> [&'a Json; 3] {
        [self.operation, self.item, document]
    }

    /// Reads all that it claims, but for its words.
    fn read(&self, method: &str, draft: &mut Draft, schemas: &mut Schemas<'_>) {
        let Self { path, item, operation } = *self;
        let document = schemas.document;
        security::servers(&[operation, item, document], draft);
        let fence = Fence { spec: None, method: method.to_owned(), path: path.to_owned() };
        claim(draft, &fence, operation.span);
        let text = |name: &str| operation.text_of(name).map(str::trim).filter(|text| !text.is_empty());
        if draft.description.is_none() {
            draft.description = text("description").map(str::to_owned);
        }
        extensions::deprecation(operation, &mut draft.deprecated);
        Found { item, operation }.read(draft, schemas);
        security::requirement(operation.get("security").or_else(|| document.get("security")), draft, schemas);
        schemas.callbacks(operation);
    }
}

/// The operation of a document with this method and path; names of parameters and a slash at the end apart.
fn located<'a>(document: &'a Json, method: &str, path: &str) -> Option<Located<'a>> {
    let paths = document.get("paths")?.members();
    let bare = |path: &str| path.trim_end_matches('/').to_owned();
    let same = |known: &str| known == path;
    let known = paths.iter().rev().find(|(known, _)| same(&known.value));
    let known = known.or_else(|| paths.iter().find(|(known, _)| bare(&known.value) == bare(path)));
    let known = known.or_else(|| paths.iter().find(|(known, _)| identity(&known.value) == identity(path)));
    let (path, item) = known?;
    let item = document::resolved(document, item)?;
    let operation = item.get(&method.to_ascii_lowercase())?;
    Some(Located { path: &path.value, item, operation })
}

/// The methods that a path has, in upper case.
fn methods(document: &Json, item: &Json) -> Vec<String> {
    let item = document::resolved(document, item);
    let members = item.map(Look::members).unwrap_or_default();
    members.iter().map(|(key, _)| key.value.to_ascii_uppercase()).filter(|word| is_method(word)).collect()
}

/// The claim of method and path, and of the server that comes first.
fn claim(draft: &mut Draft, fence: &Fence, place: Span) {
    let server = draft.servers.first().map(|(_, url, _)| url.clone());
    let origin = draft.origin(Evidence::Openapi, place);
    // The document's path is a template already: it counts to the letter.
    let path = fence.path.split(['?', '#']).next().unwrap_or_default().to_owned();
    draft.endpoints.push(EndpointClaim {
        method: Some(fence.method.clone()),
        target: Some(Target { server, path }),
        origin,
    });
}

fn describe(draft: &mut Draft, operation: &Json) {
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
