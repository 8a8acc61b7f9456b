//! Input: the frontmatter of a page. Output: what it claims of the operation.
//! Invariant: what is no method and path, or no reference, is told at its line, and claims nothing.

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::endpoint::EndpointClaim;
use crate::draft::target;
use crate::gather::page::reader::Reader;
use crate::read::openapi;
use crate::read::openapi::Subject;
use crate::read::page::Page;
use crate::schema::method::is_method;
use crate::schema::{AuthScheme, Evidence};

impl Reader<'_> {
    pub(crate) fn frontmatter(&mut self, page: &Page) {
        if let Some(entry) = page.frontmatter("api") {
            let origin = self.draft.origin(Evidence::Frontmatter, entry.span);
            match entry.value.split_once(char::is_whitespace) {
                Some((method, rest)) if is_method(method) && target::target(rest).is_some() => {
                    let method = Some(method.to_ascii_uppercase());
                    let target = target::target(rest).map(|target| target.with_query(rest));
                    self.draft.endpoints.push(EndpointClaim { method, target, origin });
                }
                _ => self.diagnostics.push(
                    Diagnostic::at(
                        Code::InvalidFrontmatter,
                        entry.span,
                        format!("`api: {}` is no method and path", entry.value),
                    )
                    .help("write `api: \"POST /v1/threads/{id}\"`, or a whole URL behind the method"),
                ),
            }
        }
        self.references(page);
        if let Some(entry) = page.frontmatter("authMethod") {
            let origin = self.draft.origin(Evidence::Frontmatter, entry.span);
            match entry.value.as_str() {
                "bearer" => self.draft.auth.push((AuthScheme::Bearer, origin)),
                "basic" => self.draft.auth.push((AuthScheme::Basic, origin)),
                "none" => self.draft.auth.push((AuthScheme::None, origin)),
                _ => {}
            }
        }
        if page.frontmatter("deprecated").is_some_and(|entry| entry.value == "true") {
            self.draft.deprecated = Some(String::new());
        }
        self.draft.request.body.media_type = page.frontmatter("contentType").map(|entry| entry.value.clone());
    }

    /// What the page takes from OpenAPI documents.
    fn references(&mut self, page: &Page) {
        if let Some(entry) = page.frontmatter("openapi") {
            match openapi::reference(&entry.value) {
                Some(reference) => {
                    if let Subject::Operation { method, path } = &reference.subject
                        && let Some(target) = target::target(path)
                    {
                        let origin = self.draft.origin(Evidence::Frontmatter, entry.span);
                        let method = Some(method.clone());
                        self.draft.endpoints.push(EndpointClaim { method, target: Some(target), origin });
                    }
                    self.draft.document.references.push((reference, entry.span));
                }
                None => self.diagnostics.push(
                    Diagnostic::at(
                        Code::InvalidFrontmatter,
                        entry.span,
                        format!("`openapi: {}` names no operation and no webhook", entry.value),
                    )
                    .help("write `openapi: \"FILE METHOD /path\"`, or `openapi: \"FILE webhook NAME\"`"),
                ),
            }
        }
        if let Some(entry) = page.frontmatter("openapi-schema") {
            let words = "this page shows a schema of an OpenAPI document, and no call of its own";
            self.draft.hints.other.get_or_insert((entry.span, words));
        }
    }
}
