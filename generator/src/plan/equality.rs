//! Input: the planned types of an API. Output: of each, whether its values are equal to themselves, and can be keys.
//! Invariant: a type has what everything in it has; one that holds itself has what the rest of it has.

use std::collections::BTreeMap;

use super::model::{Equality, RustType, TypePlan, TypePlanKind};

/// Notes at each type what can be derived of it.
pub(super) fn settle(types: &mut [TypePlan]) {
    let places: BTreeMap<&str, usize> = types.iter().enumerate().map(|(at, ty)| (ty.name.as_str(), at)).collect();
    let place = |ty: &RustType| named(ty).and_then(|name| places.get(name).copied());
    // What each has by itself, as if all that it names had everything.
    let of = |ty: &RustType| if place(ty).is_some() { Equality::Hash } else { of(ty) };
    let own = |ty: &TypePlan| of_kind(ty).min(held(ty).into_iter().map(of).min().unwrap_or(Equality::Hash));
    let mut known: Vec<Equality> = types.iter().map(own).collect();
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, ty) in types.iter().enumerate() {
        for held in held(ty).into_iter().filter_map(place) {
            holders.entry(held).or_default().push(index);
        }
    }
    // What a type lacks, all that hold it lack.
    let mut open: Vec<usize> = (0..types.len()).collect();
    while let Some(held) = open.pop() {
        let least = known.get(held).copied().unwrap_or_default();
        for holder in holders.get(&held).into_iter().flatten() {
            if let Some(known) = known.get_mut(*holder).filter(|known| **known > least) {
                *known = least;
                open.push(*holder);
            }
        }
    }
    for (ty, equality) in types.iter_mut().zip(known) {
        ty.equality = equality;
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

/// What a type has; of a name that nothing defines nothing is known.
fn of(ty: &RustType) -> Equality {
    match ty {
        RustType::Bool | RustType::I64 | RustType::U64 | RustType::String | RustType::DateTime | RustType::Number => {
            Equality::Hash
        }
        RustType::Json => Equality::Eq,
        RustType::Named(_) => Equality::default(),
        RustType::Boxed(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Option(inner) => of(inner),
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
