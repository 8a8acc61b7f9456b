//! Input: a word or a few words of a type text. Output: the type that they are known for.
//! Invariant: only words that mean the same at every vendor stand here.

use super::TypeExpr;

/// The type that a single word or a fixed phrase stands for, whatever its case.
pub(super) fn known(text: &str) -> Option<TypeExpr> {
    let lower = text.to_lowercase();
    let string = |format: &str| TypeExpr::String(Some(format.to_owned()));
    Some(match lower.as_str() {
        "string" | "strings" | "str" | "text" | "char" | "varchar" | "hash" | "xml" | "html" | "markdown" => {
            TypeExpr::String(None)
        }
        "date" => string("date"),
        "time" => string("time"),
        "uuid" | "guid" => string("uuid"),
        "url" | "uri" => string("uri"),
        "email" => string("email"),
        "base64" | "bytes" | "byte" => string("byte"),
        "datetime" | "date-time" | "date time" | "iso8601" | "iso 8601" | "iso date" | "iso datetime"
        | "iso timestamp" | "iso 8601 timestamp" | "iso 8601 datetime" | "iso 8601 date" => TypeExpr::DateTime,
        "integer" | "integers" | "int" | "ints" | "int32" | "int64" | "uint32" | "uint64" | "uint" | "i32" | "i64"
        | "u32" | "u64" | "long" | "bigint" | "short" => TypeExpr::Integer(None),
        "unix timestamp" | "unix time" | "epoch" | "unix" => TypeExpr::Integer(Some("unix-time".to_owned())),
        "number" | "numbers" | "num" | "float" | "floats" | "float32" | "float64" | "double" | "decimal" => {
            TypeExpr::Number
        }
        "boolean" | "booleans" | "bool" | "bools" => TypeExpr::Boolean,
        "null" | "none" | "nil" | "undefined" => TypeExpr::Null,
        "any" | "json" | "unknown" | "mixed" | "value" => TypeExpr::Any,
        "object" | "objects" | "obj" | "json object" | "record" | "struct" => TypeExpr::Object,
        "dict" | "dictionary" | "map" | "hashmap" | "mapping" => TypeExpr::Map(Box::new(TypeExpr::Any)),
        "array" | "arr" | "list" | "arrays" => TypeExpr::Array(Box::new(TypeExpr::Any)),
        "file" | "binary" | "blob" => TypeExpr::Binary,
        "enum" => TypeExpr::Enum(Box::new(TypeExpr::String(None))),
        _ => return None,
    })
}

/// `string` or `integer` narrowed by what stands in brackets behind it: `string (uuid)`, `string<email>`.
pub(super) fn narrowed(base: &TypeExpr, format: &str) -> Option<TypeExpr> {
    let format = format.trim().to_lowercase();
    match (base, known(&format)) {
        (TypeExpr::String(_), Some(TypeExpr::DateTime)) => Some(TypeExpr::DateTime),
        (TypeExpr::String(_), Some(TypeExpr::String(inner))) => Some(TypeExpr::String(inner)),
        (TypeExpr::String(_), Some(TypeExpr::Binary)) => Some(TypeExpr::Binary),
        (TypeExpr::String(_), None) if is_word(&format) => Some(TypeExpr::String(Some(format))),
        (TypeExpr::String(_), _) if format.starts_with("iso") => Some(TypeExpr::DateTime),
        (TypeExpr::Integer(_), Some(TypeExpr::Integer(inner))) => Some(TypeExpr::Integer(inner)),
        (TypeExpr::Integer(_), None) if is_word(&format) => Some(TypeExpr::Integer(Some(format))),
        (TypeExpr::Number, Some(TypeExpr::Number | TypeExpr::Integer(_))) => Some(TypeExpr::Number),
        _ => None,
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= 40 && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
