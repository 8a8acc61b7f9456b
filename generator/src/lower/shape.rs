//! Input: nothing; this is the form in which every kind of evidence is compared. Output: [`Shape`], a type that is not
//! named yet, and [`Member`], a field of one.
//! Invariant: a shape is a tree. Names become references only when types are given their identity.

use serde_json::Value;

use crate::schema::{Constraints, Origin, Style, Tag, Way};
use crate::source::Span;
use crate::type_expr::{Literal, TypeExpr};

/// What a value looks like.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    pub(super) nullable: bool,
    /// Where it is said: the type text, the value of an example.
    pub(super) span: Option<Span>,
    /// The member that tells it from the other variants of its union.
    pub(super) tag: Option<Tag>,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
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
pub(super) struct ObjectShape {
    /// The name that the page gives it.
    pub(super) name: Option<String>,
    pub(super) members: Vec<Member>,
}

/// A list of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EnumShape {
    pub(super) integer: bool,
    pub(super) values: Vec<Value>,
    pub(super) inferred: bool,
}

/// A field of an object, or a parameter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) shape: Shape,
    pub(super) required: bool,
    pub(super) deprecated: Option<String>,
    /// The one way that it goes.
    pub(super) only: Option<Way>,
    pub(super) default: Option<Value>,
    pub(super) constraints: Constraints,
    pub(super) description: Option<String>,
    pub(super) examples: Vec<Value>,
    /// How a parameter is written.
    pub(super) style: Style,
    /// Who documents it; the first is the strongest.
    pub(super) origins: Vec<Origin>,
}

impl Member {
    /// A member of which only name and shape are known.
    pub(super) fn new(name: impl Into<String>, shape: Shape, origin: Origin) -> Self {
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
            origins: vec![origin],
        }
    }

    /// Where it is documented first.
    pub(super) fn span(&self) -> Option<Span> {
        self.origins.iter().find_map(|origin| origin.span)
    }
}

impl Shape {
    pub(super) fn new(kind: Kind, span: Option<Span>) -> Self {
        Self { kind, nullable: false, span, tag: None }
    }

    /// An unnamed object.
    pub(super) fn object(members: Vec<Member>, span: Option<Span>) -> Self {
        Self::new(Kind::Object(ObjectShape { name: None, members }), span)
    }

    /// The innermost item of a list of lists; any other shape itself.
    pub(super) fn innermost_mut(&mut self) -> &mut Shape {
        match self.kind {
            Kind::Array(ref mut item) => item.innermost_mut(),
            _ => self,
        }
    }

    /// The name that the pages give to what is right here.
    pub(super) fn named(&self) -> Option<&str> {
        match &self.kind {
            Kind::Reference(name) | Kind::Opaque(name) => Some(name),
            Kind::Object(object) => object.name.as_deref(),
            _ => None,
        }
    }

    /// Of several alternatives, the one that has room for members that stand apart: a name or an object, or a list of such.
    /// `None` where there are none, or more than one.
    pub(super) fn open_alternative_mut(&mut self) -> Option<&mut Shape> {
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
    pub(super) fn words(&self) -> String {
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

/// The shape of a type text, and what the text says of the values' form.
pub(super) fn of_type(expr: &TypeExpr, span: Option<Span>) -> (Shape, Constraints) {
    let mut constraints = Constraints::default();
    let kind = match expr {
        TypeExpr::String(format) => {
            constraints.format.clone_from(format);
            Kind::String
        }
        TypeExpr::Integer(format) => {
            constraints.format.clone_from(format);
            Kind::Integer
        }
        TypeExpr::DateTime => Kind::DateTime,
        TypeExpr::Number => Kind::Number,
        TypeExpr::Boolean | TypeExpr::Literal(Literal::Boolean(_)) => Kind::Boolean,
        TypeExpr::Null => return (Shape { nullable: true, ..Shape::new(Kind::Unknown, span) }, constraints),
        TypeExpr::Unspecified => Kind::Unknown,
        TypeExpr::Any | TypeExpr::Opaque(_) => Kind::Any,
        // Of its values nothing is said: an example may show that it is an object with members.
        TypeExpr::Object => Kind::Map(Box::new(Shape::new(Kind::Unknown, span))),
        TypeExpr::Binary => Kind::Binary,
        TypeExpr::Array(item) => {
            let (item, inner) = of_type(item, span);
            constraints.format = inner.format;
            Kind::Array(Box::new(item))
        }
        TypeExpr::Map(value) => Kind::Map(Box::new(of_type(value, span).0)),
        TypeExpr::Enum(base) => of_type(base, span).0.kind,
        TypeExpr::Literal(Literal::String(text)) => literals(false, vec![Value::from(text.as_str())]),
        TypeExpr::Literal(Literal::Integer(number)) => literals(true, vec![Value::from(*number)]),
        TypeExpr::Union(parts) => return (of_union(parts, span), constraints),
        TypeExpr::Named(name) => Kind::Reference(name.clone()),
    };
    (Shape::new(kind, span), constraints)
}

fn literals(integer: bool, values: Vec<Value>) -> Kind {
    Kind::Enum(EnumShape { integer, values, inferred: false })
}

/// Alternatives: `null` makes the rest nullable, literals of one type make an enum.
fn of_union(parts: &[TypeExpr], span: Option<Span>) -> Shape {
    let mut shapes: Vec<(Option<String>, Shape)> = Vec::new();
    let mut nullable = false;
    for part in parts {
        if *part == TypeExpr::Null {
            nullable = true;
            continue;
        }
        let (shape, _) = of_type(part, span);
        let merged = shapes.iter_mut().any(|(_, known)| match (&mut known.kind, &shape.kind) {
            (Kind::Enum(known), Kind::Enum(new)) if known.integer == new.integer => {
                known.values.extend(new.values.iter().cloned());
                true
            }
            (known, new) => known == new,
        });
        if !merged {
            shapes.push((None, shape));
        }
    }
    let mut shape = match (shapes.pop(), shapes.is_empty()) {
        (None, _) => Shape::new(Kind::Unknown, span),
        (Some((_, only)), true) => only,
        (Some(last), false) => {
            shapes.push(last);
            Shape::new(Kind::Union(shapes), span)
        }
    };
    shape.nullable |= nullable;
    shape
}
