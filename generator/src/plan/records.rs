//! Input: the planned types of an API. Output: which structs are read member by member into a value that stands there from
//! the start, and which fields may be missing because of what their type is called.
//! Invariant: such a value can be made: no struct holds itself in members that must be there, or is very deep in them.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{FieldPlan, Presence, RustType, StructPlan, TypePlan, TypePlanKind};

/// As deep as structs stand in each other by value in what waits for its members. Readers of JSON go no deeper than twice that.
const DEEPEST: usize = 64;

/// Notes at each struct how it is read, and at its fields what follows from other names of types.
pub(super) fn settle(types: &mut [TypePlan]) {
    let aliases = aliases(types);
    let index: BTreeMap<String, usize> =
        types.iter().enumerate().map(|(index, ty)| (ty.name.as_str().to_owned(), index)).collect();
    let mut held: Vec<Vec<usize>> = Vec::with_capacity(types.len());
    for ty in types.iter_mut() {
        let TypePlanKind::Struct(plan) = &mut ty.kind else {
            held.push(Vec::new());
            continue;
        };
        for field in &mut plan.fields {
            field.null_if_missing = must_come(field) && matches!(behind(&field.ty, &aliases), RustType::Option(_));
        }
        held.push(by_value(plan, &aliases).filter_map(|name| index.get(name).copied()).collect());
    }
    let can_wait = can_wait(&held);
    let mut records = BTreeSet::new();
    for (ty, is_record) in types.iter_mut().zip(can_wait) {
        if let TypePlanKind::Struct(plan) = &mut ty.kind {
            plan.is_record = is_record;
            records.extend(is_record.then(|| ty.name.as_str().to_owned()));
        }
    }
    for ty in types {
        let TypePlanKind::Union(plan) = &mut ty.kind else { continue };
        for variant in &mut plan.variants {
            variant.record = match behind(&variant.ty, &aliases) {
                RustType::Named(name) => Some(name.clone()).filter(|name| records.contains(name.as_str())),
                _ => None,
            };
        }
    }
}

/// What must be there before a struct is one, by name.
fn by_value<'a>(
    plan: &'a StructPlan,
    aliases: &'a BTreeMap<String, RustType>,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let fields = plan.fields.iter().filter(|field| must_come(field));
    fields.filter_map(|field| match behind(&field.ty, aliases) {
        RustType::Named(name) => Some(name.as_str()),
        _ => None,
    })
}

fn must_come(field: &FieldPlan) -> bool {
    field.presence == Presence::Required
}

/// For each type whether all that it holds by value can be made, not too deep. What holds itself is never asked.
fn can_wait(held: &[Vec<usize>]) -> Vec<bool> {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); held.len()];
    let mut open: Vec<usize> = held.iter().map(Vec::len).collect();
    for (holder, held) in held.iter().enumerate() {
        for held in held {
            if let Some(holders) = holders.get_mut(*held) {
                holders.push(holder);
            }
        }
    }
    let mut depth = vec![0; held.len()];
    let mut can = vec![false; held.len()];
    let mut ready: Vec<usize> = (0..held.len()).filter(|index| open.get(*index) == Some(&0)).collect();
    while let Some(index) = ready.pop() {
        let own = depth.get(index).copied().unwrap_or_default();
        if own >= DEEPEST {
            continue;
        }
        if let Some(can) = can.get_mut(index) {
            *can = true;
        }
        for holder in holders.get(index).into_iter().flatten() {
            if let (Some(depth), Some(open)) = (depth.get_mut(*holder), open.get_mut(*holder)) {
                *depth = (own + 1).max(*depth);
                *open -= 1;
                if *open == 0 {
                    ready.push(*holder);
                }
            }
        }
    }
    can
}

fn aliases(types: &[TypePlan]) -> BTreeMap<String, RustType> {
    let alias = |ty: &TypePlan| match &ty.kind {
        TypePlanKind::Alias(target) => Some((ty.name.as_str().to_owned(), target.clone())),
        _ => None,
    };
    types.iter().filter_map(alias).collect()
}

/// What a type is, whatever boxes and other names stand before it.
fn behind<'a>(ty: &'a RustType, aliases: &'a BTreeMap<String, RustType>) -> &'a RustType {
    let mut ty = ty;
    // Aliases of aliases end: each step leads to another one.
    for _ in 0..=2 * aliases.len() + 1 {
        match ty {
            RustType::Boxed(inner) => ty = inner,
            RustType::Named(name) => match aliases.get(name.as_str()) {
                Some(target) => ty = target,
                None => return ty,
            },
            _ => return ty,
        }
    }
    ty
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_hold_itself_cannot_wait_and_neither_can_its_holder() {
        // 0 holds nothing, 1 holds 0 twice, 2 and 3 hold each other, 4 holds 3.
        assert_eq!(can_wait(&[vec![], vec![0, 0], vec![3], vec![2, 0], vec![3]]), [true, true, false, false, false]);
    }

    #[test]
    fn of_a_long_chain_only_the_end_waits() {
        let held: Vec<Vec<usize>> = (0..1_000).map(|index: usize| index.checked_sub(1).into_iter().collect()).collect();
        let can = can_wait(&held);
        assert_eq!(can.iter().filter(|can| **can).count(), DEEPEST);
        assert!(can[DEEPEST - 1] && !can[DEEPEST]);
    }
}
