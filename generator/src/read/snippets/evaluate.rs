//! Input: an expression as a page writes it, and what its names stand for. Output: the value, where it has a plain one.
//! Invariant: names are looked up and texts put together; nothing is ever run.

use std::collections::BTreeMap;

use crate::read::json::{Json, JsonKind};
use crate::read::page::AttributeValue;

use super::bindings::Binding;
use super::statement;

/// A value longer than this stays what the page writes: values that are made of values double at every step.
const MAX_VALUE: usize = 1 << 20;

/// An expression longer than this has no alternatives.
const MAX_ALTERNATIVES: usize = 256;

/// What the names of a text stand for.
pub(super) struct Names<'a> {
    /// What is given where the snippet is used.
    pub(super) props: &'a BTreeMap<String, AttributeValue>,
    /// What the text imports and declares.
    pub(super) bindings: &'a BTreeMap<String, Binding>,
    /// What the site's configuration declares.
    pub(super) variables: &'a BTreeMap<String, String>,
}

impl Names<'_> {
    /// The value of an expression; without `constants`, of a property alone.
    pub(super) fn eval(&self, source: &str, constants: bool) -> Option<AttributeValue> {
        let source = source.trim();
        if let Some(value) = self.member(source, constants) {
            return Some(value);
        }
        if !constants {
            return None;
        }
        // Each alternative is one step deeper.
        let short = source.len() <= MAX_ALTERNATIVES;
        let alternatives = source.split_once("||").or_else(|| source.split_once("??"));
        if let Some((first, second)) = alternatives.filter(|_| short) {
            let first = self.eval(first, true).filter(|value| text(value).is_some_and(|text| is_true(&text)));
            return first.or_else(|| self.eval(second, true));
        }
        if let Some(inner) = source.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            return self.template(inner).map(|text| AttributeValue::Text(text.into()));
        }
        let quoted = crate::read::mdx::string_literal(source);
        quoted.map(|text| AttributeValue::Text(text.into()))
    }

    /// `name`, `props.name`, `name.member.member`
    fn member(&self, source: &str, constants: bool) -> Option<AttributeValue> {
        let mut parts = source.strip_prefix("props.").unwrap_or(source).split('.');
        let first = parts.next().filter(|name| !name.is_empty() && statement::is_name(name))?;
        let value = match self.props.get(first) {
            Some(value) => value,
            None => match self.bindings.get(first).filter(|_| constants)? {
                Binding::Value(value) => value,
                _ => return None,
            },
        };
        let mut json: Option<&Json> = None;
        for part in parts {
            let inside = match (json, value) {
                (Some(json), _) => json,
                (None, AttributeValue::Literal(json)) => json.as_ref(),
                _ => return None,
            };
            let JsonKind::Object(members) = &inside.kind else { return None };
            json = Some(members.iter().rev().find(|(name, _)| name.value == part).map(|(_, value)| value)?);
        }
        Some(match json {
            None if matches!(value, AttributeValue::Bare) => AttributeValue::Bool(true),
            None if matches!(value, AttributeValue::Expression(_)) => return None,
            None => value.clone(),
            Some(json) => match &json.kind {
                JsonKind::String(text) => AttributeValue::Text(text.clone().into()),
                JsonKind::Bool(value) => AttributeValue::Bool(*value),
                _ => AttributeValue::Literal(Box::new(json.clone())),
            },
        })
    }

    /// A template's text; `None` where one of its holes has none.
    fn template(&self, inner: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = inner;
        while let Some((before, after)) = rest.split_once("${") {
            let (hole, after) = after.split_once('}')?;
            out.push_str(before);
            // A template inside a template has no value here, so that this never goes deeper than one step.
            out.push_str(&text(&self.member(hole.trim(), true)?)?);
            rest = after;
        }
        out.push_str(rest);
        (out.len() <= MAX_VALUE && !out.contains('`')).then_some(out)
    }

    /// The text of an expression, where it has one.
    pub(super) fn text(&self, source: &str, constants: bool) -> Option<String> {
        text(&self.eval(source, constants)?).filter(|text| text.len() <= MAX_VALUE)
    }
}

/// A value as the reader of a page sees it.
pub(super) fn text(value: &AttributeValue) -> Option<String> {
    match value {
        AttributeValue::Text(text) => Some(text.to_string()),
        AttributeValue::Bare => Some("true".to_owned()),
        AttributeValue::Bool(value) => Some(value.to_string()),
        AttributeValue::Literal(json) if json.kind == JsonKind::Null => None,
        AttributeValue::Literal(json) => Some(json.to_value().to_string()),
        AttributeValue::Expression(_) => None,
    }
}

fn is_true(text: &str) -> bool {
    !matches!(text, "" | "false" | "0")
}
