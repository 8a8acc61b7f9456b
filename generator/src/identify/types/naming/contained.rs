//! Input: a node. Output: what it is called where it stands, and the words of what it stands in.
//! Invariant: what only wraps, and the bodies that everything stands in, have no word of their own.

use crate::identify::types::naming::shared;
use crate::identify::types::naming::state::Naming;
use crate::identify::types::place::{Own, Resource};
use crate::identify::words::{self, Words};
use crate::schema::Type;

impl Naming<'_> {
    /// The words of the member, or of the resource.
    pub(super) fn own_words(&self, node: usize) -> Option<Words> {
        let node = self.nodes.nodes.get(node)?;
        if let Some(name) = &node.rival {
            return Some(words::split(name));
        }
        match &node.place.own {
            Own::Member(words) => Some(shared::spoken(words)),
            Own::Resource(Resource { words, .. }) => Some(words.clone()),
            _ => None,
        }
    }

    /// The words of what a node stands in, from the innermost on.
    pub(super) fn trail(&self, node: usize) -> Vec<Words> {
        let mut trail: Vec<Words> = Vec::new();
        let mut inside = self.nodes.nodes.get(node).and_then(|node| node.place.inside);
        let mut reached = None;
        while let Some(container) = inside.and_then(|inside| self.nodes.nodes.get(inside)) {
            if let Some(name) = &container.given {
                trail.push(words::split(name));
                return trail;
            }
            match &container.place.own {
                Own::Member(words) if !says_nothing(words) => trail.push(shared::spoken(words)),
                Own::Resource(resource) => {
                    trail.push(resource.words.clone());
                    reached = Some(resource.family.clone());
                }
                Own::Webhook(words) => trail.push(words.clone()),
                _ => {}
            }
            inside = container.place.inside;
        }
        if let Some(call) = self.call(node) {
            let outer =
                call.segments.iter().skip_while(|segment| reached.as_ref().is_some_and(|of| segment.family != *of));
            trail.extend(outer.skip(usize::from(reached.is_some())).map(|segment| segment.resource(false).words));
        }
        trail
    }

    /// The words of what an answer is there for: of several, where it is a list.
    pub(super) fn content_words(&self, content: &Type) -> Option<Words> {
        match content {
            Type::Array(item) => {
                let mut words = self.content_words(item)?;
                if let Some(last) = words.last_mut() {
                    *last = words::plural(last);
                }
                Some(words)
            }
            Type::Nullable(inner) | Type::Map(inner) => self.content_words(inner),
            Type::Named(name) => match crate::identify::types::node::number(name) {
                Some(node) => self.words_of(node),
                None => Some(words::split(name)),
            },
            _ => None,
        }
    }
}

/// Whether a member only wraps what stands in it.
fn says_nothing(words: &[String]) -> bool {
    words.is_empty() || matches!(words, [word] if shared::is_filler(word))
}
