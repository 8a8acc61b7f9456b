//! Input: the operations of one API and their plans. Output: the one that its example calls, with a value for each input.
//! Invariant: what the example sends and what it is answered is documented, or a sample of what is.

use serde_json::Value;

use crate::sample::{Extent, Samples};
use crate::schema::{Api, Field, Location, Operation, Type, TypeKind};

use super::model::{ExampleInput, ExamplePlan, InputPlan, InputTarget, OperationPlan, RustType};

/// So many optional inputs are shown.
const SHOWN: usize = 2;

/// The example of an API: a call that only reads where there is one, and one with little to give.
pub(super) fn example(api: &Api, plans: &[OperationPlan]) -> Option<ExamplePlan> {
    let is_file = |input: &InputPlan| matches!(input.ty, RustType::Upload | RustType::Text);
    let usable = api.operations.iter().zip(plans).filter(|(_, plan)| {
        let is_read_whole = plan.success.iter().all(RustType::is_json);
        plan.deprecated.is_none() && is_read_whole && !plan.inputs.iter().any(is_file)
    });
    let (operation, plan) = usable.min_by_key(|(_, plan)| {
        let inputs = plan.inputs.iter().filter(|input| input.presence.is_required());
        (inputs.filter(|input| !is_plain(&input.ty)).count(), plan.http_method != "GET", plan.required_struct.is_some())
    })?;
    let (status, answer) = answer(api, operation);
    Some(ExamplePlan { operation: plan.method_name.clone(), status, answer })
}

/// The inputs that an example of an operation gives.
pub(super) fn inputs(api: &Api, operation: &Operation, inputs: &[InputPlan]) -> Vec<ExampleInput> {
    let (required, optional): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| input.presence.is_required());
    let is_shown =
        |input: &&InputPlan| input.deprecated.is_none() && (is_plain(&input.ty) || input.target == InputTarget::Body);
    let shown = optional.into_iter().filter(is_shown).take(SHOWN);
    let given = |input: &InputPlan| {
        let value = input_value(api, operation, input, Extent::Required).unwrap_or_default();
        ExampleInput { name: input.name.clone(), value }
    };
    required.into_iter().chain(shown).map(given).collect()
}

/// A value for an input of an operation: one that the pages give where it is valid, else one that is made.
pub fn input_value(api: &Api, operation: &Operation, input: &InputPlan, extent: Extent) -> Option<Value> {
    let samples = Samples { api, extent };
    let parameter = |location: Location| {
        let here = operation.parameters.iter().filter(|parameter| parameter.location == location);
        here.map(|parameter| &parameter.field).find(|field| field.name == input.wire.0)
    };
    let field = match &input.target {
        InputTarget::Path => parameter(Location::Path),
        InputTarget::Query => parameter(Location::Query),
        InputTarget::Header => parameter(Location::Header),
        InputTarget::Cookie => parameter(Location::Cookie),
        InputTarget::BodyField(_) | InputTarget::FormField => body_field(api, operation, input),
        InputTarget::Body => return operation.request_body.as_ref().map(|body| samples.of(&body.ty)),
    };
    field.map(|field| samples.field(field))
}

fn body_field<'a>(api: &'a Api, operation: &'a Operation, input: &InputPlan) -> Option<&'a Field> {
    let Type::Named(name) = &operation.request_body.as_ref()?.ty else { return None };
    match &api.types.iter().find(|def| def.name == *name)?.kind {
        TypeKind::Struct { fields } => fields.iter().find(|field| field.name == input.wire.0),
        _ => None,
    }
}

/// What a success is answered with.
fn answer(api: &Api, operation: &Operation) -> (u16, String) {
    let success = operation.responses.iter().find(|response| response.status.starts_with('2'));
    let status = success.and_then(|response| response.status.parse().ok()).unwrap_or(200);
    let shown = success.and_then(|response| {
        let ty = response.ty.as_ref()?;
        let documented = response.examples.iter().map(|example| &example.value);
        let mut documented = documented.filter(|value| crate::schema::accepts(api, ty, value));
        Some(documented.next().cloned().unwrap_or_else(|| Samples { api, extent: Extent::Outer }.of(ty)))
    });
    (status, shown.map(|value| format!("{value:#}")).unwrap_or_default())
}

/// A value that is written as a literal.
fn is_plain(ty: &RustType) -> bool {
    matches!(ty, RustType::Bool | RustType::I64 | RustType::F64 | RustType::String | RustType::DateTime)
}
