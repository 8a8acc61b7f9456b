//! Input: types and operations of a model. Output: what they hold, carry and lead to.
//! Invariant: every walk ends, in types that hold themselves and in names that nothing defines.

use std::collections::BTreeSet;

use super::{Field, Operation, Type, TypeDef, TypeKind};

/// More aliases than this that stand for each other are a circle.
const LONGEST_ALIAS: usize = 16;

/// The definition of `name` among `types`; `None` where nothing defines it.
pub fn definition<'a>(types: &'a [TypeDef], name: &str) -> Option<&'a TypeDef> {
    // They stand in the order of their names; only those of a model that was changed by hand, or is being corrected, may not.
    match types.binary_search_by(|def| def.name.as_str().cmp(name)) {
        Ok(at) => types.get(at),
        Err(_) => types.iter().find(|def| def.name == name),
    }
}

/// The name that `ty` is, or that its items or values are; `None` where it says by itself what it is.
pub fn name(ty: &Type) -> Option<&str> {
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => name(inner),
        Type::Named(name) => Some(name),
        _ => None,
    }
}

/// The types that `def` holds, in its order.
pub fn held(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        TypeKind::Struct { fields } => fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union { variants } => variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Alias { ty } => vec![ty],
        TypeKind::Enum { .. } | TypeKind::Opaque => Vec::new(),
    }
}

/// The members of the object that `ty` names; `None` where it is anything else.
pub fn members<'a>(types: &'a [TypeDef], ty: &Type) -> Option<&'a [Field]> {
    let Type::Named(name) = ty else { return None };
    match &definition(types, name)?.kind {
        TypeKind::Struct { fields } => Some(fields),
        _ => None,
    }
}

/// The type behind the aliases that `ty` may be.
pub fn plain<'a>(types: &'a [TypeDef], ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    for _ in 0..LONGEST_ALIAS {
        let Type::Named(name) = ty else { break };
        let Some(TypeKind::Alias { ty: target }) = definition(types, name).map(|def| &def.kind) else { break };
        ty = target;
    }
    ty
}

/// The types of what a call of `operation` sends: its parameters and its body.
pub fn sent(operation: &Operation) -> impl Iterator<Item = &Type> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.field.ty);
    parameters.chain(operation.request_body.iter().map(|body| &body.ty))
}

/// The types of what `operation` answers, whatever the status, events included.
pub fn received(operation: &Operation) -> impl Iterator<Item = &Type> {
    operation.responses.iter().flat_map(|response| response.ty.iter().chain(&response.events))
}

/// The names that lead on from any of `from`, however far.
pub fn reached<'a>(types: &'a [TypeDef], from: impl IntoIterator<Item = &'a Type>) -> BTreeSet<&'a str> {
    let mut open: Vec<&str> = from.into_iter().filter_map(name).collect();
    let mut names = BTreeSet::new();
    while let Some(next) = open.pop() {
        if names.insert(next)
            && let Some(def) = definition(types, next)
        {
            open.extend(held(def).into_iter().filter_map(name));
        }
    }
    names
}

/// Whether a value of `ty` may hold, somewhere, another of a type that it stands in.
pub fn is_cyclic(types: &[TypeDef], ty: &Type) -> bool {
    fn closes<'a>(types: &'a [TypeDef], ty: &'a Type, open: &mut Vec<&'a str>, done: &mut BTreeSet<&'a str>) -> bool {
        let Some(name) = name(ty) else { return false };
        if open.contains(&name) {
            return true;
        }
        if !done.insert(name) {
            return false;
        }
        open.push(name);
        let held = definition(types, name).map(held).unwrap_or_default();
        let found = held.into_iter().any(|ty| closes(types, ty, open, done));
        open.pop();
        found
    }
    closes(types, ty, &mut Vec::new(), &mut BTreeSet::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(of: &[(&str, TypeKind)]) -> Vec<TypeDef> {
        let def = |(name, kind): &(&str, TypeKind)| TypeDef {
            name: (*name).to_owned(),
            kind: kind.clone(),
            description: None,
            arguments: Vec::new(),
            sent: false,
            received: true,
            origins: Vec::new(),
        };
        of.iter().map(def).collect()
    }

    fn alias(name: &str) -> TypeKind {
        TypeKind::Alias { ty: named(name) }
    }

    fn named(name: &str) -> Type {
        Type::Named(name.to_owned())
    }

    #[test]
    fn what_is_reached_ends_in_a_circle_and_in_a_name_that_nothing_defines() {
        let types = types(&[("A", alias("B")), ("B", alias("A")), ("C", alias("Nobody")), ("D", TypeKind::Opaque)]);
        let from = [Type::Array(Box::new(named("A"))), named("C"), Type::String];
        assert_eq!(reached(&types, &from).into_iter().collect::<Vec<_>>(), ["A", "B", "C", "Nobody"]);
    }

    #[test]
    fn a_type_is_cyclic_where_it_leads_to_a_circle() {
        let types = types(&[("A", alias("B")), ("B", alias("B")), ("C", alias("D")), ("D", TypeKind::Opaque)]);
        assert!(is_cyclic(&types, &Type::Map(Box::new(named("A")))));
        assert!(!is_cyclic(&types, &named("C")));
    }

    #[test]
    fn aliases_are_followed_to_what_they_stand_for() {
        let types = types(&[("A", alias("B")), ("B", TypeKind::Alias { ty: Type::Integer }), ("C", alias("C"))]);
        assert_eq!(*plain(&types, &named("A")), Type::Integer);
        assert_eq!(*plain(&types, &named("C")), named("C"));
    }
}
