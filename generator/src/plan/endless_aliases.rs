//! Input: the types of one API. Output: the places of aliases that lead to nothing but the alias itself.
//! Invariant: an alias that holds itself only within an object or a union is none of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Type, TypeDef, TypeKind, walk};

/// The pairs (alias, name in it) that lead back to the alias through aliases alone: a list of itself, or two that stand for
/// each other. Rust has no such type, and its values are told by no field.
pub(super) fn endless(types: &[TypeDef]) -> BTreeSet<(String, String)> {
    let aliases = types.iter().filter_map(|def| Some((def.name.as_str(), target(def).and_then(walk::name)?)));
    let next: BTreeMap<&str, &str> = aliases.collect();
    let (mut pairs, mut done) = (BTreeSet::new(), BTreeSet::new());
    for start in next.keys() {
        // Each alias names one type at most, so that a walk ends outside, in what was walked before, or in a circle.
        let (mut name, mut walked) = (*start, Vec::new());
        while let Some(to) = next.get(name).filter(|_| done.insert(name)) {
            walked.push((name, *to));
            name = to;
        }
        let circle = walked.iter().skip_while(|(from, _)| *from != name);
        pairs.extend(circle.map(|(from, to)| ((*from).to_owned(), (*to).to_owned())));
    }
    pairs
}

fn target(def: &TypeDef) -> Option<&Type> {
    match &def.kind {
        TypeKind::Alias { ty } => Some(ty),
        _ => None,
    }
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
            arguments: Vec::new(),
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
