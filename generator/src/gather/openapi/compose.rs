//! Input: schemas with `allOf`, `oneOf` and `anyOf`. Output: one [`Described`].
//! Invariant: what every part allows stays allowed; what cannot be merged is told, and the part that counts is named.

use std::collections::BTreeSet;

use crate::gather::openapi::annotate::required;
use crate::gather::openapi::described::Described;
use crate::gather::openapi::document::{Look, resolved, step};
use crate::gather::openapi::schemas::Schemas;
use crate::read::json::Json;
use crate::schema::{DEEPEST, Discriminator};
use crate::shape::union::union;
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::source::Spanned;

impl Schemas<'_> {
    /// A schema that may be put together from others.
    pub(crate) fn composed(&mut self, json: &Json) -> Described {
        let parts = json.get("allOf").map(Look::items).unwrap_or_default();
        let alternatives = json.get("oneOf").or_else(|| json.get("anyOf"));
        let own = self.plain(json);
        let mut described = if parts.is_empty() { own } else { self.all_of(json, own, parts) };
        if let Some(alternatives) = alternatives {
            let union = self.one_of(alternatives, json.get("discriminator"));
            described = self.both(described, union, json);
        } else if let Some(discriminator) = json.get("discriminator") {
            let words = "the `discriminator` of a schema without `oneOf` is not read: the schemas that build on it are not \
                         told apart where it stands";
            self.not_read(discriminator.span, words, "list them under `oneOf` where they can stand");
        }
        described
    }

    fn all_of(&mut self, json: &Json, own: Described, parts: &[Json]) -> Described {
        let mut all: Vec<Described> = parts.iter().map(|part| self.schema(part)).collect();
        if own.shape.kind != Kind::Unknown {
            all.push(own);
        }
        // A bare `object` says no more than the parts that have members.
        let has_members =
            all.iter().any(|part| matches!(self.opened(&part.shape), Kind::Object(_) | Kind::Reference(_)));
        all.retain(|part| !(has_members && matches!(part.shape.kind, Kind::Map(_))));
        let annotations: Vec<Described> = all.extract_if(.., |part| part.shape.kind == Kind::Unknown).collect();
        let required = required_by(self.document, json);
        let mut merged = match (all.len(), all.pop()) {
            (_, None) => Described::new(Kind::Unknown, json.span),
            (1, Some(only)) if matches!(only.shape.kind, Kind::Object(_)) || !self.adds(&only.shape, &required) => only,
            (_, Some(last)) => {
                all.push(last);
                self.merged(all, json)
            }
        };
        for annotation in annotations {
            merged.shape.nullable |= annotation.shape.nullable;
            merged.description = annotation.description.or(merged.description);
            merged.default = annotation.default.or(merged.default);
            merged.only = annotation.only.or(merged.only);
            merged.called = annotation.called.or(merged.called);
            merged.deprecated = annotation.deprecated.or(merged.deprecated);
        }
        if let Kind::Object(object) = &mut merged.shape.kind {
            object.members.iter_mut().for_each(|member| member.required |= required.contains(member.name.as_str()));
        }
        merged
    }

    /// Whether any of the members is required here and optional in the object that a shape is.
    fn adds(&self, shape: &Shape, required: &BTreeSet<&str>) -> bool {
        match self.opened(shape) {
            Kind::Object(object) => {
                object.members.iter().any(|member| !member.required && required.contains(member.name.as_str()))
            }
            // It is being read, and what it requires is not known yet.
            Kind::Reference(_) => false,
            _ => !required.is_empty(),
        }
    }

    /// Several parts that all hold of one value: an object with the members of all.
    fn merged(&mut self, parts: Vec<Described>, json: &Json) -> Described {
        let mut members: Vec<Member> = Vec::new();
        let mut other: Option<Described> = None;
        let mut nullable = !parts.is_empty();
        for part in parts {
            nullable &= part.shape.nullable;
            match self.opened(&part.shape) {
                Kind::Object(object) => {
                    object.members.into_iter().for_each(|member| override_with(&mut members, member));
                }
                _ => {
                    other.get_or_insert(part);
                }
            }
        }
        if members.is_empty() {
            return other.unwrap_or_else(|| Described::new(Kind::Unknown, json.span));
        }
        if let Some(other) = other {
            let words = other.shape.words();
            self.unsupported(
                json.span,
                format!("`allOf` of an object and of {words}: only the object's members count"),
            );
        }
        let mut merged = Described::new(Kind::Object(ObjectShape { name: None, members }), json.span);
        merged.shape.nullable = nullable;
        merged
    }

    /// What a schema says itself, and what its alternatives say.
    fn both(&mut self, own: Described, union: Described, json: &Json) -> Described {
        let says_more = matches!(own.shape.kind, Kind::Object(_) | Kind::Reference(_));
        match (&own.shape.kind, &union.shape.kind) {
            (Kind::Unknown | Kind::Any, _) => {
                Described { shape: Shape { nullable: own.shape.nullable | union.shape.nullable, ..union.shape }, ..own }
            }
            (_, Kind::Unknown) => own,
            _ if says_more => {
                self.unsupported(json.span, "alternatives beside named members are left out");
                own
            }
            // `type: object` or `type: string` before alternatives that say it again.
            _ => {
                Described { shape: Shape { nullable: own.shape.nullable | union.shape.nullable, ..union.shape }, ..own }
            }
        }
    }

    fn one_of(&mut self, alternatives: &Json, discriminator: Option<&Json>) -> Described {
        let mut described = Described::new(Kind::Unknown, alternatives.span);
        let mut parts: Vec<(Option<String>, Shape)> = Vec::new();
        let mut constraints = Vec::new();
        for json in alternatives.items() {
            let part = self.schema(json);
            described.shape.nullable |= part.shape.nullable;
            if part.shape.kind == Kind::Unknown {
                continue;
            }
            constraints.push(part.constraints);
            let title = json.text_of("title").map(str::to_owned);
            let told_by = discriminator.and_then(|discriminator| told_by(discriminator, json));
            parts.push((title, Shape { nullable: false, discriminator: told_by, ..part.shape }));
        }
        if let [only] = constraints.as_slice() {
            described.constraints = only.clone();
        }
        if !parts.is_empty() {
            described.shape.kind = union(parts);
        }
        described
    }
}

/// What a schema requires, and all parts of it: each holds of the members of the others. Of parts that stand deeper in each
/// other than anything is read nothing is known.
fn required_by<'a>(document: &'a Json, json: &'a Json) -> BTreeSet<&'a str> {
    let (mut all, mut seen, mut level) = (BTreeSet::new(), BTreeSet::new(), vec![json]);
    for _ in 0..=DEEPEST {
        let mut next = Vec::new();
        for json in level {
            if seen.insert(json.span) {
                all.extend(required(json));
                let parts = json.get("allOf").map(Look::items).unwrap_or_default();
                next.extend(parts.iter().filter_map(|part| resolved(document, part)));
            }
        }
        level = next;
    }
    all
}

/// The member and the values that tell one alternative: those that lead to it, else the name of its component.
fn told_by(discriminator: &Json, alternative: &Json) -> Option<Discriminator> {
    let pointer = alternative.text_of("$ref").or_else(|| alternative.text_of("refIdentifier"))?;
    let name = step(pointer.rsplit('/').next().unwrap_or_default());
    let leads = |(_, to): &&(Spanned<String>, Json)| to.text().is_some_and(|to| to == pointer || to == name);
    let mapping = discriminator.get("mapping").map(Look::members).unwrap_or_default();
    let mut values: Vec<String> = mapping.iter().filter(leads).map(|(value, _)| value.value.clone()).collect();
    if values.is_empty() {
        values.push(name);
    }
    Some(Discriminator { member: discriminator.text_of("propertyName")?.to_owned(), values })
}

/// Adds a member; one that is there already is completed, and where the two differ the later one counts.
fn override_with(members: &mut Vec<Member>, member: Member) {
    match members.iter_mut().find(|known| known.name == member.name) {
        Some(known) => {
            let description = member.description.clone().or(known.description.take());
            let required = known.required || member.required;
            let keeps = matches!(member.shape.kind, Kind::Any);
            let shape = if keeps { known.shape.clone() } else { member.shape.clone() };
            *known = Member { description, required, shape, ..member };
        }
        None => members.push(member),
    }
}
