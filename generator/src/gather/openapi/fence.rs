//! Input: a fence that holds an OpenAPI document, in its own form or in the one that older exports compiled it into.
//! Output: what it claims of its operation, in the page's [`Draft`].
//! Invariant: a document that cannot be read leaves the claim of the fence's first line.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::gather::openapi::document::Look;
use crate::gather::openapi::located::{Located, claim, describe, located, too_old};
use crate::gather::openapi::schemas::Schemas;
use crate::gather::openapi::{colons, compiled, security};
use crate::read::json::Json;
use crate::read::openapi;
use crate::read::openapi::Fence;
use crate::read::page::CodeBlock;
use crate::source::Span;

/// Reads the document in a fence.
pub(crate) fn fence(draft: &mut Draft, diagnostics: &mut Diagnostics, block: &CodeBlock, fence: &Fence) {
    let document = match openapi::parse(block) {
        Ok(mut document) => {
            colons::settle(&mut document);
            document
        }
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
pub(crate) fn read(draft: &mut Draft, diagnostics: &mut Diagnostics, document: &Json, fence: &Fence, place: Span) {
    if let Some(version) = document.get("swagger") {
        too_old(version, diagnostics);
        return claim(draft, fence, place);
    }
    let page = draft.page.clone();
    let mut schemas = Schemas::new(document, &page);
    let paths = document.get("paths");
    let compiled = paths.filter(|paths| paths.text_of("method").is_some() && paths.text_of("path").is_some());
    if let Some(paths) = compiled {
        draft.document.is_older = true;
        schemas.users.operation(&fence.method, &fence.path);
        security::servers(&[paths], draft);
        claim(draft, fence, paths.span);
        describe(draft, paths);
        compiled::read(paths, draft, &mut schemas);
        security::compiled(paths.get("request"), draft, &mut schemas);
    } else if let Some(located) = located(document, &fence.method, &fence.path) {
        // The fence's path counts, but for a slash at its end, and for `:id` where the document has a parameter.
        let path = if fence.path.contains("/:") { located.path } else { &fence.path };
        Located { path, ..located }.read(&fence.method, draft, &mut schemas);
        describe(draft, located.operation);
    } else {
        schemas.unsupported(place, format!("the document has no `{} {}`", fence.method, fence.path));
        claim(draft, fence, place);
    }
    draft.document.path.clone_from(&fence.spec);
    let (components, leftovers) = schemas.into_parts();
    draft.document.schemas.extend(components);
    draft.document.leftovers = leftovers;
}
