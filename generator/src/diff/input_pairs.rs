//! Input: what the caller of an operation gives, on both sides. Output: which of it is which.
//! Invariant: what has its name at its place is never taken for another.

use std::collections::{BTreeMap, BTreeSet};

use super::matched::{Item, Matched, matched};
use crate::plan::model::{InputPlan, InputTarget};
use crate::schema::{Operation, path};

/// The inputs of one side, and whose they are.
type Given<'t> = (&'t [InputPlan], &'t Operation);

/// By place and name, then by sentence, then by name alone, then by the place in the path.
pub(super) fn match_inputs(old: Given<'_>, new: Given<'_>, alike: impl Fn(usize, usize) -> bool) -> Matched {
    let mut matched = matched(&items(old.0), &items(new.0), alike);
    by_name(&mut matched, old.0, new.0);
    by_place(&mut matched, old, new);
    matched
}

/// What an input is known by.
fn key(input: &InputPlan) -> String {
    match &input.target {
        InputTarget::Body => "body".to_owned(),
        _ => format!("{} {}", place(input), input.wire.0),
    }
}

/// Where an input goes, in words.
pub(super) fn place(input: &InputPlan) -> &'static str {
    match &input.target {
        InputTarget::Path => "the path",
        InputTarget::Query => "the query",
        InputTarget::Header => "a header",
        InputTarget::Cookie => "a cookie",
        InputTarget::BodyField(_) | InputTarget::FormField | InputTarget::Body => "the body",
    }
}

/// What has the name that another had elsewhere, and no third has, only moved.
fn by_name(matched: &mut Matched, old: &[InputPlan], new: &[InputPlan]) {
    let names = |inputs: &[InputPlan], left: &[usize]| -> BTreeMap<String, Vec<usize>> {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, input) in left.iter().filter_map(|at| Some((*at, inputs.get(*at)?))) {
            names.entry(input.wire.0.clone()).or_default().push(at);
        }
        names
    };
    let there = names(new, &matched.added);
    for (name, places) in names(old, &matched.removed) {
        if let ([at], Some([other])) = (places.as_slice(), there.get(&name).map(Vec::as_slice)) {
            matched.same.push((*at, *other));
        }
    }
    leave(matched);
}

/// Takes out of what is left what is in a pair.
fn leave(matched: &mut Matched) {
    let (gone, come): (BTreeSet<usize>, BTreeSet<usize>) = matched.same.iter().chain(&matched.renamed).copied().unzip();
    matched.removed.retain(|at| !gone.contains(at));
    matched.added.retain(|at| !come.contains(at));
}

/// Parameters of the path that stand at one place under two names are one.
fn by_place(matched: &mut Matched, old: Given<'_>, new: Given<'_>) {
    let places = |(inputs, operation): Given<'_>, left: &[usize]| -> BTreeMap<usize, usize> {
        let names: BTreeMap<&str, usize> = path::parameters(&operation.path).zip(0..).collect();
        let is_path = |at: &&usize| inputs.get(**at).is_some_and(|input| input.target == InputTarget::Path);
        let of = |at: &usize| Some((*names.get(inputs.get(*at)?.wire.0.as_str())?, *at));
        left.iter().filter(is_path).filter_map(of).collect()
    };
    let there = places(new, &matched.added);
    for (place, at) in places(old, &matched.removed) {
        if let Some(other) = there.get(&place) {
            matched.renamed.push((at, *other));
        }
    }
    leave(matched);
}

fn items(inputs: &[InputPlan]) -> Vec<Item<'_>> {
    inputs.iter().map(item).collect()
}

fn item(input: &InputPlan) -> Item<'_> {
    Item { key: key(input), name: &input.wire.0, sentence: Some(&input.docs.summary) }
}

pub(super) fn is_of_body(input: &InputPlan) -> bool {
    matches!(input.target, InputTarget::BodyField(_) | InputTarget::FormField | InputTarget::Body)
}
