//! Input: the arguments of an operation, on both sides. Output: whether they stand in another order, and whether the
//! compiler tells.
//! Invariant: a call that compiles and gives one for the other is told as such, whatever led to it.

use std::collections::BTreeMap;

use super::call::call;
use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found};
use super::matched::Matched;
use crate::plan::model::{InputPlan, OperationPlan};
use crate::schema::Operation;

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
    let pairs: BTreeMap<usize, usize> = matched.same.iter().chain(&matched.renamed).copied().collect();
    let kept: Vec<usize> =
        old.iter().filter_map(|at| pairs.get(at)).filter(|at| new.binary_search(at).is_ok()).copied().collect();
    let is_reordered = !kept.is_sorted();
    let is_same = |(one, other): (&usize, &usize)| {
        inputs
            .0
            .get(*one)
            .zip(inputs.1.get(*other))
            .is_some_and(|(one, other)| one.presence == other.presence && comparison.is_same(&one.ty, &other.ty))
    };
    // As many of the same types: what was written compiles.
    let compiles = !old.is_empty() && old.len() == new.len() && old.iter().zip(&new).all(is_same);
    let means_other = old.iter().zip(&new).any(|(one, other)| pairs.get(one) != Some(other));
    const SILENT: &str = "a call that was written before still compiles, and gives one for the other";
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
