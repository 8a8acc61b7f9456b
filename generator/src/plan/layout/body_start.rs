//! Input: an operation whose body is a struct of fields, and the types. Output: what the body holds at first.
//! Invariant: every required field of the struct gets the input that is meant for it.

use crate::plan::model::{
    BodyPlan, BodyStart, InputTarget, OperationPlan, RustName, StructPlan, TypePlan, TypePlanKind,
};

/// What the body holds before a setter is called; `None` where it is no struct of fields.
pub(super) fn body_start(types: &[TypePlan], operation: &OperationPlan) -> Option<BodyStart> {
    let BodyPlan::Fields { ty, required } = &operation.body else { return None };
    if !*required {
        return Some(BodyStart::Absent);
    }
    let Some(plan) = struct_plan(types, ty) else { return Some(BodyStart::Default) };
    let given = |field: &RustName| {
        let is_field = |target: &InputTarget| matches!(target, InputTarget::BodyField(name) if name == field);
        operation.required_inputs().find(|input| is_field(&input.target)).map(|input| input.name.clone())
    };
    let fields = plan.fields.iter().filter(|field| field.presence.is_required());
    let fields = fields.filter_map(|field| Some((field.name.clone(), given(&field.name)?))).collect::<Vec<_>>();
    Some(match &plan.required_struct {
        _ if fields.is_empty() => BodyStart::Default,
        Some(name) => BodyStart::NewOf(name.clone(), fields),
        None => BodyStart::New(fields.into_iter().map(|(_, input)| input).collect()),
    })
}

fn struct_plan<'a>(types: &'a [TypePlan], name: &RustName) -> Option<&'a StructPlan> {
    types.iter().find(|plan| plan.name == *name).and_then(|plan| match &plan.kind {
        TypePlanKind::Struct(plan) => Some(plan),
        _ => None,
    })
}
