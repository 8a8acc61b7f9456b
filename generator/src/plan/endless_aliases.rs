//! Input: the types of one API. Output: the places of aliases that lead to nothing but the alias itself.
//! Invariant: an alias that holds itself only within an object or a union is none of them.

use std::collections::BTreeSet;

use crate::schema::{Type, TypeDef, TypeKind, walk};

/// The pairs (alias, name in it) that lead back to the alias through aliases alone: a list of itself, or two that stand for
/// each other. Rust has no such type, and its values are told by no field.
pub(super) fn endless(types: &[TypeDef]) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for def in types {
        let Some(name) = target(def).and_then(walk::name) else { continue };
        if leads_to(types, name, &def.name) {
            pairs.insert((def.name.clone(), name.to_owned()));
        }
    }
    pairs
}

fn target(def: &TypeDef) -> Option<&Type> {
    match &def.kind {
        TypeKind::Alias { ty } => Some(ty),
        _ => None,
    }
}

fn leads_to(types: &[TypeDef], from: &str, to: &str) -> bool {
    let mut name = from;
    // Each alias names one type at most: what is not met in as many steps as there are types is never met.
    for _ in 0..=types.len() {
        if name == to {
            return true;
        }
        let next = walk::definition(types, name).and_then(target).and_then(walk::name);
        let Some(next) = next else { return false };
        name = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_of_each_other_are_endless_and_an_object_ends_them() {
        let def = |name: &str, kind: TypeKind| TypeDef {
            name: name.to_owned(),
            kind,
            description: None,
            sent: false,
            received: true,
            origins: Vec::new(),
        };
        let list = |of: &str| TypeKind::Alias { ty: Type::Array(Box::new(Type::Named(of.to_owned()))) };
        let union = TypeKind::Union { variants: Vec::new() };
        let types =
            [def("A", list("A")), def("B", list("C")), def("C", list("B")), def("D", list("E")), def("E", union)];
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(endless(&types), BTreeSet::from([pair("A", "A"), pair("B", "C"), pair("C", "B")]));
    }
}
