//! Input: a flat list of fields, as a rendered page shows an object's tree line by line, and the types known from
//! elsewhere. Output: for every field the field that it stands in, where that is certain.
//! Invariant: no guess. What two readings of the list disagree about comes out as [`Parent::Ambiguous`].
//!
//! Every reading of the list is a tree whose preorder is the list. A reading costs something where it leaves out a member
//! that a known type has, and much where it gives a known type a member that it has not. Of the cheapest readings, all are
//! compared. Where the API sorts the members of its objects, readings that break the order are none.

pub(crate) mod entry;
pub(crate) mod order;
pub(crate) mod search;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::fuse::lists::nesting::entry::{Entry, KnownMembers, Parent};
use crate::fuse::lists::nesting::order::Order;
use crate::fuse::lists::nesting::search::Search;

/// A list beyond this many fields is not resolved.
const MAX_FIELDS: usize = 1_500;

/// Finds the parents. `None` where the list is too large to compare all readings. `order` is what the API's other
/// objects show of theirs.
pub(crate) fn parents(entries: &[Entry], known: &KnownMembers, order: Order) -> Option<Vec<Parent>> {
    if entries.len() > MAX_FIELDS {
        return None;
    }
    let mut known = known.clone();
    let limits = limits(entries);
    let sorted = order.verdict().unwrap_or_else(|| Order::of_list(entries));
    loop {
        // A page that sorts its members has a reading in order. One that does not may have one by chance.
        let in_order = if sorted { Search::new(entries, &known, &limits, true).run()? } else { None };
        let found = match in_order {
            Some(found) => found,
            None => Search::new(entries, &known, &limits, false).run()??,
        };
        // A type that is certain in one place is known in all others.
        let before = known.len();
        learn(entries, &found, &mut known);
        if known.len() == before {
            return Some(found);
        }
    }
}

/// How far each field can reach: one type has the same fields wherever it stands, so that what follows two fields of one
/// type is in them no further than it is the same.
fn limits(entries: &[Entry]) -> Vec<usize> {
    let mut limits = vec![entries.len(); entries.len()];
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        if let Some(name) = entry.object.as_deref().filter(|name| !name.is_empty()) {
            places.entry(name).or_default().push(index);
        }
    }
    for places in places.values() {
        // Neighbours are enough: what all have in common, neighbours have.
        let pairs = places.iter().zip(places.iter().skip(1));
        let after = |index: usize| entries.iter().skip(index + 1);
        let common = pairs.map(|(a, b)| after(*a).zip(after(*b)).take_while(|(a, b)| a == b).count()).min();
        for (place, common) in places.iter().filter_map(|place| Some((*place, common?))) {
            if let Some(limit) = limits.get_mut(place) {
                *limit = place + common;
            }
        }
    }
    limits
}

fn learn(entries: &[Entry], found: &[Parent], known: &mut KnownMembers) {
    for (index, entry) in entries.iter().enumerate() {
        let Some(name) = entry.object.as_ref().filter(|name| !name.is_empty() && !known.contains_key(*name)) else {
            continue;
        };
        // What follows up to the first field that certainly stands elsewhere must be certain, too.
        let mut members = Vec::new();
        let mut inside = BTreeSet::from([index]);
        let mut certain = true;
        for (later, parent) in found.iter().enumerate().skip(index + 1) {
            match parent {
                Parent::Field(parent) if inside.contains(parent) => {
                    inside.insert(later);
                    if *parent == index {
                        members.extend(entries.get(later).map(|entry| entry.name.clone()));
                    }
                }
                Parent::Ambiguous(_) => {
                    certain = false;
                    break;
                }
                _ => break,
            }
        }
        if certain && !members.is_empty() {
            known.insert(name.clone(), members);
        }
    }
}
