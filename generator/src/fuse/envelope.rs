//! Input: the fields that a page documents at the root of a body, and what its examples show there. Output: the fields
//! inside the member of the example that holds what they describe, where one does.
//! Invariant: a field that the example shows where it is documented stays there, and what the page nests stays nested.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::sample::Sample;
use crate::fuse::agreement::compatible;
use crate::read::json::{Json, JsonKind};
use crate::schema::Evidence;
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::source::Spanned;

/// What is called so holds what went wrong, and is the content of an answer only where nothing else is documented.
const FAILURES: [&str; 2] = ["error", "errors"];

/// What envelopes are called, whatever is in them.
const ENVELOPES: [&str; 16] = [
    "data",
    "result",
    "results",
    "response",
    "payload",
    "content",
    "body",
    "item",
    "items",
    "record",
    "records",
    "object",
    "resource",
    "attributes",
    "params",
    "output",
];

/// What was decided of an envelope.
struct Envelope<'a> {
    /// The member of the example that the fields describe.
    member: &'a Member,
    inside: BTreeSet<String>,
}

/// Puts the fields of `strong` into the one member of `weak` that they describe. `is_sent` says that what is required has
/// to be there.
pub(crate) fn open(
    strong: &mut Shape,
    (weak, samples): (&Shape, &[Sample]),
    is_sent: bool,
    diagnostics: &mut Diagnostics,
) {
    let (Kind::Object(fields), Kind::Object(shown)) = (&mut strong.kind, &weak.kind) else { return };
    let Some(Envelope { member, inside }) = envelope(fields, shown) else { return };
    let first = fields.members.iter().find(|field| inside.contains(&field.name)).and_then(Member::span);
    // What is received in another place than the page says is known to be there by the examples alone.
    let always = always(samples, &member.name);
    enclose(fields, member, &inside, &|name| is_sent || always.contains(name));
    if is_sent {
        require(fields, &member.name);
    }
    let message = format!(
        "the example shows this field in `{}` and not here, where it is documented; {} taken as a member of that",
        member.name,
        match inside.len() {
            1 => "it is".to_owned(),
            2 => "it and one other are each".to_owned(),
            count => format!("it and {} others are each", count - 1),
        },
    );
    diagnostics.push(
        Diagnostic::at(Code::FieldsInsideEnvelope, first, message).label(member.span(), "what the fields describe"),
    );
}

/// The member that holds what the fields describe, where that is certain: it is the only one that does, or holds all that
/// any holds, and the page does not say itself what stands in it.
fn envelope<'a>(fields: &ObjectShape, shown: &'a ObjectShape) -> Option<Envelope<'a>> {
    let is_exact = |field: &Member| field.origins.first().is_none_or(|origin| origin.evidence == Evidence::Openapi);
    if fields.name.is_some() || fields.members.is_empty() || fields.members.iter().any(is_exact) {
        return None;
    }
    let at_top = named(&shown.members);
    let (here, elsewhere): (Vec<&Member>, Vec<&Member>) = fields.members.iter().partition(|field| fits(&at_top, field));
    let wanted: BTreeMap<&str, &Member> = elsewhere.iter().map(|field| (field.name.as_str(), *field)).collect();
    let mut held: Vec<(usize, &Member)> = Vec::new();
    for member in &shown.members {
        let Some(content) = content(&member.shape) else { continue };
        let is_held = |one: &&Member| wanted.get(one.name.as_str()).is_some_and(|field| is_one(field, &one.shape));
        let count = content.members.iter().filter(is_held).count();
        if count > 0 {
            held.push((count, member));
        }
    }
    held.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let (count, member) = *held.first()?;
    let second = held.get(1).map_or(0, |(count, _)| *count);
    let documented = fields.members.iter().find(|field| field.name == member.name);
    let inside = content(&member.shape).map(|content| named(&content.members)).unwrap_or_default();
    let holds = |field: &&&Member| fits(&inside, field);
    // A field of the envelope's own name that says nothing of what is in it is the envelope.
    let is_envelope = |field: &Member| field.name == member.name && is_bare(&field.shape);
    let is_whole = here.iter().all(|field| is_envelope(field));
    let is_called = |words: &[&str]| words.iter().any(|word| member.name.eq_ignore_ascii_case(word));
    // One field of a common name stands in many an object that is no envelope.
    let is_telling = count > 1 || is_called(&ENVELOPES) || documented.is_some_and(is_envelope);
    let certain = if is_whole {
        let is_alone = shown.members.len() == 1;
        count > second && count * 2 >= elsewhere.len() && (is_telling || is_alone)
    } else {
        // What has members of the same names is an object of the same kind beside them.
        let is_apart = !here.iter().any(|field| inside.contains_key(field.name.as_str()));
        second == 0 && is_telling && is_apart && !is_called(&FAILURES) && documented.is_none_or(is_envelope)
    };
    let moved = elsewhere.iter().filter(|field| is_whole || holds(field)).map(|field| field.name.clone());
    let inside: BTreeSet<String> = moved.collect();
    certain.then_some(Envelope { member, inside })
}

fn enclose(fields: &mut ObjectShape, member: &Member, inside: &BTreeSet<String>, in_all: &dyn Fn(&str) -> bool) {
    let is_list = matches!(member.shape.kind, Kind::Array(_));
    let mut envelope = Member { shape: Shape::new(Kind::Unknown, member.shape.span), ..member.clone() };
    let (mut content, mut beside, mut at) = (Vec::new(), Vec::new(), None);
    for mut field in std::mem::take(&mut fields.members) {
        if inside.contains(&field.name) {
            at.get_or_insert(beside.len());
            field.required &= in_all(&field.name);
            content.push(field);
        } else if field.name == member.name && is_bare(&field.shape) {
            at = Some(beside.len());
            envelope = field;
        } else {
            beside.push(field);
        }
    }
    let span = content.first().and_then(Member::span);
    let object = Shape::object(content, span);
    envelope.shape.kind = if is_list { Kind::Array(Box::new(object)) } else { object.kind };
    beside.insert(at.unwrap_or(0).min(beside.len()), envelope);
    fields.members = beside;
}

/// Makes the envelope of a request required where something in it is.
fn require(fields: &mut ObjectShape, name: &str) {
    let Some(envelope) = fields.members.iter_mut().find(|field| field.name == name) else { return };
    envelope.required |=
        content(&envelope.shape).is_some_and(|content| content.members.iter().any(|field| field.required));
}

/// What every object has that the examples show in their member `envelope`.
fn always<'a>(samples: &'a [Sample], envelope: &str) -> BTreeSet<&'a str> {
    let mut objects: Vec<&[(Spanned<String>, Json)]> = Vec::new();
    for sample in samples {
        let JsonKind::Object(members) = &sample.json.kind else { continue };
        for (_, content) in members.iter().filter(|(name, _)| name.value == envelope) {
            let items = if let JsonKind::Array(items) = &content.kind {
                items.as_slice()
            } else {
                std::slice::from_ref(content)
            };
            objects.extend(items.iter().filter_map(|item| match &item.kind {
                JsonKind::Object(members) => Some(members.as_slice()),
                _ => None,
            }));
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for members in &objects {
        let names: BTreeSet<&str> = members.iter().map(|(name, _)| name.value.as_str()).collect();
        names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    counts.into_iter().filter(|(_, count)| *count == objects.len()).map(|(name, _)| name).collect()
}

/// What stands in an object, or in the objects of a list.
fn content(shape: &Shape) -> Option<&ObjectShape> {
    match &shape.kind {
        Kind::Object(object) => Some(object),
        Kind::Array(item) => match &item.kind {
            Kind::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a field says of its content no more than that it is an object, or a list of some.
fn is_bare(shape: &Shape) -> bool {
    match &shape.kind {
        Kind::Unknown | Kind::Any => true,
        Kind::Map(value) => value.kind == Kind::Unknown,
        Kind::Array(item) => is_bare(item),
        _ => false,
    }
}

fn named(members: &[Member]) -> BTreeMap<&str, &Shape> {
    members.iter().map(|member| (member.name.as_str(), &member.shape)).collect()
}

/// Whether the field stands there, as what it is documented to be.
fn fits(members: &BTreeMap<&str, &Shape>, field: &Member) -> bool {
    members.get(field.name.as_str()).is_some_and(|shown| is_one(field, shown))
}

fn is_one(field: &Member, shown: &Shape) -> bool {
    let is_list = matches!(shown.kind, Kind::Array(_));
    match &field.shape.kind {
        Kind::Union(parts) => parts.iter().any(|(_, part)| compatible(&part.kind, &shown.kind)),
        Kind::Array(_) => is_list || matches!(shown.kind, Kind::Unknown | Kind::Any),
        Kind::Object(_) | Kind::Map(_) => !is_list && compatible(&field.shape.kind, &shown.kind),
        kind => compatible(kind, &shown.kind),
    }
}
