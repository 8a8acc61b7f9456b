//! Input: a type text as it was read. Output: the [`Shape`] of its values, and what the text says of their form.
//! Invariant: what the text leaves open stays open.

use serde_json::Value;

use crate::schema::{Constraints, Origin};
use crate::shape::visit::each_mut;
use crate::shape::{EnumShape, Kind, Member, Shape};
use crate::type_expr::{Literal, TypeExpr, WrittenMember};

/// The shape of a type text, and what the text says of the values' form. `origin` says where it stands.
pub(crate) fn of_type(expr: &TypeExpr, origin: &Origin) -> (Shape, Constraints) {
    let span = origin.span;
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
            let (item, inner) = of_type(item, origin);
            constraints.format = inner.format;
            Kind::Array(Box::new(item))
        }
        TypeExpr::Map(value) => Kind::Map(Box::new(of_type(value, origin).0)),
        TypeExpr::Enum(base) => of_type(base, origin).0.kind,
        TypeExpr::Literal(Literal::String(text)) => literals(false, vec![Value::from(text.as_str())]),
        TypeExpr::Literal(Literal::Integer(number)) => literals(true, vec![Value::from(*number)]),
        TypeExpr::Union(parts) => return (of_union(parts, origin), constraints),
        TypeExpr::Named(name) => Kind::Reference(name.clone()),
        TypeExpr::Struct(members) => {
            let member = |written: &WrittenMember| {
                let (shape, constraints) = of_type(&written.ty, origin);
                let mut member = Member::new(written.name.clone(), shape, origin.clone());
                member.constraints = constraints;
                member.required = !written.optional;
                member
            };
            return (Shape::object(members.iter().map(member).collect(), span), constraints);
        }
    };
    (Shape::new(kind, span), constraints)
}

/// Takes back that members are required: a type text that forgets a `?` must not make answers fail.
pub(crate) fn loosen(shape: &mut Shape) {
    each_mut(shape, &mut |shape| {
        if let Kind::Object(object) = &mut shape.kind {
            object.members.iter_mut().for_each(|member| member.required = false);
        }
    });
}

fn literals(integer: bool, values: Vec<Value>) -> Kind {
    Kind::Enum(EnumShape::new(integer, values, false))
}

/// Alternatives: `null` makes the rest nullable, literals of one type make an enum.
fn of_union(parts: &[TypeExpr], origin: &Origin) -> Shape {
    let span = origin.span;
    let mut shapes: Vec<(Option<String>, Shape)> = Vec::new();
    let mut nullable = false;
    for part in parts {
        if *part == TypeExpr::Null {
            nullable = true;
            continue;
        }
        let (shape, _) = of_type(part, origin);
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
