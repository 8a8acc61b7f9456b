//! Input: the plan of an operation. Output: how it is called, and how one of its inputs is given, as a person writes it.
//! Invariant: it is what the code says.

use super::change::Needle;
use crate::emit::shown;
use crate::plan::model::{InputPlan, OperationPlan};

/// A call as the user writes it, with what it takes.
pub(super) fn call(plan: &OperationPlan) -> String {
    let arguments = match &plan.required_struct {
        Some(required) => format!("{} {{ .. }}", required.as_str()),
        None => {
            let one =
                |input: &InputPlan| format!("{}: {}", input.name.as_str(), shown::argument(&input.ty, input.presence));
            plan.required_inputs().map(one).collect::<Vec<_>>().join(", ")
        }
    };
    format!("client.{}({arguments})", plan.method_name.as_str())
}

/// The setter, or the argument, as it is written.
pub(super) fn written(plan: &OperationPlan, input: &InputPlan) -> String {
    let ty = shown::argument(&input.ty, input.presence);
    match (input.presence.is_required(), &plan.required_struct) {
        (false, _) => format!("{}.{}({ty})", plan.type_name.as_str(), input.name.as_str()).replacen('.', "::", 1),
        (true, None) => call(plan),
        (true, Some(required)) => {
            format!("{} {{ {}: {} }}", required.as_str(), input.name.as_str(), shown::stored(&input.ty, input.presence))
        }
    }
}

/// What the user wrote to give it.
pub(super) fn names(plan: &OperationPlan, input: &InputPlan) -> Vec<Needle> {
    match input.presence.is_required() {
        true => vec![Needle::member(plan.method_name.as_str()), Needle::of_type(plan.type_name.as_str())],
        false => vec![Needle::member(input.name.as_str())],
    }
}
