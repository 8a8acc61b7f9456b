//! Input: the body of a request. Output: how it is made, and its inputs.
//! Invariant: a form has no struct: each of its fields is an input of the operation.

use crate::schema::method::sends_body;
use crate::schema::{Encoding, Field, Operation, RequestBody, Style, Type, TypeKind, Way, walk};

use super::body_kind::{BodyKind, body_kind, exact};
use super::identifiers::{Case, Scope};
use super::item_docs;
use super::model::{BodyPlan, InputPlan, InputTarget, PageLink, Presence, RustName, RustType, WireName};
use super::planner::{Planner, claim};
use super::presence::Direction;

/// A word for the inputs that go into the body.
const BODY: &str = "body";

impl Planner<'_> {
    /// A body that is an object, or a form, is given field by field, any other as a whole. So is an object that has to have
    /// members and need not be sent: of its members none can be given without the others.
    pub(super) fn body(
        &self,
        operation: &Operation,
        body: &RequestBody,
        names: &mut Scope,
        inputs: &mut Vec<InputPlan>,
        around: &[PageLink],
    ) -> BodyPlan {
        let (plan, ty) = match body_kind(self.api, Some(&body.media_type), Some(&body.ty)) {
            BodyKind::Json => match self.body_fields(operation, body, names, inputs, around) {
                Some(plan) => return plan,
                None => (BodyPlan::Whole, self.catalog.rust_type(&body.ty, Direction::Sent)),
            },
            kind @ (BodyKind::Form | BodyKind::Multipart) => {
                let multipart = kind == BodyKind::Multipart;
                if let Some(fields) = walk::members(&self.api.types, &body.ty) {
                    let claimed = claim(names, &fields.iter().collect::<Vec<_>>(), BODY);
                    for (field, name) in fields.iter().zip(claimed) {
                        let mut input = self.form_field(field, name, multipart, around);
                        if let Some(Encoding { style, media_type }) = body.encoding.get(&field.name) {
                            input.style = *style;
                            input.media_type = media_type.as_deref().and_then(exact).filter(|_| multipart);
                        }
                        inputs.push(input);
                    }
                    return BodyPlan::Form { multipart };
                }
                match &body.ty {
                    // Nobody knows the name of its part: what the caller gives is the whole body.
                    Type::Binary => (BodyPlan::Upload, RustType::Upload),
                    ty => (BodyPlan::WholeForm { multipart }, self.catalog.rust_type(ty, Direction::Sent)),
                }
            }
            BodyKind::Text | BodyKind::Events | BodyKind::Lines => (BodyPlan::Text, RustType::Text),
            BodyKind::Bytes => (BodyPlan::Upload, RustType::Upload),
        };
        inputs.push(InputPlan {
            name: names.claim(BODY, Case::Snake, "_value"),
            wire: WireName(BODY.to_owned()),
            ty,
            presence: if body.required { Presence::Required } else { Presence::Optional },
            target: InputTarget::Body,
            style: Style::Plain,
            media_type: None,
            docs: item_docs::docs(body.description.as_deref(), String::new, Vec::new()),
            deprecated: None,
        });
        plan
    }

    /// The fields of a body that is JSON of a struct, one by one; `None` where it is given as a whole.
    fn body_fields(
        &self,
        operation: &Operation,
        body: &RequestBody,
        names: &mut Scope,
        inputs: &mut Vec<InputPlan>,
        around: &[PageLink],
    ) -> Option<BodyPlan> {
        let Type::Named(name) = &body.ty else { return None };
        let TypeKind::Struct { fields } = &self.catalog.def(name)?.kind else { return None };
        let ty = self.catalog.name(name, Direction::Sent)?;
        let plan = self.struct_plan(&ty)?;
        if !body.required && plan.fields.iter().any(|field| field.presence.is_required()) {
            return None;
        }
        let claimed = claim(names, &fields.iter().collect::<Vec<_>>(), BODY);
        // What only the API gives is no input; its type still holds it.
        let given = fields.iter().zip(&plan.fields).zip(claimed);
        for ((field, plan), name) in given.filter(|((field, _), _)| field.only != Some(Way::Received)) {
            let target = InputTarget::BodyField(plan.name.clone());
            let mut input = self.input(field, name, target, around);
            input.ty = plan.ty.clone();
            input.presence = plan.presence;
            inputs.push(input);
        }
        let required = body.required || sends_body(&operation.method);
        Some(BodyPlan::Fields { ty, required })
    }

    fn form_field(&self, field: &Field, name: RustName, multipart: bool, around: &[PageLink]) -> InputPlan {
        let mut input = self.input(field, name, InputTarget::FormField, around);
        input.ty = self.form_type(&field.ty, multipart);
        // A form has no `null`: what is not given is left out.
        if input.presence == Presence::ThreeState {
            input.presence = Presence::Optional;
        }
        input
    }

    /// A field's type; a file is an upload, where the form can carry one.
    fn form_type(&self, ty: &Type, multipart: bool) -> RustType {
        let inner = |ty: &Type| self.form_type(ty, multipart);
        match ty {
            Type::Binary if multipart => RustType::Upload,
            Type::Binary => RustType::String,
            Type::Nullable(ty) => inner(ty),
            // A part is a file or none: what is a list in a list is text.
            Type::Array(item) => match inner(item) {
                RustType::Vec(_) => self.catalog.rust_type(ty, Direction::Sent),
                item => RustType::Vec(Box::new(item)),
            },
            Type::Named(name) => match self.catalog.def(name).map(|def| &def.kind) {
                Some(TypeKind::Alias { ty: Type::Binary }) => inner(&Type::Binary),
                _ => self.catalog.rust_type(ty, Direction::Sent),
            },
            _ => self.catalog.rust_type(ty, Direction::Sent),
        }
    }
}
