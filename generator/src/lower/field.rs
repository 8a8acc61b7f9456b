//! Input: a field component. Output: its row for `inspect`, and the [`Member`] that it documents.
//! Invariant: every field tag gives a row; what its attributes do not say plainly is told at its line.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::ledger::{Outcome, Reason};
use crate::read::page::{AttributeValue, Component, Node};
use crate::read::prose::plain_text;
use crate::schema::{Constraints, Evidence};
use crate::type_expr::{self, TypeExpr};

use super::context::{Context, Section, Status};
use super::draft::FieldRow;
use super::facts;
use super::page::{Reader, add, append};
use super::shape::{Kind, Member, ObjectShape, Shape, of_type};

/// Attributes that say where a ParamField goes, in the order in which they count.
const LOCATIONS: [(&str, Section, &str); 6] = [
    ("path", Section::Path, "path"),
    ("query", Section::Query, "query"),
    ("header", Section::Header, "header"),
    ("cookie", Section::Cookie, "cookie"),
    ("body", Section::Body, "body"),
    ("form", Section::Body, "form"),
];

/// What a field encloses.
#[derive(Default)]
struct Content {
    members: Vec<Member>,
    description: Option<String>,
    /// Whether an Expandable stands there, fields in it or not.
    expandable: bool,
}

impl Reader<'_> {
    /// Reads a field and what it encloses. The section is where it belongs; the member is `None` where the field documents
    /// a status or has no name, which is then told or kept elsewhere.
    pub(super) fn field(&mut self, component: &Component, context: &Context) -> Option<(Section, Option<Member>)> {
        let (section, word, name) = self.location(component, context);
        let type_text = component.attribute("type").and_then(|attribute| attribute.value.text());
        let required = self.flag(component, "required") && !self.flag(component, "optional");
        let deprecated = self.flag(component, "deprecated");
        let row = self.draft.rows.len();
        self.draft.rows.push(FieldRow {
            tag: component.tag,
            component: component.name.clone(),
            location: word,
            name: name.clone(),
            type_text: type_text.clone(),
            required: required || section == Section::Path && context.parent.is_none(),
            deprecated,
            parent: context.parent,
            status: context.status.as_ref().map(|status| status.written().to_owned()),
        });

        let mut inner = context.clone();
        inner.parent = Some(component.tag);
        let mut content = Content::default();
        self.content(&component.children, &inner, &mut content);

        let nested = context.parent.is_some();
        if section == Section::Response
            && !nested
            && let Some(status) = name.as_deref().and_then(Status::parse)
        {
            self.ledger.settle(component.id, Outcome::Collected);
            self.status_row(component, &status, type_text.as_deref(), content);
            return Some((section, None));
        }
        let Some(name) = name.or_else(|| (section == Section::Body && !nested).then(String::new)) else {
            self.ledger.settle(component.id, Outcome::Diagnosed);
            self.diagnostics.push(
                Diagnostic::at(Code::UnnamedField, component.tag, "this field has no name, and was left out")
                    .help(format!("write {}", name_hint(&component.name))),
            );
            return Some((section, None));
        };
        self.ledger.settle(component.id, Outcome::Collected);

        let plain = content.description.as_deref().map(plain_text).unwrap_or_default();
        let (shape, constraints) = self.shape(component, type_text.as_deref(), &mut content);
        let origin = self.draft.origin(Evidence::Field, component.tag);
        let mut member = Member::new(name, shape, origin);
        member.constraints = constraints;
        member.required = required || section == Section::Path && !nested;
        member.shape.nullable |= facts::is_nullable(&plain);
        member.deprecated = facts::deprecation(&plain).or_else(|| deprecated.then(String::new));
        member.default = default_value(component, &member.shape);
        member.description = content.description;
        if let Some(row) = self.draft.rows.get_mut(row) {
            row.deprecated |= member.deprecated.is_some();
        }
        Some((section, Some(member)))
    }

    /// Where the field belongs, the word for it, and its name.
    fn location(&mut self, component: &Component, context: &Context) -> (Section, &'static str, Option<String>) {
        let named = |attribute: &str| component.attribute(attribute).and_then(|found| found.value.text());
        if component.name == "ResponseField" {
            return (Section::Response, "response", named("name").or_else(|| named("body")));
        }
        for (attribute, section, word) in LOCATIONS {
            if component.attribute(attribute).is_some() {
                return (section, word, named(attribute));
            }
        }
        let section = context.section.unwrap_or(Section::Body);
        if context.parent.is_none() {
            self.diagnostics.push(
                Diagnostic::at(
                    Code::NoLocation,
                    component.tag,
                    format!("this field does not say where it goes; taken as `{}`", section.word()),
                )
                .help("name it with `path=`, `query=`, `header=` or `body=`"),
            );
        }
        (section, section.word(), named("name"))
    }

    /// A flag as its author meant it: bare and `{true}` are true, `"false"` is false.
    fn flag(&mut self, component: &Component, name: &str) -> bool {
        let Some(attribute) = component.attribute(name) else { return false };
        match &attribute.value {
            AttributeValue::Bare => true,
            AttributeValue::Bool(value) => *value,
            AttributeValue::Text(text) | AttributeValue::Expression(text) => {
                match text.trim().to_ascii_lowercase().as_str() {
                    "true" | "required" | "yes" | "" => true,
                    "false" | "null" | "undefined" | "no" => false,
                    _ => {
                        self.diagnostics.push(
                            Diagnostic::at(
                                Code::InvalidAttribute,
                                attribute.span,
                                format!("`{name}` is neither true nor false here; taken as true"),
                            )
                            .help(format!("write `{name}` or `{name}={{false}}`")),
                        );
                        true
                    }
                }
            }
            AttributeValue::Literal(json) => !matches!(json.to_value(), Value::Null) && json.to_value() != 0,
        }
    }

    fn content(&mut self, nodes: &[Node], context: &Context, content: &mut Content) {
        for node in nodes {
            match node {
                Node::Prose(prose) => append(&mut content.description, &prose.markdown),
                Node::Heading(heading) => append(&mut content.description, &format!("**{}**", heading.text)),
                Node::Code(block) => {
                    let fence = "`".repeat(longest_run(&block.text).max(2) + 1);
                    append(&mut content.description, &format!("{fence}\n{}\n{fence}", block.text.trim_end()));
                }
                Node::Component(component) => match component.name.as_str() {
                    "ParamField" | "ResponseField" | "Param" => {
                        if let Some((_, Some(member))) = self.field(component, context) {
                            add(&mut content.members, member, self.diagnostics);
                        }
                    }
                    name => {
                        content.expandable |= name == "Expandable";
                        self.ledger.settle(component.id, Outcome::Ignored(Reason::Layout));
                        self.content(&component.children, context, content);
                    }
                },
                Node::Endpoint(_) | Node::ListedField(_) => {}
            }
        }
    }

    /// The shape of a field: its type text filled with the fields that it encloses.
    fn shape(&mut self, component: &Component, text: Option<&str>, content: &mut Content) -> (Shape, Constraints) {
        let members = std::mem::take(&mut content.members);
        let span = component.attribute("type").map_or(component.tag, |attribute| attribute.value_span);
        let Some(text) = text else {
            if members.is_empty() {
                self.diagnostics.push(
                    Diagnostic::at(Code::MissingType, component.tag, "this field has no type; it is kept as any JSON")
                        .help("write `type=\"string\"`, or whatever it is"),
                );
                return (Shape::new(Kind::Any, Some(span)), Constraints::default());
            }
            return (Shape::object(members, Some(span)), Constraints::default());
        };
        let expr = type_expr::parse(text);
        if let TypeExpr::Opaque(text) = &expr
            && members.is_empty()
        {
            self.diagnostics.push(
                Diagnostic::at(
                    Code::UnknownType,
                    span,
                    format!("`{text}` is no type that is known; the field is kept as any JSON"),
                )
                .help("write the type as `string`, `integer[]`, `Customer`, `string | null`, ..."),
            );
        }
        let (mut shape, constraints) = of_type(&expr, Some(span));
        if !members.is_empty() {
            self.fill(&mut shape, members, text, component);
        } else if content.expandable {
            let innermost = shape.innermost_mut();
            if let Kind::Reference(name) = &innermost.kind {
                innermost.kind = Kind::Opaque(name.clone());
            }
        }
        (shape, constraints)
    }

    /// Puts the enclosed fields where the type text has room for them.
    fn fill(&mut self, shape: &mut Shape, members: Vec<Member>, text: &str, component: &Component) {
        let innermost = shape.innermost_mut();
        let object = |name: Option<String>| Kind::Object(ObjectShape { name, members });
        match &mut innermost.kind {
            Kind::Reference(name) => innermost.kind = object(Some(name.clone())),
            Kind::Any | Kind::Unknown => innermost.kind = object(None),
            Kind::Map(value) if value.kind == Kind::Unknown => innermost.kind = object(None),
            Kind::Map(value) => value.innermost_mut().kind = object(None),
            _ => {
                self.diagnostics.push(
                    Diagnostic::at(
                        Code::ClaimsContradict,
                        component.tag,
                        format!("this field is called `{text}` and encloses fields; taken as an object"),
                    )
                    .help("write `type=\"object\"`, or move the enclosed fields"),
                );
                innermost.kind = object(None);
            }
        }
    }

    /// A field whose name is a status documents that status and no member.
    fn status_row(&mut self, component: &Component, status: &Status, type_text: Option<&str>, content: Content) {
        let origin = self.draft.origin(Evidence::Field, component.tag);
        let response = self.draft.response(Some(status.key()));
        response.origin.get_or_insert(origin);
        match content.description {
            Some(description) => append(&mut response.description, &description),
            None => append(&mut response.description, type_text.unwrap_or_default()),
        }
        for member in content.members {
            add(&mut response.members, member, self.diagnostics);
        }
    }
}

fn name_hint(component: &str) -> &'static str {
    if component == "ResponseField" { "`name=\"...\"`" } else { "`body=\"...\"`, `query=\"...\"` or `path=\"...\"`" }
}

/// The longest run of backticks in a text.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The value of `default=`, in the type of its field where the text can be read as one.
fn default_value(component: &Component, shape: &Shape) -> Option<Value> {
    let attribute = component.attribute("default").or_else(|| component.attribute("initialValue"))?;
    let text = match &attribute.value {
        AttributeValue::Bare => return None,
        AttributeValue::Bool(value) => return Some(Value::Bool(*value)),
        AttributeValue::Literal(json) => return Some(json.to_value()),
        AttributeValue::Text(text) | AttributeValue::Expression(text) => text,
    };
    let typed = match shape.kind {
        Kind::String | Kind::DateTime | Kind::Enum(_) => None,
        _ => serde_json::from_str(text.trim()).ok(),
    };
    Some(typed.unwrap_or_else(|| Value::String(text.clone())))
}
