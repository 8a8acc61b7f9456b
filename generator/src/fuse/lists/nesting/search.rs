//! Input: a flat list, the types that are known, and whether members are sorted. Output: what the cheapest readings of the
//! list agree about.
//! Invariant: every reading that costs as little as the cheapest is compared, or none is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::fuse::lists::nesting::entry::{Entry, KnownMembers, Parent};

/// Readings beyond this many states are not compared.
const MAX_STATES: usize = 50_000;

const MAX_DEPTH: usize = 12;

/// The costs up to which readings are looked for, one after the other.
const BOUNDS: [u32; 5] = [0, 4, 64, 1_024, u32::MAX];

/// What a known type's member costs that the list lacks, and a member that the type has not.
const MISSING: u32 = 1;

const EXTRA: u32 = 64;

/// An object that is open at some point of a reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Open {
    /// The field whose object it is; `None` for the root.
    field: Option<usize>,
    /// The last of its members so far.
    last: Option<usize>,
    /// The members of the known type that it has so far. Pages need not agree on their order.
    seen: BTreeSet<usize>,
}

pub(crate) struct Search<'a> {
    entries: &'a [Entry],
    known: &'a KnownMembers,
    /// For every field the last index that may stand in it.
    limits: &'a [usize],
    sorted: bool,
    /// The least cost from a state to the end; `None` where it cannot be reached.
    costs: HashMap<(usize, Vec<Open>), Option<u32>>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(entries: &'a [Entry], known: &'a KnownMembers, limits: &'a [usize], sorted: bool) -> Self {
        Self { entries, known, limits, sorted, costs: HashMap::new() }
    }

    /// The parents on which the cheapest readings agree. The outer `None`: too many states; the inner: no reading.
    pub(crate) fn run(mut self) -> Option<Option<Vec<Parent>>> {
        let root = vec![Open { field: None, last: None, seen: BTreeSet::new() }];
        // Most lists have a reading that costs little. What costs more need not be looked at to know all that are as cheap.
        let mut bounds = BOUNDS.into_iter();
        loop {
            let bound = bounds.next()?;
            match self.explore(&root, bound)? {
                Some(cost) if cost <= bound => break,
                None if bound == u32::MAX => return Some(None),
                _ => self.costs.clear(),
            }
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

    /// Fills `costs` for everything that can follow the root and has cost no more than `bound` on the way, deepest first,
    /// without recursion. `None`: too many states.
    fn explore(&mut self, root: &[Open], bound: u32) -> Option<Option<u32>> {
        let mut layers: Vec<BTreeMap<Vec<Open>, u32>> = vec![BTreeMap::from([(root.to_vec(), 0)])];
        let mut count = 1;
        for index in 0..self.entries.len() {
            let mut layer: BTreeMap<Vec<Open>, u32> = BTreeMap::new();
            for (state, so_far) in layers.last().into_iter().flatten() {
                for (_, cost, after) in self.moves(index, state) {
                    let cost = so_far.saturating_add(cost);
                    if cost <= bound {
                        layer.entry(after).and_modify(|known| *known = cost.min(*known)).or_insert(cost);
                    }
                }
            }
            count += layer.len();
            if count > MAX_STATES {
                return None;
            }
            layers.push(layer);
        }
        for (index, layer) in layers.into_iter().enumerate().rev() {
            for (state, _) in layer {
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
            after.push(Open { field: Some(field), last: None, seen: BTreeSet::new() });
            self.put(entry, index, after, 0, &mut moves);
        }
        // The parent that was closed unopened had all of its members left out.
        let unopened =
            opened.map_or(0, |field| self.left_out(&Open { field: Some(field), last: None, seen: BTreeSet::new() }));
        let mut closed = unopened;
        for depth in (0..state.len()).rev() {
            let (kept, _) = state.split_at(depth + 1);
            self.put(entry, index, kept.to_vec(), closed, &mut moves);
            closed += state.get(depth).map_or(0, |open| self.left_out(open));
        }
        moves
    }

    /// Puts the field into the innermost open object, where it can stand there.
    fn put(
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
        if entry.outermost && open.field.is_some() {
            return;
        }
        let name_of = |index: usize| self.entries.get(index).map_or("", |entry| entry.name.as_str());
        if self.sorted && open.last.is_some_and(|last| name_of(last) >= entry.name.as_str()) {
            return;
        }
        let mut cost = closed;
        if let Some(members) = self.members(open.field) {
            let known = members.iter().position(|member| *member == entry.name);
            if !known.is_some_and(|known| open.seen.insert(known)) {
                cost += EXTRA;
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
        let missing = self.members(open.field).map_or(0, |members| members.len().saturating_sub(open.seen.len()));
        MISSING * u32::try_from(missing).unwrap_or(u32::MAX / 2)
    }
}
