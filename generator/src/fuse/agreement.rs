//! Input: two claims of one value. Output: what they have in common.
//! Invariant: nothing is decided here: which of the two counts is a matter of what they stand on.

use crate::schema::{Constraints, Evidence};
use crate::shape::{Kind, Shape};

/// Whether alternatives are a date with a time and a number of seconds, and nothing else.
pub(crate) fn is_some_time(parts: &[(Option<String>, Shape)]) -> bool {
    let is = |kind: Kind| parts.iter().any(|(_, part)| part.kind == kind);
    parts.len() == 2 && is(Kind::DateTime) && is(Kind::Integer)
}

/// Adds what else is said of the values allowed.
pub(crate) fn complete(known: &mut Constraints, more: &Constraints) {
    known.minimum = known.minimum.take().or_else(|| more.minimum.clone());
    known.maximum = known.maximum.take().or_else(|| more.maximum.clone());
    known.min_length = known.min_length.or(more.min_length);
    known.max_length = known.max_length.or(more.max_length);
    known.format = known.format.take().or_else(|| more.format.clone());
}

/// What documents an object of which tables and lists say all that is known.
pub(crate) fn listed(shape: &Shape) -> Option<Evidence> {
    let Kind::Object(object) = &shape.kind else { return None };
    let first = object.members.first()?.listed();
    first.filter(|_| object.members.iter().all(|member| member.listed().is_some()))
}

/// Whether the one is a list of what the other is: objects that share a member.
pub(crate) fn lists(list: &Shape, item: &Shape) -> bool {
    matches!(&list.kind, Kind::Array(inner) if share(inner, item))
}

/// Whether two are objects that have a member of one name.
pub(crate) fn share(a: &Shape, b: &Shape) -> bool {
    let (Kind::Object(a), Kind::Object(b)) = (&a.kind, &b.kind) else { return false };
    a.members.iter().any(|member| b.members.iter().any(|other| other.name == member.name))
}

/// Whether two kinds that are no containers can both be true of one value.
pub(crate) fn compatible(strong: &Kind, weak: &Kind) -> bool {
    let text = |kind: &Kind| {
        matches!(kind, Kind::String | Kind::DateTime | Kind::Binary)
            || matches!(kind, Kind::Enum(shape) if !shape.integer)
    };
    let whole = |kind: &Kind| matches!(kind, Kind::Integer) || matches!(kind, Kind::Enum(shape) if shape.integer);
    match (strong, weak) {
        (Kind::Any | Kind::Unknown, _) | (_, Kind::Any | Kind::Unknown) => true,
        (Kind::Opaque(_) | Kind::Reference(_), _) => true,
        (Kind::Object(_) | Kind::Map(_), Kind::Opaque(_) | Kind::Reference(_)) => true,
        (Kind::Object(_) | Kind::Map(_), Kind::Object(_) | Kind::Map(_)) => true,
        (Kind::Boolean, Kind::Boolean) => true,
        (Kind::Number, weak) => whole(weak) || matches!(weak, Kind::Number),
        (strong, weak) if whole(strong) => whole(weak),
        (strong, weak) if text(strong) => text(weak),
        (Kind::Array(strong), Kind::Array(weak)) => compatible(&strong.kind, &weak.kind),
        _ => false,
    }
}
