//! Input: a type text as it was read. Output: the [`Shape`] of its values, and what the text says of their form.
//! Invariant: what the text leaves open stays open.

use serde_json::Value;

use crate::schema::Constraints;
use crate::shape::{EnumShape, Kind, Shape};
use crate::source::Span;
use crate::type_expr::{Literal, TypeExpr};

/// The shape of a type text, and what the text says of the values' form.
pub(crate) fn of_type(expr: &TypeExpr, span: Option<Span>) -> (Shape, Constraints) {
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
