//! Input: the text of a field's type, and the fields that it encloses. Output: the [`Shape`] of its values.
//! Invariant: what is enclosed is never lost, whatever the type is called.

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::section::Section;
use crate::gather::page::field::content::Content;
use crate::gather::page::field_components::FieldComponent;
use crate::gather::page::reader::Reader;
use crate::read::page::Component;
use crate::schema::{Constraints, Evidence};
use crate::shape::bounded::bound;
use crate::shape::members::beside;
use crate::shape::tags;
use crate::shape::typed::{loosen, of_type};
use crate::shape::{Kind, Member, ObjectShape, Shape};
use crate::source::Span;
use crate::type_expr;
use crate::type_expr::TypeExpr;

/// What a type is called, and where.
pub(crate) struct Typed<'a> {
    pub(crate) text: &'a str,
    pub(crate) span: Span,
}

/// Whether fields that stand apart may be those of this alternative.
fn has_room(part: &Shape) -> bool {
    match &part.kind {
        Kind::Reference(_) | Kind::Any | Kind::Unknown => true,
        Kind::Map(value) => value.kind == Kind::Unknown,
        _ => false,
    }
}

impl Reader<'_> {
    /// The shape of a field: its type text filled with the fields that it encloses.
    pub(crate) fn shape(
        &mut self,
        component: &Component,
        tag: FieldComponent<'_>,
        text: Option<&str>,
        section: Section,
        content: &mut Content,
    ) -> (Shape, Constraints) {
        let members = std::mem::take(&mut content.members);
        let span = component.attribute(tag.ty()).map_or(component.tag, |attribute| attribute.value_span);
        let text = match text {
            Some(text) => text,
            None if members.is_empty() && content.variants.is_empty() => {
                self.diagnostics.push(
                    Diagnostic::at(Code::MissingType, component.tag, "this field has no type; it is kept as any JSON")
                        .help("write `type=\"string\"`, or whatever it is"),
                );
                return (Shape::new(Kind::Any, Some(span)), Constraints::default());
            }
            None => "object",
        };
        let expr = type_expr::parse(text);
        if let Some(text) = expr.unknown()
            && (members.is_empty() || !matches!(expr, TypeExpr::Opaque(_)))
        {
            let what = if matches!(expr, TypeExpr::Opaque(_)) { "the field" } else { "what it stands for" };
            self.diagnostics.push(
                Diagnostic::at(
                    Code::UnknownType,
                    span,
                    format!("`{text}` is no type that is known; {what} is kept as any JSON"),
                )
                .help("write the type as `string`, `integer[]`, `Customer`, `string | null`, ..."),
            );
        }
        let (mut shape, mut constraints) = of_type(&expr, &self.draft.origin(Evidence::Field, span));
        bound(text, &shape, &mut constraints);
        if section == Section::Response {
            loosen(&mut shape);
        }
        if !content.variants.is_empty() {
            let variant = |(title, own): (String, Vec<Member>)| {
                let mut all = members.clone();
                own.into_iter().for_each(|member| match all.iter_mut().find(|known| known.name == member.name) {
                    Some(known) => *known = member,
                    None => all.push(member),
                });
                (Some(title).filter(|title| !title.is_empty()), Shape::object(all, Some(span)))
            };
            let mut variants: Vec<_> = std::mem::take(&mut content.variants).into_iter().map(variant).collect();
            tags::tell(&mut variants);
            let innermost = shape.innermost_mut();
            // The object is one of several kinds of values: its variants stand beside the others.
            let others = match &mut innermost.kind {
                Kind::Union(parts) => std::mem::take(parts),
                _ => Vec::new(),
            };
            let others = others.into_iter().filter(|(_, part)| !has_room(part));
            innermost.kind = Kind::Union(others.chain(variants).collect());
        } else if !members.is_empty() {
            self.fill(&mut shape, members, &Typed { text, span: component.tag });
        } else if content.expandable {
            let innermost = shape.innermost_mut();
            if let Kind::Reference(name) = &innermost.kind {
                innermost.kind = Kind::Opaque(name.clone());
            }
        }
        (shape, constraints)
    }

    /// Puts the enclosed fields where the type text has room for them.
    pub(crate) fn fill(&mut self, shape: &mut Shape, members: Vec<Member>, typed: &Typed<'_>) {
        let innermost = shape.innermost_mut();
        if let Some(alternative) = innermost.open_alternative_mut() {
            return self.fill(alternative, members, typed);
        }
        if let Kind::Object(written) = &mut innermost.kind {
            written.members = beside(members, std::mem::take(&mut written.members));
            return;
        }
        let object = |name: Option<String>| Kind::Object(ObjectShape { name, members });
        match &mut innermost.kind {
            Kind::Reference(name) => innermost.kind = object(Some(name.clone())),
            Kind::Any | Kind::Unknown => innermost.kind = object(None),
            Kind::Map(value) if value.kind == Kind::Unknown => innermost.kind = object(None),
            Kind::Map(value) => value.innermost_mut().kind = object(None),
            // Words between bars that name the types of what it encloses.
            Kind::Enum(_) if typed.text.contains('|') && !typed.text.contains(['"', '\'']) => {
                innermost.kind = object(None);
            }
            _ => {
                self.diagnostics.push(
                    Diagnostic::at(
                        Code::ClaimsContradict,
                        typed.span,
                        format!("this field is called `{}` and encloses fields; taken as an object", typed.text),
                    )
                    .help("write `type=\"object\"`, or move the enclosed fields"),
                );
                innermost.kind = object(None);
            }
        }
    }
}
