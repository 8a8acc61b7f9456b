//! Input: the types of one API. Output: those that are emitted.
//! Invariant: a type goes only where nothing names it any more.

use std::collections::BTreeSet;

use crate::schema::{Api, Type, TypeKind, walk};

use super::body_kind::{BodyKind, body_kind};
use super::catalog::Catalog;
use super::model::{RustName, TypePlan};
use super::presence::Direction;

/// The types without those that were bodies of forms and nothing else.
pub(super) fn without_forms(api: &Api, catalog: &Catalog<'_>, types: &mut Vec<TypePlan>) {
    let mut forms = BTreeSet::new();
    let mut used: BTreeSet<&str> = api.types.iter().flat_map(walk::held).filter_map(walk::name).collect();
    for operation in &api.operations {
        used.extend(operation.parameters.iter().filter_map(|parameter| walk::name(&parameter.field.ty)));
        used.extend(walk::received(operation).filter_map(walk::name));
        let Some(body) = &operation.request_body else { continue };
        let is_form =
            matches!(body_kind(api, Some(&body.media_type), Some(&body.ty)), BodyKind::Form | BodyKind::Multipart);
        match &body.ty {
            Type::Named(name) if is_form => drop(forms.insert(name.as_str())),
            ty => used.extend(walk::name(ty)),
        }
    }
    let is_struct = |name: &&str| catalog.def(name).is_some_and(|def| matches!(def.kind, TypeKind::Struct { .. }));
    let forms = forms.into_iter().filter(|name| !used.contains(name)).filter(is_struct);
    let gone: BTreeSet<RustName> = forms.filter_map(|name| catalog.name(name, Direction::Sent)).collect();
    types.retain(|plan| !gone.contains(&plan.name));
}
