//! Input: the operations of one API. Output: their [`OperationPlan`]s.
//! Invariant: whatever a caller can give is one input, with a name of its own.

use std::collections::BTreeMap;

use crate::schema::path::{Piece, pieces};
use crate::schema::{Api, Field, Location, Operation, Parameter, RequestBody, Style, Type, TypeKind, Way};

use super::answer_enum::Answers;
use super::example_choice;
use super::identifiers::{Case, Scope, Wish};
use super::item_docs::{self, Pages};
use super::model::{
    BodyPlan, InputPlan, InputTarget, OperationPlan, PageLink, PathPiece, Presence, RustName, StructPlan, TypePlan,
    TypePlanKind, WireName,
};
use super::pagination;
use super::sections::Sections;
use super::type_plans::{Catalog, Direction, MAX_ARGUMENTS, is_required, presence};

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

/// Methods that a client has of itself.
const CLIENT_METHODS: &[&str] = &["builder", "config", "clone", "call", "send"];

/// What the operations of an API are planned with.
pub(super) struct Planner<'a> {
    pub(super) api: &'a Api,
    pub(super) pages: &'a Pages,
    pub(super) sections: &'a Sections,
    pub(super) catalog: &'a Catalog<'a>,
    pub(super) types: &'a [TypePlan],
}

impl Planner<'_> {
    /// The plans of all operations, by id. Their types are claimed among the API's.
    pub(super) fn plan(&self, scope: &mut Scope) -> Vec<OperationPlan> {
        let mut methods = Scope::with(CLIENT_METHODS);
        self.api.operations.iter().map(|operation| self.operation(operation, &mut methods, scope)).collect()
    }

    fn operation(&self, operation: &Operation, methods: &mut Scope, scope: &mut Scope) -> OperationPlan {
        let pages = self.pages.behind(&operation.origins);
        let mut names = Scope::with(OWN_METHODS);
        let mut inputs: Vec<InputPlan> = Vec::new();
        let parameters: Vec<&Parameter> =
            operation.parameters.iter().filter(|parameter| !follows_from_body(operation, parameter)).collect();
        let mut given = BTreeMap::new();
        for location in [Location::Path, Location::Query, Location::Header, Location::Cookie] {
            let there = parameters.iter().enumerate().filter(|(_, parameter)| parameter.location == location);
            let (places, fields): (Vec<usize>, Vec<&Field>) =
                there.map(|(at, parameter)| (at, &parameter.field)).unzip();
            given.extend(places.into_iter().zip(claim(&mut names, &fields, place(&target(location)))));
        }
        for (parameter, name) in parameters.iter().zip(given.into_values()) {
            let input = self.input(&parameter.field, name, target(parameter.location), &pages);
            inputs.push(InputPlan { style: parameter.style, ..input });
        }
        let path = path(&operation.path, &inputs);
        let body = match &operation.request_body {
            Some(body) => self.body(operation, body, &mut names, &mut inputs, &pages),
            None => BodyPlan::None,
        };
        inputs.sort_by_key(|input| !is_required(input.presence));
        let method_name = methods.claim(&operation.id, Case::Snake, "_operation");
        let type_name = scope.claim(&operation.id, Case::Camel, "Operation");
        let required = inputs.iter().filter(|input| is_required(input.presence)).count();
        let required_struct = (required > MAX_ARGUMENTS)
            .then(|| scope.claim(&format!("{}Required", type_name.as_str()), Case::Camel, "Type"));
        let Answers { success, several, errors } = self.answers(operation, &type_name, scope);
        let title = operation.summary.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
        let described = [Some(title), operation.description.clone()].into_iter().flatten().collect::<Vec<_>>();
        let media = self.media(operation, success.as_ref());
        let mut plan = OperationPlan {
            media,
            method_name,
            type_name,
            section: self.sections.of_operation(operation),
            http_method: operation.method.clone(),
            path,
            example: example_choice::inputs(self.api, operation, &inputs),
            docs: item_docs::docs(Some(&described.join("\n\n")), String::new, pages),
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

    pub(super) fn input(&self, field: &Field, name: RustName, target: InputTarget, around: &[PageLink]) -> InputPlan {
        InputPlan {
            name,
            wire: WireName(field.name.clone()),
            ty: self.catalog.rust_type(&field.ty, Direction::Sent),
            presence: presence(field, Direction::Sent),
            docs: item_docs::field(field, self.pages, around),
            deprecated: field.deprecated.clone(),
            target,
            style: Style::Plain,
        }
    }

    /// A body that is an object is given field by field, any other as a whole.
    fn body(
        &self,
        operation: &Operation,
        body: &RequestBody,
        names: &mut Scope,
        inputs: &mut Vec<InputPlan>,
        around: &[PageLink],
    ) -> BodyPlan {
        if let Some(other) = self.other_body(body, names, inputs, around) {
            return other;
        }
        if let Type::Named(name) = &body.ty
            && let Some(def) = self.catalog.def(name)
            && let TypeKind::Struct { fields } = &def.kind
            && let Some(ty) = self.catalog.name(name, Direction::Sent)
            && let Some(plan) = self.struct_plan(&ty)
        {
            let claimed = claim(names, &fields.iter().collect::<Vec<_>>(), place(&InputTarget::Body));
            // What only the API gives is no input; its type still holds it.
            let given = fields.iter().zip(&plan.fields).zip(claimed);
            for ((field, plan), name) in given.filter(|((field, _), _)| field.only != Some(Way::Received)) {
                let target = InputTarget::BodyField(plan.name.clone());
                let mut input = self.input(field, name, target, around);
                input.ty = plan.ty.clone();
                input.presence = plan.presence;
                inputs.push(input);
            }
            let required = body.required || matches!(operation.method.as_str(), "POST" | "PUT" | "PATCH");
            return BodyPlan::Fields { ty, required };
        }
        inputs.push(InputPlan {
            name: names.claim("body", Case::Snake, "_value"),
            wire: WireName("body".to_owned()),
            ty: self.catalog.rust_type(&body.ty, Direction::Sent),
            presence: Presence::Required,
            target: InputTarget::Body,
            style: Style::Plain,
            docs: item_docs::docs(body.description.as_deref(), || "The request body.".to_owned(), Vec::new()),
            deprecated: None,
        });
        BodyPlan::Whole
    }

    fn struct_plan(&self, name: &RustName) -> Option<&StructPlan> {
        self.types.iter().find(|plan| plan.name == *name).and_then(|plan| match &plan.kind {
            TypePlanKind::Struct(plan) => Some(plan),
            _ => None,
        })
    }
}

/// Whether a parameter is no choice of the caller's: the request names the media type of the body that it carries.
fn follows_from_body(operation: &Operation, Parameter { location, field, .. }: &Parameter) -> bool {
    operation.request_body.is_some() && *location == Location::Header && field.name.eq_ignore_ascii_case("content-type")
}

fn target(location: Location) -> InputTarget {
    match location {
        Location::Path => InputTarget::Path,
        Location::Query => InputTarget::Query,
        Location::Header => InputTarget::Header,
        Location::Cookie => InputTarget::Cookie,
    }
}

fn place(target: &InputTarget) -> &'static str {
    match target {
        InputTarget::Path => "path",
        InputTarget::Query => "query",
        InputTarget::Header => "header",
        InputTarget::Cookie => "cookie",
        InputTarget::BodyField(_) | InputTarget::FormField | InputTarget::Body => "body",
    }
}

/// The names of inputs that go to one place. Where one that goes elsewhere has the name, it is told by where it goes.
pub(super) fn claim<'a>(names: &mut Scope, fields: &[&'a Field], place: &'static str) -> Vec<RustName> {
    let wish = |field: &&'a Field| Wish {
        wire: field.name.as_str(),
        presence: presence(field, Direction::Sent),
        place: Some(place),
    };
    let wishes: Vec<Wish<'_>> = fields.iter().map(wish).collect();
    names.claim_all(&wishes, Case::Snake, "_")
}

fn path(template: &str, inputs: &[InputPlan]) -> Vec<PathPiece> {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Literal(text) => PathPiece::Literal(text.to_owned()),
        Piece::Parameter(name) => {
            let known = inputs.iter().find(|input| input.target == InputTarget::Path && input.wire.0 == name);
            match known {
                Some(input) => PathPiece::Input(input.name.clone()),
                // Every parameter of a template has its field; a model that lacks one keeps the braces.
                None => PathPiece::Literal(format!("{{{name}}}")),
            }
        }
    };
    pieces(template).into_iter().map(piece).collect()
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
    fn the_content_type_is_no_input_where_the_body_says_it() {
        assert_eq!(inputs(Some("application/json")), ["body", "content_type"]);
        assert_eq!(inputs(None), ["header_content_type", "content_type"]);
    }
}
