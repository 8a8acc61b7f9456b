//! Input: an operation whose body is a struct of fields, and the types. Output: what the body holds at first.
//! Invariant: every required field of the struct gets the input that is meant for it.

use std::collections::BTreeMap;

use crate::plan::model::{
    BodyPlan, BodyStart, InputTarget, OperationPlan, RustName, StructPlan, TypePlan, TypePlanKind, type_plan,
};

/// What the body holds before a setter is called; `None` where it is no struct of fields.
pub(super) fn body_start(types: &[TypePlan], operation: &OperationPlan) -> Option<BodyStart> {
    let BodyPlan::Fields { ty, required } = &operation.body else { return None };
    if !*required {
        return Some(BodyStart::Absent);
    }
    let Some(plan) = struct_plan(types, ty) else { return Some(BodyStart::Default) };
    let given = operation.required_inputs().filter_map(|input| match &input.target {
        InputTarget::BodyField(field) => Some((field, &input.name)),
        _ => None,
    });
    let given = given.collect::<BTreeMap<&RustName, &RustName>>();
    let fields =
        plan.required_fields().filter_map(|field| Some((field.name.clone(), (*given.get(&field.name)?).clone())));
    let fields = fields.collect::<Vec<_>>();
    Some(match &plan.required_struct {
        _ if fields.is_empty() => BodyStart::Default,
        Some(name) => BodyStart::NewOf(name.clone(), fields),
        None => BodyStart::New(fields.into_iter().map(|(_, input)| input).collect()),
    })
}

fn struct_plan<'a>(types: &'a [TypePlan], name: &RustName) -> Option<&'a StructPlan> {
    type_plan(types, name).and_then(|plan| match &plan.kind {
        TypePlanKind::Struct(plan) => Some(plan),
        _ => None,
    })
}
