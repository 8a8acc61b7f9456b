//! Input: the types of an API. Output: the places at which they stand in each other deeper than a compiler follows.
//! Invariant: what is left of a chain is no deeper; types that lead back to themselves are followed to where they do.

use std::collections::{BTreeMap, BTreeSet};

use super::{Type, TypeDef, TypeKind, walk};

/// rustc follows what a type holds 128 steps where it lays it out, and where it asks whether a value may go to another thread;
/// it has to be asked so in the crates that use ours, too, in which values stand in futures and answers.
const DEEPEST: usize = 96;

/// The pairs (holder, held) of types that are too deep in each other, and nobody nests on purpose.
pub fn too_deep(types: &[TypeDef]) -> BTreeSet<(String, String)> {
    let names: BTreeMap<&str, usize> = types.iter().enumerate().map(|(at, def)| (def.name.as_str(), at)).collect();
    let held = |at: usize| -> Vec<(usize, usize)> {
        let held = types.get(at).map(steps).unwrap_or_default();
        held.into_iter().filter_map(|(name, steps)| Some((*names.get(name)?, steps))).collect()
    };
    let mut found = BTreeSet::new();
    let mut heights: Vec<Height> = vec![Height::Unknown; types.len()];
    for start in 0..types.len() {
        if heights.get(start) != Some(&Height::Unknown) {
            continue;
        }
        note(&mut heights, start, Height::Open);
        // The path from `start`, each with what it still has to be asked, and its height as far as that is known.
        let mut path = vec![(start, held(start), 0)];
        while let Some((at, open, own)) = path.last_mut() {
            let Some((next, steps)) = open.last().copied() else {
                note(&mut heights, *at, Height::Known(*own));
                path.pop();
                continue;
            };
            match heights.get(next) {
                Some(Height::Unknown) => {
                    note(&mut heights, next, Height::Open);
                    path.push((next, held(next), 0));
                    continue;
                }
                Some(Height::Known(height)) if steps + height > DEEPEST => {
                    found.extend(types.get(*at).zip(types.get(next)).map(|(a, b)| (a.name.clone(), b.name.clone())));
                }
                Some(Height::Known(height)) => *own = (steps + height).max(*own),
                // It leads back to where one comes from, which is assumed to be fine.
                Some(Height::Open) | None => {}
            }
            open.pop();
        }
    }
    found
}

fn note(heights: &mut [Height], at: usize, height: Height) {
    if let Some(known) = heights.get_mut(at) {
        *known = height;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Height {
    Unknown,
    Open,
    Known(usize),
}

/// The names that a type holds, and how many steps it is to each.
fn steps(def: &TypeDef) -> Vec<(&str, usize)> {
    let all: Vec<(&Type, usize)> = match &def.kind {
        TypeKind::Struct { fields } => fields
            .iter()
            .map(|field| (&field.ty, 1 + usize::from(!field.required) + usize::from(field.nullable)))
            .collect(),
        _ => walk::held(def).into_iter().map(|ty| (ty, 1)).collect(),
    };
    all.into_iter().filter_map(|(ty, own)| Some((walk::name(ty)?, own + wrapped(ty)))).collect()
}

/// The steps of what stands around a name, as counted with chains that rustc 1.95 just followed: a list has its buffer and the
/// owner of that, a map a tree of nodes.
fn wrapped(ty: &Type) -> usize {
    match ty {
        Type::Array(inner) | Type::Map(inner) => 3 + wrapped(inner),
        Type::Nullable(inner) => 1 + wrapped(inner),
        _ => 0,
    }
}

/// The type with any JSON in place of the name in it.
pub fn without_name(ty: &Type) -> Type {
    match ty {
        Type::Array(inner) => Type::Array(Box::new(without_name(inner))),
        Type::Map(inner) => Type::Map(Box::new(without_name(inner))),
        Type::Nullable(inner) => Type::Nullable(Box::new(without_name(inner))),
        Type::Named(_) => Type::Any,
        ty => ty.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn def(name: &str, held: &[&str]) -> TypeDef {
        let field = |name: &&str| {
            serde_json::from_value(
                serde_json::json!({ "name": name, "type": { "array": { "named": name } }, "required": true, "origins": [] }),
            )
            .unwrap()
        };
        TypeDef {
            name: name.to_owned(),
            kind: TypeKind::Struct { fields: held.iter().map(field).collect() },
            description: None,
            arguments: Vec::new(),
            sent: false,
            received: true,
            origins: Vec::new(),
        }
    }

    /// Types with a list of the next: four steps each.
    fn chain(length: usize, last: &[&str]) -> Vec<TypeDef> {
        let mut types: Vec<TypeDef> =
            (0..length).map(|at| def(&format!("T{at:03}"), &[format!("T{:03}", at + 1).as_str()])).collect();
        types.push(def(&format!("T{length:03}"), last));
        types
    }

    #[test]
    fn a_chain_is_cut_as_often_as_it_has_to_be_and_a_short_one_never() {
        assert!(too_deep(&chain(24, &[])).is_empty());
        let cut = too_deep(&chain(50, &[]));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(cut, BTreeSet::from([pair("T000", "T001"), pair("T025", "T026")]));
    }

    #[test]
    fn what_leads_back_ends_there() {
        assert!(too_deep(&chain(10, &["T000"])).is_empty());
        assert!(!too_deep(&chain(60, &["T000"])).is_empty());
    }
}
