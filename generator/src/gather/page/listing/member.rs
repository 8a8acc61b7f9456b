//! Input: an [`Entry`]. Output: the [`Member`] that it documents, with those that stand in it.
//! Invariant: what a table or a list says is weaker than what a component does: of an answer it requires nothing.

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::section::Section;
use crate::gather::page::field::attributes::{noted_default, typed_default};
use crate::gather::page::field::shape::Typed;
use crate::gather::page::listing::entry::Entry;
use crate::gather::page::reader::Reader;
use crate::gather::prose;
use crate::schema::{Constraints, Evidence};
use crate::shape::bounded::bound;
use crate::shape::members::{Names, append};
use crate::shape::typed::{loosen, of_type};
use crate::shape::{Kind, Member, Shape};
use crate::source::Span;
use crate::type_expr;

impl Reader<'_> {
    /// The fields of entries, each at the place that `place` gives it.
    pub(crate) fn members(
        &mut self,
        entries: Vec<Entry>,
        evidence: Evidence,
        section: Section,
        place: &mut dyn FnMut(&Entry) -> Span,
    ) -> Vec<Member> {
        let (mut members, mut names) = (Vec::new(), Names::default());
        for entry in entries {
            let member = self.member(entry, evidence, section, place);
            names.add(&mut members, member, self.diagnostics);
        }
        members
    }

    pub(crate) fn member(
        &mut self,
        entry: Entry,
        evidence: Evidence,
        section: Section,
        place: &mut dyn FnMut(&Entry) -> Span,
    ) -> Member {
        let span = place(&entry);
        self.draft.hints.listed += 1;
        let inner = self.members(entry.entries, evidence, section, place);
        let (mut shape, constraints) = match &entry.type_text {
            Some(text) => self.listed_type(text, evidence, span),
            None => (Shape::new(Kind::Unknown, Some(span)), Constraints::default()),
        };
        if section == Section::Response {
            loosen(&mut shape);
        }
        if !inner.is_empty() {
            self.fill(&mut shape, inner, &Typed { text: entry.type_text.as_deref().unwrap_or("object"), span });
        }
        shape.nullable |= entry.nullable;
        let mut member = Member::new(entry.name, shape, self.draft.origin(evidence, span));
        member.constraints = constraints;
        member.required = entry.required == Some(true) && section != Section::Response;
        member.deprecated = entry.deprecated.then(String::new);
        let noted = || noted_default(entry.type_text.as_deref()?, &member.shape);
        member.default = entry.default.map(|text| typed_default(&text, &member.shape).0).or_else(noted);
        member.examples.extend(entry.example.and_then(|text| fitting(&text, &member.shape)));
        entry.description.iter().for_each(|text| append(&mut member.description, text));
        prose::apply(&mut member);
        member
    }

    fn listed_type(&mut self, text: &str, evidence: Evidence, span: Span) -> (Shape, Constraints) {
        let expr = type_expr::parse(text);
        if let Some(unknown) = expr.unknown() {
            // On a page of no operation a table of a library's values is nobody's fault.
            self.draft.request.unplaced.push(
                Diagnostic::at(
                    Code::UnknownType,
                    span,
                    format!("`{unknown}` is no type that is known; the field is kept as any JSON"),
                )
                .help("write the type as `string`, `integer[]`, `Customer`, `string | null`, ..."),
            );
        }
        let (shape, mut constraints) = of_type(&expr, &self.draft.origin(evidence, span));
        bound(text, &shape, &mut constraints);
        (shape, constraints)
    }
}

/// An example in the type of its field; `None` where it is none.
fn fitting(text: &str, shape: &Shape) -> Option<serde_json::Value> {
    let (value, fits) = typed_default(text.trim().trim_matches('"'), shape);
    fits.then_some(value)
}
