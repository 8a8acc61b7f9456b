//! Input: what two pages say of one component. Output: one shape that holds for both.
//! Invariant: a member is required only where every page says so, and what the two say differently is told.

use crate::diagnostics::{Code, Diagnostic};
use crate::shape::{Kind, Member, Shape};

pub(crate) const OLDER: &str = "one of the pages may be older: export them again";

fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::String | Kind::DateTime) || matches!(kind, Kind::Enum(shape) if !shape.integer)
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Number) || matches!(kind, Kind::Enum(shape) if shape.integer)
}

/// Whether both can be said of one type.
pub(crate) fn joinable(a: &Shape, b: &Shape) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Any, _) | (_, Kind::Any) => true,
        (Kind::Object(a), Kind::Object(b)) => {
            let mut shared =
                a.members.iter().filter_map(|known| Some((known, named(&b.members, &known.name)?))).peekable();
            shared.peek().is_some() && shared.all(|(known, new)| joinable(&known.shape, &new.shape))
        }
        (Kind::Array(a), Kind::Array(b)) | (Kind::Map(a), Kind::Map(b)) => joinable(a, b),
        (Kind::Union(a), Kind::Union(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((_, a), (_, b))| joinable(a, b))
        }
        (Kind::Reference(a), Kind::Reference(b)) | (Kind::Opaque(a), Kind::Opaque(b)) => a == b,
        (a, b) if is_text(a) && is_text(b) || is_number(a) && is_number(b) => true,
        (Kind::Boolean, Kind::Boolean) | (Kind::Binary, Kind::Binary) => true,
        _ => false,
    }
}

pub(crate) fn named<'a>(members: &'a [Member], name: &str) -> Option<&'a Member> {
    members.iter().find(|member| member.name == name)
}

/// Adds what another page says of a type; both are [`joinable`].
pub(crate) fn join(known: &mut Shape, new: &Shape, told: &mut Vec<Diagnostic>) {
    known.nullable |= new.nullable;
    known.unsigned |= new.unsigned;
    match (&mut known.kind, &new.kind) {
        (Kind::Object(known), Kind::Object(new)) => {
            for member in &new.members {
                match known.members.iter_mut().find(|known| known.name == member.name) {
                    Some(known) => join_member(known, member, told),
                    None => known.members.push(Member { required: false, ..member.clone() }),
                }
            }
        }
        (Kind::Array(known), Kind::Array(new)) | (Kind::Map(known), Kind::Map(new)) => join(known, new, told),
        (Kind::Union(known), Kind::Union(new)) => {
            known.iter_mut().zip(new).for_each(|((_, known), (_, new))| join(known, new, told));
        }
        (Kind::Enum(known), Kind::Enum(new)) => {
            let more: Vec<_> = new.values.iter().filter(|value| !known.values.contains(value)).cloned().collect();
            known.values.extend(more);
        }
        (Kind::Any, _) => known.kind = new.kind.clone(),
        (_, Kind::Any) => {}
        (a, b) if std::mem::discriminant(a) != std::mem::discriminant(b) => {
            let (was, is) = (known.words(), new.words());
            known.kind = if is_text(&known.kind) { Kind::String } else { Kind::Number };
            if let Some(span) = new.span {
                let message = format!("this is {is} here, and {was} on another page; taken as {}", known.words());
                let diagnostic = Diagnostic::at(Code::ClaimsContradict, span, message).help(OLDER);
                told.push(diagnostic.label(known.span, "documented differently here"));
            }
        }
        _ => {}
    }
}

/// Two pages of one type of which only one requires a member.
fn unequal(known: &Member, new: &Member) -> Option<Diagnostic> {
    let says = |member: &Member| if member.required { "required" } else { "optional" };
    let message =
        format!("`{}` is {} here, and {} on another page; taken as optional", new.name, says(new), says(known));
    let diagnostic = Diagnostic::at(Code::ClaimsContradict, new.span()?, message).help(OLDER);
    Some(diagnostic.label(known.span(), "documented differently here"))
}

/// A member is required only where every page says so: a page that knows better must not make answers fail.
fn join_member(known: &mut Member, new: &Member, told: &mut Vec<Diagnostic>) {
    join(&mut known.shape, &new.shape, told);
    // Once for a member, however many pages there are.
    let first = known.required || known.origins.len() == 1;
    if known.required != new.required && first {
        told.extend(unequal(known, new));
    }
    known.required &= new.required;
    known.deprecated = known.deprecated.take().or_else(|| new.deprecated.clone());
    known.default = known.default.take().or_else(|| new.default.clone());
    known.description = known.description.take().or_else(|| new.description.clone());
    known.origins.extend(new.origins.iter().cloned());
}
