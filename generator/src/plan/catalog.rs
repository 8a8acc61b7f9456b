//! Input: the types of one API. Output: how each is called in Rust.
//! Invariant: every type of the model has its Rust type, and one that is split has two.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::project::{IntegerType, NumberType, RustOptions};
use crate::schema::{Api, Type, TypeDef, too_deep, walk};

use super::bodies_by_type::{Roles, roles};
use super::identifiers::{Case, Scope, Wish};
use super::item_docs::PageLinks;
use super::model::{RustName, RustType};
use super::presence::Direction;
use super::sections::Sections;
use super::{endless_aliases, split_and_boxed};

/// How many lists, maps and options one type stands in; deeper ones hold any JSON. The compiler follows a type only so far
/// where it asks whether it may go to another thread, in this crate and in all that use it.
const DEEPEST: usize = 24;

/// The names of an API's types.
pub(super) struct Catalog<'a> {
    pub(super) api: &'a Api,
    pub(super) options: RustOptions,
    pub(super) links: &'a PageLinks,
    pub(super) sections: &'a Sections,
    names: BTreeMap<&'a str, RustName>,
    /// The names of what is sent, for the types that are split.
    inputs: BTreeMap<&'a str, RustName>,
    boxed: BTreeSet<(String, String)>,
    /// Pairs (alias, name in it) of which nothing would ever come to an end.
    endless: BTreeSet<(String, String)>,
    /// Pairs (holder, held) of types that are too deep in each other.
    too_deep: BTreeSet<(String, String)>,
    pub(super) roles: BTreeMap<&'a str, Roles<'a>>,
}

impl<'a> Catalog<'a> {
    /// Claims the names of all types. A type whose name already is one in Rust comes first, so that it keeps it.
    pub(super) fn new(
        api: &'a Api,
        options: RustOptions,
        links: &'a PageLinks,
        sections: &'a Sections,
        scope: &mut Scope,
    ) -> Self {
        let split = split_and_boxed::split(&api.types);
        let mut names = BTreeMap::new();
        let wishes: Vec<Wish<'_>> = api.types.iter().map(|def| Wish::plain(&def.name)).collect();
        for (def, name) in api.types.iter().zip(scope.claim_all(&wishes, Case::Camel, "Type")) {
            names.insert(def.name.as_str(), name);
        }
        let mut inputs = BTreeMap::new();
        for def in api.types.iter().filter(|def| split.contains(&def.name)) {
            inputs.insert(def.name.as_str(), scope.claim(&format!("{}Input", def.name), Case::Camel, "Type"));
        }
        let (boxed, endless) = (split_and_boxed::boxed(&api.types), endless_aliases::endless(&api.types));
        let too_deep = too_deep::too_deep(&api.types);
        Self { api, options, links, sections, names, inputs, boxed, endless, too_deep, roles: roles(api) }
    }

    /// The Rust type of a value; `None` stands for a name that the model does not define.
    pub(super) fn rust_type(&self, ty: &Type, direction: Direction) -> RustType {
        self.rust_type_at(ty, direction, 0)
    }

    fn rust_type_at(&self, ty: &Type, direction: Direction, depth: usize) -> RustType {
        let inner = |ty: &Type| Box::new(self.rust_type_at(ty, direction, depth + 1));
        match ty {
            Type::Array(_) | Type::Map(_) | Type::Nullable(_) if depth >= DEEPEST => RustType::Json,
            Type::String => RustType::String,
            Type::DateTime => RustType::DateTime,
            Type::Integer => match self.options.integer {
                IntegerType::I64 => RustType::I64,
                IntegerType::Json => RustType::Number,
            },
            Type::Unsigned => match self.options.integer {
                IntegerType::I64 => RustType::U64,
                IntegerType::Json => RustType::Number,
            },
            Type::Number => match self.options.number {
                NumberType::F64 => RustType::F64,
                NumberType::Json => RustType::Number,
            },
            Type::Boolean => RustType::Bool,
            // Bytes have no place inside JSON: whatever the API puts there is kept.
            Type::Any | Type::Binary => RustType::Json,
            Type::Array(item) => RustType::Vec(inner(item)),
            Type::Map(value) => RustType::Map(inner(value)),
            Type::Nullable(ty) => RustType::Option(inner(ty)),
            Type::Named(name) => self.name(name, direction).map_or(RustType::Json, RustType::Named),
        }
    }

    /// The Rust type that an alias stands for. Where it is made of nothing but itself, that place holds any JSON.
    pub(super) fn alias(&self, def: &TypeDef, ty: &Type, direction: Direction) -> RustType {
        self.alias_at(def, &self.followed(def, ty), direction, 0)
    }

    fn alias_at(&self, def: &TypeDef, ty: &Type, direction: Direction, depth: usize) -> RustType {
        let inner = |ty: &Type| Box::new(self.alias_at(def, ty, direction, depth + 1));
        match ty {
            Type::Array(_) | Type::Map(_) | Type::Nullable(_) if depth >= DEEPEST => RustType::Json,
            Type::Array(item) => RustType::Vec(inner(item)),
            Type::Map(value) => RustType::Map(inner(value)),
            Type::Nullable(ty) => RustType::Option(inner(ty)),
            Type::Named(name) if self.endless.contains(&(def.name.clone(), name.clone())) => RustType::Json,
            _ => self.rust_type(ty, direction),
        }
    }

    /// The Rust name of a type of the model.
    pub(super) fn name(&self, name: &str, direction: Direction) -> Option<RustName> {
        let input = self.inputs.get(name).filter(|_| direction == Direction::Sent);
        input.or_else(|| self.names.get(name)).cloned()
    }

    /// The type of the model with this name.
    pub(super) fn def(&self, name: &str) -> Option<&'a TypeDef> {
        walk::definition(&self.api.types, name)
    }

    /// Whether there is a Rust type of its own for what is sent.
    pub(super) fn is_split(&self, def: &TypeDef) -> bool {
        self.inputs.contains_key(def.name.as_str())
    }

    /// The Rust type of what `def` holds: in a box where its cycle closes.
    pub(super) fn held(&self, def: &TypeDef, ty: &Type, direction: Direction) -> RustType {
        let ty = self.followed(def, ty);
        self.with_box(def, &ty, self.rust_type(&ty, direction))
    }

    /// What `def` holds, as far as it is followed.
    fn followed<'t>(&self, def: &TypeDef, ty: &'t Type) -> Cow<'t, Type> {
        let is_too_deep = |name: &str| self.too_deep.contains(&(def.name.clone(), name.to_owned()));
        match walk::name(ty) {
            Some(name) if !self.too_deep.is_empty() && is_too_deep(name) => Cow::Owned(too_deep::without_name(ty)),
            _ => Cow::Borrowed(ty),
        }
    }

    fn with_box(&self, def: &TypeDef, ty: &Type, plain: RustType) -> RustType {
        match (ty, plain) {
            (Type::Named(name), plain) if self.boxed.contains(&(def.name.clone(), name.clone())) => {
                RustType::Boxed(Box::new(plain))
            }
            (Type::Nullable(inner), RustType::Option(plain)) => {
                RustType::Option(Box::new(self.with_box(def, inner, *plain)))
            }
            (_, plain) => plain,
        }
    }
}
