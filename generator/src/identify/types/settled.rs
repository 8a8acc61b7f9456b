//! Input: the nodes of all operations, and the names that were given before. Output: which are one, and what each is called.
//! Invariant: the next run, which has the names of this one, makes the same of the same nodes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::identify::locked_names::Names;
use crate::identify::types::node::Node;
use crate::identify::types::place::Call;
use crate::identify::types::unify::Unified;
use crate::identify::types::{classes, kept, naming, resources};

/// Names lead to types and types to names; so often is asked again whether both stay.
const MOST_AGAIN: usize = 3;

/// What the nodes come to.
pub(crate) struct Settled {
    pub(crate) nodes: Unified,
    pub(crate) names: BTreeMap<usize, String>,
    /// What the pages call alike and cannot be one: the second, and the node that it contradicts.
    pub(crate) rivals: Vec<(usize, usize)>,
    /// The names that are ours, by place.
    pub(crate) given: BTreeMap<String, String>,
}

/// Decides what is one and what it is called; `named` are names of ours that others have given. A place that had no name yet
/// comes to what has one after everything that had it before; with a name of its own it is where it stands. So where there is
/// such a place, it is asked again, until the names that come out are the names that go in.
pub(crate) fn settle(
    nodes: Vec<Node>,
    (calls, complete): (&mut [Call], &[usize]),
    (of_pages, named): (&BTreeSet<String>, &BTreeMap<String, String>),
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> Settled {
    let again = may_change(&nodes, locked).then(|| nodes.clone());
    let mut before: BTreeMap<String, String> = again.iter().flatten().filter_map(|node| name(node, locked)).collect();
    let mut again = again.into_iter().flat_map(|nodes| std::iter::repeat_n(nodes, MOST_AGAIN));
    let mut settled = once(nodes, (calls, complete), of_pages, locked, diagnostics);
    calls.iter_mut().for_each(|call| call.was_there = true);
    while before != settled.given
        && let Some(nodes) = again.next()
    {
        before = settled.given;
        let types = named.iter().chain(&before).map(|(place, name)| (place.clone(), name.clone())).collect();
        let next = Names { types, ..Names::default() };
        // What is wrong with the names of the last run was told once.
        settled = once(nodes, (calls, complete), of_pages, &next, &mut Diagnostics::new());
    }
    settled
}

/// Whether the names that come out may be others than those that go in: a place is new, or the pages name it now.
fn may_change(nodes: &[Node], locked: &Names) -> bool {
    let is_known = |node: &Node| locked.ty(&node.place.key).is_some();
    !locked.types.is_empty() && nodes.iter().any(|node| node.given.is_some() == is_known(node))
}

/// The place of a node, and the name that it had.
fn name(node: &Node, locked: &Names) -> Option<(String, String)> {
    locked.ty(&node.place.key).map(|name| (node.place.key.clone(), name.to_owned()))
}

fn once(
    nodes: Vec<Node>,
    (calls, complete): (&[Call], &[usize]),
    of_pages: &BTreeSet<String>,
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> Settled {
    let mut nodes = Unified::new(nodes);
    kept::remember(&mut nodes, locked);
    let rivals = resources::unite_given(&mut nodes, calls, complete);
    resources::unite_answers(&mut nodes);
    resources::unite_kept(&mut nodes);
    let inputs = classes::unite(&mut nodes);
    nodes.settle_origins();
    let mut reserved = of_pages.clone();
    reserved.extend(nodes.nodes.iter().filter_map(|node| node.given.clone()));
    let kept = kept::names(&nodes, locked, &reserved, diagnostics);
    let names = naming::name(&nodes, calls, &inputs, &reserved, kept);
    let mut given = BTreeMap::new();
    for (number, node) in nodes.nodes.iter().enumerate() {
        let root = nodes.root(number);
        let is_ours = nodes.get(root).is_some_and(|root| root.given.is_none() || root.rival.is_some());
        if is_ours && (node.given.is_none() || node.rival.is_some()) {
            given.extend(names.get(&root).map(|name| (node.place.key.clone(), name.clone())));
        }
    }
    Settled { nodes, names, rivals, given }
}
