//! Input: what our own export writes beside the words of the specification. Output: the parts of the model that it stands for.
//! Invariant: a document without these words means what it means.

use crate::lower::shape::{EnumShape, Kind};
use crate::read::json::{Json, JsonKind};

use super::document::Look;

/// Whether something is deprecated, and why.
pub(super) fn deprecation(json: &Json, deprecated: &mut Option<String>) {
    if json.is("deprecated") {
        deprecated.get_or_insert_default();
    }
    if let Some(why) = json.text_of("x-fieldstone-deprecated") {
        *deprecated = Some(why.to_owned());
    }
}

/// The default, one that is no value of its type included.
pub(super) fn default(json: &Json) -> Option<&Json> {
    let known = json.get("x-fieldstone-default").or_else(|| json.get("default"));
    known.filter(|default| default.kind != JsonKind::Null)
}

/// Values that were read from a sentence.
pub(super) fn known_values(json: &Json) -> Option<Kind> {
    let values: Vec<_> = json.get("x-fieldstone-known-values")?.items().iter().map(Json::to_value).collect();
    let integer = !values.is_empty() && values.iter().all(serde_json::Value::is_i64);
    let inferred = json.is("x-fieldstone-inferred");
    Some(Kind::Enum(EnumShape { integer, values, inferred }))
}

/// Operations for which the specification has no place.
pub(super) fn operations(item: &Json) -> &[Json] {
    item.get("x-fieldstone-operations").map(Look::items).unwrap_or_default()
}

/// Whether a component is known by its name alone: it is one of a model, and nothing is said of its values.
pub(super) fn is_opaque(json: &Json) -> bool {
    json.get("x-fieldstone-origins").is_some()
}

/// Whether an example was taken from a page, and not made up by a tool.
pub(super) fn is_of_a_page(json: &Json) -> bool {
    json.get("x-fieldstone-origins").is_some()
}

/// The name of a component in the model.
pub(super) fn name<'a>(json: &'a Json, key: &'a str) -> &'a str {
    json.text_of("x-fieldstone-name").unwrap_or(key)
}
