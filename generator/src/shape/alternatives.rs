//! Input: the shapes of one thing that several Tabs document, each for another case. Output: one shape that fits all cases.
//! Invariant: a member is required only where every case has it; what two cases show differently may be either.

use crate::shape::{EnumShape, Kind, Member, ObjectShape, Shape};

/// The shape that fits both.
pub(crate) fn either(a: Shape, b: Shape) -> Shape {
    let nullable = a.nullable || b.nullable;
    let unsigned = a.unsigned || b.unsigned;
    let span = a.span.or(b.span);
    let kind = match (a.kind, b.kind) {
        (Kind::Unknown, kind) | (kind, Kind::Unknown) => kind,
        (a, b) if a == b => a,
        (Kind::Array(a), Kind::Array(b)) => Kind::Array(Box::new(either(*a, *b))),
        (Kind::Map(a), Kind::Map(b)) => Kind::Map(Box::new(either(*a, *b))),
        // A bare `object` says less than one with members.
        (Kind::Map(value), Kind::Object(object)) | (Kind::Object(object), Kind::Map(value))
            if value.kind == Kind::Unknown =>
        {
            Kind::Object(object)
        }
        (Kind::Object(a), Kind::Object(b)) if a.name == b.name => {
            Kind::Object(ObjectShape { name: a.name, members: members(a.members, b.members) })
        }
        (Kind::Enum(a), Kind::Enum(b)) if a.integer == b.integer => Kind::Enum(values(a, b)),
        (Kind::Enum(known), Kind::String) | (Kind::String, Kind::Enum(known)) if !known.integer => Kind::String,
        (Kind::String | Kind::DateTime, Kind::String | Kind::DateTime) => Kind::String,
        (Kind::Integer | Kind::Number, Kind::Integer | Kind::Number) => Kind::Number,
        (a, b) => union(a, b, span),
    };
    Shape { nullable, unsigned, ..Shape::new(kind, span) }
}

/// The members of an object that is documented once for each case.
pub(crate) fn members(a: Vec<Member>, b: Vec<Member>) -> Vec<Member> {
    let mut merged = a;
    for member in &mut merged {
        member.required &= b.iter().any(|other| other.name == member.name && other.required);
    }
    for member in b {
        match merged.iter_mut().find(|known| known.name == member.name) {
            Some(known) => {
                let before = std::mem::replace(&mut known.shape, Shape::new(Kind::Unknown, None));
                known.shape = either(before, member.shape);
                known.description = known.description.take().or(member.description);
                known.origins.extend(member.origins);
            }
            None => merged.push(Member { required: false, ..member }),
        }
    }
    merged
}

fn values(mut a: EnumShape, b: EnumShape) -> EnumShape {
    for value in b.values {
        if !a.values.contains(&value) {
            a.values.push(value);
        }
    }
    a.called.extend(b.called);
    EnumShape { inferred: a.inferred || b.inferred, ..a }
}

fn union(a: Kind, b: Kind, span: Option<crate::source::Span>) -> Kind {
    let mut parts: Vec<(Option<String>, Shape)> = Vec::new();
    for kind in [a, b] {
        let inner = match kind {
            Kind::Any => return Kind::Any,
            Kind::Union(inner) => inner,
            kind => vec![(None, Shape::new(kind, span))],
        };
        for part in inner {
            if parts.iter().all(|known| known.1.kind != part.1.kind) {
                parts.push(part);
            }
        }
    }
    Kind::Union(parts)
}
