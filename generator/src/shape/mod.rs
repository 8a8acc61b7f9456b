//! Input: nothing; this is the form in which every kind of evidence is compared. Output: [`Shape`], a type that is not
//! named yet, and [`Member`], a field of one.
//! Invariant: a shape is a tree. Names become references only when types are given their identity.

pub(crate) mod alternatives;
pub(crate) mod bounded;
pub(crate) mod depth;
pub(crate) mod dotted;
pub(crate) mod example;
pub(crate) mod join;
pub(crate) mod keyed;
pub(crate) mod members;
pub(crate) mod singular;
pub(crate) mod tags;
pub(crate) mod typed;
pub(crate) mod union;
pub(crate) mod visit;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::schema::{Constraints, Discriminator, Evidence, Origin, Style, Way};
use crate::source::Span;

/// What a value looks like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) kind: Kind,
    pub(crate) nullable: bool,
    /// Whether a whole number is never negative and may need all of 64 bits.
    pub(crate) unsigned: bool,
    /// Whether the page says that the names of its members are data.
    pub(crate) is_keyed: bool,
    /// Where it is said: the type text, the value of an example.
    pub(crate) span: Option<Span>,
    /// The member that tells it from the other variants of its union.
    pub(crate) discriminator: Option<Discriminator>,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Nothing is said of it: `{}`, `null` or the items of `[]` in an example.
    Unknown,
    /// Any JSON, and the page says so.
    Any,
    Boolean,
    Integer,
    Number,
    String,
    DateTime,
    Binary,
    Array(Box<Shape>),
    Map(Box<Shape>),
    Object(ObjectShape),
    Enum(EnumShape),
    Union(Vec<(Option<String>, Shape)>),
    /// A name and nothing else: a type of the API that stands in full elsewhere, if anywhere.
    Reference(String),
    /// A name whose content the page leaves out on purpose.
    Opaque(String),
}

/// An object with known members.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ObjectShape {
    /// The name that the page gives it.
    pub(crate) name: Option<String>,
    pub(crate) members: Vec<Member>,
}

/// A list of values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnumShape {
    pub(crate) integer: bool,
    pub(crate) values: Vec<Value>,
    pub(crate) inferred: bool,
    /// What code calls values, by how they are written.
    pub(crate) called: BTreeMap<String, String>,
}

impl EnumShape {
    /// A list of which code calls the values as they are.
    pub(crate) fn new(integer: bool, values: Vec<Value>, inferred: bool) -> Self {
        Self { integer, values, inferred, called: BTreeMap::new() }
    }
}

/// A field of an object, or a parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
    pub(crate) deprecated: Option<String>,
    /// The one way that it goes.
    pub(crate) only: Option<Way>,
    pub(crate) default: Option<Value>,
    pub(crate) constraints: Constraints,
    pub(crate) description: Option<String>,
    pub(crate) examples: Vec<Value>,
    /// How a parameter is written.
    pub(crate) style: Style,
    /// What code calls it, where a document of ours says so.
    pub(crate) called: Option<String>,
    /// Who documents it; the first is the strongest.
    pub(crate) origins: Vec<Origin>,
}

impl Member {
    /// A member of which only name and shape are known.
    pub(crate) fn new(name: impl Into<String>, shape: Shape, origin: Origin) -> Self {
        Self {
            name: name.into(),
            shape,
            required: false,
            deprecated: None,
            only: None,
            default: None,
            constraints: Constraints::default(),
            description: None,
            examples: Vec::new(),
            style: Style::Plain,
            called: None,
            origins: vec![origin],
        }
    }

    /// What lists it, where no more than a table or a list documents it.
    pub(crate) fn listed(&self) -> Option<Evidence> {
        let evidence = self.origins.first()?.evidence;
        matches!(evidence, Evidence::Table | Evidence::List).then_some(evidence)
    }

    /// Where it is documented first.
    pub(crate) fn span(&self) -> Option<Span> {
        self.origins.iter().find_map(|origin| origin.span)
    }
}

impl Shape {
    pub(crate) fn new(kind: Kind, span: Option<Span>) -> Self {
        Self { kind, nullable: false, unsigned: false, is_keyed: false, span, discriminator: None }
    }

    /// An unnamed object.
    pub(crate) fn object(members: Vec<Member>, span: Option<Span>) -> Self {
        Self::new(Kind::Object(ObjectShape { name: None, members }), span)
    }

    /// The innermost item of a list of lists; any other shape itself.
    pub(crate) fn innermost(&self) -> &Shape {
        match &self.kind {
            Kind::Array(item) => item.innermost(),
            _ => self,
        }
    }

    /// The same, to be changed.
    pub(crate) fn innermost_mut(&mut self) -> &mut Shape {
        match self.kind {
            Kind::Array(ref mut item) => item.innermost_mut(),
            _ => self,
        }
    }

    /// The name that the pages give to what is right here.
    pub(crate) fn named(&self) -> Option<&str> {
        match &self.kind {
            Kind::Reference(name) | Kind::Opaque(name) => Some(name),
            Kind::Object(object) => object.name.as_deref(),
            _ => None,
        }
    }

    /// Of several alternatives, the one that has room for members that stand apart: a name or an object, or a list of such.
    /// `None` where there are none, or more than one.
    pub(crate) fn open_alternative_mut(&mut self) -> Option<&mut Shape> {
        let Kind::Union(parts) = &mut self.kind else { return None };
        let has_room = |part: &Shape| match &part.kind {
            Kind::Reference(_) | Kind::Any | Kind::Unknown => true,
            Kind::Map(value) => value.kind == Kind::Unknown,
            _ => false,
        };
        let mut open = parts.iter_mut().map(|(_, part)| part.innermost_mut()).filter(|part| has_room(part));
        open.next().filter(|_| open.next().is_none())
    }

    /// The word for it in a diagnostic.
    pub(crate) fn words(&self) -> String {
        let mut words = match &self.kind {
            Kind::Unknown | Kind::Any => "any JSON".to_owned(),
            Kind::Boolean => "boolean".to_owned(),
            Kind::Integer => "integer".to_owned(),
            Kind::Number => "number".to_owned(),
            Kind::String => "string".to_owned(),
            Kind::DateTime => "date-time".to_owned(),
            Kind::Binary => "file".to_owned(),
            Kind::Array(item) => format!("{}[]", item.words()),
            Kind::Map(value) => format!("map of {}", value.words()),
            Kind::Object(object) => object.name.clone().unwrap_or_else(|| "object".to_owned()),
            Kind::Enum(_) => "enum".to_owned(),
            Kind::Union(parts) => {
                let parts: Vec<_> = parts.iter().map(|(_, part)| part.words()).collect();
                parts.join(" | ")
            }
            Kind::Reference(name) | Kind::Opaque(name) => name.clone(),
        };
        if self.nullable {
            words.push_str(" | null");
        }
        words
    }
}
