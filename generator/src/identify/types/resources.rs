//! Input: nodes. Output: the same, where what the pages name is one a name, and the answers of a resource that mostly agree
//! are one.
//! Invariant: of two that cannot be one neither changes, and both live on.

use std::collections::BTreeMap;

use crate::identify::types::node::number;
use crate::identify::types::place::{Call, Own, Resource};
use crate::identify::types::unify::Unified;
use crate::schema::Type;

/// More rivals than this of one name are not asked whether one more is one of them.
const MOST_RIVALS: usize = 16;

/// Makes one of what the pages call alike, in the order in which it is complete. What cannot be one is given as a rival, with
/// the node that it contradicts.
pub(crate) fn unite_given(nodes: &mut Unified, calls: &[Call], complete: &[usize]) -> Vec<(usize, usize)> {
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut rivals = Vec::new();
    nodes.takes_literals = true;
    let owners = owners(nodes, calls, complete);
    let mut owned: BTreeMap<&str, usize> = BTreeMap::new();
    for node in complete {
        let Some(name) = nodes.nodes.get(*node).and_then(|node| node.given.clone()) else { continue };
        let variants = known.entry(name.clone()).or_default();
        if let Some(one) = variants.iter().take(MOST_RIVALS).copied().find(|variant| nodes.can_be_one(*variant, *node))
        {
            nodes.absorb(one, *node);
            continue;
        }
        variants.push(*node);
        let owner = owners.get_key_value(&name).filter(|(name, _)| !owned.contains_key(name.as_str()));
        if let Some((name, _)) = owner.filter(|(_, owner)| nodes.can_be_one(**owner, *node)) {
            owned.insert(name, *node);
            continue;
        }
        rivals.push((*node, name.clone()));
        if let Some(node) = nodes.get_mut(*node) {
            node.rival = Some(name);
        }
    }
    nodes.takes_literals = false;
    rivals.into_iter().filter_map(|(rival, name)| Some((rival, *owned.get(name.as_str())?))).collect()
}

/// Whose each name is that the pages give: not a rival's of before, and rather his who was there than of one that is new.
fn owners(nodes: &Unified, calls: &[Call], complete: &[usize]) -> BTreeMap<String, usize> {
    let mut owners: BTreeMap<String, ((bool, bool), usize)> = BTreeMap::new();
    for number in complete {
        let Some(node) = nodes.nodes.get(*number) else { continue };
        let Some(name) = &node.given else { continue };
        let is_new = node.place.call.and_then(|call| calls.get(call)).is_some_and(|call| !call.was_there);
        let rank = (node.locked.is_some(), is_new);
        match owners.get_mut(name) {
            Some(best) if best.0 <= rank => {}
            Some(best) => *best = (rank, *number),
            None => drop(owners.insert(name.clone(), (rank, *number))),
        }
    }
    owners.into_iter().map(|(name, (_, owner))| (name, owner)).collect()
}

/// Makes one of the answers of each resource that mostly agree, and of what the pages call as the resource.
pub(crate) fn unite_answers(nodes: &mut Unified) {
    nodes.widens = true;
    let given: BTreeMap<String, usize> = nodes
        .all()
        .into_iter()
        .filter_map(|node| Some((nodes.get(node).filter(|node| node.rival.is_none())?.given.clone()?, node)))
        .collect();
    let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for node in nodes.all() {
        if let Some(Own::Resource(resource)) =
            nodes.get(node).filter(|node| node.given.is_none()).map(|node| &node.place.own)
        {
            groups.entry((resource.words.concat(), resource.family.clone())).or_default().push(node);
        }
    }
    for ((name, _), mut group) in groups {
        group.sort_by_cached_key(|node| {
            let fields = nodes.fields(*node).map_or(0, <[_]>::len);
            let place = nodes.get(*node).map(|node| &node.place);
            let is_item = place.is_some_and(|place| matches!(&place.own, Own::Resource(resource) if resource.is_item));
            (is_item, std::cmp::Reverse(fields), place.map(|place| place.key.clone()))
        });
        let mut clusters: Vec<usize> = given.get(&name).copied().into_iter().collect();
        for node in group {
            match clusters.iter().take(MOST_RIVALS).copied().find(|cluster| is_one(nodes, *cluster, node, &name)) {
                Some(cluster) => nodes.absorb(cluster, node),
                None => clusters.push(node),
            }
        }
    }
    nodes.widens = false;
}

/// Makes one of what had one name before, as far as it still can be one: at one of its places it may have got a member. What
/// is sent keeps what must be in it.
pub(crate) fn unite_kept(nodes: &mut Unified) {
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for node in nodes.all() {
        let Some(name) = nodes.get(node).filter(|node| !node.place.is_sent).and_then(|node| node.locked.clone()) else {
            continue;
        };
        let variants = known.entry(name).or_default();
        let is_one = |one: &usize| nodes.is_mostly_shared(*one, node) && nodes.can_be_one(*one, node);
        match variants.iter().take(MOST_RIVALS).copied().find(is_one) {
            Some(one) => nodes.share(one, node),
            None => variants.push(node),
        }
    }
}

/// Whether two answers of one resource are the same thing.
fn is_one(nodes: &Unified, cluster: usize, node: usize, name: &str) -> bool {
    let Some(overlap) = nodes.overlap(cluster, node) else { return false };
    let Some(Own::Resource(resource)) = nodes.get(node).map(|node| &node.place.own) else { return false };
    // What two have in common beside an id. One of a list, or one that is not all there yet, may show less on purpose: it is
    // the same only where it shows most of it.
    let enough = match resource {
        Resource { is_item: true, .. } => overlap.shared * 3 >= overlap.larger * 2,
        Resource { is_new: true, .. } => overlap.shared * 2 >= overlap.larger,
        _ => overlap.shared * 3 >= overlap.smaller * 2,
    };
    overlap.shared > 1 && enough && !holds(nodes, node, name) && nodes.can_be_one(cluster, node)
}

/// Whether an object holds what the pages call by that name: then it is not that itself.
fn holds(nodes: &Unified, node: usize, name: &str) -> bool {
    let is_it = |ty: &Type| match ty {
        Type::Named(of) => {
            let given = number(of).and_then(|node| nodes.get(node)).and_then(|node| node.given.as_deref());
            given.unwrap_or(of) == name
        }
        _ => false,
    };
    nodes.fields(node).is_some_and(|fields| fields.iter().any(|field| is_it(&field.ty)))
}
