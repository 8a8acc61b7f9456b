//! Input: a type. Output: the words for it that a person reads and, in api.toml, writes.
//! Invariant: two types that differ have different words.

use super::Type;

/// The words for a type.
pub fn words(ty: &Type) -> String {
    match ty {
        Type::String => "string".to_owned(),
        Type::DateTime => "date-time".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Unsigned => "integer without a sign".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Any => "any JSON".to_owned(),
        Type::Binary => "file".to_owned(),
        Type::Array(item) => match &**item {
            Type::Nullable(_) => format!("({})[]", words(item)),
            _ => format!("{}[]", words(item)),
        },
        Type::Map(item) => format!("map of {}", words(item)),
        Type::Nullable(item) => format!("{} | null", words(item)),
        Type::Named(named) => named.clone(),
    }
}
