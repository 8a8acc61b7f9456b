//! Input: an operation and its plan, or the model of an API. Output: what the server cannot take, with the reason, and the
//! model of what it can give.
//! Invariant: the reasons are the server's; what it can take is called as it is.

use std::collections::BTreeSet;

use fieldstone::plan::model::{BodyPlan, InputPlan, InputTarget, OperationPlan};
use fieldstone::plan::{input_value, is_read_as_json};
use fieldstone::sample::{Extent, Samples};
use fieldstone::schema::path::{bare, identity, tail};
use fieldstone::schema::{Api, Example, Location, Operation, Parameter, Response, Style, Type};
use serde_json::Value;

/// Why an operation cannot be called.
pub(super) fn not_called(api: &Api, operation: &Operation, plan: &OperationPlan) -> Option<String> {
    if !operation.path.is_ascii() && operation.path.contains('{') {
        return Some(format!("the server finds no parameter in `{}`, which is not ASCII", operation.path));
    }
    let is_alike = |other: &&Operation| {
        other.method == operation.method && identity(bare(&other.path)) == identity(bare(&operation.path))
    };
    let first = api.operations.iter().filter(is_alike).min_by_key(|other| !tail(&other.path).is_empty());
    if first.is_some_and(|first| first.id != operation.id) {
        return Some(format!("the document has room for one `{} {}`", operation.method, bare(&operation.path)));
    }
    if let Some((parameter, reason)) = unseen(api, operation).find(|(parameter, _)| parameter.field.required) {
        return Some(format!("`{}` must be given, and {reason}", parameter.field.name));
    }
    let body = operation.request_body.as_ref()?;
    let media_type = &body.media_type;
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let whole = || Samples { api, extent: Extent::All }.of(&body.ty);
    match &plan.body {
        BodyPlan::Upload if essence.starts_with("multipart/") => {
            Some(format!("no page names the parts of its `{media_type}`"))
        }
        BodyPlan::Upload | BodyPlan::Text if !whole().is_string() => Some(format!(
            "the server holds the text of `{media_type}` itself against its schema, which is that of a value"
        )),
        BodyPlan::Form { multipart: true } | BodyPlan::WholeForm { multipart: true }
            if essence != "multipart/form-data" =>
        {
            Some(format!("the server reads no parts of `{media_type}`"))
        }
        BodyPlan::WholeForm { .. } if whole().as_object().is_none_or(|map| map.values().any(is_deep)) => {
            Some("the server reads no list and no object in a form".to_owned())
        }
        BodyPlan::Form { .. } => {
            let mut deep = unreadable(api, operation, plan);
            let required = deep.find(|input| input.presence.is_required());
            required.map(|input| {
                format!("the server reads no list and no object in a form, and `{}` must be given", input.wire.0)
            })
        }
        _ => None,
    }
}

/// The fields of an operation's form that the server cannot read: lists and objects.
pub(super) fn unreadable<'a>(
    api: &'a Api,
    operation: &'a Operation,
    plan: &'a OperationPlan,
) -> impl Iterator<Item = &'a InputPlan> {
    let fields = plan.inputs.iter().filter(|input| input.target == InputTarget::FormField);
    fields.filter(|input| input_value(api, operation, input, Extent::All).is_some_and(|value| is_deep(&value)))
}

/// The parameters that the server does not see where they are sent, each with the reason.
pub(super) fn unseen<'a>(
    api: &'a Api,
    operation: &'a Operation,
) -> impl Iterator<Item = (&'a Parameter, &'static str)> {
    let samples = Samples { api, extent: Extent::All };
    let of_query = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    of_query.filter_map(move |parameter| {
        let field = &parameter.field;
        let reason = if parameter.style == Style::Members {
            "the server does not put the members of an object together"
        } else if field.name.contains(['[', ']']) {
            "the server finds no parameter with a bracket in its name"
        } else if samples.field(field) == "" {
            "the server takes an empty text for none"
        } else {
            return None;
        };
        Some((parameter, reason))
    })
}

/// The fields of forms that the server cannot read, for all of an API, as the type that holds the fields and the name of the field.
pub(super) fn all_unreadable<'a>(api: &'a Api, plans: &'a [OperationPlan]) -> BTreeSet<(&'a str, &'a str)> {
    let of = |(operation, plan): (&'a Operation, &'a OperationPlan)| {
        let ty = operation.request_body.as_ref().and_then(|body| match &body.ty {
            Type::Named(name) => Some(name.as_str()),
            _ => None,
        });
        let fields = unreadable(api, operation, plan).map(|input| input.wire.0.as_str());
        fields.filter_map(|field| Some((ty?, field))).collect::<Vec<_>>()
    };
    api.operations.iter().zip(plans).flat_map(of).collect()
}

fn is_deep(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// The API with answers that the server can give: of what is no JSON it can write a text alone, and no events.
pub(super) fn served(api: &Api) -> Api {
    let mut served = api.clone();
    // Where no answer is documented it has none to give.
    for operation in served.operations.iter_mut().filter(|operation| operation.responses.is_empty()) {
        operation.responses.push(Response {
            status: "204".to_owned(),
            description: None,
            media_type: None,
            ty: None,
            events: None,
            examples: Vec::new(),
            origins: operation.origins.clone(),
        });
    }
    for response in served.operations.iter_mut().flat_map(|operation| &mut operation.responses) {
        if response.media_type.is_some() && !is_read_as_json(api, response.media_type.as_deref(), response.ty.as_ref())
        {
            text(api, response);
        }
    }
    served
}

fn text(api: &Api, response: &mut Response) {
    let is_stream = response.media_type.as_deref().is_some_and(|media_type| media_type.contains("event-stream"));
    let Some(origin) = response.origins.first() else { return };
    if is_stream {
        let data = response.ty.as_ref().map(|ty| Samples { api, extent: Extent::All }.of(ty));
        let data =
            data.map_or("sample".to_owned(), |data| data.as_str().map_or_else(|| data.to_string(), str::to_owned));
        let value = format!(": one of each\nid: 1\nevent: sample\ndata: {data}\n\ndata: {data}\n\ndata: [DONE]\n\n");
        response.examples = vec![Example { title: None, value: value.into(), origin: origin.clone() }];
        response.ty = Some(Type::String);
    } else if !matches!(response.ty, Some(Type::String | Type::Binary)) {
        response.examples.clear();
        response.ty = Some(Type::String);
    }
}
