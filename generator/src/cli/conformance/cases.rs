//! Input: the model and the plan of one API. Output: the calls that are made, with what has to come of each.
//! Invariant: every operation is called with everything, with what it must have, by both clients, and once for each documented
//! status; what is not called is told with its reason.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::plan::input_value;
use crate::plan::model::{ApiPlan, InputPlan, OperationPlan, Presence};
use crate::sample::Extent;
use crate::schema::{Api, Operation, Response, Type, TypeKind};

/// A call, as the program that makes it is told.
#[derive(Debug, Default, Serialize)]
pub(super) struct Case {
    pub(super) operation: String,
    pub(super) name: String,
    pub(super) inputs: Map<String, Value>,
    pub(super) headers: Map<String, Value>,
    /// The documented error that has to come typed: its status as the pages write it.
    pub(super) documented: Option<String>,
    pub(super) awaited: bool,
    /// The status that is asked for; without one the server chooses.
    #[serde(skip)]
    pub(super) status: Option<u16>,
    /// Whether it is a success, where the server chooses.
    #[serde(skip)]
    pub(super) succeeds: bool,
    /// Whether every input is given.
    #[serde(skip)]
    pub(super) gives_all: bool,
}

/// What is called of an API, and what is not.
#[derive(Debug, Default)]
pub(super) struct Cases {
    pub(super) all: Vec<Case>,
    /// Operations that are not called, each with the reason.
    pub(super) todo: Vec<String>,
}

/// The calls of an API.
pub(super) fn cases(api: &Api, plan: &ApiPlan) -> Cases {
    let mut cases = Cases::default();
    for (operation, plan) in api.operations.iter().zip(&plan.operations) {
        let method = plan.method_name.as_str().trim_start_matches("r#");
        if let Some(reason) = todo(operation) {
            cases.todo.push(format!("{method}: {reason}"));
            continue;
        }
        let case = |name: String, extent: Extent| Case {
            operation: method.to_owned(),
            name,
            inputs: inputs(api, operation, plan, extent),
            headers: Map::new(),
            documented: None,
            awaited: false,
            status: None,
            gives_all: extent == Extent::All,
            succeeds: operation.responses.iter().any(|response| response.status.starts_with('2')),
        };
        // The server cuts what it makes for a type that holds itself, and by that leaves out what must be there, unless it
        // is told to follow the schema to its end.
        let ends = !operation.responses.iter().filter_map(|response| response.ty.as_ref()).any(|ty| is_cyclic(api, ty));
        let case = |name: String, extent: Extent| {
            let mut case = case(name, extent);
            if !ends {
                prefer(&mut case, "dynamic=true");
            }
            case
        };
        cases.all.push(case("required".to_owned(), Extent::Required));
        cases.all.push(case("all".to_owned(), Extent::All));
        cases.all.push(Case { awaited: true, ..case("all, awaited".to_owned(), Extent::All) });
        for response in &operation.responses {
            let Some(status) = status_of(response, &operation.responses) else {
                cases.todo.push(format!("{method}: no status can be asked for as `{}`", response.status));
                continue;
            };
            let mut case = case(format!("code={}", response.status), Extent::Required);
            prefer(&mut case, &format!("code={status}"));
            case.status = Some(status);
            case.succeeds = false;
            case.documented =
                plan.errors.iter().map(|(known, _)| known).find(|known| **known == response.status).cloned();
            cases.all.push(case);
        }
    }
    cases
}

/// The API as it would be if nothing were optional in a request: what is left out, or goes under another name, is missed.
pub(super) fn wanting_everything(api: &Api) -> Api {
    let mut whole = api.clone();
    for operation in &mut whole.operations {
        operation.parameters.iter_mut().for_each(|parameter| parameter.field.required = true);
        operation.request_body.iter_mut().for_each(|body| body.required = true);
    }
    for def in whole.types.iter_mut().filter(|def| def.sent && !def.received) {
        let TypeKind::Struct { fields } = &mut def.kind else { continue };
        // What would have no end is left out of a value at some depth.
        fields.iter_mut().for_each(|field| field.required |= !is_cyclic(api, &field.ty));
    }
    whole
}

/// Asks the server for something more.
fn prefer(case: &mut Case, what: &str) {
    let before = case.headers.get("Prefer").and_then(Value::as_str).map(|before| format!("{before}, "));
    case.headers.insert("Prefer".to_owned(), format!("{}{what}", before.unwrap_or_default()).into());
}

/// Whether a value of a type may hold, somewhere, another of a type that it stands in.
fn is_cyclic(api: &Api, ty: &Type) -> bool {
    fn walk<'a>(api: &'a Api, ty: &'a Type, open: &mut Vec<&'a str>, done: &mut BTreeSet<&'a str>) -> bool {
        match ty {
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => walk(api, inner, open, done),
            Type::Named(name) if open.contains(&name.as_str()) => true,
            Type::Named(name) if done.insert(name) => {
                open.push(name);
                let def = api.types.iter().find(|def| def.name == *name);
                let found = def.is_some_and(|def| match &def.kind {
                    TypeKind::Struct { fields } => fields.iter().any(|field| walk(api, &field.ty, open, done)),
                    TypeKind::Union { variants } => variants.iter().any(|variant| walk(api, &variant.ty, open, done)),
                    TypeKind::Alias { ty } => walk(api, ty, open, done),
                    TypeKind::Enum { .. } | TypeKind::Opaque => false,
                });
                open.pop();
                found
            }
            _ => false,
        }
    }
    walk(api, ty, &mut Vec::new(), &mut BTreeSet::new())
}

/// Why an operation is not called.
fn todo(operation: &Operation) -> Option<String> {
    let is_json = |media_type: &str| {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        essence == "application/json" || essence.ends_with("+json")
    };
    let body = operation.request_body.as_ref().map(|body| body.media_type.as_str());
    body.filter(|media_type| !is_json(media_type)).map(|media_type| format!("its body is `{media_type}`"))
}

/// A status that a documented response stands for, and no other one of the operation.
fn status_of(response: &Response, all: &[Response]) -> Option<u16> {
    let text = response.status.to_ascii_lowercase();
    let named = |status: u16| all.iter().any(|other| other.status == status.to_string());
    let ranged =
        |status: u16| all.iter().any(|other| other.status.eq_ignore_ascii_case(&format!("{}XX", status / 100)));
    if text == "default" {
        return [500, 503, 400, 409, 418].into_iter().find(|status| !named(*status) && !ranged(*status));
    }
    if let Some(class) = text.strip_suffix("xx").and_then(|class| class.parse::<u16>().ok()) {
        return (class * 100..class * 100 + 100).find(|status| !named(*status));
    }
    text.parse().ok().filter(|status| (200..600).contains(status))
}

/// The values of an operation's inputs, by name.
fn inputs(api: &Api, operation: &Operation, plan: &OperationPlan, extent: Extent) -> Map<String, Value> {
    let wanted = |input: &&InputPlan| {
        extent == Extent::All || matches!(input.presence, Presence::Required | Presence::RequiredNullable)
    };
    let named = |input: &InputPlan| {
        Some((input.name.as_str().trim_start_matches("r#").to_owned(), input_value(api, operation, input, extent)?))
    };
    plan.inputs.iter().filter(wanted).filter_map(named).collect()
}
