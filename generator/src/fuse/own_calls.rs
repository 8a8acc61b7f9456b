//! Input: a draft with the calls that its samples make, and its endpoint. Output: the draft with what the samples of its own
//! call show.
//! Invariant: a sample of another call lends nothing: no body, no credentials, and no answer that stands right below it.

use crate::draft::Draft;
use crate::draft::answers::ResponseDraft;
use crate::draft::endpoint::Endpoint;
use crate::draft::request::CallDraft;
use crate::draft::sample::Sample;
use crate::fuse::endpoint::same_path;

/// Takes over what the page's own calls show; of a page without an endpoint every call is its own.
pub(crate) fn take(draft: &mut Draft, endpoint: Option<&Endpoint>) {
    let (own, foreign): (Vec<CallDraft>, Vec<CallDraft>) =
        std::mem::take(&mut draft.request.calls).into_iter().partition(|call| is_own(call, endpoint));
    let mut places: Vec<(u32, bool)> = own.iter().map(|call| (call.span.start, true)).collect();
    places.extend(foreign.iter().map(|call| (call.span.start, false)));
    places.sort_unstable();
    for call in own {
        draft.auth.extend(call.auth);
        draft.request.headers.extend(call.headers);
        draft.request.query.extend(call.query);
        draft.request.body.absorb(call.body);
    }
    if foreign.is_empty() {
        return;
    }
    let headings = std::mem::take(&mut draft.hints.headings);
    // The answer of a call stands below it, with no heading in between.
    let is_anothers = |sample: &Sample| {
        let Some(at) = sample.origin.span.map(|span| span.start) else { return false };
        let call = places.iter().rev().find(|(place, _)| *place < at);
        call.is_some_and(|(place, is_own)| {
            !is_own && !headings.iter().any(|heading| *place < heading.at && heading.at < at)
        })
    };
    draft.loose.retain(|sample| !is_anothers(sample));
    for response in &mut draft.answers.responses {
        response.samples.retain(|sample| !is_anothers(sample));
    }
    draft.answers.responses.retain(|response: &ResponseDraft| {
        response.status.is_some()
            || response.members().next().is_some()
            || !response.samples.is_empty()
            || response.shown_as.is_some()
    });
}

fn is_own(call: &CallDraft, endpoint: Option<&Endpoint>) -> bool {
    let Some(endpoint) = endpoint else { return true };
    let Some(target) = &call.target else { return !call.is_unreadable };
    let same_method = call.method.as_ref().is_none_or(|method| *method == endpoint.method);
    same_method && same_path(&endpoint.path, target)
}
