//! Input: the operations of one API. Output: their [`OperationPlan`]s.
//! Invariant: whatever a caller can give is one input, with a name of its own.

use crate::lower::path::{Piece, pieces};
use crate::schema::{Api, Field, Location, Operation, RequestBody, Type, TypeKind};

use super::answers::Answers;
use super::docs::{self, Pages};
use super::model::{
    BodyPlan, InputPlan, InputTarget, OperationPlan, PageLink, PathPiece, Presence, RustName, StructPlan, TypePlan,
    TypePlanKind, WireName,
};
use super::names::{Case, Scope};
use super::sections::Sections;
use super::types::{Catalog, Direction, MAX_ARGUMENTS, is_required, presence};

/// Methods that an operation's value has of itself.
const OWN_METHODS: &[&str] =
    &["new", "parse", "on", "to_request", "send", "send_raw", "with", "clone", "default", "into"];

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
        for parameter in &operation.parameters {
            let target = match parameter.location {
                Location::Path => InputTarget::Path,
                Location::Query => InputTarget::Query,
                Location::Header => InputTarget::Header,
                Location::Cookie => InputTarget::Cookie,
            };
            inputs.push(self.input(&parameter.field, target, &mut names, &pages));
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
        OperationPlan {
            method_name,
            type_name,
            section: self.sections.of_operation(operation),
            http_method: operation.method.clone(),
            path,
            docs: docs::docs(Some(&described.join("\n\n")), String::new, pages),
            deprecated: operation.deprecated.clone(),
            inputs,
            required_struct,
            body,
            success,
            answers: several,
            errors,
        }
    }

    fn input(&self, field: &Field, target: InputTarget, names: &mut Scope, around: &[PageLink]) -> InputPlan {
        let name = claim(names, &field.name, &target);
        let presence = presence(field, Direction::Sent);
        names.claim_null(&name, presence);
        InputPlan {
            name,
            wire: WireName(field.name.clone()),
            ty: self.catalog.rust_type(&field.ty, Direction::Sent),
            presence,
            docs: docs::field(field, self.pages, around),
            deprecated: field.deprecated.clone(),
            target,
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
        if let Type::Named(name) = &body.ty
            && let Some(def) = self.catalog.def(name)
            && let TypeKind::Struct { fields } = &def.kind
            && let Some(ty) = self.catalog.name(name, Direction::Sent)
            && let Some(plan) = self.struct_plan(&ty)
        {
            for (field, plan) in fields.iter().zip(&plan.fields) {
                let target = InputTarget::BodyField(plan.name.clone());
                let mut input = self.input(field, target, names, around);
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
            docs: docs::docs(body.description.as_deref(), || "The request body.".to_owned(), Vec::new()),
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

/// The name of an input. Where a parameter and a field of the body share one, the later is told by where it goes.
fn claim(names: &mut Scope, wire: &str, target: &InputTarget) -> RustName {
    if names.is_free(wire, Case::Snake) {
        return names.claim(wire, Case::Snake, "_");
    }
    let place = match target {
        InputTarget::Path => "path",
        InputTarget::Query => "query",
        InputTarget::Header => "header",
        InputTarget::Cookie => "cookie",
        InputTarget::BodyField(_) | InputTarget::Body => "body",
    };
    names.claim(&format!("{place} {wire}"), Case::Snake, "_")
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
