//! Input: the parts of a type text that stand beside each other. Output: the values that they are, where they are no types.
//! Invariant: a word that is known for a type is one, and a word that may be the name of one is one beside a type.

use super::expr::{Literal, TypeExpr};
use super::{headed, known_words};

/// A word that no type is named by and that values often are: `first-click`. Alone it says nothing.
pub(super) fn hyphened(text: &str) -> Option<TypeExpr> {
    (text.contains('-') && is_word(text)).then(|| TypeExpr::Named(text.to_owned()))
}

/// Whether such a word stands where no values do.
pub(super) fn is_astray(expr: &TypeExpr) -> bool {
    match expr {
        TypeExpr::Named(name) => name.contains('-'),
        TypeExpr::Array(inner) | TypeExpr::Map(inner) | TypeExpr::Enum(inner) => is_astray(inner),
        TypeExpr::Union(parts) => parts.iter().any(is_astray),
        TypeExpr::Struct(members) => members.iter().any(|member| is_astray(&member.ty)),
        _ => false,
    }
}

/// What stands between bars, or `or` where `barred` is not set: `fast | slow`, `ASC | DESC | null`. Words are values where
/// none of the parts is a type; one with a hyphen is a value whatever stands beside it.
pub(super) fn settle(parts: Vec<TypeExpr>, barred: bool) -> Vec<TypeExpr> {
    if parts.len() < 2 {
        return parts;
    }
    let is_hyphened = |part: &TypeExpr| matches!(part, TypeExpr::Named(name) if name.contains('-'));
    let listed = barred || parts.iter().any(|part| is_hyphened(part) || matches!(part, TypeExpr::Literal(_)));
    let is_value = |part: &TypeExpr| match part {
        TypeExpr::Named(name) => is_hyphened(part) || is_plain_value(name),
        _ => matches!(part, TypeExpr::Literal(_)),
    };
    let values = parts.iter().filter(|part| **part != TypeExpr::Null);
    let all = listed && values.clone().count() > 1 && values.clone().all(is_value);
    let settle = |part: TypeExpr| match part {
        TypeExpr::Named(name) if all || name.contains('-') => literal(name),
        part => part,
    };
    parts.into_iter().map(settle).collect()
}

/// The type of which `enum<...>` has the values; of a list it is a list of such values.
pub(super) fn enum_of(expr: TypeExpr) -> Option<TypeExpr> {
    match expr {
        TypeExpr::String(_) | TypeExpr::Integer(_) | TypeExpr::Number => Some(TypeExpr::Enum(Box::new(expr))),
        TypeExpr::Array(item) => enum_of(*item).map(|item| TypeExpr::Array(Box::new(item))),
        TypeExpr::Enum(_) | TypeExpr::Boolean | TypeExpr::Null => Some(expr),
        TypeExpr::Union(parts) if parts.contains(&TypeExpr::Null) => {
            parts.into_iter().map(enum_of).collect::<Option<_>>().map(TypeExpr::Union)
        }
        _ => None,
    }
}

/// What stands in the brackets of `enum(...)`: a value, or several between bars.
pub(super) fn listed(part: TypeExpr) -> Option<Vec<TypeExpr>> {
    match part {
        TypeExpr::Literal(_) | TypeExpr::Null => Some(vec![part]),
        TypeExpr::Named(name) => Some(vec![literal(name)]),
        TypeExpr::Union(parts) => parts.into_iter().map(listed).collect::<Option<Vec<_>>>().map(|all| all.concat()),
        _ => None,
    }
}

fn literal(text: String) -> TypeExpr {
    TypeExpr::Literal(Literal::String(text))
}

/// Whether a word is written as values are and names of types are not: in small letters, or all in capitals.
fn is_plain_value(text: &str) -> bool {
    let only = |case: fn(&char) -> bool| text.chars().all(|c| case(&c) || c.is_ascii_digit() || c == '_');
    is_word(text) && (only(char::is_ascii_lowercase) || text.len() > 1 && only(char::is_ascii_uppercase))
}

/// Whether a text is one word that names no type that is known.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && known_words::known(text).is_none()
        && headed::read(text).is_none()
}
