//! Input: the types that are left, and the names that were given before. Output: the name of each.
//! Invariant: what has a name keeps it; of two that want one name, neither the pages nor their order say which has it.

mod candidates;
mod class;
mod contained;
mod shared;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use crate::identify::types::naming::class::Class;
use crate::identify::types::naming::state::Naming;
use crate::identify::types::place::{Call, Own};
use crate::identify::types::unify::Unified;
use crate::identify::words;

/// Names every node that stands for itself.
pub(crate) fn name(
    nodes: &Unified,
    calls: &[Call],
    inputs: &BTreeMap<usize, usize>,
    reserved: &BTreeSet<String>,
    kept: BTreeMap<usize, String>,
) -> BTreeMap<usize, String> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..nodes.nodes.len() {
        members.entry(nodes.root(node)).or_default().push(node);
    }
    let mut naming =
        Naming { nodes, calls, members, names: BTreeMap::new(), taken: reserved.clone(), common_error: None };
    for node in nodes.all() {
        let given = nodes.get(node).filter(|node| node.rival.is_none()).and_then(|node| node.given.clone());
        if let Some(name) = given.or_else(|| kept.get(&node).cloned()) {
            naming.taken.insert(words::camel(&name));
            naming.names.insert(node, name);
        }
    }
    naming.common_error = naming.most_common_error();
    let open: Vec<usize> = nodes.all().into_iter().filter(|node| !naming.names.contains_key(node)).collect();
    let own = |node: &usize| nodes.get(*node).map(|node| &node.place.own);
    let is_answer = |node: &usize| matches!(own(node), Some(Own::Answer | Own::Envelope));
    let (answers, others): (Vec<usize>, Vec<usize>) = open.into_iter().partition(is_answer);
    let (sent, others): (Vec<usize>, Vec<usize>) = others.into_iter().partition(|node| inputs.contains_key(node));
    naming.give_first(&others);
    // What stands in something else comes after it, and may be called after its name.
    let others = others.into_iter().filter(|node| !naming.names.contains_key(node)).collect();
    for level in naming.levels(others) {
        naming.give(&level);
    }
    for node in sent {
        let name = inputs.get(&node).and_then(|other| naming.names.get(&nodes.root(*other))).cloned();
        naming.give_input(node, name);
    }
    // An answer is called after what it is there for, and what wraps it after the answer.
    let (envelopes, answers): (Vec<usize>, Vec<usize>) =
        answers.into_iter().partition(|node| own(node) == Some(&Own::Envelope));
    naming.give(&answers);
    for depth in naming.by_depth(envelopes) {
        naming.give(&depth);
    }
    naming.names
}

impl Naming<'_> {
    /// Gives each of them the first of its names that is free.
    fn give(&mut self, open: &[usize]) {
        let mut open: Vec<Class> = open.iter().map(|node| Class::of(self, *node)).collect();
        let mut round = 0;
        while !open.is_empty() {
            self.give_round(&open, round);
            open.retain(|class| !self.names.contains_key(&class.node));
            round += 1;
        }
    }

    /// Gives each of them the name that it asks for first, if it is free.
    fn give_first(&mut self, open: &[usize]) {
        let open: Vec<Class> = open.iter().map(|node| Class::of(self, *node)).collect();
        self.give_round(&open, 0);
    }

    /// Whoever has the stronger claim to a name comes first.
    fn give_round(&mut self, open: &[Class], round: usize) {
        let mut wishes: BTreeMap<String, &Class> = BTreeMap::new();
        for class in open {
            let Some(wish) = class.wish(round).filter(|wish| !self.taken.contains(&words::camel(wish))) else {
                continue;
            };
            if wishes.get(&wish).is_none_or(|other| class.claim < other.claim) {
                wishes.insert(wish, class);
            }
        }
        for (wish, class) in wishes {
            self.taken.insert(words::camel(&wish));
            self.names.insert(class.node, wish);
        }
    }

    /// What is sent is called as what is received, and that it is sent.
    fn give_input(&mut self, node: usize, name: Option<String>) {
        let name = name.map(|name| format!("{name}Input")).filter(|name| !self.taken.contains(&words::camel(name)));
        match name {
            Some(name) => {
                self.taken.insert(words::camel(&name));
                self.names.insert(node, name);
            }
            None => self.give(&[node]),
        }
    }

    /// Types by how deep they stand, the outermost first.
    fn levels(&self, open: Vec<usize>) -> Vec<Vec<usize>> {
        let depth = |node: usize| {
            let (mut depth, mut at) = (0, self.nodes.nodes.get(node).and_then(|node| node.place.inside));
            while let Some(container) = at.and_then(|at| self.nodes.nodes.get(at)) {
                let own = &container.place.own;
                depth += usize::from(container.given.is_some() || matches!(own, Own::Member(_) | Own::Resource(_)));
                at = container.place.inside;
            }
            depth
        };
        let mut levels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in open {
            let members = self.members.get(&node).map(Vec::as_slice).unwrap_or_default();
            levels.entry(members.iter().map(|member| depth(*member)).min().unwrap_or_default()).or_default().push(node);
        }
        levels.into_values().collect()
    }

    /// Envelopes, those first that hold no other.
    fn by_depth(&self, envelopes: Vec<usize>) -> Vec<Vec<usize>> {
        let mut depths: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in envelopes {
            let (mut depth, mut inner) = (0, Some(node));
            while let Some(next) = inner.and_then(|node| self.content(node)).filter(|_| depth < 8) {
                depth += 1;
                inner = Some(next);
            }
            depths.entry(depth).or_default().push(node);
        }
        depths.into_values().collect()
    }
}
