//! Input: what our own export writes beside the words of the specification. Output: the parts of the model that it stands for.
//! Invariant: a document without these words means what it means.

use std::collections::BTreeMap;

use crate::draft::document::OwnWords;
use crate::gather::openapi::document::Look;
use crate::read::json::{Json, JsonKind};
use crate::shape::{EnumShape, Kind};
use crate::source::Spanned;

/// A member of an object.
type Named = (Spanned<String>, Json);

/// Whether something is deprecated, and why.
pub(crate) fn deprecation(json: &Json, deprecated: &mut Option<String>) {
    if json.is("deprecated") {
        deprecated.get_or_insert_default();
    }
    if let Some(why) = json.text_of("x-fieldstone-deprecated") {
        *deprecated = Some(why.to_owned());
    }
}

/// The default, one that is no value of its type included.
pub(crate) fn default(json: &Json) -> Option<&Json> {
    let known = json.get("x-fieldstone-default").or_else(|| json.get("default"));
    known.filter(|default| default.kind != JsonKind::Null)
}

/// Values that were read from a sentence.
pub(crate) fn known_values(json: &Json) -> Option<Kind> {
    let values: Vec<_> = json.get("x-fieldstone-known-values")?.items().iter().map(Json::to_value).collect();
    let integer = !values.is_empty() && values.iter().all(serde_json::Value::is_i64);
    let inferred = json.is("x-fieldstone-inferred");
    Some(Kind::Enum(EnumShape::new(integer, values, inferred)))
}

/// The examples of a field, where some are no values of its type.
pub(crate) fn all_examples(json: &Json) -> Option<&Json> {
    json.get("x-fieldstone-examples")
}

/// The examples of a body with those that its schema refuses, in the order of their numbers.
pub(crate) fn with_odd_examples<'a>(json: &'a Json, examples: &'a [Named]) -> Vec<&'a Named> {
    let odd = all_examples(json).map(Look::members).unwrap_or_default();
    let mut all: Vec<_> = examples.iter().chain(odd).collect();
    if !odd.is_empty() {
        let number = |name: &str| name.strip_prefix("example").and_then(|number| number.parse::<usize>().ok());
        all.sort_by_key(|(name, _)| number(&name.value));
    }
    all
}

/// What code calls a field.
pub(crate) fn called(json: &Json) -> Option<String> {
    json.text_of("x-fieldstone-called").filter(|name| is_identifier(name)).map(str::to_owned)
}

/// What code calls the values of a list, by how they are written.
pub(crate) fn value_names(json: &Json) -> BTreeMap<String, String> {
    let names = json.get("x-fieldstone-value-names").map(Look::members).unwrap_or_default();
    let named = names.iter().filter_map(|(value, name)| Some((value.value.clone(), name.text()?.to_owned())));
    named.filter(|(_, name)| is_identifier(name)).collect()
}

/// The order of what an operation or a type requires.
pub(crate) fn arguments(json: &Json) -> Vec<String> {
    let arguments = json.get("x-fieldstone-arguments").map(Look::items).unwrap_or_default();
    arguments.iter().filter_map(Look::text).map(str::to_owned).collect()
}

/// How the list of an operation comes in pages, and the order of what it requires.
pub(crate) fn own_words(operation: &Json) -> OwnWords {
    let paging = operation.get("x-fieldstone-paging").map(Json::to_value);
    let at_first = operation.get("x-fieldstone-arguments-at-first").map(Json::to_value);
    OwnWords {
        paging: paging.and_then(|paging| serde_json::from_value(paging).ok()),
        arguments: arguments(operation),
        arguments_at_first: at_first.and_then(|count| usize::try_from(count.as_u64()?).ok()),
    }
}

/// The places of operations in the docs, by id, where the paths stand in another order.
pub(crate) fn order(document: &Json) -> BTreeMap<&str, usize> {
    let ids = document.get("x-fieldstone-order").map(Look::items).unwrap_or_default();
    ids.iter().enumerate().filter_map(|(at, id)| Some((id.text()?, at))).collect()
}

/// Whether code can call something so.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Operations for which the specification has no place.
pub(crate) fn operations(item: &Json) -> &[Json] {
    item.get("x-fieldstone-operations").map(Look::items).unwrap_or_default()
}

/// The path of an operation, where that is more than the key that it stands under.
pub(crate) fn path(operation: &Json) -> Option<&str> {
    operation.text_of("x-fieldstone-path")
}

/// Whether a component is known by its name alone: it is one of a model, and nothing is said of its values.
pub(crate) fn is_opaque(json: &Json) -> bool {
    json.get("x-fieldstone-origins").is_some()
}

/// Whether an example was taken from a page, and not made up by a tool.
pub(crate) fn is_of_a_page(json: &Json) -> bool {
    json.get("x-fieldstone-origins").is_some()
}

/// The name of a component in the model.
pub(crate) fn name<'a>(json: &'a Json, key: &'a str) -> &'a str {
    json.text_of("x-fieldstone-name").unwrap_or(key)
}
