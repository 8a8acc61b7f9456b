//! Input: the pages with their endpoints. Output: the same, without the call of a page that only samples it and lists
//! something in tables, where another page documents that call; and without what pages on webhooks list.
//! Invariant: what a guide's tables list is no field of the call that it happens to show, and what nobody else documents stays.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::endpoint::Endpoint;
use crate::draft::{Draft, mention};
use crate::read::json::JsonKind;
use crate::schema::Evidence;
use crate::shape::Member;

/// A page whose title begins so is about a call, whatever the call is about.
const CALLS: [&str; 13] = [
    "add",
    "create",
    "delete",
    "disable",
    "edit",
    "enable",
    "get",
    "list",
    "register",
    "remove",
    "retrieve",
    "subscribe",
    "update",
];

pub(crate) fn settle(placed: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let own = placed.iter().filter(|(draft, endpoint)| endpoint.is_some() && !only_samples(draft) && says_more(draft));
    let documented: BTreeSet<String> = own.filter_map(|(_, endpoint)| Some(endpoint.as_ref()?.key())).collect();
    // A page that tells of several calls, or lists something, is about more than the one that it shows.
    let is_guide = |draft: &Draft| draft.hints.lists_fields || mention::distinct(&draft.hints.mentions) > 1;
    for (draft, place) in placed.iter_mut().filter(|(draft, _)| only_samples(draft) && is_guide(draft)) {
        let Some(endpoint) = place.take_if(|endpoint| documented.contains(&endpoint.key())) else { continue };
        draft.hints.is_told = true;
        let span = endpoint.origins.first().and_then(|origin| origin.span);
        let words = "this page only shows a call that another page documents; what else it says was left out";
        let help = "if it tells of that call, put its request line above what it says";
        diagnostics.push(Diagnostic::at(Code::NotAnOperation, span, words).help(help));
    }
    let of_webhooks = placed.iter_mut().filter(|(draft, place)| place.is_some() && only_samples(draft));
    of_webhooks.for_each(|(draft, _)| without_payload(draft, diagnostics));
}

/// What a page on webhooks lists is what the API sends, and not what registers its user.
fn without_payload(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    let title = draft.title.as_deref().unwrap_or_default().to_lowercase();
    let is_of_events = ["webhook", "callback", "event"].iter().any(|word| title.contains(word));
    let is_of_call = title.split_whitespace().next().is_some_and(|first| CALLS.contains(&first));
    if !draft.hints.lists_fields || !is_of_events || is_of_call {
        return;
    }
    let sent = sent_names(draft);
    let is_listed = |member: &Member| {
        member.origins.first().is_some_and(|origin| matches!(origin.evidence, Evidence::Table | Evidence::List))
    };
    let listed = draft.request.body.members.iter().chain(draft.request.parameters.iter().map(|(_, member)| member));
    let listed = listed.filter(|member| is_listed(member)).collect::<Vec<_>>();
    // What lists a thing that the sample sends lists what is sent.
    if listed.iter().any(|member| sent.contains(member.name.as_str())) {
        return;
    }
    let Some(first) = listed.iter().find_map(|member| member.origins.first()) else { return };
    let words = "this page tells of what the API sends by itself; what its tables list was taken for no field of the call that \
                 its sample makes";
    let help = "if they are fields of that call, put its request line above them";
    diagnostics.push(Diagnostic::at(Code::NotAnOperation, first.span, words).help(help));
    draft.request.body.members.retain(|member| !is_listed(member));
    draft.request.parameters.retain(|(_, member)| !is_listed(member));
}

/// What the samples of a page's calls send.
fn sent_names(draft: &Draft) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let calls = &draft.request.calls;
    names.extend(calls.iter().flat_map(|call| &call.query).map(|shown| shown.name.clone()));
    for body in calls.iter().map(|call| &call.body).chain([&draft.request.body]) {
        names.extend(body.form.iter().map(|(_, member)| member.name.clone()));
        for sample in &body.samples {
            if let JsonKind::Object(members) = &sample.json.kind {
                names.extend(members.iter().map(|(name, _)| name.value.clone()));
            }
        }
    }
    names
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
