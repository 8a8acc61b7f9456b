//! Input: two models. Output: which operation and which type of the one is which of the other.
//! Invariant: what is called alike is one; a likely rename has its place, its kind and most of its members in common.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use crate::schema::{Field, Operation, Type, TypeDef, TypeKind, path};

/// Which is which.
pub(super) struct Pairs<'a> {
    /// Operations, by their places.
    pub(super) operations: Vec<(usize, usize)>,
    pub(super) operations_removed: Vec<usize>,
    pub(super) operations_added: Vec<usize>,
    /// Types, by name.
    pub(super) types: BTreeMap<&'a str, &'a str>,
    pub(super) types_removed: BTreeSet<&'a str>,
    pub(super) types_added: BTreeSet<&'a str>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(before: &Side<'a>, after: &Side<'a>) -> Self {
        let (operations, operations_removed, operations_added) =
            operations(&before.api.operations, &after.api.operations);
        let names = |side: &Side<'a>| side.defs.keys().copied().collect::<BTreeSet<&'a str>>();
        let (old, new) = (names(before), names(after));
        let types = old.intersection(&new).map(|name| (*name, *name)).collect();
        let types_removed = old.difference(&new).copied().collect();
        let types_added = new.difference(&old).copied().collect();
        let mut pairs = Self { operations, operations_removed, operations_added, types, types_removed, types_added };
        pairs.rename(before, after);
        pairs
    }

    /// Finds the types that stand, under another name, where one stood that is gone. What is new and not among them is new.
    fn rename(&mut self, before: &Side<'a>, after: &Side<'a>) {
        if self.types_removed.is_empty() {
            return;
        }
        let mut open: Vec<(&'a Type, &'a Type)> = Vec::new();
        for (old, new) in &self.operations {
            if let (Some(old), Some(new)) = (before.api.operations.get(*old), after.api.operations.get(*new)) {
                open.extend(places(old, new));
            }
        }
        let kept = self.types.iter().filter_map(|(old, new)| Some((*before.defs.get(old)?, *after.defs.get(new)?)));
        open.extend(kept.flat_map(|(old, new)| held(old, new)));
        while let Some((old, new)) = open.pop() {
            match (old, new) {
                (
                    Type::Array(old) | Type::Map(old) | Type::Nullable(old),
                    Type::Array(new) | Type::Map(new) | Type::Nullable(new),
                ) => {
                    open.push((old, new));
                }
                (Type::Named(old), Type::Named(new)) => {
                    let (Some(was), Some(is)) = (before.defs.get(old.as_str()), after.defs.get(new.as_str())) else {
                        continue;
                    };
                    // Several that were alike can have become one, and one that is there already can have taken in another.
                    if self.types_removed.contains(was.name.as_str()) && was.name != is.name && is_alike(was, is) {
                        self.types_removed.remove(was.name.as_str());
                        self.types_added.remove(is.name.as_str());
                        self.types.insert(&was.name, &is.name);
                        open.extend(held(was, is));
                    }
                }
                _ => {}
            }
        }
    }
}

type Places = Vec<usize>;

/// By method and path, then by id, then by sentence.
fn operations(before: &[Operation], after: &[Operation]) -> (Vec<(usize, usize)>, Places, Places) {
    let mut pairs = Vec::new();
    let mut removed: Places = (0..before.len()).collect();
    let mut added: Places = (0..after.len()).collect();
    let keys: [fn(&Operation) -> Option<String>; 3] = [
        |operation| Some(format!("{} {}", operation.method, path::identity(&operation.path))),
        |operation| Some(operation.id.clone()),
        |operation| {
            let said = operation.description.as_deref().map(str::trim).filter(|said| !said.is_empty())?;
            let parameters = path::parameters(&operation.path).count();
            Some(format!("{} {parameters} {:?} {said}", operation.method, operation.section))
        },
    ];
    for key in keys {
        let mut there: BTreeMap<String, Places> = BTreeMap::new();
        for at in &added {
            if let Some(key) = after.get(*at).and_then(key) {
                there.entry(key).or_default().push(*at);
            }
        }
        let mut gone: BTreeMap<String, Places> = BTreeMap::new();
        for at in &removed {
            if let Some(key) = before.get(*at).and_then(key) {
                gone.entry(key).or_default().push(*at);
            }
        }
        let mut taken: (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
        for (key, places) in gone {
            if let ([old], Some([new])) = (places.as_slice(), there.get(&key).map(Vec::as_slice)) {
                pairs.push((*old, *new));
                taken.0.insert(*old);
                taken.1.insert(*new);
            }
        }
        removed.retain(|at| !taken.0.contains(at));
        added.retain(|at| !taken.1.contains(at));
    }
    pairs.sort_unstable();
    (pairs, removed, added)
}

/// The places of two operations that are one, each with what stands there.
fn places<'a>(old: &'a Operation, new: &'a Operation) -> Vec<(&'a Type, &'a Type)> {
    let mut places = Vec::new();
    let parameters = |operation: &'a Operation| {
        operation.parameters.iter().map(|one| ((one.location, one.field.name.as_str()), &one.field.ty))
    };
    let there: BTreeMap<_, _> = parameters(new).collect();
    places.extend(parameters(old).filter_map(|(key, ty)| Some((ty, *there.get(&key)?))));
    if let (Some(old), Some(new)) = (&old.request_body, &new.request_body) {
        places.push((&old.ty, &new.ty));
    }
    let there: BTreeMap<&str, _> = new.responses.iter().map(|one| (one.status.as_str(), one)).collect();
    for old in &old.responses {
        let Some(new) = there.get(old.status.as_str()) else { continue };
        let pair = |old: &'a Option<Type>, new: &'a Option<Type>| old.as_ref().zip(new.as_ref());
        places.extend(pair(&old.ty, &new.ty).into_iter().chain(pair(&old.events, &new.events)));
    }
    places
}

/// The members of two types that are one, by name.
fn held<'a>(old: &'a TypeDef, new: &'a TypeDef) -> Vec<(&'a Type, &'a Type)> {
    match (&old.kind, &new.kind) {
        (TypeKind::Struct { fields: old }, TypeKind::Struct { fields: new }) => {
            let there: BTreeMap<&str, &Field> = new.iter().map(|field| (field.name.as_str(), field)).collect();
            old.iter().filter_map(|field| Some((&field.ty, &there.get(field.name.as_str())?.ty))).collect()
        }
        (TypeKind::Union { variants: old }, TypeKind::Union { variants: new }) => {
            old.iter().zip(new).map(|(old, new)| (&old.ty, &new.ty)).collect()
        }
        (TypeKind::Alias { ty: old }, TypeKind::Alias { ty: new }) => vec![(old, new)],
        _ => Vec::new(),
    }
}

/// Whether two types are of one kind and have most of their members in common.
fn is_alike(old: &TypeDef, new: &TypeDef) -> bool {
    let most =
        |old: BTreeSet<String>, new: BTreeSet<String>| 2 * old.intersection(&new).count() >= old.len().max(new.len());
    match (&old.kind, &new.kind) {
        (TypeKind::Struct { fields: old }, TypeKind::Struct { fields: new }) => {
            let names = |fields: &[Field]| fields.iter().map(|field| field.name.clone()).collect();
            most(names(old), names(new))
        }
        (TypeKind::Enum { values: old, .. }, TypeKind::Enum { values: new, .. }) => {
            let values = |values: &[crate::schema::EnumValue]| values.iter().map(|one| one.value.to_string()).collect();
            most(values(old), values(new))
        }
        (TypeKind::Union { variants: old }, TypeKind::Union { variants: new }) => old.len() == new.len(),
        (TypeKind::Alias { .. }, TypeKind::Alias { .. }) | (TypeKind::Opaque, TypeKind::Opaque) => true,
        _ => false,
    }
}
