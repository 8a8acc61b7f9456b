//! Input: the types of one API. Output: which of them need a second Rust type for what is sent, and which fields are boxed.
//! Invariant: both follow from the model alone, in order of names.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Field, Type, TypeDef, TypeKind, walk};

/// The types that are sent and received and for which one Rust type cannot serve both: a field that is optional and
/// nullable has three states where it is sent, and two where it is received; one that only goes one way is not asked for on
/// the other.
pub(super) fn split(types: &[TypeDef]) -> BTreeSet<String> {
    let both: Vec<&TypeDef> = types.iter().filter(|def| def.sent && def.received).collect();
    let differs = |field: &Field| if field.required { field.only.is_some() } else { field.nullable };
    let differs = |def: &&TypeDef| match &def.kind {
        TypeKind::Struct { fields } => fields.iter().any(differs),
        _ => false,
    };
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for def in &both {
        for name in walk::held(def).into_iter().filter_map(walk::name) {
            holders.entry(name).or_default().push(&def.name);
        }
    }
    // What holds one of two Rust types has two itself.
    let mut open: Vec<&str> = both.iter().filter(|def| differs(def)).map(|def| def.name.as_str()).collect();
    let mut split = BTreeSet::new();
    while let Some(name) = open.pop() {
        if split.insert(name.to_owned()) {
            open.extend(holders.get(name).into_iter().flatten());
        }
    }
    split
}

/// The name that a type holds by value, with nothing on the heap between.
fn by_value(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

/// The type that a name stands for by value, whatever aliases lie between; `None` where that is on the heap, or no type.
///
/// What is found is noted in `known` for all names on the way.
fn behind<'a>(types: &'a [TypeDef], name: &'a str, known: &mut BTreeMap<&'a str, Option<&'a str>>) -> Option<&'a str> {
    let (mut name, mut way) = (name, Vec::new());
    let found = loop {
        if let Some(found) = known.get(name) {
            break *found;
        }
        // In a circle of aliases there is nothing behind.
        known.insert(name, None);
        way.push(name);
        match walk::definition(types, name).map(|def| &def.kind) {
            Some(TypeKind::Alias { ty }) => match by_value(ty) {
                Some(next) => name = next,
                None => break None,
            },
            Some(_) => break Some(name),
            None => break None,
        }
    };
    known.extend(way.into_iter().map(|name| (name, found)));
    found
}

/// The pairs (holder, held) of types whose edge closes a cycle: there, and nowhere else, is a `Box`. An alias holds nothing
/// itself, and what it stands for is held under its name.
pub(super) fn boxed(types: &[TypeDef]) -> BTreeSet<(String, String)> {
    let mut edges: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut known = BTreeMap::new();
    for def in types.iter().filter(|def| !matches!(def.kind, TypeKind::Alias { .. })) {
        let held = walk::held(def).into_iter().filter_map(by_value);
        edges.insert(&def.name, held.filter_map(|name| Some((name, behind(types, name, &mut known)?))).collect());
    }
    let mut boxed = BTreeSet::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in edges.keys().copied() {
        // The path from `start`, each with the edges that are still to be followed. An edge back into it closes a cycle.
        let mut path: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
        let mut on_path: BTreeSet<&str> = BTreeSet::new();
        if done.insert(start) {
            path.push((start, edges.get(start).cloned().unwrap_or_default()));
            on_path.insert(start);
        }
        while let Some((name, open)) = path.last_mut() {
            let name = *name;
            let Some((called, next)) = open.pop() else {
                path.pop();
                on_path.remove(name);
                continue;
            };
            if on_path.contains(next) {
                boxed.insert((name.to_owned(), called.to_owned()));
            } else if done.insert(next) {
                on_path.insert(next);
                path.push((next, edges.get(next).cloned().unwrap_or_default()));
            }
        }
    }
    boxed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Constraints;

    fn def(name: &str, fields: &[(&str, Type)]) -> TypeDef {
        let field = |(name, ty): &(&str, Type)| Field {
            called: None,
            name: (*name).to_owned(),
            ty: ty.clone(),
            required: false,
            nullable: false,
            deprecated: None,
            default: None,
            only: None,
            constraints: Constraints::default(),
            description: None,
            examples: Vec::new(),
            origins: Vec::new(),
        };
        let kind = TypeKind::Struct { fields: fields.iter().map(field).collect() };
        TypeDef {
            name: name.to_owned(),
            kind,
            description: None,
            arguments: Vec::new(),
            sent: true,
            received: true,
            origins: Vec::new(),
        }
    }

    fn named(name: &str) -> Type {
        Type::Named(name.to_owned())
    }

    #[test]
    fn a_cycle_is_boxed_where_it_closes_and_nowhere_else() {
        let types = [
            def("A", &[("b", named("B")), ("d", named("D"))]),
            def("B", &[("c", named("C"))]),
            def("C", &[("a", named("A")), ("list", Type::Array(Box::new(named("C"))))]),
            def("D", &[]),
            def("E", &[("e", named("E"))]),
        ];
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(boxed(&types), BTreeSet::from([pair("C", "A"), pair("E", "E")]));
    }

    #[test]
    fn a_cycle_is_boxed_behind_an_alias_under_the_name_of_the_alias() {
        let mut alias = def("Z", &[]);
        alias.kind = TypeKind::Alias { ty: Type::Nullable(Box::new(named("A"))) };
        let mut list = def("Y", &[]);
        list.kind = TypeKind::Alias { ty: Type::Array(Box::new(named("A"))) };
        let types = [def("A", &[("z", named("Z")), ("y", named("Y"))]), list, alias];
        assert_eq!(boxed(&types), BTreeSet::from([("A".to_owned(), "Z".to_owned())]));
    }

    #[test]
    fn a_type_is_split_where_one_rust_type_cannot_serve_both_ways() {
        let mut inner = def("Inner", &[("x", Type::String)]);
        if let TypeKind::Struct { fields } = &mut inner.kind {
            fields.iter_mut().for_each(|field| field.nullable = true);
        }
        let types = [inner, def("Outer", &[("inner", named("Inner"))]), def("Other", &[("x", Type::String)])];
        assert_eq!(split(&types), BTreeSet::from(["Inner".to_owned(), "Outer".to_owned()]));
    }
}
