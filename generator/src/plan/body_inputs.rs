//! Input: bodies of requests and answers that are no JSON. Output: their inputs and types, and what headers say of them.
//! Invariant: a form has no struct: each of its fields is an input of the operation.

use std::collections::BTreeSet;

use crate::schema::{Api, Field, Operation, RequestBody, Response, Style, Type, TypeKind, status, walk};

use super::body_kind::{self, Media, media};
use super::identifiers::{Case, Scope};
use super::item_docs;
use super::model::{
    BodyPlan, InputPlan, InputTarget, MediaPlan, PageLink, Presence, RustName, RustType, TypePlan, WireName,
};
use super::operation_plans::{self, Planner};
use super::type_plans::{Catalog, Direction};

impl Planner<'_> {
    /// A body that is no JSON; `None` where it is.
    pub(super) fn other_body(
        &self,
        body: &RequestBody,
        names: &mut Scope,
        inputs: &mut Vec<InputPlan>,
        around: &[PageLink],
    ) -> Option<BodyPlan> {
        let (plan, ty) = match media(self.api, Some(&body.media_type), Some(&body.ty)) {
            Media::Json => return None,
            kind @ (Media::Form | Media::Multipart) => {
                let multipart = kind == Media::Multipart;
                if let Some(fields) = walk::members(&self.api.types, &body.ty) {
                    let claimed = operation_plans::claim(names, &fields.iter().collect::<Vec<_>>(), "body");
                    for (field, name) in fields.iter().zip(claimed) {
                        inputs.push(self.form_field(field, name, multipart, around));
                    }
                    return Some(BodyPlan::Form { multipart });
                }
                match &body.ty {
                    // Nobody knows the name of its part: what the caller gives is the whole body.
                    Type::Binary => (BodyPlan::Upload, RustType::Upload),
                    ty => (BodyPlan::WholeForm { multipart }, self.catalog.rust_type(ty, Direction::Sent)),
                }
            }
            Media::Text | Media::Events => (BodyPlan::Text, RustType::Text),
            Media::Bytes => (BodyPlan::Upload, RustType::Upload),
        };
        inputs.push(InputPlan {
            name: names.claim("body", Case::Snake, "_value"),
            wire: WireName("body".to_owned()),
            ty,
            presence: Presence::Required,
            target: InputTarget::Body,
            style: Style::Plain,
            docs: item_docs::docs(body.description.as_deref(), || "The request body.".to_owned(), Vec::new()),
            deprecated: None,
        });
        Some(plan)
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
            Type::Array(item) => RustType::Vec(Box::new(inner(item))),
            Type::Named(name) => match self.catalog.def(name).map(|def| &def.kind) {
                Some(TypeKind::Alias { ty: Type::Binary }) => inner(&Type::Binary),
                _ => self.catalog.rust_type(ty, Direction::Sent),
            },
            _ => self.catalog.rust_type(ty, Direction::Sent),
        }
    }

    /// What is received with a status; `None` where no body is documented.
    pub(super) fn received(&self, response: &Response) -> Option<RustType> {
        let ty = response.ty.as_ref();
        if ty.is_none() && response.media_type.is_none() {
            return None;
        }
        match media(self.api, response.media_type.as_deref(), ty) {
            Media::Events => Some(RustType::Events(Box::new(self.event_data(ty)))),
            Media::Text => Some(RustType::Text),
            Media::Bytes => Some(RustType::Bytes),
            Media::Json | Media::Form | Media::Multipart => {
                ty.map(|ty| self.catalog.rust_type(ty, Direction::Received))
            }
        }
    }

    /// The data of an event: JSON of its type, or the text where there is none.
    fn event_data(&self, ty: Option<&Type>) -> RustType {
        match ty {
            None | Some(Type::String | Type::Binary) => RustType::Text,
            Some(ty) => self.catalog.rust_type(ty, Direction::Received),
        }
    }

    /// What headers say of the bodies, and how else the answer can be read.
    pub(super) fn media(&self, operation: &Operation, success: Option<&RustType>) -> MediaPlan {
        let sent = operation.request_body.as_ref().and_then(|body| {
            let documented = body_kind::exact(&body.media_type)?;
            match media(self.api, Some(&body.media_type), Some(&body.ty)) {
                Media::Form | Media::Multipart => None,
                Media::Json if body_kind::is_plain_json(&documented) => None,
                _ => Some(documented),
            }
        });
        let successes = || operation.responses.iter().filter(|response| status::is_success(&response.status));
        let mut accepted: Vec<String> = Vec::new();
        let documented = successes().filter_map(|response| body_kind::header(response.media_type.as_deref()?));
        // Bytes that nobody has named may be called anything.
        let documented =
            documented.map(|said| if body_kind::is_unnamed(&said) { format!("{said}, */*") } else { said });
        for media_type in documented {
            if !accepted.contains(&media_type) {
                accepted.push(media_type);
            }
        }
        let only_json = accepted.iter().all(|media_type| body_kind::is_plain_json(media_type));
        let events = match success {
            Some(RustType::Events(data)) => Some((**data).clone()),
            _ => successes().find_map(|response| response.events.as_ref()).map(|ty| self.event_data(Some(ty))),
        };
        MediaPlan {
            sent,
            accepted: (!only_json).then(|| accepted.join(", ")),
            stream: matches!(success, Some(RustType::Text | RustType::Bytes)),
            events,
        }
    }
}

/// Whether an answer of this type is read as JSON.
pub(super) fn is_json(ty: &RustType) -> bool {
    !matches!(ty, RustType::Text | RustType::Bytes | RustType::Events(_))
}

/// The types without those that were bodies of forms and nothing else.
pub(super) fn without_forms(api: &Api, catalog: &Catalog<'_>, types: &mut Vec<TypePlan>) {
    let mut forms = BTreeSet::new();
    let mut used: BTreeSet<&str> = api.types.iter().flat_map(walk::held).filter_map(walk::name).collect();
    for operation in &api.operations {
        used.extend(operation.parameters.iter().filter_map(|parameter| walk::name(&parameter.field.ty)));
        used.extend(walk::received(operation).filter_map(walk::name));
        let Some(body) = &operation.request_body else { continue };
        let is_form = matches!(media(api, Some(&body.media_type), Some(&body.ty)), Media::Form | Media::Multipart);
        match &body.ty {
            Type::Named(name) if is_form => drop(forms.insert(name.as_str())),
            ty => used.extend(walk::name(ty)),
        }
    }
    let is_struct = |name: &&str| catalog.def(name).is_some_and(|def| matches!(def.kind, TypeKind::Struct { .. }));
    for name in forms.into_iter().filter(|name| !used.contains(name)).filter(is_struct) {
        let gone = catalog.name(name, Direction::Sent);
        types.retain(|plan| Some(&plan.name) != gone.as_ref());
    }
}
