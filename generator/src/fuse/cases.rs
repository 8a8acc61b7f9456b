//! Input: a draft's request fields, each with the Tab or other list that it stands in. Output: the same, with what only some
//! of several cases have no longer required.
//! Invariant: lists are cases of one thing where they share a field; those that share none are parts of it, all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::request::RequestField;
use crate::source::Span;

/// Nobody must send what belongs to one case and not to another.
pub(crate) fn relax(fields: &mut [RequestField]) {
    let mut holders: BTreeMap<String, BTreeSet<Span>> = BTreeMap::new();
    for field in fields.iter() {
        if let Some(tab) = field.tab {
            holders.entry(key(field)).or_default().insert(tab);
        }
    }
    // Which lists a name stands in says which of them are cases of one thing; most names stand in the same ones.
    let mut kinds: BTreeMap<&BTreeSet<Span>, usize> = BTreeMap::new();
    let mut lists: BTreeMap<Span, BTreeSet<usize>> = BTreeMap::new();
    for tabs in holders.values() {
        let next = kinds.len();
        let kind = *kinds.entry(tabs).or_insert(next);
        tabs.iter().for_each(|tab| _ = lists.entry(*tab).or_default().insert(kind));
    }
    let by_kind: BTreeMap<usize, &BTreeSet<Span>> = kinds.iter().map(|(tabs, kind)| (*kind, *tabs)).collect();
    let mut within: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    let mut is_within = |one: usize, other: usize| {
        let decide = || by_kind.get(&one).zip(by_kind.get(&other)).is_some_and(|(one, other)| one.is_subset(other));
        one == other || *within.entry((one, other)).or_insert_with(decide)
    };
    for field in fields.iter_mut() {
        let Some(list) = field.tab.and_then(|tab| lists.get(&tab)) else { continue };
        let Some(own) = holders.get(&key(field)).and_then(|tabs| kinds.get(tabs)).copied() else { continue };
        if list.iter().any(|kind| !is_within(*kind, own)) {
            field.member.required = false;
        }
    }
}

/// What tells a field from others: where it goes, and its name.
fn key(field: &RequestField) -> String {
    let section = field.sections.first().map_or("", |section| section.word());
    format!("{section} {}", field.member.name)
}
