//! Input: the shapes of alternatives. Output: the kind that fits all of them.
//! Invariant: what one of them allows stays allowed.

use crate::shape::{Kind, Shape};

/// The kind that fits all parts: the one that they share, else a union. A text out of a list or any text is any text.
pub(crate) fn union(parts: Vec<(Option<String>, Shape)>) -> Kind {
    let mut kept: Vec<(Option<String>, Shape)> = Vec::new();
    for (title, part) in parts {
        let known = kept.iter_mut().find_map(|(_, known)| joined(&known.kind, &part.kind).map(|kind| (known, kind)));
        match known {
            Some((known, kind)) => {
                known.kind = kind;
                known.unsigned |= part.unsigned;
            }
            None => {
                // Two variants of one name would be one.
                let title = title.filter(|title| kept.iter().all(|(known, _)| known.as_ref() != Some(title)));
                kept.push((title, part));
            }
        }
    }
    match (kept.len(), kept.pop()) {
        (_, None) => Kind::Unknown,
        (1, Some((_, only))) => only.kind,
        (_, Some(last)) => {
            kept.push(last);
            if kept.iter().any(|(_, part)| part.kind == Kind::Any) { Kind::Any } else { Kind::Union(kept) }
        }
    }
}

fn joined(a: &Kind, b: &Kind) -> Option<Kind> {
    match (a, b) {
        (a, b) if a == b => Some(a.clone()),
        (Kind::Enum(a), Kind::Enum(b)) if a.integer == b.integer => {
            let mut merged = a.clone();
            merged.values.extend(b.values.iter().filter(|value| !a.values.contains(value)).cloned());
            Some(Kind::Enum(merged))
        }
        (Kind::Enum(shape), Kind::String) | (Kind::String, Kind::Enum(shape)) if !shape.integer => Some(Kind::String),
        (Kind::String | Kind::DateTime, Kind::String | Kind::DateTime) => Some(Kind::String),
        (Kind::Integer | Kind::Number, Kind::Integer | Kind::Number) => Some(Kind::Number),
        _ => None,
    }
}
