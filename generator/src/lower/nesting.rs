//! Input: a flat list of fields, as a rendered page shows an object's tree line by line, and the types known from
//! elsewhere. Output: for every field the field that it stands in, where that is certain.
//! Invariant: no guess. What two readings of the list disagree about comes out as [`Parent::Ambiguous`].
//!
//! Every reading of the list is a tree whose preorder is the list. A reading costs something where it leaves out a member
//! that a known type has, and much where it gives a known type a member that it has not. Of the cheapest readings, all are
//! compared. Where the page sorts the members of its objects, readings that break the order are none.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A list beyond this many fields, or readings beyond this many states, are not resolved.
const MAX_FIELDS: usize = 1_500;
const MAX_STATES: usize = 50_000;
const MAX_DEPTH: usize = 12;

/// What a known type's member costs that the list lacks, and a member that the type has not.
const MISSING: u32 = 1;
const EXTRA: u32 = 64;

/// A field of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    /// The name of the object type that its values, or their items, have; empty for an unnamed one, `None` where they are
    /// no objects.
    pub(super) object: Option<String>,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parent {
    /// In the object that the list is about.
    Root,
    /// In the field with this index.
    Field(usize),
    /// In this field or in another place.
    Ambiguous(usize),
}

/// The members of the types known from other pages; of the empty name, those of the object that the list is about.
pub(super) type Known = BTreeMap<String, Vec<String>>;

/// Finds the parents. `None` where the list is too large to compare all readings.
pub(super) fn parents(entries: &[Entry], known: &Known) -> Option<Vec<Parent>> {
    if entries.len() > MAX_FIELDS {
        return None;
    }
    let mut known = known.clone();
    let limits = limits(entries);
    loop {
        // A page that sorts its members has a reading in order; one that does not, has none.
        let found = match Search::new(entries, &known, &limits, true).run()? {
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

fn learn(entries: &[Entry], found: &[Parent], known: &mut Known) {
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

/// An object that is open at some point of a reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Open {
    /// The field whose object it is; `None` for the root.
    field: Option<usize>,
    /// The last of its members so far.
    last: Option<usize>,
    /// How many members of the known type have been passed.
    passed: usize,
}

struct Search<'a> {
    entries: &'a [Entry],
    known: &'a Known,
    /// For every field the last index that may stand in it.
    limits: &'a [usize],
    sorted: bool,
    /// The least cost from a state to the end; `None` where it cannot be reached.
    costs: HashMap<(usize, Vec<Open>), Option<u32>>,
}

impl<'a> Search<'a> {
    fn new(entries: &'a [Entry], known: &'a Known, limits: &'a [usize], sorted: bool) -> Self {
        Self { entries, known, limits, sorted, costs: HashMap::new() }
    }

    /// The parents on which the cheapest readings agree. The outer `None`: too many states; the inner: no reading.
    fn run(mut self) -> Option<Option<Vec<Parent>>> {
        let root = vec![Open { field: None, last: None, passed: 0 }];
        if self.explore(&root)?.is_none() {
            return Some(None);
        }
        let mut states = BTreeSet::from([root]);
        let mut parents = Vec::new();
        for index in 0..self.entries.len() {
            let mut seen: BTreeSet<Option<usize>> = BTreeSet::new();
            let mut next = BTreeSet::new();
            for state in &states {
                let total = self.costs.get(&(index, state.clone())).copied().flatten();
                for (parent, cost, after) in self.moves(index, state) {
                    let rest = self.costs.get(&(index + 1, after.clone())).copied().flatten();
                    if let (Some(total), Some(rest)) = (total, rest)
                        && cost + rest == total
                    {
                        seen.insert(parent);
                        next.insert(after);
                    }
                }
            }
            let deepest = seen.iter().next_back().copied().flatten();
            parents.push(match (seen.len(), deepest) {
                (1, None) => Parent::Root,
                (1, Some(parent)) => Parent::Field(parent),
                (_, parent) => Parent::Ambiguous(parent.unwrap_or_default()),
            });
            states = next;
        }
        Some(Some(parents))
    }

    /// Fills `costs` for everything that can follow the root, deepest first, without recursion. `None`: too many states.
    fn explore(&mut self, root: &[Open]) -> Option<Option<u32>> {
        let mut layers: Vec<Vec<Vec<Open>>> = vec![vec![root.to_vec()]];
        let mut count = 1;
        for index in 0..self.entries.len() {
            let mut layer = BTreeSet::new();
            for state in layers.last().into_iter().flatten() {
                layer.extend(self.moves(index, state).into_iter().map(|(_, _, after)| after));
            }
            count += layer.len();
            if count > MAX_STATES {
                return None;
            }
            layers.push(layer.into_iter().collect());
        }
        for (index, layer) in layers.into_iter().enumerate().rev() {
            for state in layer {
                let cost = if index == self.entries.len() {
                    Some(state.iter().map(|open| self.left_out(open)).sum())
                } else {
                    let moves = self.moves(index, &state);
                    let total = |(_, cost, after): (_, u32, _)| {
                        self.costs.get(&(index + 1, after)).copied().flatten().map(|rest| cost + rest)
                    };
                    moves.into_iter().filter_map(total).min()
                };
                self.costs.insert((index, state), cost);
            }
        }
        Some(self.costs.get(&(0, root.to_vec())).copied().flatten())
    }

    /// Every place that the field at `index` can take: its parent, what that costs, and what is open afterwards.
    fn moves(&self, index: usize, state: &[Open]) -> Vec<(Option<usize>, u32, Vec<Open>)> {
        let Some(entry) = self.entries.get(index) else { return Vec::new() };
        let mut moves = Vec::new();
        let opened = index.checked_sub(1).filter(|before| {
            state.len() < MAX_DEPTH && self.entries.get(*before).is_some_and(|before| before.object.is_some())
        });
        if let Some(field) = opened {
            let mut after = state.to_vec();
            after.push(Open { field: Some(field), last: None, passed: 0 });
            self.place(entry, index, after, 0, &mut moves);
        }
        // The parent that was closed unopened had all of its members left out.
        let unopened = opened.map_or(0, |field| self.left_out(&Open { field: Some(field), last: None, passed: 0 }));
        let mut closed = unopened;
        for depth in (0..state.len()).rev() {
            let (kept, _) = state.split_at(depth + 1);
            self.place(entry, index, kept.to_vec(), closed, &mut moves);
            closed += state.get(depth).map_or(0, |open| self.left_out(open));
        }
        moves
    }

    /// Puts the field into the innermost open object, where it can stand there.
    fn place(
        &self,
        entry: &Entry,
        index: usize,
        mut state: Vec<Open>,
        closed: u32,
        moves: &mut Vec<(Option<usize>, u32, Vec<Open>)>,
    ) {
        let reach =
            |open: &Open| open.field.and_then(|field| self.limits.get(field)).is_none_or(|limit| index <= *limit);
        if !state.iter().all(reach) {
            return;
        }
        let Some(open) = state.last_mut() else { return };
        let name_of = |index: usize| self.entries.get(index).map_or("", |entry| entry.name.as_str());
        if self.sorted && open.last.is_some_and(|last| name_of(last) >= entry.name.as_str()) {
            return;
        }
        let mut cost = closed;
        if let Some(members) = self.members(open.field) {
            match members.iter().skip(open.passed).position(|member| *member == entry.name) {
                Some(skipped) => {
                    cost += MISSING * u32::try_from(skipped).unwrap_or(u32::MAX / 2);
                    open.passed += skipped + 1;
                }
                None => cost += EXTRA,
            }
        }
        // Only the order needs to know the last member: without it more states are one.
        open.last = self.sorted.then_some(index);
        let parent = open.field;
        moves.push((parent, cost, state));
    }

    fn members(&self, field: Option<usize>) -> Option<&Vec<String>> {
        let name = match field {
            Some(field) => self.entries.get(field)?.object.as_ref().filter(|name| !name.is_empty())?,
            None => "",
        };
        self.known.get(name)
    }

    /// What it costs to close an object: the members of its type that were not shown.
    fn left_out(&self, open: &Open) -> u32 {
        let missing = self.members(open.field).map_or(0, |members| members.len().saturating_sub(open.passed));
        MISSING * u32::try_from(missing).unwrap_or(u32::MAX / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list written as `name` or `name:Type`.
    fn list(text: &str) -> Vec<Entry> {
        text.split_whitespace()
            .map(|word| match word.split_once(':') {
                Some((name, object)) => Entry { name: name.to_owned(), object: Some(object.to_owned()) },
                None => Entry { name: word.to_owned(), object: None },
            })
            .collect()
    }

    /// The tree as text; `?` marks what is not certain.
    fn tree(entries: &[Entry], known: &Known) -> String {
        let found = parents(entries, known).unwrap();
        let mut out = Vec::new();
        for (entry, parent) in entries.iter().zip(&found) {
            let name = |index: usize| entries[index].name.clone();
            out.push(match parent {
                Parent::Root => entry.name.clone(),
                Parent::Field(parent) => format!("{}.{}", name(*parent), entry.name),
                Parent::Ambiguous(parent) => format!("{}.{}?", name(*parent), entry.name),
            });
        }
        out.join(" ")
    }

    fn known(types: &[(&str, &str)]) -> Known {
        let members = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        types.iter().map(|(name, text)| ((*name).to_owned(), members(text))).collect()
    }

    #[test]
    fn a_known_type_is_followed_by_its_fields() {
        let list = list("a b:Box delay left status");
        assert_eq!(tree(&list, &known(&[("Box", "delay left")])), "a b b.delay b.left status");
    }

    #[test]
    fn order_tells_what_cannot_be_a_sibling() {
        assert_eq!(tree(&list("m:Box a z"), &Known::new()), "m m.a m.z?");
    }

    #[test]
    fn what_order_leaves_open_is_ambiguous() {
        assert_eq!(tree(&list("b:Box delay left status"), &Known::new()), "b b.delay? b.left? b.status?");
    }

    #[test]
    fn a_type_that_is_certain_once_is_known_everywhere() {
        // Behind `m` the order settles what `Box` holds; behind `p` it leaves `w` open.
        let list = list("m:Box a w n p:Box a w");
        assert_eq!(tree(&list, &Known::new()), "m m.a m.w n p p.a p.w");
    }

    #[test]
    fn what_differs_behind_two_fields_of_one_type_is_in_neither() {
        // Order alone would let `n` and `y` stand in `Box`.
        assert_eq!(tree(&list("m:Box a n p:Box a y"), &Known::new()), "m m.a n p p.a y");
    }

    #[test]
    fn members_that_an_older_page_lacks_do_not_matter() {
        let known = known(&[("Box", "a b c d"), ("", "m:Box m z")]);
        assert_eq!(tree(&list("m:Box a d z"), &known), "m m.a m.d z");
    }

    #[test]
    fn an_unsorted_list_is_read_by_its_known_types() {
        let known = known(&[("Box", "z a")]);
        assert_eq!(tree(&list("m:Box z a b"), &known), "m m.z m.a b");
    }

    #[test]
    fn a_long_list_is_bounded() {
        let names: Vec<String> = (0..400).map(|index| format!("f{index:04}:T{index}")).collect();
        // Every field may hold the rest: too many readings to compare, or all of them ambiguous.
        let _ = parents(&list(&names.join(" ")), &Known::new());
    }
}
