//! Input: a page from which neither method nor path came. Output: a diagnostic that says what the page is instead.
//! Invariant: a page that documents fields is a warning; only one that is certainly no operation is a note.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::report::PageReport;
use crate::draft::section::Section;
use crate::draft::{Draft, mention};
use crate::read::page::Format;

/// Tells of fields that stand above the request lines of a page of several operations: whose they are nobody says.
pub(crate) fn tell_beside(draft: &Draft, report: &PageReport, diagnostics: &mut Diagnostics) {
    let Some(first) = report.fields.first().filter(|_| !draft.hints.is_told) else { return };
    let count = report.fields.len();
    let words =
        if count == 1 { "this field stands".to_owned() } else { format!("this and {} more fields stand", count - 1) };
    diagnostics.push(
        Diagnostic::at(
            Code::NoEndpoint,
            first.tag,
            format!("{words} outside of every operation of this page; left out"),
        )
        .label(draft.endpoints.first().and_then(|claim| claim.origin.span), "not of this one")
        .help("put each field below the request line of its operation"),
    );
}

/// Whether the fields of a page are those of several calls, and whose each is nothing tells.
pub(crate) fn is_of_several(draft: &Draft, report: &PageReport) -> bool {
    !report.fields.is_empty() && several_calls(draft).is_some()
}

/// Tells what a page without an operation is taken to be; a page that is blank needs no word.
pub(crate) fn tell(draft: &Draft, report: &PageReport, diagnostics: &mut Diagnostics) {
    if draft.hints.is_told {
        return;
    }
    let nothing_of_http = draft.request.parameters.is_empty()
        && draft.answers.responses.is_empty()
        && draft.request.body.samples.is_empty();
    // A field that goes into a path, a query or a header belongs to a call.
    let goes_there = |section: &Section| matches!(section, Section::Path | Section::Query | Section::Header);
    let nothing_of_a_request = draft.request.parameters.is_empty()
        && !draft.request.fields.iter().any(|field| field.sections.iter().any(goes_there));
    if let Some((span, words)) = draft.hints.other.filter(|_| !draft.document.references.is_empty()) {
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words));
    } else if draft.hints.shows_code && nothing_of_http && !report.fields.is_empty() {
        diagnostics.push(Diagnostic::at(
            Code::NotAnOperation,
            draft.top(),
            "the fields of this page are those of the code that it shows, and of no HTTP operation",
        ));
    } else if let Some(calls) = several_calls(draft).filter(|_| !report.fields.is_empty()) {
        diagnostics.push(
            Diagnostic::at(
                Code::NoEndpoint,
                report.fields.first().map_or(draft.top(), |row| row.tag),
                format!("this page documents fields and names {calls}; whose its fields are is not told, and they were left out"),
            )
            .help("put each operation below a heading with its request line, or say in api.toml which one it is: `[[evidence]]`"),
        );
    } else if mention::distinct(&draft.hints.mentions) > 1 {
        diagnostics.push(
            Diagnostic::at(
                Code::NotAnOperation,
                draft.hints.mentions.first().map_or(draft.top(), |mention| mention.span),
                "this page tells of several calls, and documents none of them",
            )
            .help("an operation needs a page of its own, or a heading with its request line"),
        );
    } else if report.fields.is_empty() && draft.request.fields.is_empty() && draft.format != Format::Rendered {
        let words = match draft.hints.lists_fields {
            true => "this page documents no operation: it lists fields, and nothing on it names method and path",
            false => "this page documents no operation: it shows samples or statuses, and has no field",
        };
        let has_samples = !draft.request.body.is_empty() || !draft.answers.responses.is_empty();
        if has_samples || draft.title.is_some() || draft.description.is_some() || !draft.hints.is_blank {
            let plain = if has_samples { words } else { "this page documents no operation" };
            let (span, words) = draft.hints.other.unwrap_or((draft.top(), plain));
            diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words));
        }
    } else if let Some(words) = other_thing(draft).filter(|_| nothing_of_a_request) {
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, draft.top(), words));
    } else if !report.fields.is_empty() || !draft.request.body.is_empty() || !draft.answers.responses.is_empty() {
        diagnostics.push(
            Diagnostic::at(
                Code::NoEndpoint,
                draft.top(),
                "this page documents fields, and nothing on it names method and path; it was left out",
            )
            .help("add `api: \"POST /path\"` to the frontmatter, a curl or fetch sample, or an [[evidence]] entry to api.toml"),
        );
    } else if draft.title.is_some() || draft.description.is_some() || !draft.hints.is_blank {
        let (span, words) = draft.hints.other.unwrap_or((draft.top(), "this page documents no operation"));
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words));
    }
}

/// What a page is about by its title, where that is no call: then its fields are no operation's that lost its line.
fn other_thing(draft: &Draft) -> Option<&'static str> {
    let title = draft.title.as_deref()?.to_lowercase();
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    if has(&["webhook", "webhooks", "callback", "callbacks", "event", "events", "payload", "payloads"]) {
        return Some("this page describes what the API sends by itself, and no call");
    }
    let ends = |known: &[&str]| words.last().is_some_and(|word| known.contains(word));
    (ends(&["object", "objects", "schema", "schemas", "model", "models", "types", "resource"]) && words.len() > 1)
        .then_some("this page describes an object, and no call")
}

/// The calls that a page shows or mentions, where they are several.
fn several_calls(draft: &Draft) -> Option<String> {
    let claimed = draft.endpoints.iter().filter_map(|claim| {
        let method = claim.method.as_deref().unwrap_or("GET");
        Some(format!("`{method} {}`", claim.target.as_ref()?.path))
    });
    let mentioned = draft.hints.mentions.iter().map(|call| format!("`{} {}`", call.method, call.target.path));
    let mut calls: Vec<String> = Vec::new();
    for call in claimed.chain(mentioned) {
        if !calls.contains(&call) {
            calls.push(call);
        }
    }
    let is_several = mention::distinct(&draft.hints.mentions) > 1 || draft.endpoints.len() > 1;
    (is_several && calls.len() > 1).then(|| calls.join(", "))
}
