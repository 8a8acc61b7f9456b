//! Input: the nodes, and what is known of the operations that they are of. Output: [`Naming`], and what naming asks of it.
//! Invariant: what has a name is never named again.

use std::collections::{BTreeMap, BTreeSet};

use crate::identify::types::node::number;
use crate::identify::types::place::{Call, Own};
use crate::identify::types::unify::Unified;
use crate::identify::words;
use crate::schema::walk;

/// What naming works on.
pub(super) struct Naming<'a> {
    pub(super) nodes: &'a Unified,
    pub(super) calls: &'a [Call],
    /// The nodes that each one is made of, in their order.
    pub(super) members: BTreeMap<usize, Vec<usize>>,
    /// The names so far.
    pub(super) names: BTreeMap<usize, String>,
    /// The names that are given, as Rust writes them.
    pub(super) taken: BTreeSet<String>,
    /// The error body that most answers have.
    pub(super) common_error: Option<usize>,
}

impl Naming<'_> {
    /// The error body that most places have; of two that are equally frequent the one with fewer members.
    pub(super) fn most_common_error(&self) -> Option<usize> {
        let errors = self.members.iter().filter(|(node, _)| {
            self.nodes.get(**node).is_some_and(|node| node.given.is_none() && matches!(node.place.own, Own::Error(_)))
        });
        let rank = |(node, members): &(&usize, &Vec<usize>)| {
            let fields = self.nodes.fields(**node).map_or(0, <[_]>::len);
            let key = self.nodes.get(**node).map(|node| node.place.key.clone());
            (std::cmp::Reverse(members.len()), fields, key)
        };
        errors.min_by_key(rank).map(|(node, _)| *node)
    }

    /// The number of what an answer is there for.
    pub(super) fn content(&self, node: usize) -> Option<usize> {
        let content = self.nodes.get(node)?.content.as_ref()?;
        let name = walk::name(content)?;
        number(name).map(|node| self.nodes.root(node))
    }

    pub(super) fn call(&self, node: usize) -> Option<&Call> {
        self.nodes.nodes.get(node)?.place.call.and_then(|call| self.calls.get(call))
    }

    /// The words of the name that a node has.
    pub(super) fn words_of(&self, node: usize) -> Option<words::Words> {
        self.names.get(&self.nodes.root(node)).map(|name| words::split(name))
    }
}
