//! Input: the pages with their endpoints. Output: the same, without the parts of pages that only show calls which other pages
//! document.
//! Invariant: what nobody else documents stays, and what goes is told once a page.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::source::FileId;

pub(crate) fn settle(placed: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let whole = placed.iter().filter(|(draft, _)| !draft.hints.is_sampled_part);
    let documented: BTreeSet<String> = whole.filter_map(|(_, endpoint)| endpoint.as_ref()).map(Endpoint::key).collect();
    let has_fields = |draft: &Draft| !draft.rows.is_empty() || draft.hints.lists_fields;
    let fields = placed.iter().filter(|(draft, _)| has_fields(draft)).map(|(draft, _)| draft.file);
    let fields: BTreeSet<FileId> = fields.collect();
    let mut told: BTreeSet<FileId> = BTreeSet::new();
    for (draft, place) in placed.iter_mut().filter(|(draft, _)| draft.hints.is_sampled_part) {
        let Some(endpoint) = place.take_if(|endpoint| documented.contains(&endpoint.key())) else { continue };
        draft.hints.is_told = true;
        if told.insert(draft.file) {
            let span = endpoint.origins.first().and_then(|origin| origin.span);
            let words = "other pages document the call that this sample makes; what this page says of it was left out";
            let help = "an operation needs a page of its own, or a heading with its request line";
            let code = if fields.contains(&draft.file) { Code::NoEndpoint } else { Code::NotAnOperation };
            diagnostics.push(Diagnostic::at(code, span, words).help(help));
        }
    }
    // What stands above such parts goes with them.
    for (draft, _) in placed.iter_mut().filter(|(draft, place)| place.is_none() && told.contains(&draft.file)) {
        draft.hints.is_told = true;
    }
}
