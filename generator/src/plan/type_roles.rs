//! Input: a type of the model. Output: what it is for, in words.
//! Invariant: the words follow from the operations and webhooks that carry it.

use crate::schema::{TypeDef, TypeKind};

use super::bodies_by_type::Roles;
use super::catalog::Catalog;
use super::presence::Direction;

impl Catalog<'_> {
    /// Which webhooks carry the type, in words.
    pub(super) fn webhooks(&self, def: &TypeDef, direction: Direction) -> Option<String> {
        let webhooks = self.roles.get(def.name.as_str()).filter(|_| direction != Direction::Sent);
        let webhooks = webhooks.into_iter().flat_map(|of| &of.webhooks);
        let names: Vec<String> = webhooks.map(|name| format!("`{}`", name.replace('`', "'"))).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(format!("Sent by the API as the webhook {one}.")),
            several => Some(format!("Sent by the API as the webhooks {}.", several.join(", "))),
        }
    }

    /// What a type is for, where no page describes it: the operations of which it is the whole body.
    pub(super) fn role(&self, def: &TypeDef, direction: Direction) -> String {
        let empty = Roles::default();
        let of = self.roles.get(def.name.as_str()).unwrap_or(&empty);
        let (sends, receives) = (direction != Direction::Received, direction != Direction::Sent);
        let roles = [
            ("the request body", sends, &of.sent),
            ("the answer", receives, &of.answers),
            ("the error body", receives, &of.errors),
        ];
        let roles = roles.into_iter().filter(|(_, counts, _)| *counts);
        let words = roles.filter_map(|(role, _, titles)| Some(format!("{role} of {}", in_words(titles)?)));
        let words = words.collect::<Vec<_>>().join(", and ");
        let mut letters = words.chars();
        if let Some(first) = letters.next() {
            return format!("{}{}.", first.to_uppercase(), letters.as_str());
        }
        match &def.kind {
            TypeKind::Opaque => "Of this the documentation gives the name alone.".to_owned(),
            _ => String::new(),
        }
    }
}

/// The titles of operations in words: the first two, and how many more.
fn in_words(titles: &[&str]) -> Option<String> {
    Some(match titles {
        [] => return None,
        [one] => format!("“{one}”"),
        [one, two] => format!("“{one}” and “{two}”"),
        [one, others @ ..] => format!("“{one}” and {} other operations", others.len()),
    })
}
