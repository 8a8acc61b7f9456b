//! Input: an OpenAPI document as [`Json`]. Output: its values by name and by pointer.
//! Invariant: a pointer that leads out of the document, or nowhere, gives nothing.

use crate::read::json::{Json, JsonKind};
use crate::read::openapi::unescaped;
use crate::source::Spanned;

static NOTHING: [(Spanned<String>, Json); 0] = [];

static NO_ITEMS: [Json; 0] = [];

/// What a value holds, without a word of its type.
pub(crate) trait Look {
    /// The member of that name; of two the last, as everywhere.
    fn get(&self, name: &str) -> Option<&Json>;
    /// The members; none where it is no object.
    fn members(&self) -> &[(Spanned<String>, Json)];
    /// The items; none where it is no list.
    fn items(&self) -> &[Json];
    /// The text, where it is one.
    fn text(&self) -> Option<&str>;
    /// The text of a member.
    fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Look::text)
    }
    /// Whether a member is `true`.
    fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.kind == JsonKind::Bool(true))
    }
    /// Whether it is a text or list that holds the word: `type: string`, `type: [string, null]`.
    fn names(&self, word: &str) -> bool {
        self.text() == Some(word) || self.items().iter().any(|item| item.text() == Some(word))
    }
    /// The value at `#/components/schemas/Pet`.
    fn at(&self, pointer: &str) -> Option<&Json>;
}

impl Look for Json {
    fn get(&self, name: &str) -> Option<&Json> {
        self.members().iter().rev().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }

    fn members(&self) -> &[(Spanned<String>, Json)] {
        match &self.kind {
            JsonKind::Object(members) => members,
            _ => &NOTHING,
        }
    }

    fn items(&self) -> &[Json] {
        match &self.kind {
            JsonKind::Array(items) => items,
            _ => &NO_ITEMS,
        }
    }

    fn text(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::String(text) => Some(text),
            _ => None,
        }
    }

    fn at(&self, pointer: &str) -> Option<&Json> {
        let mut value = self;
        for part in pointer.strip_prefix("#/")?.split('/') {
            let part = step(part);
            value = match &value.kind {
                JsonKind::Array(items) => items.get(part.parse::<usize>().ok()?)?,
                _ => value.get(&part)?,
            };
        }
        Some(value)
    }
}

/// The name that a step of a pointer spells.
pub(crate) fn step(text: &str) -> String {
    unescaped(text).replace("~1", "/").replace("~0", "~")
}

/// The value itself, or what its `$ref` leads to inside the document, however many steps.
pub(crate) fn resolved<'a>(document: &'a Json, value: &'a Json) -> Option<&'a Json> {
    let mut value = value;
    for _ in 0..16 {
        match value.text_of("$ref") {
            Some(pointer) => value = document.at(pointer)?,
            None => return Some(value),
        }
    }
    None
}
