//! Input: the pages with their endpoints. Output: the same, without the call of a page that only samples it and lists
//! something in tables, where another page documents that call.
//! Invariant: what a guide's tables list is no field of the call that it happens to show, and what nobody else documents stays.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;

pub(crate) fn settle(placed: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let own = placed.iter().filter(|(draft, endpoint)| endpoint.is_some() && !only_samples(draft) && says_more(draft));
    let documented: BTreeSet<String> = own.filter_map(|(_, endpoint)| Some(endpoint.as_ref()?.key())).collect();
    for (draft, place) in placed.iter_mut().filter(|(draft, _)| only_samples(draft) && draft.hints.lists_fields) {
        let Some(endpoint) = place.take_if(|endpoint| documented.contains(&endpoint.key())) else { continue };
        draft.hints.is_told = true;
        let span = endpoint.origins.first().and_then(|origin| origin.span);
        let words = "this page only shows a call that another page documents; what its tables list was left out";
        let help = "if they are fields of that call, put its request line above them";
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words).help(help));
    }
}

/// Whether nothing but samples says which call a page is about, and no field component stands on it.
fn only_samples(draft: &Draft) -> bool {
    let is_sample = draft.endpoints.iter().all(|claim| claim.origin.evidence.is_call());
    is_sample && draft.rows.is_empty() && draft.lists.is_empty() && draft.document.references.is_empty()
}

/// Whether a page says of its call what is sent or comes back.
fn says_more(draft: &Draft) -> bool {
    let has_fields = !draft.rows.is_empty() || !draft.lists.is_empty() || draft.hints.lists_fields;
    let has_answer = !draft.answers.responses.is_empty() || !draft.request.body.is_empty();
    has_fields || has_answer || draft.document.path.is_some() || !draft.document.references.is_empty()
}
