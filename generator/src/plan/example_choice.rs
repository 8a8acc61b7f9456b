//! Input: the operations of one API and their plans. Output: the one that its example calls, with a value for each input.
//! Invariant: what the example sends and what it is answered is documented, or a sample of what is.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sample::{Extent, Samples};
use crate::schema::{Acceptor, Api, Field, Location, Operation, Response, Type, TypeKind, walk};

use super::json_lines;
use super::model::{ExampleInput, ExamplePlan, InputPlan, InputTarget, OperationPlan, RustType};

/// An answer of more lines is read where its type is documented.
const LONGEST: usize = 40;
/// What has more members than this and a list among them is an object.
const MOST_OF_A_LIST: usize = 6;

/// Words of calls that are not what an API is for.
const ASIDE: &[&str] = &[
    "api-key",
    "api-keys",
    "apikey",
    "apikeys",
    "auth",
    "callback",
    "health",
    "healthcheck",
    "login",
    "logout",
    "me",
    "oauth",
    "ping",
    "session",
    "status",
    "token",
    "version",
    "webhook",
    "webhooks",
    "whoami",
];

/// The example of an API: what somebody calls first. A call that only reads, with little to give: a list, or what has an id;
/// of several the one of what the API has most calls of.
pub(super) fn example(api: &Api, plans: &[OperationPlan]) -> Option<ExamplePlan> {
    let is_file = |input: &InputPlan| matches!(input.ty, RustType::Upload | RustType::Text);
    let usable = api.operations.iter().zip(plans).filter(|(_, plan)| {
        let is_read_whole = plan.success.iter().all(RustType::is_json);
        plan.deprecated.is_none() && is_read_whole && !plan.inputs.iter().any(is_file)
    });
    let mut calls: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    api.operations.iter().for_each(|operation| *calls.entry(resource(operation)).or_default() += 1);
    let (operation, plan) = usable.min_by_key(|(operation, plan)| {
        let required = || plan.inputs.iter().filter(|input| input.presence.is_required());
        let unusual = required().filter(|input| !is_plain(&input.ty)).count();
        let words = operation.id.split('_').chain(operation.path.split('/'));
        let is_aside = words.into_iter().any(|word| ASIDE.contains(&word.to_ascii_lowercase().as_str()));
        let kind = match gives(api, operation) {
            Gives::List => 0,
            Gives::Object if operation.path.ends_with('}') => 1,
            Gives::Object => 2,
            Gives::Nothing => 3,
        };
        let of_resource = calls.get(&resource(operation)).copied().unwrap_or_default();
        let is_read = plan.http_method == "GET";
        (
            (unusual, !is_read, plan.required_struct.is_some(), is_aside, kind),
            (required().count(), std::cmp::Reverse(of_resource), operation.path.matches('/').count()),
        )
    })?;
    let (status, answer) = answer(api, operation);
    Some(ExamplePlan { operation: plan.method_name.clone(), status, answer })
}

/// What an operation is about: the last word of its path that is no parameter.
fn resource(operation: &Operation) -> Option<&str> {
    operation.path.split('/').rfind(|segment| !segment.is_empty() && !segment.starts_with('{'))
}

enum Gives {
    List,
    Object,
    Nothing,
}

fn gives(api: &Api, operation: &Operation) -> Gives {
    let success = operation.responses.iter().find(|response| response.status.starts_with('2'));
    let Some(ty) = success.and_then(|response| response.ty.as_ref()) else { return Gives::Nothing };
    let is_list = |ty: &Type| matches!(walk::plain(&api.types, ty), Type::Array(_));
    let fields = walk::members(&api.types, walk::plain(&api.types, ty)).unwrap_or_default();
    if is_list(ty) || fields.len() <= MOST_OF_A_LIST && fields.iter().any(|field| is_list(&field.ty)) {
        Gives::List
    } else {
        Gives::Object
    }
}

/// The body that a success of an operation may have, for its docs: one that the pages show. One that is made would say no
/// more than its type does.
pub(super) fn shown_answer(api: &Api, operation: &Operation, success: Option<&RustType>) -> Option<String> {
    let answer = json_lines::text(documented(api, operation.responses.iter().find(is_success)?)?);
    (success.is_some_and(RustType::is_json) && answer.lines().count() <= LONGEST).then_some(answer)
}

fn is_success(response: &&Response) -> bool {
    response.status.starts_with('2')
}

/// The first documented body of an answer that is valid.
fn documented<'a>(api: &Api, response: &'a Response) -> Option<&'a Value> {
    let ty = response.ty.as_ref()?;
    let mut documented = response.examples.iter().map(|example| &example.value);
    let acceptor = Acceptor::new(api);
    documented.find(|value| acceptor.accepts(ty, value))
}

/// The inputs that an example of an operation gives.
pub(super) fn inputs(api: &Api, operation: &Operation, inputs: &[InputPlan]) -> Vec<ExampleInput> {
    let (required, optional): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| input.presence.is_required());
    let is_shown =
        |input: &&InputPlan| input.deprecated.is_none() && (is_plain(&input.ty) || input.target == InputTarget::Body);
    // One shows how the others are given; a header is seldom what a call is about.
    let shown = optional.into_iter().filter(is_shown).min_by_key(|input| input.target == InputTarget::Header);
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
    match &walk::definition(&api.types, name)?.kind {
        TypeKind::Struct { fields } => fields.iter().find(|field| field.name == input.wire.0),
        _ => None,
    }
}

/// What a success is answered with.
fn answer(api: &Api, operation: &Operation) -> (u16, String) {
    let success = operation.responses.iter().find(is_success);
    let status = success.and_then(|response| response.status.parse().ok()).unwrap_or(200);
    let shown = success.and_then(|response| {
        let ty = response.ty.as_ref()?;
        let made = || Samples { api, extent: Extent::Outer }.of(ty);
        Some(documented(api, response).cloned().unwrap_or_else(made))
    });
    (status, shown.map(|value| json_lines::text(&value)).unwrap_or_default())
}

/// A value that is written as a literal.
fn is_plain(ty: &RustType) -> bool {
    matches!(ty, RustType::Bool | RustType::I64 | RustType::U64 | RustType::F64 | RustType::String | RustType::DateTime)
}
