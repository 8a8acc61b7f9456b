//! Input: a few words of a type text. Output: the type that they name, if any: by the last of them, or as a name of the API.
//! Invariant: words before the last one that may change what it means make it mean nothing.

use super::expr::TypeExpr;
use super::known_words;

/// Adjectives of numbers that leave them what they are.
const OF_NUMBERS: &[&str] = &[
    "positive",
    "negative",
    "non-negative",
    "nonnegative",
    "signed",
    "unsigned",
    "big",
    "large",
    "small",
    "long",
    "short",
    "8-bit",
    "16-bit",
    "32-bit",
    "64-bit",
    "8",
    "16",
    "32",
    "64",
    "bit",
    "double",
    "precision",
    "floating",
    "point",
    "floating-point",
    "decimal",
    "real",
    "plain",
    "simple",
    "json",
    "random",
    "strict",
];

/// A phrase that ends in its type: `JSON string`, `positive integer`, `string array`.
pub(super) fn read(text: &str) -> Option<TypeExpr> {
    let (front, head) = text.rsplit_once(' ')?;
    let lower = front.to_lowercase();
    let front_words: Vec<&str> = lower.split(' ').collect();
    let only = |allowed: &[&str]| front_words.iter().all(|word| allowed.contains(word));
    match head.to_lowercase().as_str() {
        "array" | "list" | "arrays" => {
            if matches!(lower.as_str(), "json" | "nested" | "simple" | "empty") {
                return known_words::known("array");
            }
            let items = known_words::known(&lower).or_else(|| read(front)).or_else(|| name(front))?;
            Some(TypeExpr::Array(Box::new(items)))
        }
        _ if matches!(front_words.as_slice(), ["stringified" | "serialized", ..]) => Some(TypeExpr::String(None)),
        "id" | "identifier" if front_words.len() <= 3 && lower.chars().all(|c| c.is_alphabetic() || c == ' ') => {
            match known_words::known(&lower) {
                Some(known @ (TypeExpr::String(_) | TypeExpr::Integer(_))) => Some(known),
                Some(_) => None,
                None => Some(any_id()),
            }
        }
        "string" | "str" if lower == "bigint" => Some(TypeExpr::String(None)),
        "string" | "str" => match known_words::known(&lower) {
            Some(form @ (TypeExpr::String(_) | TypeExpr::DateTime)) => Some(form),
            Some(TypeExpr::Enum(_)) => known_words::known("enum"),
            Some(TypeExpr::Number) if lower == "numeric" || lower == "decimal" => Some(TypeExpr::String(None)),
            Some(TypeExpr::Any | TypeExpr::Binary) => Some(TypeExpr::String(None)),
            // Two types side by side say nothing plain.
            Some(_) => None,
            None if front_words
                .iter()
                .any(|word| known_words::known(word).is_some_and(|known| known.is_container())) =>
            {
                None
            }
            None => (front_words.len() <= 3).then_some(TypeExpr::String(None)),
        },
        "integer" | "int" if only(OF_NUMBERS) => known_words::known("integer"),
        "number" if matches!(lower.as_str(), "whole" | "integer" | "int" | "natural") => known_words::known("integer"),
        "number" | "float" | "double" | "decimal" | "value" if only(OF_NUMBERS) => Some(TypeExpr::Number),
        "number" | "value" | "type"
            if matches!(lower.as_str(), "string" | "integer" | "boolean" | "float" | "enum" | "number") =>
        {
            known_words::known(&lower)
        }
        "value" | "type" | "json" | "values"
            if matches!(lower.as_str(), "any" | "json" | "arbitrary" | "mixed" | "valid") =>
        {
            Some(TypeExpr::Any)
        }
        "flag" if lower == "boolean" => Some(TypeExpr::Boolean),
        "enum" => match known_words::known(&lower) {
            Some(base @ (TypeExpr::String(_) | TypeExpr::Integer(_))) => Some(TypeExpr::Enum(Box::new(base))),
            _ => None,
        },
        "object" | "objects" | "map" | "dictionary" | "pairs"
            if only(&[
                "nested",
                "plain",
                "json",
                "arbitrary",
                "free-form",
                "key-value",
                "key/value",
                "generic",
                "empty",
                "any",
            ]) =>
        {
            known_words::known("object")
        }
        _ => None,
    }
}

/// An id of which the text does not say whether it is a text or a number.
pub(super) fn any_id() -> TypeExpr {
    TypeExpr::Union(vec![TypeExpr::String(None), TypeExpr::Integer(None)])
}

/// Words that name a type of the API's own: `Customer`, `Customer object`.
pub(super) fn name(text: &str) -> Option<TypeExpr> {
    let name = match text.rsplit_once(' ') {
        Some((name, kind)) if ["object", "objects"].iter().any(|word| kind.eq_ignore_ascii_case(word)) => name,
        _ => text,
    };
    // `3DModel` is a name, `3` is none.
    let is_name = name.contains(|c: char| c.is_alphabetic()) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !matches!(text, "true" | "false")).then(|| TypeExpr::Named(name.to_owned()))
}
