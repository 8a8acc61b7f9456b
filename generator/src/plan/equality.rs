//! Input: the planned types of an API. Output: of each, whether its values are equal to themselves, and can be keys.
//! Invariant: a type has what everything in it has; one that holds itself has what the rest of it has.

use std::collections::BTreeMap;

use super::model::{Equality, RustType, TypePlan, TypePlanKind};

/// Notes at each type what can be derived of it.
pub(super) fn settle(types: &mut [TypePlan]) {
    let mut known: BTreeMap<String, Equality> =
        types.iter().map(|ty| (ty.name.as_str().to_owned(), Equality::Hash)).collect();
    // Whatever holds a type has to be asked again once that one has lost something.
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, ty) in types.iter().enumerate() {
        for name in held(ty).into_iter().filter_map(named) {
            holders.entry(name.to_owned()).or_default().push(index);
        }
    }
    let mut open: Vec<usize> = (0..types.len()).collect();
    while let Some(ty) = open.pop().and_then(|index| types.get(index)) {
        let own = of_kind(ty).min(held(ty).into_iter().map(|ty| of(ty, &known)).min().unwrap_or(Equality::Hash));
        let name = ty.name.as_str();
        if known.get(name) != Some(&own) {
            known.insert(name.to_owned(), own);
            open.extend(holders.get(name).into_iter().flatten());
        }
    }
    for ty in types {
        ty.equality = known.get(ty.name.as_str()).copied().unwrap_or_default();
    }
}

fn held(ty: &TypePlan) -> Vec<&RustType> {
    match &ty.kind {
        TypePlanKind::Struct(plan) => plan.fields.iter().map(|field| &field.ty).collect(),
        TypePlanKind::Union(plan) => plan.variants.iter().map(|variant| &variant.ty).collect(),
        TypePlanKind::Alias(target) => vec![target],
        TypePlanKind::Enum(_) | TypePlanKind::Opaque => Vec::new(),
    }
}

/// What a type has that holds nothing.
fn of_kind(ty: &TypePlan) -> Equality {
    match &ty.kind {
        TypePlanKind::Struct(plan) if plan.unknown_members.is_none() => Equality::Hash,
        TypePlanKind::Enum(_) | TypePlanKind::Alias(_) => Equality::Hash,
        // They hold any JSON.
        TypePlanKind::Struct(_) | TypePlanKind::Union(_) | TypePlanKind::Opaque => Equality::Eq,
    }
}

fn of(ty: &RustType, known: &BTreeMap<String, Equality>) -> Equality {
    match ty {
        RustType::Bool | RustType::I64 | RustType::U64 | RustType::String | RustType::DateTime | RustType::Number => {
            Equality::Hash
        }
        RustType::Json => Equality::Eq,
        RustType::Named(name) => known.get(name.as_str()).copied().unwrap_or_default(),
        RustType::Boxed(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Option(inner) => {
            of(inner, known)
        }
        RustType::F64
        | RustType::Text
        | RustType::Bytes
        | RustType::Upload
        | RustType::Events(_)
        | RustType::Lines(_) => Equality::Partial,
    }
}

fn named(ty: &RustType) -> Option<&str> {
    match ty {
        RustType::Named(name) => Some(name.as_str()),
        RustType::Boxed(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Option(inner) => named(inner),
        _ => None,
    }
}
