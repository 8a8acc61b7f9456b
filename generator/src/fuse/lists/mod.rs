//! Input: the flat field lists of a rendered page, and the types that the API's other pages document. Output: the same
//! claims that field components give: parameters, body and response members, with their nesting.
//! Invariant: what the list does not settle is left out and told at its line.

pub(crate) mod documented;
pub(crate) mod nesting;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::credentials::authentication;
use crate::draft::list::ListDraft;
use crate::draft::report::FieldRow;
use crate::draft::section::{Section, Status};
use crate::fuse::lists::documented::{Documented, outermost};
use crate::fuse::lists::nesting::entry::{Entry, KnownMembers, Parent};
use crate::fuse::lists::nesting::order::Order;
use crate::fuse::lists::nesting::parents;
use crate::gather::prose;
use crate::read::page::ListedField;
use crate::schema::{Evidence, Location, Origin};
use crate::shape::members::{add, beside};
use crate::shape::typed::{loosen, of_type};
use crate::shape::{EnumShape, Kind, Member, ObjectShape, Shape};
use crate::type_expr;

/// Turns the lists of a draft into claims.
pub(crate) fn resolve(draft: &mut Draft, path: Option<&str>, documented: &Documented, diagnostics: &mut Diagnostics) {
    for list in std::mem::take(&mut draft.lists) {
        let known = documented.for_list(&list, path);
        let outermost = outermost(draft, &list);
        Resolver { draft, diagnostics, list: &list }.resolve(&known, &outermost, documented.order);
    }
}

struct Resolver<'a> {
    draft: &'a mut Draft,
    diagnostics: &'a mut Diagnostics,
    list: &'a ListDraft,
}

impl Resolver<'_> {
    fn resolve(&mut self, known: &KnownMembers, outermost: &BTreeSet<String>, order: Order) {
        let fields = &self.list.fields;
        let shapes: Vec<Member> = fields.iter().map(|field| self.member(field)).collect();
        let entry = |member: &Member| Entry {
            name: member.name.clone(),
            object: object(&member.shape),
            outermost: outermost.contains(&member.name),
        };
        let entries: Vec<Entry> = shapes.iter().map(entry).collect();
        let Some(mut found) = parents(&entries, known, order) else {
            if let Some(first) = fields.first() {
                self.diagnostics.push(
                    Diagnostic::at(
                        Code::AmbiguousNesting,
                        first.span,
                        "this list has too many readings to compare; it was left out",
                    )
                    .help("put the page's `.md` export beside it"),
                );
            }
            return;
        };
        // What stands in a field that is left out is left out with it, whatever is certain about the two.
        let mut left_out: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, parent) in found.iter_mut().enumerate() {
            if let Parent::Field(above) = *parent
                && let Some(cause) = left_out.get(&above).copied()
            {
                left_out.insert(index, cause);
            } else if matches!(parent, Parent::Ambiguous(_)) {
                left_out.insert(index, index);
            }
        }
        self.rows(&found);
        self.ambiguous(&found, &left_out);
        // Children come after their parents, so that from the end every member is whole before it is put into its own.
        let mut members: Vec<Option<(Member, Vec<Member>)>> =
            shapes.into_iter().map(|member| Some((member, Vec::new()))).collect();
        for (index, parent) in found.iter().enumerate().rev() {
            let Some((mut member, mut inside)) = members.get_mut(index).and_then(Option::take) else { continue };
            if left_out.contains_key(&index) {
                continue;
            }
            inside.reverse();
            fill(&mut member, inside);
            match parent {
                Parent::Field(above) => {
                    if let Some(Some((_, siblings))) = members.get_mut(*above) {
                        siblings.push(member);
                    }
                }
                _ => {
                    if let Some(slot) = members.get_mut(index) {
                        *slot = Some((member, Vec::new()));
                    }
                }
            }
        }
        for (field, slot) in fields.iter().zip(members) {
            if let Some((member, _)) = slot {
                self.put(field, member);
            }
        }
    }

    fn member(&self, field: &ListedField) -> Member {
        let origin = self.draft.origin(Evidence::RenderedField, field.name.span);
        let expr = type_expr::parse(field.type_text.as_ref().map_or("any", |text| text.value.as_str()));
        let place = Origin { span: field.type_text.as_ref().map(|text| text.span), ..origin.clone() };
        let (mut shape, constraints) = of_type(&expr, &place);
        if self.section(field) == Section::Response {
            loosen(&mut shape);
        }
        if !field.options.is_empty() {
            list_values(&mut shape, field);
        }
        let value = |text: &str| match shape.kind {
            Kind::String | Kind::DateTime | Kind::Enum(_) => {
                let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                Value::from(quoted.unwrap_or(text))
            }
            _ => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)),
        };
        let default = field.default.as_ref().map(|default| value(&default.value));
        let examples = field.example.iter().map(|example| value(&example.value)).collect();
        let mut member = Member::new(field.name.value.clone(), shape, origin);
        member.constraints = constraints;
        member.required = field.required;
        member.default = default;
        member.examples = examples;
        member.deprecated = field.deprecated.then(String::new);
        member.description = field.description.as_ref().map(|text| text.value.clone());
        prose::apply(&mut member);
        member
    }

    fn section(&self, field: &ListedField) -> Section {
        let own = field.location.as_ref().and_then(|location| Section::parse(&location.value));
        match own.or(self.list.section) {
            Some(Section::Authorization) => Section::Header,
            section => section.unwrap_or(Section::Body),
        }
    }

    fn rows(&mut self, found: &[Parent]) {
        for (field, parent) in self.list.fields.iter().zip(found) {
            let above = match parent {
                Parent::Field(above) => self.list.fields.get(*above).map(|above| above.name.span),
                _ => None,
            };
            let section = self.section(field);
            self.draft.rows.push(FieldRow {
                tag: field.name.span,
                component: "ListedField".to_owned(),
                location: section.word(),
                name: Some(field.name.value.clone()),
                type_text: field.type_text.as_ref().map(|text| text.value.clone()),
                required: field.required || section == Section::Path,
                deprecated: field.deprecated,
                parent: above,
                status: self.list.status.as_ref().map(|status| status.written().to_owned()),
                operation: None,
            });
        }
    }

    /// Tells what is left out: one diagnostic for a run of fields that the same one may hold.
    fn ambiguous(&mut self, found: &[Parent], left_out: &BTreeMap<usize, usize>) {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for index in left_out.keys().copied() {
            let above = match found.get(index) {
                Some(Parent::Ambiguous(above)) => Some(*above),
                _ => None,
            };
            match runs.last_mut() {
                Some((first, count, holder))
                    if *first + *count == index && above.is_none_or(|above| above == *holder) =>
                {
                    *count += 1;
                }
                _ => runs.extend(above.map(|above| (index, 1, above))),
            }
        }
        for (first, count, above) in runs {
            let fields = &self.list.fields;
            let (Some(field), Some(above)) = (fields.get(first), fields.get(above)) else { continue };
            let which = match count {
                1 => format!("`{}` may stand in `{}` or outside of it", field.name.value, above.name.value),
                _ => format!(
                    "`{}` and the {} after it may stand in `{}` or outside of it",
                    field.name.value,
                    count - 1,
                    above.name.value
                ),
            };
            self.diagnostics.push(
                Diagnostic::at(
                    Code::AmbiguousNesting,
                    field.name.span,
                    format!("{which}: the list has lost its nesting; left out"),
                )
                .label(above.name.span, "in this one, or not")
                .help("put the page's `.md` export beside it, or a page that documents the type in full"),
            );
        }
    }

    /// Puts a field where the list's heading says it belongs.
    fn put(&mut self, field: &ListedField, mut member: Member) {
        let section = self.section(field);
        if let Some(scheme) = authentication(self.list.section, section, &member) {
            let origin = self.draft.origin(Evidence::RenderedField, field.name.span);
            self.draft.auth.push((scheme, origin));
            return;
        }
        let location = match section {
            Section::Path => Location::Path,
            Section::Query => Location::Query,
            Section::Header | Section::Authorization => Location::Header,
            Section::Cookie => Location::Cookie,
            Section::Body => return add(&mut self.draft.request.body.members, member, self.diagnostics),
            Section::Response => {
                let status = self.list.status.as_ref().map(Status::key);
                return add(self.draft.response(status).case(None), member, self.diagnostics);
            }
        };
        member.required |= location == Location::Path;
        self.draft.request.parameters.push((location, member));
    }
}

/// The name of the objects that a shape holds; empty for unnamed ones, `None` where it holds none.
fn object(shape: &Shape) -> Option<String> {
    match &shape.kind {
        Kind::Array(inner) => object(inner),
        Kind::Reference(name) => Some(name.clone()),
        // Of a bare `object`, or a bare list, the fields may follow.
        Kind::Map(value) if value.kind == Kind::Unknown => Some(String::new()),
        Kind::Object(object) => Some(object.name.clone().unwrap_or_default()),
        _ => None,
    }
}

fn fill(member: &mut Member, inside: Vec<Member>) {
    if inside.is_empty() {
        return;
    }
    let innermost = member.shape.innermost_mut();
    let (name, written) = match &mut innermost.kind {
        Kind::Reference(name) => (Some(name.clone()), Vec::new()),
        Kind::Object(object) => (object.name.take(), std::mem::take(&mut object.members)),
        _ => (None, Vec::new()),
    };
    innermost.kind = Kind::Object(ObjectShape { name, members: beside(inside, written) });
}

/// Makes an enum of what stands behind `Available options:`.
fn list_values(shape: &mut Shape, field: &ListedField) {
    let innermost = shape.innermost_mut();
    let integer = innermost.kind == Kind::Integer;
    let value = |text: &str| if integer { text.parse::<i64>().ok().map(Value::from) } else { Some(Value::from(text)) };
    let values = field.options.iter().filter_map(|option| value(option.value.trim_matches('"'))).collect();
    if matches!(innermost.kind, Kind::String | Kind::Integer) {
        innermost.kind = Kind::Enum(EnumShape::new(integer, values, false));
    }
}
