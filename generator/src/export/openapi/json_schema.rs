//! Input: types of the model. Output: JSON Schemas, and the keys under which named ones stand.
//! Invariant: a schema accepts every value that the model does; an inferred list of values closes nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::schema::media::BYTES;
use crate::schema::{Acceptor, Api, EnumValue, Field, Type, TypeDef, TypeKind, Variant, Way, walk};

use super::members::{Kinds, Pairs};
use super::schema_form::{Discriminator, Schema};

/// The named types of an API, by what a document calls them.
pub(super) struct Schemas<'a> {
    api: &'a Api,
    keys: BTreeMap<&'a str, String>,
    acceptor: Acceptor<'a>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut taken = BTreeSet::new();
        // A name that may be a key as it stands keeps it, whatever else would be called so.
        let plain = |def: &&TypeDef| key(&def.name) == def.name;
        let (first, second): (Vec<_>, Vec<_>) = api.types.iter().partition(plain);
        let mut keys = BTreeMap::new();
        for def in first.into_iter().chain(second) {
            let mut key = key(&def.name);
            while !taken.insert(key.clone()) {
                key.push('_');
            }
            keys.insert(def.name.as_str(), key);
        }
        Self { api, keys, acceptor: Acceptor::new(api) }
    }

    /// Of types with one key the first stays.
    pub(super) fn components(&self) -> impl Iterator<Item = (String, Schema<'a>)> {
        let mut seen = BTreeSet::new();
        let keyed = self.api.types.iter().filter_map(|def| Some((self.keys.get(def.name.as_str())?, def)));
        let firsts = keyed.filter(move |(key, _)| seen.insert(key.as_str()));
        firsts.map(|(key, def)| (key.clone(), self.definition(def, key)))
    }

    fn definition(&self, def: &'a TypeDef, key: &str) -> Schema<'a> {
        let schema = match &def.kind {
            TypeKind::Struct { fields } => self.object(fields),
            TypeKind::Enum { base, values, inferred } => self.enumeration(base, values, *inferred),
            TypeKind::Union { variants } if variants.is_empty() => Schema::default(),
            TypeKind::Union { variants } => Schema {
                any_of: Some(variants.iter().map(|variant| self.variant(variant)).collect()),
                discriminator: self.discriminator(variants),
                ..Schema::default()
            },
            TypeKind::Alias { ty } => self.of(ty),
            TypeKind::Opaque => Schema::default(),
        };
        Schema {
            description: def.description.as_deref(),
            name: (key != def.name).then_some(def.name.as_str()),
            arguments: &def.arguments,
            origins: &def.origins,
            ..schema
        }
    }

    fn object(&self, fields: &'a [Field]) -> Schema<'a> {
        let properties = fields.iter().map(|field| (field.name.clone(), self.property(field)));
        let mut seen = BTreeSet::new();
        let required = fields.iter().filter(|field| field.required).map(|field| field.name.as_str());
        let required = required.filter(|name| seen.insert(*name)).collect();
        Schema {
            kinds: Kinds(vec!["object"]),
            properties: properties.collect::<Pairs<_>>().unique(),
            required,
            ..Schema::default()
        }
    }

    fn enumeration(&self, base: &'a Type, values: &'a [EnumValue], inferred: bool) -> Schema<'a> {
        let mut there = BTreeSet::new();
        let known = values.iter().map(|value| &value.value);
        let known: Vec<&Value> = known.filter(|value| there.insert(value.to_string())).collect();
        let text = |value: &EnumValue| value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned);
        let described = |value: &'a EnumValue| Some((text(value), value.description.as_deref()?));
        let named = |value: &'a EnumValue| Some((text(value), value.called.as_deref()?));
        let closed = !inferred && !known.is_empty() && known.iter().all(|value| self.acceptor.accepts(base, value));
        Schema {
            values: closed.then(|| known.clone()),
            known_values: (!closed).then_some(known),
            inferred,
            value_names: values.iter().filter_map(named).collect::<Pairs<_>>().unique(),
            value_descriptions: values.iter().filter_map(described).collect::<Pairs<_>>().unique(),
            ..self.of(base)
        }
    }

    /// The member that tells the variants, where a document can say it: all have the same one, and names of their own.
    fn discriminator(&self, variants: &'a [Variant]) -> Option<Discriminator<'a>> {
        // One inside a member is found again where it is read.
        let member = &variants.first()?.discriminator.as_ref().filter(|tag| !tag.member.starts_with('/'))?.member;
        let mut mapping = Pairs::default();
        for variant in variants {
            let Type::Named(name) = &variant.ty else { return None };
            let tag = variant.discriminator.as_ref().filter(|tag| tag.member == *member)?;
            let key = self.keys.get(name.as_str())?;
            tag.values.iter().for_each(|value| mapping.push(value, format!("#/components/schemas/{key}")));
        }
        Some(Discriminator { member, mapping: mapping.unique() })
    }

    fn variant(&self, variant: &'a Variant) -> Schema<'a> {
        Schema { title: Some(&variant.name), description: variant.description.as_deref(), ..self.of(&variant.ty) }
    }

    /// A member of an object: its type with what else is said of it.
    fn property(&self, field: &'a Field) -> Schema<'a> {
        Schema {
            description: field.description.as_deref(),
            deprecated: field.deprecated.as_deref().into(),
            read_only: field.only == Some(Way::Received),
            write_only: field.only == Some(Way::Sent),
            origins: &field.origins,
            ..self.value(field)
        }
    }

    /// The values that a field or a parameter may have.
    pub(super) fn value(&self, field: &'a Field) -> Schema<'a> {
        let fits = |value: &Value| self.acceptor.field(field, value);
        let limits = &field.constraints;
        let list = matches!(field.ty, Type::Array(_));
        let examples: Vec<&Value> = field.examples.iter().filter(|value| fits(value)).collect();
        let all_examples = if examples.len() < field.examples.len() { field.examples.as_slice() } else { &[] };
        let plain = if field.nullable { nullable(self.of(&field.ty)) } else { self.of(&field.ty) };
        Schema {
            called: field.called.as_deref(),
            nullable: field.nullable && field.ty == Type::Any,
            format: limits.format.as_deref().or(plain.format),
            minimum: limits.minimum.as_ref(),
            maximum: limits.maximum.as_ref(),
            min_length: limits.min_length.filter(|_| !list),
            max_length: limits.max_length.filter(|_| !list),
            min_items: limits.min_length.filter(|_| list),
            max_items: limits.max_length.filter(|_| list),
            default: field.default.as_ref().filter(|value| fits(value)),
            odd_default: field.default.as_ref().filter(|value| !fits(value)),
            examples,
            all_examples,
            ..plain
        }
    }

    /// Whether the schema of a type accepts a value; one that is not known accepts any.
    pub(super) fn accept(&self, ty: Option<&Type>, value: &Value) -> bool {
        ty.is_none_or(|ty| self.acceptor.accepts(ty, value))
    }

    /// Whether the values of a type are objects.
    pub(super) fn is_object(&self, ty: &Type) -> bool {
        match self.plain(ty) {
            Type::Named(name) => {
                walk::definition(&self.api.types, name).is_some_and(|def| matches!(def.kind, TypeKind::Struct { .. }))
            }
            ty => matches!(ty, Type::Map(_)),
        }
    }

    /// Whether the values of a type are lists.
    pub(super) fn is_list(&self, ty: &Type) -> bool {
        matches!(self.plain(ty), Type::Array(_))
    }

    /// The type behind aliases, `null` apart.
    fn plain<'b>(&'b self, ty: &'b Type) -> &'b Type {
        match walk::plain(&self.api.types, ty) {
            Type::Nullable(inner) => walk::plain(&self.api.types, inner),
            ty => ty,
        }
    }

    /// A type.
    pub(super) fn of(&self, ty: &'a Type) -> Schema<'a> {
        let kind = |kind| Schema { kinds: Kinds(vec![kind]), ..Schema::default() };
        match ty {
            Type::String => kind("string"),
            Type::DateTime => Schema { format: Some("date-time"), ..kind("string") },
            Type::Integer => kind("integer"),
            Type::Unsigned => Schema { format: Some("uint64"), ..kind("integer") },
            Type::Number => kind("number"),
            Type::Boolean => kind("boolean"),
            Type::Any => Schema::default(),
            // The one word is this version's, the other the one that tools know.
            Type::Binary => Schema { format: Some("binary"), content_media_type: Some(BYTES), ..kind("string") },
            Type::Array(item) => Schema { items: Some(Box::new(self.of(item))), ..kind("array") },
            Type::Map(value) => Schema { additional: Some(Box::new(self.of(value))), ..kind("object") },
            Type::Nullable(inner) => nullable(self.of(inner)),
            // A name that the model does not define is any JSON, as it is in the generated code.
            Type::Named(name) => Schema {
                reference: self.keys.get(name.as_str()).map(|key| format!("#/components/schemas/{key}")),
                ..Schema::default()
            },
        }
    }
}

/// The schema, with `null` among its values.
fn nullable(mut schema: Schema<'_>) -> Schema<'_> {
    let any = schema.kinds.is_empty() && schema.reference.is_none() && schema.any_of.is_none();
    if any || schema.kinds.0.contains(&"null") {
        return schema;
    }
    if schema.kinds.is_empty() {
        let null = Schema { kinds: Kinds(vec!["null"]), ..Schema::default() };
        return match schema.any_of {
            Some(mut branches) => {
                if !branches.iter().any(|branch| branch.kinds.0 == ["null"]) {
                    branches.push(null);
                }
                Schema { any_of: Some(branches), ..schema }
            }
            None => Schema { any_of: Some(vec![schema, null]), ..Schema::default() },
        };
    }
    schema.kinds.0.push("null");
    schema
}

/// A name with nothing in it that a component's key may not have.
fn key(name: &str) -> String {
    let keep = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '_' };
    let key: String = name.chars().map(keep).collect();
    if key.is_empty() { "_".to_owned() } else { key }
}
