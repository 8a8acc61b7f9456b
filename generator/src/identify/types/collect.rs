//! Input: the shapes of all operations, one by one. Output: a [`Node`] for each object, enum and union that stands in them.
//! Invariant: nothing is decided here but what a place is.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::draft::named_schema::NamedSchema;
use crate::identify::types::alternatives;
use crate::identify::types::answer_role::{self, Role};
use crate::identify::types::node::{Def, Node, reference};
use crate::identify::types::place::{Call, Own, Place};
use crate::identify::words;
use crate::schema::{EnumValue, Field, Origin, Type, TypeKind, Variant};
use crate::shape::{EnumShape, Kind, Member, ObjectShape, Shape};
use crate::source::Span;

/// What has been met so far.
#[derive(Default)]
pub(crate) struct Collector {
    pub(crate) nodes: Vec<Node>,
    pub(crate) calls: Vec<Call>,
    /// The nodes in the order in which they were complete: what an object holds comes before it.
    pub(crate) complete: Vec<usize>,
    /// Names that were ours before there were types, by place.
    pub(crate) named: BTreeMap<String, String>,
    /// Where a name is used, whoever defines it.
    pub(crate) references: Vec<(String, Option<Span>)>,
    /// How often each key was asked for.
    keys: BTreeMap<String, usize>,
}

impl Collector {
    /// The number of an operation, for the places in it.
    pub(crate) fn call(&mut self, call: Call) -> usize {
        self.calls.push(call);
        self.calls.len() - 1
    }

    /// The place with a key of its own. What is called alike in one place, such as two alternatives without a title, is told
    /// apart by its order there: two that share a key would swap their names with every run.
    pub(crate) fn apart(&mut self, mut place: Place) -> Place {
        loop {
            let count = self.keys.entry(place.key.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return place;
            }
            place.key = format!("{} {count}", place.key);
        }
    }

    /// The type of a shape. `null` is not part of it: that is the field's affair, or the list's.
    pub(crate) fn intern(&mut self, shape: &Shape, place: &Place, origins: &[Origin]) -> Type {
        match &shape.kind {
            Kind::Unknown | Kind::Any => Type::Any,
            Kind::Boolean => Type::Boolean,
            Kind::Integer if shape.unsigned => Type::Unsigned,
            Kind::Integer => Type::Integer,
            Kind::Number => Type::Number,
            Kind::String => Type::String,
            Kind::DateTime => Type::DateTime,
            Kind::Binary => Type::Binary,
            Kind::Array(item) => Type::Array(Box::new(self.element(item, &self.item(place), origins))),
            Kind::Map(value) => Type::Map(Box::new(self.element(value, &self.item(place), origins))),
            Kind::Object(object) => self.object(object, shape.span, place, origins),
            Kind::Enum(values) => {
                let node = self.open(place, None);
                self.close(node, enum_kind(values), shape.span, origins)
            }
            Kind::Union(parts) => {
                let node = self.open(place, None);
                let kind = self.union(node, parts, place, origins);
                self.close(node, kind, shape.span, origins)
            }
            Kind::Reference(name) => {
                self.references.push((name.clone(), shape.span));
                Type::Named(name.clone())
            }
            Kind::Opaque(name) => {
                let node = self.open(place, Some(name));
                self.close(node, TypeKind::Opaque, shape.span, origins)
            }
        }
    }

    /// The type of a document's component, under its own name.
    pub(crate) fn component(&mut self, component: &NamedSchema) {
        let NamedSchema { name, shape, origins, .. } = component;
        self.named.extend(component.key.iter().map(|key| (key.clone(), name.clone())));
        // What is sent is not known here; until it is, nothing changes that would matter there.
        let own = Own::Member(words::split(name));
        let place = Place { key: format!("components {name}"), own, inside: None, call: None, is_sent: true };
        let place = self.apart(place);
        let node = self.open(&place, Some(name));
        let kind = match &shape.kind {
            Kind::Object(object) => TypeKind::Struct { fields: self.fields(object, node, &place, &Role::Answer) },
            Kind::Enum(shape) => enum_kind(shape),
            Kind::Union(parts) => self.union(node, parts, &place, origins),
            Kind::Opaque(_) => TypeKind::Opaque,
            _ => TypeKind::Alias { ty: self.intern(shape, &Place { inside: Some(node), ..place.clone() }, origins) },
        };
        self.close(node, kind, shape.span, origins);
        if let Some(node) = self.nodes.get_mut(node) {
            node.def.description.clone_from(&component.description);
            node.arguments.clone_from(&component.arguments);
        }
    }

    /// A field of the model.
    pub(crate) fn field(&mut self, member: &Member, place: &Place) -> Field {
        Field {
            called: member.called.clone(),
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

    fn element(&mut self, shape: &Shape, place: &Place, origins: &[Origin]) -> Type {
        let ty = self.intern(shape, place, origins);
        if shape.nullable && ty != Type::Any { Type::Nullable(Box::new(ty)) } else { ty }
    }

    /// The place of a list's items: one of what the list is called.
    fn item(&self, place: &Place) -> Place {
        let own = match &place.own {
            Own::Member(words) => Own::Member(words::singular_of(words)),
            Own::Answer => self.call_of(place).map_or(Own::Answer, answer_role::listed),
            other => other.clone(),
        };
        Place { own, ..place.clone() }
    }

    fn call_of(&self, place: &Place) -> Option<&Call> {
        place.call.and_then(|call| self.calls.get(call))
    }

    fn object(&mut self, object: &ObjectShape, span: Option<Span>, place: &Place, origins: &[Origin]) -> Type {
        let is_answer = place.own == Own::Answer && object.name.is_none();
        let role =
            self.call_of(place).filter(|_| is_answer).map_or(Role::Answer, |call| answer_role::role(object, call));
        let own = match &role {
            Role::Resource(resource) => Own::Resource(resource.clone()),
            Role::Envelope(_) => Own::Envelope,
            Role::Carrier(_) | Role::Answer => place.own.clone(),
        };
        let node = self.open(&Place { own, ..place.clone() }, object.name.as_ref());
        let fields = self.fields(object, node, place, &role);
        if let Role::Envelope(name) | Role::Carrier(name) = &role
            && let Some(node) = self.nodes.get_mut(node)
        {
            node.content = fields.iter().find(|field| field.name == *name).map(|field| field.ty.clone());
        }
        self.close(node, TypeKind::Struct { fields }, span, origins)
    }

    fn fields(&mut self, object: &ObjectShape, node: usize, place: &Place, role: &Role) -> Vec<Field> {
        let mut fields = Vec::new();
        for member in &object.members {
            let key = format!("{}.{}", place.key, member.name);
            let own = self.own(member, place, role);
            let inner = Place { key, own, inside: Some(node), ..place.clone() };
            let inner = self.apart(inner);
            fields.push(self.field(member, &inner));
        }
        fields
    }

    fn own(&self, member: &Member, place: &Place, role: &Role) -> Own {
        let by_name = || Own::Member(words::split(&member.name));
        match role {
            Role::Envelope(name) if *name == member.name => Own::Answer,
            Role::Carrier(name) if *name == member.name => {
                let is_item = matches!(member.shape.kind, Kind::Array(_));
                let resource = self.call_of(place).and_then(|call| answer_role::called(name, call));
                resource.map_or_else(by_name, |mut resource| {
                    resource.is_item = is_item;
                    resource.is_new = self.call_of(place).is_some_and(|call| call.method == "POST");
                    if !is_item && resource.words.len() == words::split(name).len() {
                        resource.words = words::split(name);
                    }
                    Own::Resource(resource)
                })
            }
            _ => by_name(),
        }
    }

    fn union(&mut self, node: usize, parts: &[(Option<String>, Shape)], place: &Place, origins: &[Origin]) -> TypeKind {
        let mut variants: Vec<Variant> = Vec::new();
        let owns = alternatives::words(parts, &place.own);
        for ((title, part), own) in parts.iter().zip(owns) {
            let word = title.as_deref().map_or_else(|| words::camel(&part.words()), words::camel);
            let key = format!("{} {word}", place.key);
            let inner = self.apart(Place { key, own, inside: Some(node), ..place.clone() });
            let ty = self.element(part, &inner, origins);
            variants.push(Variant {
                name: String::new(),
                ty,
                description: None,
                discriminator: part.discriminator.clone(),
            });
        }
        if let Some(node) = self.nodes.get_mut(node) {
            node.titles = parts.iter().map(|(title, _)| title.clone()).collect();
        }
        TypeKind::Union { variants }
    }

    fn open(&mut self, place: &Place, given: Option<&String>) -> usize {
        let def = Def { kind: TypeKind::Opaque, description: None, origins: Vec::new(), span: None };
        self.nodes.push(Node {
            place: place.clone(),
            given: given.cloned(),
            rival: None,
            locked: None,
            content: None,
            titles: Vec::new(),
            arguments: Vec::new(),
            def,
        });
        self.nodes.len() - 1
    }

    fn close(&mut self, number: usize, kind: TypeKind, span: Option<Span>, origins: &[Origin]) -> Type {
        if let Some(node) = self.nodes.get_mut(number) {
            node.def = Def { kind, description: None, origins: origins.to_vec(), span };
        }
        self.complete.push(number);
        reference(number)
    }
}

fn enum_kind(shape: &EnumShape) -> TypeKind {
    let base = if shape.integer { Type::Integer } else { Type::String };
    let called = |value: &Value| match value {
        Value::String(text) => shape.called.get(text).cloned(),
        other => shape.called.get(&other.to_string()).cloned(),
    };
    let named = |value: &Value| EnumValue { value: value.clone(), called: called(value), description: None };
    let values = shape.values.iter().map(named).collect();
    TypeKind::Enum { base, values, inferred: shape.inferred }
}
