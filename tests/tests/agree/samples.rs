//! Input: fields. Output: the JSON that a page shows of them: a type skeleton, or placeholders.
//! Invariant: both show every member, once.

use super::truth::{Field, Root, Truth, Ty};

#[derive(Clone, Copy)]
pub enum Kind {
    /// `"weight": "integer"`
    Skeleton,
    /// `"weight": 123`
    Placeholder,
}

/// JSON of a body or an answer, indented by two spaces a level.
pub fn json(truth: &Truth, root: &Root, kind: Kind) -> String {
    let value = object(truth, &root.fields, kind);
    let value = if root.list { serde_json::Value::Array(vec![value]) } else { value };
    serde_json::to_string_pretty(&value).unwrap()
}

fn object(truth: &Truth, fields: &[Field], kind: Kind) -> serde_json::Value {
    let member = |field: &Field| (field.name.clone(), value(truth, &field.ty, kind));
    serde_json::Value::Object(fields.iter().map(member).collect())
}

fn value(truth: &Truth, ty: &Ty, kind: Kind) -> serde_json::Value {
    use serde_json::json;
    match (ty, kind) {
        (Ty::List(item), _) => json!([value(truth, item, kind)]),
        (Ty::Named(_) | Ty::Object(_), _) => object(truth, truth.members(ty).0, kind),
        (Ty::Opaque(_), _) | (Ty::Map, Kind::Placeholder) => json!({}),
        (Ty::Map, Kind::Skeleton) => json!("object"),
        (Ty::Integer, Kind::Skeleton) => json!("integer"),
        (Ty::Number, Kind::Skeleton) => json!("number"),
        (Ty::Boolean, Kind::Skeleton) => json!("boolean"),
        (_, Kind::Skeleton) => json!("string"),
        (Ty::Integer | Ty::Number, Kind::Placeholder) => json!(123),
        (Ty::Boolean, Kind::Placeholder) => json!(true),
        (Ty::DateTime, Kind::Placeholder) => json!("2023-11-07T05:31:56Z"),
        (Ty::Enum(values), Kind::Placeholder) => json!(values[0]),
        (_, Kind::Placeholder) => json!("<string>"),
    }
}
