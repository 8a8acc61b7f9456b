//! Input: what has to be given of an operation, or of a type, on both sides. Output: whether it stands in another order, and
//! whether the compiler tells.
//! Invariant: a call that compiles and gives one for the other is told as such, whatever led to it.

use std::collections::BTreeMap;

use super::call::call;
use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found};
use super::matched::Matched;
use crate::plan::model::{InputPlan, OperationPlan};
use crate::schema::Operation;

pub(super) const SILENT: &str = "a call that was written before still compiles, and gives one for the other";

/// What became of the order in which something takes what has to be given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    /// Whether what stays stands in another order.
    pub(super) is_reordered: bool,
    /// Whether a call that was written before still compiles: as many of the same types are given.
    pub(super) compiles: bool,
    /// Whether something else is given at a place.
    pub(super) means_other: bool,
}

impl Order {
    /// Compares two lists of what has to be given, by numbers; `pairs` are the numbers of what is one on both sides.
    pub(super) fn of(
        (old, new): (&[usize], &[usize]),
        pairs: &BTreeMap<usize, usize>,
        is_same: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let places: BTreeMap<usize, usize> = new.iter().enumerate().map(|(place, at)| (*at, place)).collect();
        let kept: Vec<usize> = old.iter().filter_map(|at| places.get(pairs.get(at)?)).copied().collect();
        Self {
            is_reordered: !kept.is_sorted(),
            compiles: !old.is_empty()
                && old.len() == new.len()
                && old.iter().zip(new).all(|(one, other)| is_same(*one, *other)),
            means_other: old.iter().zip(new).any(|(one, other)| pairs.get(one) != Some(other)),
        }
    }
}

/// Compares the order; what was told of this operation begins at `first`.
pub(super) fn order(
    comparison: &mut Comparison<'_>,
    is: &Operation,
    (before, after): (&OperationPlan, &OperationPlan),
    inputs: (&[InputPlan], &[InputPlan]),
    matched: &Matched,
    first: usize,
) {
    let names = [Needle::member(before.method_name.as_str()), Needle::of_type(before.type_name.as_str())];
    if before.required_struct.is_some() != after.required_struct.is_some() {
        let how = if after.required_struct.is_some() { "by name" } else { "one by one" };
        let message = format!("the arguments of `{}` are given {how}", is.id);
        let is_about =
            |found: &&Found| found.change.code == Code::ArgumentAdded || found.change.code == Code::ArgumentRequired;
        // Where one came that has to be given, that is the cause.
        if comparison.found.iter().skip(first).find(is_about).is_none() {
            comparison.tell(
                Found::new(Code::ArgumentsByName, Class::Breaking, &is.id, message)
                    .rust(Some(call(before)), Some(call(after)))
                    .at(&is.origins)
                    .names(names),
            );
        }
        return;
    }
    if after.required_struct.is_some() {
        return;
    }
    let given = |inputs: &'_ [InputPlan]| -> Vec<usize> {
        (0..inputs.len()).filter(|at| inputs.get(*at).is_some_and(|input| input.presence.is_required())).collect()
    };
    let (old, new) = (given(inputs.0), given(inputs.1));
    let Order { is_reordered, compiles, means_other } = Order::of((&old, &new), &matched.pairs(), |one, other| {
        let both = inputs.0.get(one).zip(inputs.1.get(other));
        both.is_some_and(|(one, other)| one.presence == other.presence && comparison.is_same(&one.ty, &other.ty))
    });
    if is_reordered {
        let message = format!("the arguments of `{}` stand in another order", is.id);
        let mut found = Found::new(Code::ArgumentsReordered, Class::Breaking, &is.id, message)
            .rust(Some(call(before)), Some(call(after)))
            .at(&is.origins)
            .names(names);
        if compiles {
            found = found.silent().note(SILENT);
        }
        comparison.tell(found);
    } else if compiles && means_other {
        for found in comparison.found.iter_mut().skip(first) {
            let change = &mut found.change;
            if matches!(change.code, Code::ArgumentAdded | Code::ArgumentRemoved) && change.class == Class::Breaking {
                let is_positional = change.before.as_deref() == Some(call(before).as_str());
                if is_positional {
                    change.silent = true;
                    change.notes.push(SILENT.to_owned());
                }
            }
        }
    }
}
