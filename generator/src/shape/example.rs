//! Input: a JSON example. Output: the [`Shape`] that it shows, and which of the three kinds of example it is.
//! Invariant: nothing is claimed that a sibling value could refute: `123` is a number and not yet an integer.

use std::collections::BTreeMap;

use crate::read::json::{Json, JsonKind};
use crate::read::pattern::patterns;
use crate::schema::{Evidence, Origin};
use crate::shape::members::places;
use crate::shape::typed::{loosen, of_type};
use crate::shape::visit::each_mut;
use crate::shape::{Kind, Member, Shape};
use crate::source::{SourceMap, Span, Spanned};
use crate::type_expr;

/// Integers beyond this cannot be told apart as floating-point numbers.
const MAX_SAFE_INTEGER: u64 = 1 << 53;

patterns! {
    /// A date with a time and a zone.
    DATE_TIME = concat!(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?",
        r"([Zz]|[+-][0-9]{2}:?[0-9]{2})$"
    );
}

/// The three kinds of example, told apart by what stands at their leaves.
pub(crate) fn classify(json: &Json) -> Evidence {
    let mut leaves = Leaves::default();
    count(json, &mut leaves);
    if leaves.type_words > 0 && leaves.type_words == leaves.all {
        Evidence::Skeleton
    } else if leaves.placeholders > 0 {
        Evidence::Placeholder
    } else {
        Evidence::Example
    }
}

#[derive(Default)]
struct Leaves {
    all: usize,
    type_words: usize,
    placeholders: usize,
}

fn count(json: &Json, leaves: &mut Leaves) {
    match &json.kind {
        JsonKind::Array(items) => items.iter().for_each(|item| count(item, leaves)),
        JsonKind::Object(members) => members.iter().for_each(|(_, value)| count(value, leaves)),
        JsonKind::String(text) => {
            leaves.all += 1;
            leaves.type_words += usize::from(type_expr::is_type_word(text));
            leaves.placeholders += usize::from(is_placeholder(text));
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) => leaves.all += 1,
        JsonKind::LeftOut => {}
    }
}

/// `<string>`: a type word in angle brackets.
fn is_placeholder(text: &str) -> bool {
    text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).is_some_and(type_expr::is_type_word)
}

/// The shape that an example shows. `evidence` is what [`classify`] said; `origin` is the example's.
pub(crate) fn shape(json: &Json, evidence: Evidence, origin: &Origin) -> Shape {
    let span = Some(json.span);
    let kind = match &json.kind {
        JsonKind::Null => return Shape { nullable: true, ..Shape::new(Kind::Unknown, span) },
        JsonKind::LeftOut => Kind::Unknown,
        JsonKind::Bool(_) => Kind::Boolean,
        JsonKind::Number(text) => number(text),
        JsonKind::String(text) => return string(text, evidence, origin, json),
        JsonKind::Array(items) => {
            let items = items.iter().map(|item| shape(item, evidence, origin)).collect();
            Kind::Array(Box::new(merge(Shape::new(Kind::Unknown, span), together(items))))
        }
        JsonKind::Object(members) if members.is_empty() => Kind::Unknown,
        JsonKind::Object(members) => return object(members, evidence, origin, json),
    };
    Shape::new(kind, span)
}

fn object(members: &[(Spanned<String>, Json)], evidence: Evidence, origin: &Origin, json: &Json) -> Shape {
    let mut known: Vec<Member> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, value) in members {
        let origin = Origin { span: Some(name.span), ..origin.clone() };
        let member = Member::new(name.value.clone(), shape(value, evidence, &origin), origin);
        let place = *places.entry(&name.value).or_insert(known.len());
        match known.get_mut(place) {
            Some(other) => *other = member,
            None => known.push(member),
        }
    }
    Shape::object(known, Some(json.span))
}

/// What is written without a fraction is an integer for comparison; [`weaken`] takes back what it does not prove.
fn number(text: &str) -> Kind {
    if text.parse::<i64>().is_ok() { Kind::Integer } else { Kind::Number }
}

/// What an example proves of a value that nothing else documents: `123` is a number, and an integer only where it is one
/// that a floating-point number would change.
pub(crate) fn weaken(shape: &mut Shape, sources: &SourceMap) {
    each_mut(shape, &mut |shape| {
        if shape.kind == Kind::Integer {
            let text = shape.span.map_or("", |span| sources.text(span));
            let exact = text.parse::<i64>().is_ok_and(|number| number.unsigned_abs() > MAX_SAFE_INTEGER);
            if !exact && !text.contains('"') {
                shape.kind = Kind::Number;
            }
        }
    });
}

fn string(text: &str, evidence: Evidence, origin: &Origin, json: &Json) -> Shape {
    let span = Some(json.span);
    let word = match evidence {
        Evidence::Skeleton => Some(text),
        _ => text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|_| is_placeholder(text)),
    };
    if let Some(word) = word {
        let mut shape = of_type(&type_expr::parse(word), &Origin { span, ..origin.clone() }).0;
        loosen(&mut shape);
        return shape;
    }
    let is_date_time = DATE_TIME.is_match(text);
    Shape::new(if is_date_time { Kind::DateTime } else { Kind::String }, span)
}

/// What many examples of the same value show together. They are merged by halves: one after the other into what grows would
/// take a step for each pair of them.
pub(crate) fn together(mut shapes: Vec<Shape>) -> Shape {
    while shapes.len() > 1 {
        let mut pairs = shapes.into_iter();
        let mut merged = Vec::new();
        while let Some(first) = pairs.next() {
            merged.push(match pairs.next() {
                Some(second) => merge(first, second),
                None => first,
            });
        }
        shapes = merged;
    }
    shapes.pop().unwrap_or(Shape::new(Kind::Unknown, None))
}

/// What two examples of the same value show together.
pub(crate) fn merge(a: Shape, b: Shape) -> Shape {
    let nullable = a.nullable || b.nullable;
    let span = a.span.or(b.span);
    let kind = match (a.kind, b.kind) {
        (Kind::Unknown, other) | (other, Kind::Unknown) => other,
        (Kind::Array(a), Kind::Array(b)) => Kind::Array(Box::new(merge(*a, *b))),
        (Kind::Object(mut a), Kind::Object(b)) => {
            let places = places(&a.members);
            for member in b.members {
                match places.get(&member.name).and_then(|place| a.members.get_mut(*place)) {
                    Some(known) => {
                        let old = std::mem::replace(&mut known.shape, Shape::new(Kind::Unknown, None));
                        known.shape = merge(old, member.shape);
                    }
                    None => a.members.push(member),
                }
            }
            Kind::Object(a)
        }
        (Kind::Map(a), Kind::Map(b)) => Kind::Map(Box::new(merge(*a, *b))),
        (Kind::Map(value), Kind::Object(object)) | (Kind::Object(object), Kind::Map(value)) => {
            let shapes = object.members.into_iter().map(|member| member.shape);
            Kind::Map(Box::new(shapes.fold(*value, merge)))
        }
        (a, b) if same_kind(&a, &b) => a,
        (Kind::Integer | Kind::Number, Kind::Integer | Kind::Number) => Kind::Number,
        (Kind::DateTime | Kind::String, Kind::DateTime | Kind::String) => Kind::String,
        (Kind::Union(parts), other) | (other, Kind::Union(parts)) => both(parts, other, span),
        (a @ (Kind::Object(_) | Kind::Array(_)), b @ (Kind::Object(_) | Kind::Array(_))) => {
            both(vec![(None, Shape::new(a, span))], b, span)
        }
        _ => Kind::Any,
    };
    Shape { nullable, ..Shape::new(kind, span) }
}

/// What is shown as a list here and as an object there may be either; anything else besides may be anything.
fn both(mut parts: Vec<(Option<String>, Shape)>, other: Kind, span: Option<Span>) -> Kind {
    let others = match other {
        Kind::Union(others) => others,
        other => vec![(None, Shape::new(other, span))],
    };
    for (title, other) in others {
        if !matches!(other.kind, Kind::Object(_) | Kind::Array(_)) {
            return Kind::Any;
        }
        match parts.iter_mut().find(|(_, part)| same_kind(&part.kind, &other.kind)) {
            Some((_, part)) => *part = merge(std::mem::replace(part, Shape::new(Kind::Unknown, None)), other),
            None => parts.push((title, other)),
        }
    }
    // The object first: a list of what it is has its items' names from it.
    parts.sort_by_key(|(_, part)| matches!(part.kind, Kind::Array(_)));
    Kind::Union(parts)
}

pub(crate) fn same_kind(a: &Kind, b: &Kind) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
