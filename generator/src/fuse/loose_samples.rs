//! Input: a draft with JSON samples of which nothing says whether they are sent or received. Output: the draft with each
//! where it belongs.
//! Invariant: a sample goes to the request only where the method sends a body, and where the page's order or its fields
//! say so.

use crate::draft::Draft;
use crate::draft::sample::Sample;
use crate::read::json::JsonKind;
use crate::schema::method::sends_body;
use crate::shape::Member;

/// Sorts the loose samples of a draft whose operation has this method. A page shows what is sent before what comes back.
pub(crate) fn assign(draft: &mut Draft, method: &str) {
    let known =
        draft.request.body.samples.iter().chain(draft.answers.responses.iter().flat_map(|response| &response.samples));
    let mut seen: Vec<_> = known.map(|sample| sample.json.to_value()).collect();
    let mut loose: Vec<Sample> = Vec::new();
    for sample in std::mem::take(&mut draft.loose) {
        let value = sample.json.to_value();
        if !seen.contains(&value) {
            seen.push(value);
            loose.push(sample);
        }
    }
    let sends = sends_body(method) && draft.request.body.samples.is_empty();
    let received: Vec<&Member> = draft.answers.responses.iter().flat_map(|response| response.members()).collect();
    let is_request = match loose.as_slice() {
        [] => return,
        // Where an answer is known, what a call without any body shows besides is what it sends.
        [only] if draft.request.body.is_empty() && has_answer(draft) => !received_so(only, draft),
        [only] => shared(only, &draft.request.body.members) > shared(only, received),
        [_, ..] => true,
    };
    let mut loose = loose.into_iter();
    if sends && is_request {
        draft.request.body.samples.extend(loose.next());
    }
    let answers: Vec<Sample> = loose.collect();
    if !answers.is_empty() {
        draft.response(None).samples.extend(answers);
    }
}

/// Whether samples show what comes back.
fn has_answer(draft: &Draft) -> bool {
    draft.answers.responses.iter().any(|response| !response.samples.is_empty())
}

/// Whether a sample has a member that a known answer has, too: then it may be another one.
fn received_so(sample: &Sample, draft: &Draft) -> bool {
    let members = |json: &JsonKind| -> Vec<String> {
        let object = match json {
            JsonKind::Array(items) => items.first().map(|item| &item.kind),
            kind => Some(kind),
        };
        match object {
            Some(JsonKind::Object(members)) => members.iter().map(|(name, _)| name.value.clone()).collect(),
            _ => Vec::new(),
        }
    };
    let samples = draft.answers.responses.iter().flat_map(|response| &response.samples);
    let known: std::collections::BTreeSet<String> = samples.flat_map(|known| members(&known.json.kind)).collect();
    members(&sample.json.kind).iter().any(|name| known.contains(name))
}

/// How many members a sample and a field list have in common.
fn shared<'a>(sample: &Sample, members: impl IntoIterator<Item = &'a Member>) -> usize {
    let shown = match &sample.json.kind {
        JsonKind::Array(items) => items.first().map(|item| &item.kind),
        kind => Some(kind),
    };
    let Some(JsonKind::Object(shown)) = shown else { return 0 };
    members.into_iter().filter(|member| shown.iter().any(|(name, _)| name.value == member.name)).count()
}
