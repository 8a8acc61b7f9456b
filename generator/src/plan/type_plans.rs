//! Input: the types of one API. Output: their [`TypePlan`]s, and how each is called from elsewhere.
//! Invariant: every type of the model has its Rust type, and one that is split has two.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::{IntegerType, NumberType, RustOptions};
use crate::schema::{Api, EnumValue, Field, Operation, Type, TypeDef, TypeKind, Variant, Way, status, walk};

use super::identifiers::{Case, Scope, Wish};
use super::item_docs::{self, Pages};
use super::model::{
    EnumPlan, EnumVariantPlan, FieldPlan, PageLink, Presence, RustName, RustType, StructPlan, TypePlan, TypePlanKind,
    UnionPlan, UnionVariantPlan, WireName,
};
use super::sections::Sections;
use super::split_and_boxed;

/// More required values than this are named at the call, through a struct.
pub(super) const MAX_ARGUMENTS: usize = 3;

/// Methods that a struct with setters has of itself.
const SETTER_METHODS: &[&str] = &["new", "default", "clone", "into"];

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    Received,
    /// One Rust type serves both.
    Both,
}

/// The names of an API's types.
pub(super) struct Catalog<'a> {
    api: &'a Api,
    options: RustOptions,
    pages: &'a Pages,
    sections: &'a Sections,
    names: BTreeMap<&'a str, RustName>,
    /// The names of what is sent, for the types that are split.
    inputs: BTreeMap<&'a str, RustName>,
    boxed: BTreeSet<(String, String)>,
}

impl<'a> Catalog<'a> {
    /// Claims the names of all types. A type whose name already is one in Rust comes first, so that it keeps it.
    pub(super) fn new(
        api: &'a Api,
        options: RustOptions,
        pages: &'a Pages,
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
        Self { api, options, pages, sections, names, inputs, boxed: split_and_boxed::boxed(&api.types) }
    }

    /// The Rust type of a value; `None` stands for a name that the model does not define.
    pub(super) fn rust_type(&self, ty: &Type, direction: Direction) -> RustType {
        let inner = |ty: &Type| Box::new(self.rust_type(ty, direction));
        match ty {
            Type::String => RustType::String,
            Type::DateTime => RustType::DateTime,
            Type::Integer => match self.options.integer {
                IntegerType::I64 => RustType::I64,
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

    /// The Rust name of a type of the model.
    pub(super) fn name(&self, name: &str, direction: Direction) -> Option<RustName> {
        let input = self.inputs.get(name).filter(|_| direction == Direction::Sent);
        input.or_else(|| self.names.get(name)).cloned()
    }

    /// The type of the model with this name.
    pub(super) fn def(&self, name: &str) -> Option<&'a TypeDef> {
        walk::definition(&self.api.types, name)
    }

    /// The plans of all types, by name.
    pub(super) fn plan(&self, scope: &mut Scope) -> Vec<TypePlan> {
        let mut plans = Vec::new();
        for def in &self.api.types {
            let is_split = self.inputs.contains_key(def.name.as_str());
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
        let pages = self.pages.behind(origins);
        let otherwise = || self.role(def, direction);
        let mut docs = item_docs::docs(def.description.as_deref(), otherwise, pages);
        let webhooks = self.webhooks(def, direction);
        docs.body = docs.body.into_iter().chain(webhooks).reduce(|body, more| format!("{body}\n\n{more}"));
        let kind = match &def.kind {
            TypeKind::Struct { fields } => {
                TypePlanKind::Struct(self.struct_plan(def, fields, direction, &name, &docs.pages, scope))
            }
            TypeKind::Enum { base, values, .. } => TypePlanKind::Enum(enum_plan(base, values)),
            TypeKind::Union { variants } => TypePlanKind::Union(self.union_plan(def, variants, direction)),
            TypeKind::Alias { ty } => TypePlanKind::Alias(self.rust_type(ty, direction)),
            TypeKind::Opaque => TypePlanKind::Opaque,
        };
        Some(TypePlan { name, docs, kind, section: self.sections.of_type(def) })
    }

    /// Which webhooks carry the type, in words.
    fn webhooks(&self, def: &TypeDef, direction: Direction) -> Option<String> {
        let carries = |ty: &Option<Type>| matches!(ty, Some(Type::Named(name)) if *name == def.name);
        let webhooks = self.api.webhooks.iter().filter(|webhook| direction != Direction::Sent && carries(&webhook.ty));
        let names: Vec<String> = webhooks.map(|webhook| format!("`{}`", webhook.name.replace('`', "'"))).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(format!("Sent by the API as the webhook {one}.")),
            several => Some(format!("Sent by the API as the webhooks {}.", several.join(", "))),
        }
    }

    /// What a type is for, where no page describes it: the operations of which it is the whole body.
    fn role(&self, def: &TypeDef, direction: Direction) -> String {
        let is = |ty: &Option<Type>| matches!(ty, Some(Type::Named(name)) if *name == def.name);
        let of = |holds: &dyn Fn(&Operation) -> bool| -> Vec<&str> {
            let operations = self.api.operations.iter().filter(|operation| holds(operation));
            operations.map(|operation| operation.summary.as_deref().unwrap_or(&operation.id)).collect()
        };
        let answers = |operation: &Operation, success: bool| {
            let mut responses = operation.responses.iter();
            responses.any(|response| status::is_success(&response.status) == success && is(&response.ty))
        };
        let sent = |operation: &Operation| {
            operation
                .request_body
                .as_ref()
                .is_some_and(|body| matches!(&body.ty, Type::Named(name) if *name == def.name))
        };
        let (sends, receives) = (direction != Direction::Received, direction != Direction::Sent);
        let roles = [
            ("the request body", of(&|operation| sends && sent(operation))),
            ("the answer", of(&|operation| receives && answers(operation, true))),
            ("the error body", of(&|operation| receives && answers(operation, false))),
        ];
        let words = roles.iter().filter_map(|(role, titles)| Some(format!("{role} of {}", listed(titles)?)));
        let words = words.collect::<Vec<_>>().join(", and ");
        if let Some(rest) = words.strip_prefix('t') {
            return format!("T{rest}.");
        }
        match &def.kind {
            TypeKind::Opaque => format!("The type `{}`, of which the documentation gives the name alone.", def.name),
            _ => format!("The type `{}`.", def.name),
        }
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
        let wish = |field: &'f Field| Wish { wire: &field.name, presence: presence(field, direction), place: None };
        let claimed = names.claim_all(&fields.iter().map(wish).collect::<Vec<_>>(), Case::Snake, "_");
        let fields: Vec<FieldPlan> = fields
            .iter()
            .zip(claimed)
            .map(|(field, name)| {
                let plain = self.rust_type(&field.ty, direction);
                let presence = presence(field, direction);
                FieldPlan {
                    name,
                    wire: WireName(field.name.clone()),
                    ty: self.with_box(def, &field.ty, plain),
                    presence,
                    docs: item_docs::field(field, self.pages, around),
                    deprecated: field.deprecated.clone(),
                }
            })
            .collect();
        let required = fields.iter().filter(|field| is_required(field.presence)).count();
        let required_struct =
            (required > MAX_ARGUMENTS).then(|| scope.claim(&format!("{}Required", name.as_str()), Case::Camel, "Type"));
        let keeps = self.options.keep_unknown_members && direction != Direction::Sent;
        let unknown_members = keeps.then(|| names.claim("unknown_members", Case::Snake, "_"));
        StructPlan { fields, default: required == 0, setters, required_struct, unknown_members }
    }

    fn union_plan(&self, def: &TypeDef, variants: &[Variant], direction: Direction) -> UnionPlan {
        let mut names = Scope::default();
        let wishes: Vec<Wish<'_>> = variants.iter().map(|variant| Wish::plain(&variant.name)).collect();
        let variants = variants
            .iter()
            .zip(names.claim_all(&wishes, Case::Camel, "Value"))
            .map(|(variant, name)| UnionVariantPlan {
                name,
                ty: self.with_box(def, &variant.ty, self.rust_type(&variant.ty, direction)),
                tag: variant.tag.clone(),
                docs: item_docs::docs(variant.description.as_deref(), || format!("`{}`.", variant.name), Vec::new()),
            })
            .collect();
        UnionPlan { variants, unknown: names.claim("Unknown", Case::Camel, "Value") }
    }

    /// The type with a box where the cycle of `def` closes.
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

/// Whether a field is there, as its direction has it: an answer's field that is not marked required may be missing, and
/// only what is sent can tell an absent value from `null`.
pub(super) fn presence(field: &Field, direction: Direction) -> Presence {
    let elsewhere = match direction {
        Direction::Sent => Some(Way::Received),
        Direction::Received => Some(Way::Sent),
        Direction::Both => None,
    };
    let required = field.required && (field.only.is_none() || field.only != elsewhere);
    match (required, field.nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, true) if direction == Direction::Sent => Presence::ThreeState,
        (false, _) => Presence::Optional,
    }
}

/// Whether the caller has to give it.
pub(super) fn is_required(presence: Presence) -> bool {
    matches!(presence, Presence::Required | Presence::RequiredNullable)
}

/// The titles of operations in words: the first two, and how many more.
fn listed(titles: &[&str]) -> Option<String> {
    Some(match titles {
        [] => return None,
        [one] => format!("“{one}”"),
        [one, two] => format!("“{one}” and “{two}”"),
        [one, others @ ..] => format!("“{one}” and {} other operations", others.len()),
    })
}

fn enum_plan(base: &Type, values: &[EnumValue]) -> EnumPlan {
    let mut names = Scope::default();
    let integer = *base == Type::Integer;
    let mut there = BTreeSet::new();
    let wire = |value: &EnumValue| value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned);
    let known = values.iter().map(|value| (wire(value), value));
    let known: Vec<(String, &EnumValue)> = known.filter(|(wire, _)| there.insert(wire.clone())).collect();
    let wishes: Vec<Wish<'_>> = known.iter().map(|(wire, _)| Wish::plain(wire)).collect();
    let claimed = names.claim_all(&wishes, Case::Camel, "Value");
    let variant = |((wire, value), name): ((String, &EnumValue), RustName)| EnumVariantPlan {
        name,
        docs: item_docs::docs(value.description.as_deref(), || format!("`{wire}`."), Vec::new()),
        wire: WireName(wire),
    };
    let variants = known.into_iter().zip(claimed).map(variant).collect();
    EnumPlan { integer, variants, unknown: names.claim("Unknown", Case::Camel, "Value") }
}
