//! Input: the types that are left, and the names that their places had. Output: the names that they keep.
//! Invariant: a type that is at one of its old places more keeps its name, and no two have one; what could never have been
//! one type is an error, for one of its names would be lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::identify::locked_names::Names;
use crate::identify::types::unify::Unified;
use crate::schema::TypeKind;

/// The old places of a name, by the node that is there now.
type Places = BTreeMap<usize, Vec<String>>;

/// Notes at each node which name it had: what had two names does not become one because of a page that comes later.
pub(crate) fn remember(nodes: &mut Unified, locked: &Names) {
    if locked.is_of_old() {
        return;
    }
    for node in &mut nodes.nodes {
        node.locked = locked.ty(&node.place.key).map(str::to_owned);
    }
}

/// The name of each node that keeps one.
pub(crate) fn names(
    nodes: &Unified,
    locked: &Names,
    reserved: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<usize, String> {
    let mut old: BTreeMap<&str, Places> = BTreeMap::new();
    for (number, node) in nodes.nodes.iter().enumerate() {
        let name = locked.ty(&node.place.key).filter(|name| !reserved.contains(*name));
        let is_ours = nodes.get(number).is_some_and(|root| root.given.is_none() || root.rival.is_some());
        if let Some(name) = name.filter(|_| is_ours) {
            old.entry(name).or_default().entry(nodes.root(number)).or_default().push(node.place.key.clone());
        }
    }
    for (name, places) in &old {
        tell_apart(nodes, locked, (name, places), diagnostics);
    }
    if locked.is_of_old() {
        let kept = of_old(&old);
        tell_renewed(locked, kept.len(), diagnostics);
        return kept;
    }
    let claims = old.iter().flat_map(|(name, places)| {
        let claim = move |(node, keys): (&usize, &Vec<String>)| {
            (std::cmp::Reverse(keys.len()), keys.iter().min().cloned(), *name, *node)
        };
        places.iter().map(claim)
    });
    let mut claims: Vec<_> = claims.collect();
    claims.sort();
    let (mut kept, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, _, name, node) in claims {
        if !kept.contains_key(&node) && taken.insert(name) {
            kept.insert(node, name.to_owned());
        }
    }
    kept
}

/// Of a lock of old, in which each place had a name of its own: a type keeps the one that all of its places had, where no
/// other type had it.
fn of_old(old: &BTreeMap<&str, Places>) -> BTreeMap<usize, String> {
    let mut names: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (name, places) in old {
        for node in places.keys() {
            names.entry(*node).or_default().insert(name);
        }
    }
    let is_alone = |name: &&str| old.get(name).is_some_and(|places| places.len() == 1);
    let one = |(node, names): (usize, BTreeSet<&str>)| {
        let name = names.first().filter(|_| names.len() == 1)?;
        is_alone(name).then(|| (node, (*name).to_owned()))
    };
    names.into_iter().filter_map(one).collect()
}

fn tell_renewed(locked: &Names, kept: usize, diagnostics: &mut Diagnostics) {
    let mut all: Vec<&str> = locked.types.values().map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();
    let message = format!(
        "the names are kept in the form of an earlier version: operations keep theirs, and so do {kept} of {} types",
        all.len()
    );
    let at = locked.lines.values().min_by_key(|span| span.start).copied();
    diagnostics.push(
        Diagnostic::at(Code::NamesRenewed, at, message)
            .help("the next run writes the file in the form of this version; read its diff once"),
    );
}

/// Tells of two places of one name at which stands now what was never one type.
fn tell_apart(nodes: &Unified, locked: &Names, (name, places): (&str, &Places), diagnostics: &mut Diagnostics) {
    let mut all = places.iter();
    let Some((first, first_keys)) = all.next() else { return };
    let Some((_, keys)) = all.find(|(node, _)| !could_be_one(nodes, *first, **node)) else { return };
    let (Some(one), Some(other)) = (keys.iter().min(), first_keys.iter().min()) else { return };
    let (there, here) = (one.min(other), one.max(other));
    let message = format!("`{name}` is the name of `{there}` and of `{here}`, which were never one type");
    let line = |key: &String| locked.lines.get(key).copied();
    diagnostics.push(
        Diagnostic::at(Code::InvalidProject, line(here), message)
            .label(line(there), "it has the name here")
            .help("give one of the two lines another name, or take it out"),
    );
}

/// Whether two nodes can have been one before their pages changed.
fn could_be_one(nodes: &Unified, a: usize, b: usize) -> bool {
    let kind = |node: usize| nodes.get(node).map(|node| &node.def.kind);
    match (kind(a), kind(b)) {
        (Some(TypeKind::Struct { .. }), Some(TypeKind::Struct { .. })) => {
            nodes.overlap(a, b).is_none_or(|overlap| overlap.shared > 0 || overlap.smaller == 0)
        }
        (Some(TypeKind::Enum { base, values, .. }), Some(TypeKind::Enum { base: other, values: more, .. })) => {
            base == other && values.iter().any(|value| more.contains(value))
        }
        (Some(TypeKind::Union { .. }), Some(TypeKind::Union { .. })) => true,
        _ => false,
    }
}
