//! Input: a type of the model. Output: what it is for, in words.
//! Invariant: the words follow from the operations and webhooks that carry it.

use crate::schema::{Operation, Type, TypeDef, TypeKind, status};

use super::catalog::Catalog;
use super::presence::Direction;

impl Catalog<'_> {
    /// Which webhooks carry the type, in words.
    pub(super) fn webhooks(&self, def: &TypeDef, direction: Direction) -> Option<String> {
        let carries = |ty: &Option<Type>| matches!(ty, Some(Type::Named(name)) if *name == def.name);
        let webhooks = self.api.webhooks.iter().filter(|webhook| direction != Direction::Sent && carries(&webhook.ty));
        let names: Vec<String> = webhooks.map(|webhook| format!("`{}`", webhook.name.replace('`', "'"))).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(format!("Sent by the API as the webhook {one}.")),
            several => Some(format!("Sent by the API as the webhooks {}.", several.join(", "))),
        }
    }

    /// What a type is for, where no page describes it: the operations of which it is the whole body.
    pub(super) fn role(&self, def: &TypeDef, direction: Direction) -> String {
        let is = |ty: &Option<Type>| matches!(ty, Some(Type::Named(name)) if *name == def.name);
        let of = |holds: &dyn Fn(&Operation) -> bool| -> Vec<&str> {
            let operations = self.api.operations.iter().filter(|operation| holds(operation));
            operations.map(|operation| operation.summary.as_deref().unwrap_or(&operation.id)).collect()
        };
        let answers = |operation: &Operation, success: bool| {
            let mut responses = operation.responses.iter();
            responses.any(|response| status::is_success(&response.status) == success && is(&response.ty))
        };
        let sent = |operation: &Operation| {
            operation
                .request_body
                .as_ref()
                .is_some_and(|body| matches!(&body.ty, Type::Named(name) if *name == def.name))
        };
        let (sends, receives) = (direction != Direction::Received, direction != Direction::Sent);
        let roles = [
            ("the request body", of(&|operation| sends && sent(operation))),
            ("the answer", of(&|operation| receives && answers(operation, true))),
            ("the error body", of(&|operation| receives && answers(operation, false))),
        ];
        let words = roles.iter().filter_map(|(role, titles)| Some(format!("{role} of {}", in_words(titles)?)));
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
