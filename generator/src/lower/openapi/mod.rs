//! Input: a fence that holds an OpenAPI document, in its own form or in the one that older exports compiled it into.
//! Output: what it claims, in the page's [`Draft`].
//! Invariant: what is not supported costs a diagnostic with its place, and nothing else.

mod compiled;
mod components;
mod compose;
mod document;
mod operation;
mod schema;
mod security;
mod servers;
#[cfg(test)]
mod tests;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::json::Json;
use crate::read::openapi::{self, Fence};
use crate::read::page::CodeBlock;
use crate::schema::Evidence;
use crate::source::Span;

use super::draft::{Draft, EndpointClaim};
use super::path::Target;

pub(super) use self::components::{Component, unify};
use self::document::Look;
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
        let message = "this is a document of OpenAPI 2 (`swagger`), which is not read";
        diagnostics.push(Diagnostic::at(Code::Unsupported, version.span, message).help("convert it to OpenAPI 3"));
        return claim(draft, fence, place);
    }
    let page = draft.page.clone();
    let mut schemas = Schemas::new(document, &page, diagnostics);
    let paths = document.get("paths");
    let method = fence.method.to_ascii_lowercase();
    let compiled = paths.filter(|paths| paths.text_of("method").is_some() && paths.text_of("path").is_some());
    let item = paths.and_then(|paths| {
        let bare = |path: &str| path.trim_end_matches('/').to_owned();
        paths.get(&fence.path).or_else(|| {
            let same = |(path, _): &&(crate::source::Spanned<String>, Json)| bare(&path.value) == bare(&fence.path);
            paths.members().iter().find(same).map(|(_, item)| item)
        })
    });
    let item = item.and_then(|item| document::resolved(document, item));
    let operation = item.and_then(|item| item.get(&method));
    if let Some(paths) = compiled {
        security::servers(&[paths], draft);
        claim(draft, fence, paths.span);
        describe(draft, paths);
        compiled::read(paths, draft, &mut schemas);
        security::compiled(paths.get("request"), draft, &mut schemas);
    } else if let (Some(item), Some(operation)) = (item, operation) {
        security::servers(&[operation, item, document], draft);
        claim(draft, fence, operation.span);
        describe(draft, operation);
        Found { item, operation }.read(draft, &mut schemas);
        security::requirement(operation.get("security").or_else(|| document.get("security")), draft, &mut schemas);
    } else {
        schemas.unsupported(place, format!("the document has no `{} {}`", fence.method, fence.path));
        claim(draft, fence, place);
    }
    let Schemas { components, .. } = schemas;
    draft.spec.clone_from(&fence.spec);
    draft.components.extend(components);
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
