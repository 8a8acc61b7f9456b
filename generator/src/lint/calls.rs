//! Input: the model and what each page was read as. Output: calls that are odd by themselves, and pages of several.
//! Invariant: a document of many operations, and a guide that shows many calls, are no pages of several.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::PageReport;
use crate::read::page::Format;
use crate::schema::{Api, Evidence, Operation, Origin};
use crate::source::SourceMap;

pub(super) fn check(sources: &SourceMap, api: &Api, pages: &[PageReport]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = api.operations.iter().filter_map(body_on_get).collect();
    let of_people = pages.iter().filter(|page| page.format != Format::OpenapiExport && page.operations.len() > 1);
    let by_id = api.operations.iter().map(|operation| (operation.id.as_str(), operation)).collect();
    found.extend(of_people.filter_map(|page| several(sources, &by_id, page)));
    found
}

fn body_on_get(operation: &Operation) -> Option<Diagnostic> {
    let body = operation.request_body.as_ref().filter(|_| matches!(operation.method.as_str(), "GET" | "HEAD"))?;
    let span = place(&body.origins).or_else(|| place(&operation.origins));
    let message = format!("`{} {}` is documented with a body", operation.method, operation.path);
    Some(
        Diagnostic::at(Code::BodyOnGet, span, message)
            .label(place(&operation.origins).filter(|at| Some(*at) != span), "the call")
            .help("if it goes into the query, say so (`query=`); if the API reads a body, another method is safer"),
    )
}

fn several(sources: &SourceMap, by_id: &BTreeMap<&str, &Operation>, page: &PageReport) -> Option<Diagnostic> {
    let name = sources.file(page.file).map_or("", |file| file.page());
    // Who shows calls documents none: a guide may show as many as it likes.
    let names = |evidence| {
        use Evidence::{Component, Config, Frontmatter, RenderedEndpoint, RequestLine};
        matches!(evidence, Frontmatter | Component | Config | RenderedEndpoint | RequestLine)
    };
    let here = |origin: &&Origin| origin.page == name && names(origin.evidence);
    let ids = page.operations.iter().map(|row| row.id.as_str()).collect::<Vec<_>>();
    let mut places = Vec::new();
    for id in ids {
        let operation = by_id.get(id)?;
        places.extend(operation.origins.iter().filter(here).find_map(|origin| origin.span));
    }
    places.sort();
    places.dedup();
    let second = *places.get(1)?;
    let message = format!("this page documents {} operations; the second begins here", places.len());
    Some(
        Diagnostic::at(Code::SeveralOperations, second, message)
            .help("a page for each has an address, a title and examples of its own"),
    )
}

fn place(origins: &[Origin]) -> Option<crate::source::Span> {
    origins.iter().find_map(|origin| origin.span)
}
