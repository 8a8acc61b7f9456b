//! Input: a type that has no name yet. Output: [`Class`]: the names that it could have, and how good its claim to them is.
//! Invariant: the last of its names is free: it has the whole way to its place in it, and grows with every round.

use crate::identify::types::naming::state::Naming;
use crate::identify::types::place::{Own, Place};
use crate::identify::words::{self, Words};
use crate::schema::TypeKind;

/// So many words stand behind the way to a place where that alone tells nothing apart.
const MOST_WORDS: usize = 3;

/// So many places that differ in signs alone are told apart by how often they are others.
const MOST_AGAIN: usize = 4;

/// A type without a name.
pub(super) struct Class {
    pub(super) node: usize,
    /// The smaller, the stronger.
    pub(super) claim: Claim,
    wishes: Vec<Words>,
    /// What stands at the end of every name: a few words, so that a name inside of others does not have theirs twice.
    last: Words,
}

/// Whether it is a resource, and how deep; how many places have it; how many members it has; its first place.
pub(super) type Claim = (usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>, String);

impl Class {
    pub(super) fn of(naming: &Naming<'_>, node: usize) -> Self {
        let members = naming.members.get(&node).map(Vec::as_slice).unwrap_or_default();
        let places = || members.iter().filter_map(|member| Some(&naming.nodes.nodes.get(*member)?.place));
        let rank = |own: &Own| match own {
            Own::Resource(resource) => {
                let depth = resource.family.matches('/').count();
                if resource.is_item { depth + 100 } else { depth }
            }
            // What an answer is there for says more than what all its operations are called.
            Own::Answer | Own::Envelope if naming.nodes.get(node).is_some_and(|node| node.content.is_some()) => 500,
            // Of several alternatives, each is a part.
            _ => 900,
        };
        let is_part = |place: &Place| {
            let container = place.inside.and_then(|inside| naming.nodes.nodes.get(inside));
            container.is_some_and(|node| matches!(node.def.kind, TypeKind::Union { .. }))
        };
        let rank = |place: &Place| rank(&place.own) + if is_part(place) { 50 } else { 0 };
        let rank = places().map(rank).min().unwrap_or(1000);
        let key = places().map(|place| place.key.as_str()).min().unwrap_or_default();
        // The first success of an operation is its answer.
        let is_answer = naming.nodes.get(node).is_some_and(|node| node.place.own == Own::Answer);
        let fields = naming.nodes.fields(node).filter(|_| !is_answer).map_or(0, <[_]>::len);
        let claim = (rank, std::cmp::Reverse(members.len()), std::cmp::Reverse(fields), key.to_owned());
        let mut wishes = naming.wishes(node);
        wishes.retain(|wish| wish.first().is_some_and(|word| word.starts_with(char::is_alphabetic)));
        let last = wishes.last().map(Vec::as_slice).unwrap_or_default();
        let last = last.get(last.len().saturating_sub(MOST_WORDS)..).unwrap_or_default().to_vec();
        Self { node, claim, wishes, last }
    }

    /// Its first place, and the last name that it could have. Few ask for it.
    fn longest(&self) -> String {
        let last = self.wishes.last().map(Vec::as_slice).unwrap_or_default();
        words::joined([words::split(self.place()).as_slice(), last]).concat()
    }

    /// Its first place.
    fn place(&self) -> &str {
        &self.claim.3
    }

    /// The name that it asks for in a round.
    pub(super) fn wish(&self, round: usize) -> Option<String> {
        match self.wishes.get(round) {
            Some(wish) => Some(wish.concat()),
            None if round == self.wishes.len() => Some(self.longest()),
            None => {
                // Two places that differ in signs alone.
                let again = round - self.wishes.len();
                // Of many, each would be longer than the one before it.
                let (again, spelled) = match again.checked_sub(MOST_AGAIN) {
                    None => (again, String::new()),
                    Some(more) => (more, words::spelled(self.place())),
                };
                let last = if self.last.is_empty() { vec!["Type".to_owned()] } else { self.last.clone() };
                Some(format!("{}{spelled}{}", self.longest(), format!("Other{}", last.concat()).repeat(again)))
            }
        }
    }
}
