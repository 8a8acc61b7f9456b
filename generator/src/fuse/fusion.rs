//! Input: the shape that the strongest evidence gives, and one that weaker evidence gives. Output: the first, completed by
//! the second.
//! Invariant: the stronger claim stays; one that contradicts it is kept as evidence and told with both places.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::named_schema::NamedSchema;
use crate::fuse::agreement::{compatible, complete, is_some_time, listed, lists, share};
use crate::schema::{Claim, Evidence, Origin, Style};
use crate::shape::alternatives::either;
use crate::shape::keyed;
use crate::shape::keyed::learn;
use crate::shape::members::places;
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::source::SourceMap;

const MEND: &str = "mend the page, or say in api.toml which of the two is right";

/// What the weaker side is, and where to tell of contradictions.
pub(crate) struct Fusion<'a> {
    pub(crate) sources: &'a SourceMap,
    /// The types that names may stand for.
    pub(crate) components: &'a [NamedSchema],
    pub(crate) diagnostics: &'a mut Diagnostics,
    /// The weaker evidence.
    pub(crate) weaker: Evidence,
    /// Whether it shows what comes: then a value counts as much as what a table or a list says of its type.
    pub(crate) is_received: bool,
}

impl Fusion<'_> {
    /// The code of a contradiction.
    fn code(&self) -> Code {
        if self.is_sample() { Code::ExampleContradictsField } else { Code::ClaimsContradict }
    }

    fn is_sample(&self) -> bool {
        matches!(self.weaker, Evidence::Skeleton | Evidence::Placeholder | Evidence::Example)
    }

    /// Whether it is a table or a list, which need not be whole.
    fn is_list(&self) -> bool {
        matches!(self.weaker, Evidence::Table | Evidence::List)
    }

    /// Completes the root of a body. Only here is a list around what the fields describe taken for what they mean.
    pub(crate) fn root(&mut self, strong: &mut Shape, weak: &Shape) {
        if let Some(weaker) = listed(strong).filter(|_| !self.is_sample() && listed(weak).is_none()) {
            let known = std::mem::replace(strong, weak.clone());
            let before = std::mem::replace(&mut self.weaker, weaker);
            self.root(strong, &known);
            self.weaker = before;
            return;
        }
        if lists(weak, strong) {
            let item = std::mem::replace(strong, Shape::new(Kind::Unknown, None));
            *strong = Shape::new(Kind::Array(Box::new(item)), weak.span);
        }
        let before = (strong.words(), strong.span);
        let verdict = match &mut strong.kind {
            Kind::Array(item) if share(item, weak) => self.shape(item, weak),
            _ => self.shape(strong, weak),
        };
        if let (Some(counts), Some(place)) = (verdict.words(), weak.span) {
            let (code, source) = (self.code(), self.weaker.as_str());
            let message = format!("this {source} shows {}, where {} is documented; {counts}", weak.words(), before.0);
            let diagnostic = Diagnostic::at(code, place, message).help(MEND);
            self.diagnostics.push(diagnostic.label(before.1, "documented here"));
        }
    }

    /// Completes a shape.
    fn shape(&mut self, strong: &mut Shape, weak: &Shape) -> Verdict {
        strong.nullable |= weak.nullable;
        strong.is_keyed |= weak.is_keyed && self.is_sample();
        if let Kind::Union(parts) = &weak.kind
            && parts.iter().any(|(_, part)| self.is_list_or_object(&strong.kind, &part.kind))
        {
            return parts.iter().map(|(_, part)| self.shape(strong, part)).max().unwrap_or(Verdict::Agrees);
        }
        if self.is_list_or_object(&strong.kind, &weak.kind) {
            self.both(strong, weak);
            return Verdict::Either;
        }
        if self.is_sample() && keyed::describes_values(strong, weak) {
            self.values(strong, weak);
        }
        let bare = matches!(strong.kind, Kind::Enum(_)) && self.is_sample() && self.is_of_bare_words(strong);
        let agrees = match (&mut strong.kind, &weak.kind) {
            (_, Kind::Unknown | Kind::Any) => true,
            (Kind::Unknown, kind) => {
                strong.kind = kind.clone();
                strong.span = weak.span;
                if self.is_sample() {
                    learn(strong, self.sources);
                }
                true
            }
            (Kind::Object(strong), Kind::Object(weak)) => {
                self.members(strong, weak);
                true
            }
            (Kind::Array(strong), Kind::Array(weak)) => return self.shape(strong, weak),
            // What a sentence tells of a text is more than that it is one, and less than a list made for the purpose.
            (Kind::String, Kind::DateTime) if !self.is_sample() => {
                strong.kind = Kind::DateTime;
                true
            }
            (Kind::String, Kind::Enum(list)) if !self.is_sample() && !list.integer => {
                strong.kind = weak.kind.clone();
                true
            }
            (Kind::Enum(known), Kind::Enum(list))
                if known.inferred && !list.inferred && known.integer == list.integer =>
            {
                *known = list.clone();
                true
            }
            // Words between bars were names of types after all.
            (Kind::Enum(_), Kind::Object(_)) if bare => {
                strong.kind = Kind::Any;
                true
            }
            // A bare `object` is one with members where an example shows them.
            (Kind::Map(value), Kind::Object(_)) if value.kind == Kind::Unknown => {
                let is_keyed = strong.is_keyed && self.is_sample();
                let shown = if is_keyed { keyed::map(weak.clone()).kind } else { weak.kind.clone() };
                let mut shape = Shape { kind: shown, ..strong.clone() };
                if self.is_sample() {
                    learn(&mut shape, self.sources);
                }
                *strong = shape;
                true
            }
            // What is shown of all values is said once of the value.
            (Kind::Map(value), Kind::Object(_)) if matches!(value.kind, Kind::Object(_) | Kind::Array(_)) => {
                return match keyed::map(weak.clone()).kind {
                    Kind::Map(shown) => self.shape(value, &shown),
                    _ => Verdict::Agrees,
                };
            }
            (Kind::Map(value), Kind::Object(object)) => {
                let verdicts = object.members.iter().map(|member| self.shape(value, &member.shape));
                return verdicts.max().unwrap_or(Verdict::Agrees);
            }
            (Kind::Map(strong), Kind::Map(weak)) => return self.shape(strong, weak),
            (Kind::Object(_), Kind::Map(_)) => true,
            // `timestamp` leaves open which of two forms it has; an example shows it.
            (Kind::Union(parts), Kind::DateTime | Kind::Integer | Kind::Number)
                if self.is_sample() && is_some_time(parts) =>
            {
                strong.kind = if weak.kind == Kind::DateTime { Kind::DateTime } else { Kind::Integer };
                true
            }
            (Kind::Union(parts), weak) => parts.iter().any(|(_, part)| compatible(&part.kind, weak)),
            // A page that says less does not say otherwise; a sample with a fraction does.
            (Kind::Integer, Kind::Number) if !self.is_sample() => true,
            (strong, weak) => compatible(strong, weak),
        };
        if agrees { Verdict::Agrees } else { Verdict::Differs }
    }

    /// Makes a map of what the fields describe: the example has the names of its values where they document members.
    fn values(&mut self, strong: &mut Shape, weak: &Shape) {
        let Kind::Object(fields) = &strong.kind else { return };
        let others = if fields.members.len() > 1 { ", and so those beside it," } else { "" };
        let first = fields.members.first().and_then(Member::span);
        let message = format!(
            "the example shows this field{others} in the values of a map and not here, where it is documented; it is taken \
             as a member of them"
        );
        let told = Diagnostic::at(Code::FieldsInsideEnvelope, first, message).label(weak.span, "the map");
        self.diagnostics.push(told);
        let value = std::mem::replace(strong, Shape::new(Kind::Unknown, strong.span));
        strong.nullable = value.nullable;
        strong.kind = Kind::Map(Box::new(keyed::as_values(Shape { nullable: false, ..value }, weak)));
    }

    /// Makes a shape of which one side shows a list, and the other an object, either of the two.
    /// What the one shows of the objects completes those of the other.
    fn both(&mut self, strong: &mut Shape, weak: &Shape) {
        let mut known = std::mem::replace(strong, Shape::new(Kind::Unknown, strong.span));
        strong.nullable = std::mem::take(&mut known.nullable);
        let other = self.counterpart(&mut known, weak);
        strong.kind = Kind::Union(vec![(None, known), (None, Shape::new(other, weak.span))]);
    }

    /// Whether the one is an object and the other a list.
    fn is_list_or_object(&self, strong: &Kind, weak: &Kind) -> bool {
        let weak_list = match (strong, weak) {
            // Of what has only a name, a list shows what it is.
            (Kind::Reference(_), Kind::Array(item)) => matches!(item.kind, Kind::Object(_)),
            (_, weak) => matches!(weak, Kind::Array(_)),
        };
        self.is_object(strong) && weak_list
            || matches!(strong, Kind::Array(_)) && matches!(weak, Kind::Object(_) | Kind::Map(_))
    }

    /// Whether it is an object; of a name that no document explains, its objects are what an example can show a list of.
    fn is_object(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Object(_) | Kind::Map(_) => true,
            Kind::Reference(name) => {
                let known = self.components.iter().find(|component| component.name == *name);
                known.is_none_or(|known| matches!(known.shape.kind, Kind::Object(_)))
            }
            _ => false,
        }
    }

    /// What the weaker side shows in place of the stronger: a list of what the fields describe, an item of it, the list that
    /// the fields have in an envelope, or something of its own.
    fn counterpart(&mut self, known: &mut Shape, weak: &Shape) -> Kind {
        if let Kind::Array(item) = &weak.kind {
            if let Kind::Reference(_) = known.kind {
                return Kind::Array(Box::new(known.clone()));
            }
            if share(known, item) {
                self.shape(known, item);
                return Kind::Array(Box::new(known.clone()));
            }
            if let Kind::Object(object) = &mut known.kind
                && let Some(list) = object.members.iter_mut().find(|member| lists(&member.shape, item))
            {
                self.shape(&mut list.shape, weak);
                return list.shape.kind.clone();
            }
        }
        if let Kind::Array(item) = &mut known.kind
            && share(item, weak)
        {
            self.shape(item, weak);
            return item.kind.clone();
        }
        let mut shown = weak.clone();
        if self.is_sample() {
            learn(&mut shown, self.sources);
        }
        shown.kind
    }

    /// Whether the values of an enum were taken from words that stand without quotes: `fast | slow`.
    fn is_of_bare_words(&self, shape: &Shape) -> bool {
        shape
            .span
            .map(|span| self.sources.text(span))
            .is_some_and(|text| text.contains('|') && !text.contains(['"', '\'']))
    }

    fn members(&mut self, strong: &mut ObjectShape, weak: &ObjectShape) {
        let places = places(&strong.members);
        for member in &weak.members {
            match places.get(&member.name).and_then(|place| strong.members.get_mut(*place)) {
                Some(known) => self.member(known, member),
                None => {
                    let mut member = member.clone();
                    if self.is_sample() {
                        learn(&mut member.shape, self.sources);
                    }
                    self.added(&member);
                    strong.members.push(member);
                }
            }
        }
        self.missing(strong, weak);
    }

    /// Completes one field.
    pub(crate) fn member(&mut self, strong: &mut Member, weak: &Member) {
        // What only an example of another page shows is no claim that counts before a table.
        let is_documented = weak.origins.iter().any(|origin| origin.evidence < Evidence::Placeholder);
        if strong.listed().is_some() && weak.listed().is_none() && is_documented && !self.is_sample() {
            return self.documented(strong, weak);
        }
        let before = strong.shape.words();
        let mut verdict = self.shape(&mut strong.shape, &weak.shape);
        if verdict == Verdict::Differs && self.is_sample() && self.is_received && strong.listed().is_some() {
            let known = std::mem::replace(&mut strong.shape, Shape::new(Kind::Unknown, None));
            strong.shape = either(known, weak.shape.clone());
            verdict = Verdict::Either;
        }
        strong.shape.unsigned |= weak.shape.unsigned;
        // Two examples of one call that say the same against a field are told once.
        let about_type = |origin: &Origin| origin.overruled.as_ref().is_some_and(|claim| claim.about == "type");
        let told = self.is_sample() && strong.origins.iter().any(about_type);
        for origin in &weak.origins {
            let overruled =
                (verdict == Verdict::Differs).then(|| Claim { about: "type".to_owned(), value: weak.shape.words() });
            strong.origins.push(Origin { overruled, ..origin.clone() });
        }
        if strong.style == Style::Plain {
            strong.style = weak.style;
        }
        strong.required |= weak.required;
        strong.description = strong.description.take().or_else(|| weak.description.clone());
        strong.only = strong.only.or(weak.only);
        if verdict == Verdict::Agrees {
            complete(&mut strong.constraints, &weak.constraints);
        }
        strong.called = strong.called.take().or_else(|| weak.called.clone());
        strong.deprecated = strong.deprecated.take().or_else(|| weak.deprecated.clone());
        strong.default = strong.default.take().or_else(|| weak.default.clone());
        if let Some(counts) = verdict.words().filter(|_| !told) {
            self.contradiction(strong, weak, &before, counts);
        }
    }

    /// A document counts before a table or a list, though the page's own words stay.
    fn documented(&mut self, listed: &mut Member, stronger: &Member) {
        let known = std::mem::replace(listed, stronger.clone());
        listed.description = known.description.clone().or(listed.description.take());
        let weaker = self.weaker;
        self.weaker = known.listed().unwrap_or(weaker);
        self.member(listed, &known);
        self.weaker = weaker;
    }

    fn contradiction(&mut self, strong: &Member, weak: &Member, before: &str, counts: &str) {
        let Some(place) = weak.shape.span.or_else(|| weak.span()) else { return };
        let code = self.code();
        let message = format!(
            "`{}` is {} in this {}, and {before} where it is documented; {counts}",
            strong.name,
            weak.shape.words(),
            self.weaker.as_str()
        );
        let diagnostic = Diagnostic::at(code, place, message).label(strong.span(), "documented here");
        self.diagnostics.push(diagnostic.help(MEND));
    }

    fn added(&mut self, member: &Member) {
        if self.is_list() {
            return;
        }
        let Some(place) = member.span() else { return };
        let (code, message) = if self.is_sample() {
            let source = self.weaker.as_str();
            (Code::FieldOnlyInExample, format!("`{}` stands in this {source} and in no field list; added", member.name))
        } else {
            (Code::FieldOnlyOnSomePages, format!("`{}` is documented on this page alone", member.name))
        };
        self.diagnostics.push(Diagnostic::at(code, place, message));
    }

    /// What stands in the field list and not in a sample that should be whole. Real examples leave out what is optional.
    fn missing(&mut self, strong: &ObjectShape, weak: &ObjectShape) {
        if self.weaker == Evidence::Example || self.is_list() {
            return;
        }
        let shown: BTreeSet<&str> = weak.members.iter().map(|member| member.name.as_str()).collect();
        for member in &strong.members {
            let shown = shown.contains(member.name.as_str());
            let Some(place) = member.span().filter(|_| !shown) else { continue };
            let (code, message) = if self.is_sample() {
                let source = self.weaker.as_str();
                (Code::FieldNotInExample, format!("`{}` is documented, and the {source} lacks it", member.name))
            } else {
                (Code::FieldOnlyOnSomePages, format!("another page of this operation lacks `{}`", member.name))
            };
            let diagnostic = Diagnostic::at(code, place, message)
                .label(weak.members.first().and_then(Member::span), "in the object that begins here");
            self.diagnostics.push(diagnostic);
        }
    }
}

/// What comes of two claims of one shape, the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Agrees,
    /// Both hold.
    Either,
    /// The stronger counts.
    Differs,
}

impl Verdict {
    /// What to tell of it.
    fn words(self) -> Option<&'static str> {
        match self {
            Self::Agrees => None,
            Self::Either => Some("either is taken"),
            Self::Differs => Some("the latter counts"),
        }
    }
}
