//! Input: named schemas that lead to each other in long chains. Output: those that are read later, and what stands for them
//! until then.
//! Invariant: what stands for a schema says no more of it than is certain, and allows `null` wherever that may come.

use crate::gather::openapi::annotate::annotate;
use crate::gather::openapi::described::Described;
use crate::gather::openapi::document::Look;
use crate::read::json::Json;
use crate::shape::Kind;

/// Where the named schemas of a document stand.
pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// Other names are followed so far at once; a chain that is longer goes on one step deeper.
const MAX_ALIASES: usize = 1_000;

/// Named objects that are read once the reader has come back.
#[derive(Default)]
pub(crate) struct Later<'a>(Vec<(String, String, &'a Json)>);

impl<'a> Later<'a> {
    pub(crate) fn push(&mut self, key: String, name: &str, target: &'a Json) {
        self.0.push((key, name.to_owned(), target));
    }

    pub(crate) fn next(&mut self) -> Option<(String, String, &'a Json)> {
        self.0.pop()
    }
}

/// Whether a schema is an object with members, and nothing else beside, so that it has a type of its own.
pub(crate) fn is_object(json: &Json) -> bool {
    let is_object = json.text_of("type").is_none_or(|ty| ty == "object");
    let words = json.get("type").map(Look::items).unwrap_or_default();
    let others = ["allOf", "oneOf", "anyOf", "enum", "const", "$ref", "refIdentifier"];
    is_object
        && words.iter().all(|word| matches!(word.text(), Some("object" | "null")))
        && json.get("properties").is_some_and(|properties| !properties.members().is_empty())
        && others.iter().all(|key| json.get(key).is_none())
}

/// What stands for an object that is not read yet.
pub(crate) fn reference(name: String, json: &Json) -> Described {
    let mut described = Described::new(Kind::Reference(name), json.span);
    let words = json.get("type").map(Look::items).unwrap_or_default();
    described.shape.nullable = words.iter().any(|word| word.text() == Some("null"));
    annotate(&mut described, json);
    described
}

/// Where other names of one schema lead to in the end.
pub(crate) fn behind_aliases<'a>(document: &'a Json, pointer: &'a str) -> &'a str {
    let mut pointer = pointer;
    for _ in 0..MAX_ALIASES {
        let target = document.at(pointer).filter(|_| pointer.starts_with(SCHEMAS));
        match target.and_then(|target| target.text_of("$ref")) {
            Some(next) => pointer = next,
            None => break,
        }
    }
    pointer
}
