//! Input: a shape. Output: every shape that stands in it, to be looked at or changed.
//! Invariant: the two matches here are the only ones that know what a kind of shape holds, and they name every kind: one that
//! is new is an error of the compiler until it is walked.

use super::{Kind, Shape};

/// The shapes that stand right inside another, in order.
pub(crate) fn children(shape: &Shape, look: &mut dyn FnMut(&Shape)) {
    match &shape.kind {
        Kind::Array(inner) | Kind::Map(inner) => look(inner),
        Kind::Object(object) => object.members.iter().for_each(|member| look(&member.shape)),
        Kind::Union(parts) => parts.iter().for_each(|(_, part)| look(part)),
        Kind::Unknown
        | Kind::Any
        | Kind::Boolean
        | Kind::Integer
        | Kind::Number
        | Kind::String
        | Kind::DateTime
        | Kind::Binary
        | Kind::Enum(_)
        | Kind::Reference(_)
        | Kind::Opaque(_) => {}
    }
}

/// The same, to change them.
pub(crate) fn children_mut(shape: &mut Shape, change: &mut dyn FnMut(&mut Shape)) {
    match &mut shape.kind {
        Kind::Array(inner) | Kind::Map(inner) => change(inner),
        Kind::Object(object) => object.members.iter_mut().for_each(|member| change(&mut member.shape)),
        Kind::Union(parts) => parts.iter_mut().for_each(|(_, part)| change(part)),
        Kind::Unknown
        | Kind::Any
        | Kind::Boolean
        | Kind::Integer
        | Kind::Number
        | Kind::String
        | Kind::DateTime
        | Kind::Binary
        | Kind::Enum(_)
        | Kind::Reference(_)
        | Kind::Opaque(_) => {}
    }
}

/// A shape and every one in it, from the outside in.
pub(crate) fn each(shape: &Shape, look: &mut dyn FnMut(&Shape)) {
    look(shape);
    children(shape, &mut |inner| each(inner, look));
}

/// The same, to change them; what a change puts in is walked as well.
pub(crate) fn each_mut(shape: &mut Shape, change: &mut dyn FnMut(&mut Shape)) {
    change(shape);
    children_mut(shape, &mut |inner| each_mut(inner, change));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Evidence, Origin};
    use crate::shape::typed::of_type;
    use crate::type_expr;

    #[test]
    fn every_shape_inside_another_is_met_once_from_the_outside_in() {
        let origin = Origin { page: "p".to_owned(), evidence: Evidence::Field, overruled: None, span: None };
        let (mut shape, _) = of_type(&type_expr::parse("(Person | string)[]"), &origin);
        let mut seen = Vec::new();
        each(&shape, &mut |inner| seen.push(inner.words()));
        assert_eq!(seen, ["Person | string[]", "Person | string", "Person", "string"]);
        each_mut(&mut shape, &mut |inner| {
            if matches!(inner.kind, Kind::Reference(_)) {
                inner.kind = Kind::Boolean;
            }
        });
        assert_eq!(shape.words(), "boolean | string[]");
    }
}
