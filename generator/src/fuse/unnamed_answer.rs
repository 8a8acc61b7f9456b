//! Input: what a page says of answers of which it names no status, and its answers that have one. Output: the latter with
//! what belongs to them.
//! Invariant: one answer a status, and what a status shows by itself is never required to have what it lacks.

use std::collections::BTreeSet;

use crate::draft::answers::ResponseDraft;
use crate::draft::sample::Sample;
use crate::read::json::JsonKind;
use crate::schema::status;
use crate::shape::Member;

/// Gives what names no status to the successes that it is about; gives it back where there is no success.
pub(crate) fn settle(named: &mut [ResponseDraft], unnamed: ResponseDraft) -> Option<ResponseDraft> {
    let successes: Vec<usize> =
        named.iter().enumerate().filter(|(_, response)| is_success(response)).map(|(index, _)| index).collect();
    let (first, rest) = match successes.split_first() {
        None => return Some(unnamed),
        Some((first, rest)) => (*first, rest),
    };
    let takers = if rest.is_empty() { vec![first] } else { takers(named, &successes, &unnamed) };
    let owner = takers.first().copied().unwrap_or(first);
    for (index, response) in named.iter_mut().enumerate().filter(|(index, _)| takers.contains(index)) {
        let mut cases = unnamed.cases.clone();
        if !rest.is_empty() && !response.samples.is_empty() {
            let shown = shown(&response.samples);
            let members = cases.iter_mut().flat_map(|(_, members)| members);
            members.for_each(|member| member.required &= shown.contains(member.name.as_str()));
        }
        response.cases.extend(cases);
        if index != owner {
            continue;
        }
        response.samples.extend(unnamed.samples.iter().cloned());
        response.shown_as = response.shown_as.take().or_else(|| unnamed.shown_as.clone());
        response.events.extend(unnamed.events.iter().cloned());
        response.description = response.description.take().or_else(|| unnamed.description.clone());
    }
    None
}

/// Of several successes, those that the fields are about: an example shows some of them there, or no success has any
/// example. Where none is that, it is the first that has no fields of its own.
fn takers(named: &[ResponseDraft], successes: &[usize], unnamed: &ResponseDraft) -> Vec<usize> {
    let response = |index: &usize| named.get(*index);
    let is_bare = |index: &usize| response(index).is_some_and(|response| response.members().next().is_none());
    let fields: BTreeSet<&str> = unnamed.members().map(|member: &Member| member.name.as_str()).collect();
    let is_shown = |index: &usize| {
        response(index).is_some_and(|response| shown(&response.samples).iter().any(|name| fields.contains(name)))
    };
    let has_body = |index: &usize| {
        response(index).is_some_and(|response| !matches!(response.status.as_deref(), Some("204" | "205")))
    };
    let has_samples =
        successes.iter().filter_map(response).any(|one| !one.samples.is_empty() || one.shown_as.is_some());
    let mut takers: Vec<usize> = successes.iter().copied().filter(|index| is_bare(index)).collect();
    takers.retain(|index| if has_samples { is_shown(index) } else { has_body(index) && !fields.is_empty() });
    if takers.is_empty() {
        let fallback = successes.iter().find(|index| is_bare(index) && has_body(index));
        takers.extend(fallback.or_else(|| successes.iter().find(|index| has_body(index))).or(successes.first()));
    }
    takers
}

/// The members that samples show at their root, or in the items of a list there.
fn shown(samples: &[Sample]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for sample in samples {
        let objects = match &sample.json.kind {
            JsonKind::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(&sample.json),
        };
        for object in objects {
            if let JsonKind::Object(members) = &object.kind {
                names.extend(members.iter().map(|(name, _)| name.value.as_str()));
            }
        }
    }
    names
}

fn is_success(draft: &ResponseDraft) -> bool {
    draft.status.as_deref().is_some_and(status::is_success)
}
