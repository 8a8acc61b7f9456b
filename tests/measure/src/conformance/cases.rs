//! Input: the model and the plan of one API. Output: the calls that are made, with what has to come of each.
//! Invariant: every operation is called with everything, with what it must have, by both clients, and once for each documented
//! status; what is not called is told with its reason.

use fieldstone::plan::input_value;
use fieldstone::plan::model::{ApiPlan, InputPlan, OperationPlan};
use fieldstone::sample::Extent;
use fieldstone::schema::{Api, Location, Operation, Response, TypeKind, status, walk};
use serde::Serialize;
use serde_json::{Map, Value};

use super::limits;

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
    /// Operations and statuses that are not called, each with the reason.
    pub(super) todo: Vec<String>,
    /// What is left out of the calls of an operation, with the reason.
    pub(super) left_out: Vec<String>,
}

/// The calls of an API.
pub(super) fn cases(api: &Api, plan: &ApiPlan) -> Cases {
    let mut cases = Cases::default();
    for (operation, plan) in api.operations.iter().zip(&plan.operations) {
        let method = plan.method_name.as_str().trim_start_matches("r#");
        if let Some(reason) = limits::not_called(api, operation, plan) {
            cases.todo.push(format!("{method}: {reason}"));
            continue;
        }
        let unreadable: Vec<_> = limits::unreadable(api, operation, plan).collect();
        cases.left_out.extend(unreadable.iter().map(|input| {
            format!("{method}: `{}`, for the server reads no list and no object in a form", input.wire.0)
        }));
        cases.left_out.extend(limits::unseen(api, operation).map(|(parameter, reason)| {
            format!("{method}: `{}` is sent and not asked after, for {reason}", parameter.field.name)
        }));
        let inputs = |extent: Extent| inputs(api, operation, plan, extent, &unreadable);
        let case = |name: String, extent: Extent| Case {
            operation: method.to_owned(),
            name,
            inputs: inputs(extent),
            headers: Map::new(),
            documented: None,
            awaited: false,
            status: None,
            gives_all: extent == Extent::All,
            succeeds: operation.responses.iter().any(|response| status::is_success(&response.status)),
        };
        // The server cuts what it makes for a type that holds itself, and by that leaves out what must be there, unless it
        // is told to follow the schema to its end.
        let ends = !operation
            .responses
            .iter()
            .filter_map(|response| response.ty.as_ref())
            .any(|ty| walk::is_cyclic(&api.types, ty));
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
            // The server gives what is asked for and nothing else, an error that is called otherwise included.
            if let Some(media_type) = response.media_type.as_ref().filter(|_| !asks_for(plan, response)) {
                case.headers.insert("Accept".to_owned(), media_type.as_str().into());
            }
            case.documented =
                plan.errors.iter().map(|(known, _)| known).find(|known| **known == response.status).cloned();
            cases.all.push(case);
        }
    }
    cases
}

/// The API as it would be if nothing were optional in a request: what is left out, or goes under another name, is missed.
pub(super) fn wanting_everything(api: &Api, plans: &[OperationPlan]) -> Api {
    let mut whole = limits::served(api);
    let unreadable = limits::all_unreadable(api, plans);
    for operation in &mut whole.operations {
        let unseen: Vec<String> =
            limits::unseen(api, operation).map(|(parameter, _)| parameter.field.name.clone()).collect();
        for parameter in &mut operation.parameters {
            parameter.field.required |=
                parameter.location != Location::Query || !unseen.contains(&parameter.field.name);
        }
        operation.request_body.iter_mut().for_each(|body| body.required = true);
    }
    for def in whole.types.iter_mut().filter(|def| def.sent && !def.received) {
        let TypeKind::Struct { fields } = &mut def.kind else { continue };
        for field in fields {
            let is_read = !unreadable.contains(&(def.name.as_str(), field.name.as_str()));
            // What would have no end is left out of a value at some depth.
            field.required |= is_read && !walk::is_cyclic(&api.types, &field.ty);
        }
    }
    whole
}

/// Asks the server for something more.
fn prefer(case: &mut Case, what: &str) {
    let before = case.headers.get("Prefer").and_then(Value::as_str).map(|before| format!("{before}, "));
    case.headers.insert("Prefer".to_owned(), format!("{}{what}", before.unwrap_or_default()).into());
}

/// Whether the media type of a response is one that the operation asks for by itself.
fn asks_for(plan: &OperationPlan, response: &Response) -> bool {
    let accepted = plan.media.accepted.as_deref().unwrap_or("application/json");
    response.media_type.as_deref().is_none_or(|media_type| accepted.contains(media_type))
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
fn inputs(
    api: &Api,
    operation: &Operation,
    plan: &OperationPlan,
    extent: Extent,
    without: &[&InputPlan],
) -> Map<String, Value> {
    let wanted = |input: &&InputPlan| match extent {
        Extent::All => !without.contains(input),
        _ => input.presence.is_required(),
    };
    let named = |input: &InputPlan| {
        Some((input.name.as_str().trim_start_matches("r#").to_owned(), input_value(api, operation, input, extent)?))
    };
    plan.inputs.iter().filter(wanted).filter_map(named).collect()
}
