//! Input: a draft's request fields, each with the Tab or other list that it stands in. Output: the same, with what only some
//! of several cases have no longer required.
//! Invariant: lists are cases of one thing where they share a field; those that share none are parts of it, all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::request::RequestField;
use crate::source::Span;

/// Nobody must send what belongs to one case and not to another.
pub(crate) fn relax(fields: &mut [RequestField]) {
    let mut names: BTreeMap<Span, BTreeSet<String>> = BTreeMap::new();
    for field in fields.iter() {
        if let Some(tab) = field.tab {
            names.entry(tab).or_default().insert(key(field));
        }
    }
    for field in fields.iter_mut() {
        let Some(own) = field.tab.and_then(|tab| names.get(&tab)) else { continue };
        let name = key(field);
        let mut others = names.iter().filter(|(tab, other)| Some(**tab) != field.tab && !own.is_disjoint(other));
        if others.any(|(_, other)| !other.contains(&name)) {
            field.member.required = false;
        }
    }
}

/// What tells a field from others: where it goes, and its name.
fn key(field: &RequestField) -> String {
    let section = field.sections.first().map_or("", |section| section.word());
    format!("{section} {}", field.member.name)
}
