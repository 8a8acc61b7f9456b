//! Input: the operations of one API. Output: their [`OperationPlan`]s.
//! Invariant: whatever a caller can give is one input, with a name of its own.

use std::collections::BTreeMap;

use crate::schema::path::{Piece, bare, fixed_query, pieces, tail};
use crate::schema::{Field, Location, Operation, Parameter};

use super::answer_enum::Answers;
use super::example_choice;
use super::identifiers::{Case, Scope, identifier};
use super::item_docs;
use super::model::{BodyPlan, InputPlan, InputTarget, OperationPlan, PathPiece, ServerPlan};
use super::pagination;
use super::planner::{Planner, claim};
use super::presence::MAX_ARGUMENTS;
use super::shared_facts;

/// Methods that an operation's value has of itself.
const OWN_METHODS: &[&str] = &[
    "new",
    "parse",
    "on",
    "to_request",
    "send",
    "send_raw",
    "send_stream",
    "send_events",
    "with",
    "clone",
    "default",
    "into",
];

/// Methods that a client has of itself, and the file of the folder in which each operation has one.
const CLIENT_METHODS: &[&str] = &["builder", "config", "clone", "call", "send", "r#mod"];

/// Type parameters of an operation's file. Its type would be hidden by the one of its name.
const TYPE_PARAMETERS: [&str; 2] = ["C", "K"];

impl Planner<'_> {
    /// The plans of all operations, in their order. Their names are claimed by id: those of types among the API's.
    pub(super) fn operation_plans(&self, scope: &mut Scope) -> Vec<OperationPlan> {
        let mut methods = Scope::with(CLIENT_METHODS);
        let mut by_id: Vec<(usize, &Operation)> = self.api.operations.iter().enumerate().collect();
        by_id.sort_by_key(|(_, operation)| &operation.id);
        let plan = |(at, operation)| (at, self.operation(operation, &mut methods, scope));
        let plans: BTreeMap<usize, OperationPlan> = by_id.into_iter().map(plan).collect();
        plans.into_values().collect()
    }

    fn operation(&self, operation: &Operation, methods: &mut Scope, scope: &mut Scope) -> OperationPlan {
        let links = self.links.behind(&operation.origins);
        let mut names = Scope::with(OWN_METHODS);
        let mut inputs: Vec<InputPlan> = Vec::new();
        let is_choice =
            |parameter: &&Parameter| !follows_from_body(operation, parameter) && !is_fixed(operation, parameter);
        let parameters: Vec<&Parameter> = operation.parameters.iter().filter(is_choice).collect();
        let mut given = BTreeMap::new();
        for location in [Location::Path, Location::Query, Location::Header, Location::Cookie] {
            let there = parameters.iter().enumerate().filter(|(_, parameter)| parameter.location == location);
            let (indices, fields): (Vec<usize>, Vec<&Field>) =
                there.map(|(at, parameter)| (at, &parameter.field)).unzip();
            given.extend(indices.into_iter().zip(claim(&mut names, &fields, qualifier(location))));
        }
        for (parameter, name) in parameters.iter().zip(given.into_values()) {
            let input = self.input(&parameter.field, name, target(parameter.location), &links);
            inputs.push(InputPlan { style: parameter.style, ..input });
        }
        let path = path(&operation.path, &inputs);
        let body = match &operation.request_body {
            Some(body) => self.body(operation, body, &mut names, &mut inputs, &links),
            None => BodyPlan::None,
        };
        let places: BTreeMap<&str, usize> =
            operation.arguments.iter().enumerate().map(|(at, argument)| (argument.as_str(), at)).collect();
        // The sort keeps what has no place in the order of the pages.
        inputs.sort_by_key(|input| {
            let place = places.get(argument(input).as_str()).copied().unwrap_or(places.len());
            (!input.presence.is_required(), if input.presence.is_required() { place } else { 0 })
        });
        let method_name = methods.claim(&operation.id, Case::Snake, "_operation");
        let is_parameter = TYPE_PARAMETERS.contains(&identifier(&operation.id, Case::Camel).as_str());
        let type_name = if is_parameter { format!("{}_operation", operation.id) } else { operation.id.clone() };
        let type_name = scope.claim(&type_name, Case::Camel, "Operation");
        let required = inputs.iter().filter(|input| input.presence.is_required()).count();
        let required_struct = (required > 0 && operation.arguments_at_first.unwrap_or(required) > MAX_ARGUMENTS)
            .then(|| scope.claim(&format!("{}Required", type_name.as_str()), Case::Camel, "Type"));
        let Answers { success, several, errors } = self.answers(operation, &type_name, scope);
        let media = self.media(operation, success.as_ref());
        let mut plan = OperationPlan {
            media,
            method_name,
            type_name,
            section: self.sections.of_operation(operation),
            http_method: operation.method.clone(),
            path,
            query: query(&operation.path),
            tail: tail(&operation.path).to_owned(),
            server: self.server(operation),
            auth: shared_facts::own_auth(self.api, operation),
            answer: example_choice::shown_answer(self.api, operation, success.as_ref()),
            example: example_choice::inputs(self.api, operation, &inputs),
            docs: item_docs::docs(Some(&described(operation)), String::new, links),
            deprecated: operation.deprecated.clone(),
            inputs,
            required_struct,
            body,
            success,
            answers: several,
            errors,
            pagination: None,
        };
        plan.pagination = pagination::plan(self.api, self.types, operation, &plan, &mut names);
        plan
    }
}

impl Planner<'_> {
    /// The first server of an operation that has servers of its own.
    fn server(&self, operation: &Operation) -> Option<ServerPlan> {
        let first = operation.servers.first()?;
        self.servers.iter().find(|server| server.url == first.url).cloned()
    }
}

/// What the pages say of an operation. A title that says the name again is passed over where a sentence follows.
fn described(operation: &Operation) -> String {
    let description = operation.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let title = match &operation.summary {
        Some(title) => title.clone(),
        None => format!("{} {}", operation.method, operation.path),
    };
    let is_the_name = identifier(&title, Case::Snake) == identifier(&operation.id, Case::Snake);
    match description {
        Some(text) if is_the_name && text.starts_with(char::is_alphanumeric) => text.to_owned(),
        Some(text) => format!("{title}\n\n{text}"),
        None => title,
    }
}

/// Whether a parameter is no choice of the caller's: the request names the media type of the body that it carries.
fn follows_from_body(operation: &Operation, Parameter { location, field, .. }: &Parameter) -> bool {
    operation.request_body.is_some() && *location == Location::Header && field.name.eq_ignore_ascii_case("content-type")
}

/// An input as [`Operation::arguments`] has it.
fn argument(input: &InputPlan) -> String {
    let place = match &input.target {
        InputTarget::Path => "path",
        InputTarget::Query => "query",
        InputTarget::Header => "header",
        InputTarget::Cookie => "cookie",
        InputTarget::BodyField(_) | InputTarget::FormField => "body",
        InputTarget::Body => return "body".to_owned(),
    };
    format!("{place} {}", input.wire.0)
}

fn target(location: Location) -> InputTarget {
    match location {
        Location::Path => InputTarget::Path,
        Location::Query => InputTarget::Query,
        Location::Header => InputTarget::Header,
        Location::Cookie => InputTarget::Cookie,
    }
}

/// A word that tells the inputs of one location from others of their name.
fn qualifier(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

fn path(template: &str, inputs: &[InputPlan]) -> Vec<PathPiece> {
    let in_path = inputs.iter().rev().filter(|input| input.target == InputTarget::Path);
    let in_path: BTreeMap<_, _> = in_path.map(|input| (input.wire.0.as_str(), &input.name)).collect();
    let piece = |piece: Piece<'_>| match piece {
        Piece::Literal(text) => PathPiece::Literal(text.to_owned()),
        Piece::Parameter(name) => {
            match in_path.get(name) {
                Some(name) => PathPiece::Input((*name).clone()),
                // Every parameter of a template has its field; a model that lacks one keeps the braces.
                None => PathPiece::Literal(format!("{{{name}}}")),
            }
        }
    };
    pieces(bare(template)).into_iter().map(piece).collect()
}

/// The query that every call has, as a URL can hold it.
fn query(template: &str) -> Option<String> {
    let holds = |c: char| c.is_ascii_alphanumeric() || "-._~!$'()*+,;=:@/?%".contains(c);
    let pair = |pair: &str| {
        pair.chars().fold(String::new(), |mut text, c| {
            if holds(c) {
                text.push(c);
            } else {
                c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| text.push_str(&format!("%{byte:02X}")));
            }
            text
        })
    };
    let pairs: Vec<String> = fixed_query(template).map(pair).collect();
    (!pairs.is_empty()).then(|| pairs.join("&"))
}

/// Whether the path says the value of a parameter already.
fn is_fixed(operation: &Operation, Parameter { location, field, .. }: &Parameter) -> bool {
    let named = |pair: &str| pair.split('=').next() == Some(field.name.as_str());
    *location == Location::Query && fixed_query(&operation.path).any(named)
}

#[cfg(test)]
mod tests {
    fn inputs(body: Option<&str>) -> Vec<String> {
        let media_type = |media_type: &str| serde_json::json!({ "media_type": media_type, "type": "any", "required": true, "origins": [] });
        let api = serde_json::json!({
            "format_version": crate::schema::FORMAT_VERSION, "name": "a", "title": "A", "types": [],
            "operations": [{
                "id": "send", "method": "POST", "path": "/", "responses": [], "origins": [],
                "request_body": body.map(media_type),
                "parameters": [
                    { "in": "header", "name": "Content-Type", "type": "string", "required": true, "origins": [] },
                    { "in": "query", "name": "content-type", "type": "string", "origins": [] },
                ],
            }],
        });
        let plan = crate::plan::plan(&[serde_json::from_value(api).unwrap()]);
        plan.apis[0].operations[0].inputs.iter().map(|input| input.name.as_str().to_owned()).collect()
    }

    #[test]
    fn an_operation_that_is_called_like_the_file_of_its_folder_has_another_name() {
        let operation = serde_json::json!({ "id": "mod", "method": "GET", "path": "/", "responses": [], "origins": [], "parameters": [] });
        let api = serde_json::json!({
            "format_version": crate::schema::FORMAT_VERSION, "name": "a", "title": "A", "types": [], "operations": [operation],
        });
        let plan = crate::plan::plan(&[serde_json::from_value(api).unwrap()]);
        let files = plan.apis[0].files.operations.as_ref().unwrap();
        assert_eq!(files.files[0].path, "src/a/operations/mod_operation.rs");
    }

    #[test]
    fn the_content_type_is_no_input_where_the_body_says_it() {
        assert_eq!(inputs(Some("application/json")), ["body", "content_type"]);
        assert_eq!(inputs(None), ["header_content_type", "content_type"]);
    }
}
