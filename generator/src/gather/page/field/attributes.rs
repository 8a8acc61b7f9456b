//! Input: the attributes of a field component. Output: where the field belongs, its flags, and its default.
//! Invariant: an attribute that is not what its reader takes it for is told at its place.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::section::Section;
use crate::gather::page::context::Context;
use crate::gather::page::field::destination::Destination;
use crate::gather::page::field::statuses::own_status;
use crate::gather::page::field_components::FieldComponent;
use crate::gather::page::reader::Reader;
use crate::project::ComponentRule;
use crate::read::page::{AttributeValue, Component};
use crate::shape::{Kind, Shape};
use crate::type_expr;

/// Attributes that say where a ParamField goes, in the order in which they count.
const LOCATIONS: [(&str, Section, &str); 6] = [
    ("path", Section::Path, "path"),
    ("query", Section::Query, "query"),
    ("header", Section::Header, "header"),
    ("cookie", Section::Cookie, "cookie"),
    ("body", Section::Body, "body"),
    ("form", Section::Body, "form"),
];

impl Reader<'_> {
    /// Where the field belongs, the word for it, and its name.
    pub(crate) fn destination(
        &mut self,
        component: &Component,
        tag: FieldComponent<'_>,
        context: &Context,
    ) -> Destination {
        let named = |attribute: &str| component.attribute(attribute).filter(|found| found.value.text().is_some());
        let around = context.section.unwrap_or(Section::Body);
        if context.parent.is_none() && own_status(component, tag).is_some() {
            return Destination::new(vec![Section::Response], "response", named("name").or_else(|| named("body")));
        }
        let name = match tag {
            FieldComponent::Response => {
                return Destination::new(vec![Section::Response], "response", named("name").or_else(|| named("body")));
            }
            FieldComponent::Mapped(rule) => return self.own_destination(component, rule, context),
            FieldComponent::Param => named("name"),
        };
        let given = LOCATIONS.iter().filter(|(attribute, ..)| component.attribute(attribute).is_some());
        let given: Vec<&(&str, Section, &'static str)> = given.collect();
        if let Some((attribute, _, word)) = given.first() {
            let sections = given.iter().map(|(_, section, _)| *section).collect();
            return Destination::new(sections, word, named(attribute));
        }
        if context.parent.is_none() {
            self.draft.request.unplaced.push(
                Diagnostic::at(
                    Code::NoLocation,
                    component.tag,
                    format!("this field does not say where it goes; taken as `{}`", around.word()),
                )
                .help("name it with `path=`, `query=`, `header=` or `body=`"),
            );
        }
        Destination::new(vec![around], around.word(), name)
    }

    /// Where a field belongs that is a component of the vendor's own: where the attribute of its name says, or the heading
    /// above it, or the fields around and beside it.
    fn own_destination(&mut self, component: &Component, rule: &ComponentRule, context: &Context) -> Destination {
        let text = |attribute: &Option<String>| {
            let attribute = component.attribute(attribute.as_deref()?)?;
            attribute.value.text().filter(|text| !text.trim().is_empty())
        };
        let said = LOCATIONS.iter().find(|(attribute, ..)| rule.name.as_deref() == Some(*attribute));
        let section = said.map(|(_, section, _)| *section).or(context.section).or(context.beside);
        if section.is_none() && context.parent.is_none() {
            let message = "this field does not say where it goes; path and method of the call decide it";
            let help = "put it below a heading that says so: `Query parameters`, `Body`, `Response`";
            self.draft.request.unplaced.push(Diagnostic::at(Code::NoLocation, component.tag, message).help(help));
        }
        let word = section.unwrap_or(Section::Body).word();
        let named = rule.name.as_deref().and_then(|name| component.attribute(name));
        let named = named.filter(|named| named.value.text().is_some());
        let mut destination = Destination::new(section.into_iter().collect(), word, named);
        // What stands apart from the field that it belongs to says which one that is.
        if context.parent.is_none()
            && let Some(parent) = text(&rule.parent).filter(|parent| !parent.contains(char::is_whitespace))
            && let Some(name) = &mut destination.name
        {
            *name = format!("{}.{name}", parent.trim_end_matches('.'));
        }
        destination
    }

    /// A flag as its author meant it: bare and `{true}` are true, `"false"` is false.
    pub(crate) fn flag(&mut self, component: &Component, name: &str) -> bool {
        let Some(attribute) = component.attribute(name) else { return false };
        match &attribute.value {
            AttributeValue::Bare => true,
            AttributeValue::Bool(value) => *value,
            AttributeValue::Text(text) | AttributeValue::Expression(text) => {
                if matches!(&attribute.value, AttributeValue::Text(text) if text.trim().eq_ignore_ascii_case("false")) {
                    self.diagnostics.push(
                        Diagnostic::at(
                            Code::FlagAsText,
                            attribute.span,
                            format!("`{name}=\"false\"` is a text, which some readers take as true; taken as false"),
                        )
                        .help(format!("write `{name}={{false}}`, or leave it out")),
                    );
                }
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

    /// The value of `default=`, in the type of its field where the text can be read as one.
    pub(crate) fn default_value(
        &mut self,
        component: &Component,
        tag: FieldComponent<'_>,
        shape: &Shape,
    ) -> Option<Value> {
        let attribute = tag.defaults().iter().find_map(|name| component.attribute(name))?;
        let text = match &attribute.value {
            AttributeValue::Bare => return None,
            AttributeValue::Bool(value) => return Some(Value::Bool(*value)),
            AttributeValue::Literal(json) => return Some(json.to_value()),
            AttributeValue::Text(text) | AttributeValue::Expression(text) => text,
        };
        if shape.nullable && text.trim() == "null" {
            return Some(Value::Null);
        }
        let (value, fits) = typed_default(text, shape);
        if !fits && !text.trim().is_empty() {
            self.diagnostics.push(
                Diagnostic::at(
                    Code::InvalidAttribute,
                    attribute.span,
                    format!("the default `{text}` is no {}; it is kept as text", shape.words()),
                )
                .help("mend the default, or the type"),
            );
        }
        Some(value)
    }
}

/// The default that the text of a type states, where it is a value of the shape.
pub(crate) fn noted_default(text: &str, shape: &Shape) -> Option<Value> {
    let is_plain = matches!(
        shape.kind,
        Kind::String | Kind::DateTime | Kind::Enum(_) | Kind::Integer | Kind::Number | Kind::Boolean
    );
    let (value, fits) = typed_default(type_expr::default_note(text).filter(|_| is_plain)?, shape);
    fits.then_some(value)
}

/// A text as a value of a shape, as far as it is one, and whether it is.
pub(crate) fn typed_default(text: &str, shape: &Shape) -> (Value, bool) {
    let typed: Option<Value> = match shape.kind {
        Kind::String | Kind::DateTime | Kind::Enum(_) => None,
        _ => serde_json::from_str(text.trim()).ok(),
    };
    let fits = match (&shape.kind, &typed) {
        (Kind::Integer | Kind::Number, value) => value.as_ref().is_some_and(Value::is_number),
        (Kind::Boolean, value) => value.as_ref().is_some_and(Value::is_boolean),
        _ => true,
    };
    (typed.unwrap_or_else(|| Value::String(text.to_owned())), fits)
}
