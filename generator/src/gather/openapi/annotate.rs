//! Input: a schema. Output: what stands in it beside its kind: constraints, defaults, words, lists of values.
//! Invariant: what is said beside a reference counts for its place alone.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::gather::openapi::described::Described;
use crate::gather::openapi::document::Look;
use crate::gather::openapi::extensions;
use crate::read::json::{Json, JsonKind};
use crate::schema::Way;
use crate::shape::{EnumShape, Kind};

/// The members that a schema lists as required, in either form of the document.
pub(crate) fn required(json: &Json) -> BTreeSet<&str> {
    let lists = ["required", "requiredProperties"].into_iter().filter_map(|list| json.get(list));
    lists.flat_map(Look::items).filter_map(Look::text).collect()
}

pub(crate) fn is_null(json: &Json) -> bool {
    json.kind == JsonKind::Null
}

/// Whether a whole number may be larger than what has a sign can be: by its format, or by what the schema shows of it.
pub(crate) fn is_unsigned(json: &Json) -> bool {
    let large = |value: &Json| value.to_value().as_u64().is_some_and(|value| i64::try_from(value).is_err());
    let shown = ["maximum", "exclusiveMaximum", "example", "default"].into_iter().filter_map(|name| json.get(name));
    let examples = json.get("examples").map(Look::items).unwrap_or_default();
    let format = json.text_of("format").unwrap_or_default().to_ascii_lowercase().replace(['-', '_'], "");
    let negative = json.get("minimum").is_some_and(|least| least.to_value().as_f64().is_some_and(|least| least < 0.0));
    let named =
        matches!(format.as_str(), "uint64" | "uint" | "ulong" | "unsignedlong" | "unsignedint64" | "u64" | "usize");
    named || !negative && shown.chain(examples).any(large)
}

/// The kind of `enum` and `const`; `None` where there is neither. Values of no one type are what `type` says.
pub(crate) fn listed(json: &Json) -> Option<Kind> {
    let mut kind = values(json)?;
    if let Kind::Enum(list) = &mut kind {
        list.called = extensions::value_names(json);
    }
    Some(kind)
}

fn values(json: &Json) -> Option<Kind> {
    if let Some(kind) = extensions::known_values(json) {
        return Some(kind);
    }
    let values: Vec<&Json> = match (json.get("enum"), json.get("const")) {
        (Some(values), _) => values.items().iter().collect(),
        (None, Some(value)) => vec![value],
        (None, None) => return None,
    };
    // A list may be as long as the document.
    let mut known = BTreeSet::new();
    let values = values.into_iter().filter(|value| !is_null(value)).map(Json::to_value);
    let kept: Vec<Value> = values.filter(|value| known.insert(value.to_string())).collect();
    if kept.is_empty() {
        return None;
    }
    let all = |is: fn(&Value) -> bool| kept.iter().all(is);
    let is_text = json.get("type").is_some_and(|ty| ty.names("string") || ty.names("enum<string>"));
    if all(Value::is_string) || is_text {
        // A text that YAML takes for a number or a truth value is still a text.
        let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let values = kept.into_iter().map(|value| Value::from(text(value))).collect();
        return Some(Kind::Enum(EnumShape::new(false, values, false)));
    }
    if all(Value::is_i64) {
        return Some(Kind::Enum(EnumShape::new(true, kept, false)));
    }
    Some(if all(Value::is_boolean) {
        Kind::Boolean
    } else if all(Value::is_number) {
        Kind::Number
    } else {
        Kind::Any
    })
}

/// What a component's schema says of it. A title that only says its name again says nothing.
pub(crate) fn about(target: &Json, name: &str) -> Option<String> {
    let own = |key: &str| target.text_of(key).map(str::trim).filter(|text| !text.is_empty());
    let letters = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let title = || own("title").filter(|title| letters(title) != letters(name));
    own("description").or_else(title).map(str::to_owned)
}

/// What a schema says beside its kind. Said beside a reference it counts for this place alone.
pub(crate) fn annotate(described: &mut Described, json: &Json) {
    described.shape.nullable |= json.is("nullable") || json.is("x-fieldstone-nullable");
    if let Some(text) = json.text_of("description").map(str::trim).filter(|text| !text.is_empty()) {
        described.description = Some(text.to_owned());
    }
    if let Some(default) = extensions::default(json) {
        described.default = Some(default.to_value());
    }
    extensions::deprecation(json, &mut described.deprecated);
    described.called = extensions::called(json).or(described.called.take());
    if json.is("readOnly") {
        described.only = Some(Way::Received);
    } else if json.is("writeOnly") {
        described.only = Some(Way::Sent);
    }
    let examples = extensions::all_examples(json).or_else(|| json.get("examples")).map(Look::items).unwrap_or_default();
    let examples: Vec<Value> = json.get("example").into_iter().chain(examples).map(Json::to_shown).collect();
    if !examples.is_empty() {
        described.examples = examples;
    }
    let constraints = &mut described.constraints;
    let number = |name: &str| json.get(name).and_then(|value| value.to_value().as_number().cloned());
    let count = |names: [&str; 2]| names.iter().find_map(|name| json.get(name)?.to_value().as_u64());
    constraints.minimum = number("minimum").or_else(|| number("exclusiveMinimum")).or(constraints.minimum.take());
    constraints.maximum = number("maximum").or_else(|| number("exclusiveMaximum")).or(constraints.maximum.take());
    constraints.min_length = count(["minLength", "minItems"]).or(constraints.min_length);
    constraints.max_length = count(["maxLength", "maxItems"]).or(constraints.max_length);
    let format = json.text_of("format").filter(|_| !matches!(described.shape.kind, Kind::DateTime | Kind::Binary));
    if let Some(format) = format.filter(|format| !format.is_empty()) {
        constraints.format = Some(format.to_owned());
    } else if described.shape.unsigned && described.shape.kind == Kind::Integer {
        // So that our own export says it in the words that others know.
        constraints.format.get_or_insert_with(|| "uint64".to_owned());
    }
}
