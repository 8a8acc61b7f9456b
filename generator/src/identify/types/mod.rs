//! Input: the shapes of all operations. Output: the API's types, each once, and references to them.
//! Invariant: one name is one type. What cannot be one type has two names and a diagnostic that says so.

pub(crate) mod definition;
pub(crate) mod identity;
pub(crate) mod place;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::named_schema::NamedSchema;
use crate::identify::locked_names::Names;
use crate::identify::types::definition::Def;
use crate::identify::types::place::TypePlace;
use crate::identify::words;
use crate::identify::words::camel;
use crate::schema::{EnumValue, Field, Origin, Type, TypeDef, TypeKind, Variant};
use crate::shape::visit::each;
use crate::shape::{EnumShape, Kind, Member, ObjectShape, Shape};
use crate::source::Span;

/// The types that have been given an identity so far.
pub(crate) struct Types<'a> {
    diagnostics: &'a mut Diagnostics,
    /// Names that were given in earlier runs.
    locked: &'a Names,
    /// Names that are given in this one, by place.
    given: BTreeMap<String, String>,
    defs: BTreeMap<String, Def>,
    /// How often each key was asked for.
    keys: BTreeMap<String, usize>,
    /// Names of the lists of texts that were read from sentences: another page may call the same field plain text.
    soft: BTreeSet<String>,
    /// Names that the pages give, with the members of the objects behind them; none of ours may take one that is something else.
    reserved: BTreeMap<String, BTreeSet<String>>,
    /// Where a name is used that nothing has defined yet.
    references: Vec<(String, Option<Span>)>,
}

impl<'a> Types<'a> {
    pub(crate) fn new(locked: &'a Names, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            diagnostics,
            locked,
            given: BTreeMap::new(),
            defs: BTreeMap::new(),
            keys: BTreeMap::new(),
            soft: BTreeSet::new(),
            reserved: BTreeMap::new(),
            references: Vec::new(),
        }
    }

    /// The place with a key of its own. What is called alike in one place, such as two alternatives without a title, is told
    /// apart by its order there: two that share a key would swap their names with every run.
    pub(crate) fn apart(&mut self, mut place: TypePlace) -> TypePlace {
        loop {
            let count = self.keys.entry(place.key.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return place;
            }
            place.key = format!("{} {count}", place.key);
        }
    }

    /// Keeps the names that the pages give from being taken by unnamed objects. Called for every shape before any is
    /// [interned](Self::intern).
    pub(crate) fn reserve(&mut self, shape: &Shape) {
        each(shape, &mut |shape| {
            if let Some(name) = shape.named() {
                let names = self.reserved.entry(name.to_owned()).or_default();
                if let Kind::Object(object) = &shape.kind {
                    names.extend(object.members.iter().map(|member| member.name.clone()));
                }
            }
        });
    }

    /// The type of a shape. `null` is not part of it: that is the field's affair, or the list's.
    pub(crate) fn intern(&mut self, shape: &Shape, place: &TypePlace, origins: &[Origin]) -> Type {
        match &shape.kind {
            Kind::Unknown | Kind::Any => Type::Any,
            Kind::Boolean => Type::Boolean,
            Kind::Integer if shape.unsigned => Type::Unsigned,
            Kind::Integer => Type::Integer,
            Kind::Number => Type::Number,
            Kind::String => Type::String,
            Kind::DateTime => Type::DateTime,
            Kind::Binary => Type::Binary,
            Kind::Array(item) => {
                let place = TypePlace { name: words::singular(&place.name), ..place.item() };
                Type::Array(Box::new(self.element(item, &place, origins)))
            }
            Kind::Map(value) => Type::Map(Box::new(self.element(value, &place.item(), origins))),
            Kind::Object(object) => self.object(object, shape.span, place, origins),
            Kind::Enum(shape) => self.enumeration(shape, place, origins),
            Kind::Union(parts) => self.union(parts, place, origins),
            Kind::Reference(name) => {
                self.references.push((name.clone(), shape.span));
                Type::Named(name.clone())
            }
            Kind::Opaque(name) => {
                let def = Def {
                    kind: TypeKind::Opaque,
                    description: None,
                    origins: origins.to_vec(),
                    span: shape.span,
                    family: None,
                };
                self.define(name.clone(), def, place)
            }
        }
    }

    /// Keeps the name of a document's component from being taken by anything else.
    pub(crate) fn reserve_component(&mut self, component: &NamedSchema) {
        self.reserved.entry(component.name.clone()).or_default();
        self.reserve(&component.shape);
    }

    /// The type of a document's component, under its own name.
    pub(crate) fn component(&mut self, component: &NamedSchema) {
        let NamedSchema { name, shape, origins, .. } = component;
        self.given.extend(component.key.iter().map(|key| (key.clone(), name.clone())));
        let key = format!("components {name}");
        let place = self.apart(TypePlace { family: key.clone(), key, name: name.clone(), resource: None });
        let kind = match &shape.kind {
            Kind::Object(object) => TypeKind::Struct { fields: self.fields(object, name, &place, false) },
            Kind::Enum(shape) => enum_kind(shape),
            Kind::Union(parts) => TypeKind::Union { variants: self.variants(parts, &place, origins) },
            Kind::Opaque(_) => TypeKind::Opaque,
            _ => TypeKind::Alias { ty: self.intern(shape, &place, origins) },
        };
        let description = component.description.clone();
        let def = Def { kind, description, origins: origins.clone(), span: shape.span, family: None };
        self.define(name.clone(), def, &place);
    }

    fn fields(&mut self, object: &ObjectShape, name: &str, place: &TypePlace, envelope: bool) -> Vec<Field> {
        let mut fields = Vec::new();
        for member in &object.members {
            let mut inner = self.apart(place.member(name, &member.name));
            if object.name.is_some() {
                // What stands in a named type is the same wherever the type is, and no twin of anything outside of it.
                inner.family = format!("type {name}");
            }
            if envelope && is_payload(member) {
                inner.resource.clone_from(&place.resource);
            }
            fields.push(self.field(member, &inner));
        }
        fields
    }

    fn element(&mut self, shape: &Shape, place: &TypePlace, origins: &[Origin]) -> Type {
        let ty = self.intern(shape, place, origins);
        if shape.nullable && ty != Type::Any { Type::Nullable(Box::new(ty)) } else { ty }
    }

    fn object(&mut self, object: &ObjectShape, span: Option<Span>, place: &TypePlace, origins: &[Origin]) -> Type {
        let resource =
            place.resource.as_ref().filter(|resource| object.name.is_none() && self.can_be(object, resource));
        // Inside an envelope the resource is what `data` holds.
        let envelope = resource.is_some() && object.members.iter().any(is_payload);
        let name = match (&object.name, resource) {
            (Some(name), _) => name.clone(),
            (None, Some(resource)) if !envelope => resource.clone(),
            (None, _) => place.name.clone(),
        };
        let fields = self.fields(object, &name, place, envelope);
        let family = object.name.is_none().then(|| place.family.clone());
        let def = Def { kind: TypeKind::Struct { fields }, description: None, origins: origins.to_vec(), span, family };
        match &object.name {
            Some(_) => self.define(name, def, place),
            None => self.unnamed(name, def, place),
        }
    }

    /// Whether an unnamed object can be the resource of that name: it does not hold that resource, and has something of what
    /// the pages say of it, if they do.
    fn can_be(&self, object: &ObjectShape, resource: &str) -> bool {
        let holds = object.members.iter().any(|member| {
            let named = member.shape.named() == Some(resource);
            named && (camel(&member.name) == resource || member.required && !member.shape.nullable)
        });
        let known = self.reserved.get(resource).filter(|names| !names.is_empty());
        let shared =
            |names: &BTreeSet<String>| object.members.iter().filter(|member| names.contains(&member.name)).count();
        !holds && known.is_none_or(|names| shared(names) * 2 >= object.members.len().min(names.len()))
    }

    /// A field of the model.
    pub(crate) fn field(&mut self, member: &Member, place: &TypePlace) -> Field {
        Field {
            name: member.name.clone(),
            ty: self.intern(&member.shape, place, &member.origins),
            required: member.required,
            nullable: member.shape.nullable,
            deprecated: member.deprecated.clone(),
            only: member.only,
            default: member.default.clone(),
            constraints: member.constraints.clone(),
            description: member.description.clone(),
            examples: member.examples.clone(),
            origins: member.origins.clone(),
        }
    }

    fn enumeration(&mut self, shape: &EnumShape, place: &TypePlace, origins: &[Origin]) -> Type {
        let def = Def {
            kind: enum_kind(shape),
            description: None,
            origins: origins.to_vec(),
            span: None,
            family: Some(place.family.clone()),
        };
        let ty = self.unnamed(place.name.clone(), def, place);
        if let (Type::Named(name), true) = (&ty, shape.inferred && !shape.integer) {
            self.soft.insert(name.clone());
        }
        ty
    }

    fn union(&mut self, parts: &[(Option<String>, Shape)], place: &TypePlace, origins: &[Origin]) -> Type {
        let kind = TypeKind::Union { variants: self.variants(parts, place, origins) };
        let def =
            Def { kind, description: None, origins: origins.to_vec(), span: None, family: Some(place.family.clone()) };
        self.unnamed(place.name.clone(), def, place)
    }

    fn variants(&mut self, parts: &[(Option<String>, Shape)], place: &TypePlace, origins: &[Origin]) -> Vec<Variant> {
        let mut variants: Vec<Variant> = Vec::new();
        for (title, part) in parts {
            let word = title.as_deref().map_or_else(|| camel(&part.words()), camel);
            let inner = self.apart(TypePlace {
                key: format!("{} {word}", place.key),
                name: format!("{}{word}", place.name),
                ..place.item()
            });
            let ty = self.element(part, &inner, origins);
            let long = title.as_deref().map_or_else(|| words::of_type(&ty), camel);
            // What is called after this very place need not say so again.
            let short = long.strip_prefix(&place.name).filter(|rest| rest.starts_with(char::is_uppercase));
            let short = short.filter(|short| variants.iter().all(|variant| variant.name != *short));
            let name = short.map_or_else(|| long.clone(), str::to_owned);
            if variants.iter().all(|variant| variant.ty != ty && variant.name != name) {
                variants.push(Variant { name, ty, description: None, discriminator: part.discriminator.clone() });
            }
        }
        variants
    }

    /// The types by name, once all shapes are interned. A reference that nothing defines is told, and becomes any JSON.
    pub(crate) fn finish(self) -> Finished {
        let Self { diagnostics, defs, references, given, .. } = self;
        let mut told = BTreeSet::new();
        for (name, span) in references {
            if defs.contains_key(&name) || !told.insert(name.clone()) {
                continue;
            }
            let message = format!("no page says what `{name}` is; it is kept as any JSON");
            let diagnostic = Diagnostic::at(Code::UnknownType, span, message);
            diagnostics
                .push(diagnostic.help("document its fields in an Expandable, or mend the word if it is a known type"));
        }
        let defined = Defined(defs.keys().cloned().collect());
        let settled = |(name, mut def): (String, Def)| {
            defined.settle_kind(&mut def.kind);
            let Def { kind, description, origins, .. } = def;
            TypeDef { name, kind, description, sent: false, received: false, origins }
        };
        let types = defs.into_iter().map(settled).collect();
        Finished { types, given, defined }
    }
}

/// What the interning of all shapes comes to.
pub(crate) struct Finished {
    /// By name.
    pub(crate) types: Vec<TypeDef>,
    /// The names that are ours, by place.
    pub(crate) given: BTreeMap<String, String>,
    pub(crate) defined: Defined,
}

/// The names that have a type behind them.
pub(crate) struct Defined(BTreeSet<String>);

impl Defined {
    /// Makes a reference that nothing defines any JSON.
    pub(crate) fn settle(&self, ty: &mut Type) {
        match ty {
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => self.settle(inner),
            Type::Named(name) if !self.0.contains(name) => *ty = Type::Any,
            _ => {}
        }
    }

    fn settle_kind(&self, kind: &mut TypeKind) {
        match kind {
            TypeKind::Struct { fields } => fields.iter_mut().for_each(|field| self.settle(&mut field.ty)),
            TypeKind::Union { variants } => variants.iter_mut().for_each(|variant| self.settle(&mut variant.ty)),
            TypeKind::Alias { ty } => self.settle(ty),
            TypeKind::Enum { .. } | TypeKind::Opaque => {}
        }
    }
}

fn enum_kind(shape: &EnumShape) -> TypeKind {
    let base = if shape.integer { Type::Integer } else { Type::String };
    let values = shape.values.iter().map(|value| EnumValue { value: value.clone(), description: None }).collect();
    TypeKind::Enum { base, values, inferred: shape.inferred }
}

/// `data`, where it holds one unnamed object.
fn is_payload(member: &Member) -> bool {
    member.name == "data" && matches!(&member.shape.kind, Kind::Object(object) if object.name.is_none())
}
