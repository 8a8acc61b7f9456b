//! Input: the model and the plan of one API. Output: the calls that are made, with what has to come of each.
//! Invariant: every operation is called with everything, with what it must have, by both clients, and once for each documented
//! status; what is not called is told with its reason.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::plan::input_value;
use crate::plan::model::{ApiPlan, InputPlan, OperationPlan, Presence};
use crate::sample::Extent;
use crate::schema::{Api, Operation, Response};

/// A call, as the program that makes it is told.
#[derive(Debug, Serialize)]
pub(super) struct Case {
    pub(super) operation: String,
    pub(super) name: String,
    inputs: Map<String, Value>,
    headers: Map<String, Value>,
    /// The documented error that has to come typed: its status as the pages write it.
    pub(super) documented: Option<String>,
    awaited: bool,
    /// The status that is asked for; without one the server chooses.
    #[serde(skip)]
    pub(super) status: Option<u16>,
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
            case.headers.insert("Prefer".to_owned(), format!("code={status}").into());
            case.status = Some(status);
            case.documented =
                plan.errors.iter().map(|(known, _)| known).find(|known| **known == response.status).cloned();
            cases.all.push(case);
        }
    }
    cases
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
