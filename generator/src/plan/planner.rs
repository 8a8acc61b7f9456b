//! Input: what is planned already of an API. Output: what its operations are planned with, and what all inputs have.
//! Invariant: of two inputs with one name each has its own.

use crate::schema::{Api, Field, Style};

use super::catalog::Catalog;
use super::identifiers::{Case, Scope, Wish};
use super::item_docs::{self, PageLinks};
use super::model::{
    InputPlan, InputTarget, PageLink, RustName, ServerPlan, StructPlan, TypePlan, TypePlanKind, WireName, type_plan,
};
use super::presence::{Direction, presence};
use super::sections::Sections;

/// What the operations of an API are planned with.
pub(super) struct Planner<'a> {
    pub(super) api: &'a Api,
    pub(super) links: &'a PageLinks,
    pub(super) sections: &'a Sections,
    pub(super) catalog: &'a Catalog<'a>,
    pub(super) types: &'a [TypePlan],
    /// All that are documented.
    pub(super) servers: &'a [ServerPlan],
}

impl Planner<'_> {
    /// An input that is this field.
    pub(super) fn input(&self, field: &Field, name: RustName, target: InputTarget, around: &[PageLink]) -> InputPlan {
        InputPlan {
            name,
            wire: WireName(field.name.clone()),
            ty: self.catalog.rust_type(&field.ty, Direction::Sent),
            presence: presence(field, Direction::Sent),
            docs: item_docs::field(field, self.links, around),
            deprecated: field.deprecated.clone(),
            target,
            style: Style::Plain,
            media_type: None,
        }
    }

    /// The struct of this name.
    pub(super) fn struct_plan(&self, name: &RustName) -> Option<&StructPlan> {
        type_plan(self.types, name).and_then(|plan| match &plan.kind {
            TypePlanKind::Struct(plan) => Some(plan),
            _ => None,
        })
    }
}

/// What code calls a field: what api.toml says, else what follows from its name on the wire.
pub(super) fn code_name(field: &Field) -> &str {
    field.called.as_deref().unwrap_or(&field.name)
}

/// The names of inputs that go the same way. Where one that goes another way has the name, `qualifier` stands before it.
pub(super) fn claim<'a>(names: &mut Scope, fields: &[&'a Field], qualifier: &'static str) -> Vec<RustName> {
    let wish = |field: &&'a Field| Wish {
        wire: code_name(field),
        presence: presence(field, Direction::Sent),
        qualifier: Some(qualifier),
    };
    let wishes: Vec<Wish<'_>> = fields.iter().map(wish).collect();
    names.claim_all(&wishes, Case::Snake, "_")
}
