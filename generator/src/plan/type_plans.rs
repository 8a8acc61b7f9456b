//! Input: the types of one API. Output: their [`TypePlan`]s.
//! Invariant: the fields and variants of a type have names of their own, whatever their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{EnumValue, Field, Type, TypeDef, TypeKind, Variant};

use super::catalog::Catalog;
use super::identifiers::{Case, Scope, Wish};
use super::item_docs;
use super::model::{
    EnumPlan, EnumVariantPlan, Equality, FieldPlan, PageLink, RustName, RustType, StructPlan, TypePlan, TypePlanKind,
    UnionPlan, UnionVariantPlan, WireName,
};
use super::planner::code_name;
use super::presence::{Direction, MAX_ARGUMENTS, presence};

/// Methods that a struct with setters has of itself.
const SETTER_METHODS: &[&str] = &["new", "default", "clone", "into"];

impl Catalog<'_> {
    /// The plans of all types, by name.
    pub(super) fn type_plans(&self, scope: &mut Scope) -> Vec<TypePlan> {
        let mut plans = Vec::new();
        for def in &self.api.types {
            let is_split = self.is_split(def);
            let direction = match (def.sent, def.received && !is_split) {
                (true, false) if !is_split => Direction::Sent,
                (true, true) => Direction::Both,
                _ => Direction::Received,
            };
            plans.extend(self.type_plan(def, direction, scope));
            if is_split {
                plans.extend(self.type_plan(def, Direction::Sent, scope));
            }
        }
        plans.sort_by(|a, b| a.name.cmp(&b.name));
        plans
    }

    fn type_plan(&self, def: &TypeDef, direction: Direction, scope: &mut Scope) -> Option<TypePlan> {
        let name = self.name(&def.name, direction)?;
        let origins = match &def.kind {
            // What an example adds to an object does not make its page one that documents the object.
            TypeKind::Struct { fields } => {
                def.origins.iter().chain(fields.iter().flat_map(|field| &field.origins)).collect::<Vec<_>>()
            }
            _ => def.origins.iter().collect(),
        };
        let links = self.links.behind(origins);
        let otherwise = || self.role(def, direction);
        let mut docs = item_docs::docs(def.description.as_deref(), otherwise, links);
        let webhooks = self.webhooks(def, direction);
        docs.body = docs.body.into_iter().chain(webhooks).reduce(|body, more| format!("{body}\n\n{more}"));
        let kind = match &def.kind {
            TypeKind::Struct { fields } => {
                TypePlanKind::Struct(self.struct_plan(def, fields, direction, &name, &docs.links, scope))
            }
            TypeKind::Enum { base, values, .. } => self.enum_plan(base, values, direction),
            // One of no types at all: nobody says which.
            TypeKind::Union { variants } if variants.is_empty() => TypePlanKind::Opaque,
            TypeKind::Union { variants } => TypePlanKind::Union(self.union_plan(def, variants, direction)),
            TypeKind::Alias { ty } => TypePlanKind::Alias(self.alias(def, ty, direction)),
            TypeKind::Opaque => TypePlanKind::Opaque,
        };
        Some(TypePlan {
            name,
            of: def.name.clone(),
            is_input: direction == Direction::Sent && self.is_split(def),
            docs,
            kind,
            section: self.sections.of_type(def),
            equality: Equality::default(),
        })
    }

    fn struct_plan<'f>(
        &self,
        def: &TypeDef,
        fields: &'f [Field],
        direction: Direction,
        name: &RustName,
        around: &[PageLink],
        scope: &mut Scope,
    ) -> StructPlan {
        let setters = direction != Direction::Received;
        let mut names = Scope::with(if setters { SETTER_METHODS } else { &[] });
        let wish =
            |field: &'f Field| Wish { wire: code_name(field), presence: presence(field, direction), qualifier: None };
        let claimed = names.claim_all(&fields.iter().map(wish).collect::<Vec<_>>(), Case::Snake, "_");
        let fields: Vec<FieldPlan> = fields
            .iter()
            .zip(claimed)
            .map(|(field, name)| {
                let presence = presence(field, direction);
                FieldPlan {
                    name,
                    wire: WireName(field.name.clone()),
                    ty: self.held(def, &field.ty, direction),
                    presence,
                    null_if_missing: false,
                    docs: item_docs::field(field, self.links, around),
                    deprecated: field.deprecated.clone(),
                }
            })
            .collect();
        let given = given(def, &fields);
        let required = given.len();
        let required_struct =
            (required > MAX_ARGUMENTS).then(|| scope.claim(&format!("{}Required", name.as_str()), Case::Camel, "Type"));
        let keeps = self.options.keep_unknown_members && direction != Direction::Sent;
        let unknown_members = keeps.then(|| names.claim("unknown_members", Case::Snake, "_"));
        StructPlan {
            fields,
            given,
            default: required == 0,
            setters,
            required_struct,
            unknown_members,
            is_record: false,
        }
    }

    /// An enum, where there is a value for it to know.
    fn enum_plan(&self, base: &Type, values: &[EnumValue], direction: Direction) -> TypePlanKind {
        let is_small = |value: &EnumValue| value.value.as_i64().is_some();
        if *base == Type::Integer && values.iter().any(|value| value.value.is_number() && !is_small(value)) {
            // An answer with the number that no `i64` is has to be read all the same.
            return TypePlanKind::Alias(RustType::Number);
        }
        let plan = enum_plan(base, values);
        if plan.variants.is_empty() {
            return TypePlanKind::Alias(self.rust_type(base, direction));
        }
        TypePlanKind::Enum(plan)
    }

    fn union_plan(&self, def: &TypeDef, variants: &[Variant], direction: Direction) -> UnionPlan {
        let mut names = Scope::default();
        let wishes: Vec<Wish<'_>> = variants.iter().map(|variant| Wish::plain(&variant.name)).collect();
        let variants = variants
            .iter()
            .zip(names.claim_all(&wishes, Case::Camel, "Value"))
            .map(|(variant, name)| UnionVariantPlan {
                name,
                ty: self.held(def, &variant.ty, direction),
                record: None,
                discriminator: variant.discriminator.clone(),
                docs: item_docs::docs(variant.description.as_deref(), String::new, Vec::new()),
            })
            .collect();
        UnionPlan { variants, unknown: names.claim("Unknown", Case::Camel, "Value") }
    }
}

/// The places of the fields that have to be given, in the order that the model keeps. What that does not name comes last, in
/// the order of the pages.
fn given(def: &TypeDef, fields: &[FieldPlan]) -> Vec<usize> {
    let places: BTreeMap<&str, usize> =
        def.arguments.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let required = fields.iter().enumerate().filter(|(_, field)| field.presence.is_required());
    let mut given: Vec<usize> = required.map(|(at, _)| at).collect();
    let place = |at: &usize| places.get(fields.get(*at)?.wire.0.as_str()).copied();
    given.sort_by_key(|at| place(at).unwrap_or(places.len()));
    given
}

fn enum_plan(base: &Type, values: &[EnumValue]) -> EnumPlan {
    let mut names = Scope::default();
    let integer = *base == Type::Integer;
    let mut there = BTreeSet::new();
    let wire = |value: &EnumValue| value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned);
    let known = values.iter().map(|value| (wire(value), value));
    let known: Vec<(String, &EnumValue)> = known.filter(|(wire, _)| there.insert(wire.clone())).collect();
    let called = |(wire, value): &'_ (String, &EnumValue)| value.called.clone().unwrap_or_else(|| wire.clone());
    let called: Vec<String> = known.iter().map(called).collect();
    let wishes: Vec<Wish<'_>> = called.iter().map(|name| Wish::plain(name)).collect();
    let claimed = names.claim_all(&wishes, Case::Camel, "Value");
    let variant = |((wire, value), name): ((String, &EnumValue), RustName)| EnumVariantPlan {
        name,
        docs: item_docs::docs(value.description.as_deref(), String::new, Vec::new()),
        number: wire.parse().ok().filter(|_| integer),
        wire: WireName(wire),
    };
    let variants = known.into_iter().zip(claimed).map(variant);
    // A value that is no `i64` cannot be one of an integer enum's.
    let variants = variants.filter(|variant| !integer || variant.number.is_some()).collect();
    EnumPlan { integer, variants, unknown: names.claim("Unknown", Case::Camel, "Value") }
}
