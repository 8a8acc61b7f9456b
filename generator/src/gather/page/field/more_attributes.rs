//! Input: attributes that field components do not have, and that people write all the same: `enum`, `format`, `min`, `max`.
//! Output: the field with what they say.
//! Invariant: what the type says itself stays, and no value fails by it.

use serde_json::{Number, Value};

use crate::gather::prose;
use crate::read::page::{AttributeValue, Component};
use crate::shape::{Kind, Member};

/// Formats that a field can have by its attribute.
const FORMATS: [&str; 8] = ["date", "email", "uri", "url", "uuid", "byte", "decimal", "ipv4"];

pub(crate) fn apply(component: &Component, member: &mut Member) {
    if let Some(values) = values(component) {
        prose::list(member.shape.innermost_mut(), values);
    }
    if let Some(format) = component.attribute("format").and_then(|attribute| attribute.value.text())
        && member.shape.kind == Kind::String
        && member.constraints.format.is_none()
    {
        match format.as_str() {
            "date-time" | "datetime" => member.shape.kind = Kind::DateTime,
            "url" => member.constraints.format = Some("uri".to_owned()),
            known if FORMATS.contains(&known) => member.constraints.format = Some(format),
            _ => {}
        }
    }
    if matches!(member.shape.kind, Kind::Integer | Kind::Number) {
        let number = |names: [&str; 2]| names.iter().find_map(|name| number(component, name));
        let constraints = &mut member.constraints;
        constraints.minimum = constraints.minimum.take().or_else(|| number(["minimum", "min"]));
        constraints.maximum = constraints.maximum.take().or_else(|| number(["maximum", "max"]));
    }
}

/// `enum={["a", "b"]}`, `enum="a, b"`
fn values(component: &Component) -> Option<Vec<String>> {
    let text = |value: Value| match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let values: Vec<String> = match &component.attribute("enum")?.value {
        AttributeValue::Literal(json) => match json.to_value() {
            Value::Array(items) => items.into_iter().map(text).collect::<Option<_>>()?,
            _ => return None,
        },
        AttributeValue::Text(list) => list.split([',', '|']).map(|value| value.trim().to_owned()).collect(),
        _ => return None,
    };
    (values.len() > 1 && values.iter().all(|value| !value.is_empty())).then_some(values)
}

fn number(component: &Component, name: &str) -> Option<Number> {
    match &component.attribute(name)?.value {
        AttributeValue::Literal(json) => match json.to_value() {
            Value::Number(number) => Some(number),
            _ => None,
        },
        AttributeValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}
