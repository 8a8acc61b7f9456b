//! Input: YAML, through serde. Output: [`Members`] of a frontmatter, or a whole document as [`Json`], in the order of the text.
//! Invariant: what is no string keeps a mark, so that its text can be taken from the page.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use crate::read::json::{Json, JsonError, JsonKind};
use crate::source::{FileId, Span, Spanned as At};

/// The members of a document, in order.
pub(super) struct Members(pub(super) Vec<(Spanned<String>, Spanned<Value>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor).map(Self)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Vec<(Spanned<String>, Spanned<Value>)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("keys with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

/// YAML as far as a frontmatter needs it.
pub(super) enum Value {
    Null,
    /// A number or a truth value; the text that it would be printed as.
    Plain(String),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    /// JSON text for it. Recursion is bounded by the depth that the reader allows.
    pub(super) fn to_json(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Null => "null".to_owned(),
            Self::Plain(text) => text.clone(),
            Self::Text(text) => quoted(text),
            Self::List(items) => format!("[{}]", items.iter().map(Self::to_json).collect::<Vec<_>>().join(",")),
            Self::Map(members) => {
                let member = |(key, value): &(String, Self)| format!("{}:{}", quoted(key), value.to_json());
                format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Value::Map(members))
    }
}

/// Reads a document that begins at `offset` of a file.
pub(super) fn parse(text: &str, file: FileId, offset: usize) -> Result<Json, JsonError> {
    let source = Source { text, file, offset };
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: 400_000,
            max_depth: 100,
            max_aliases: 20_000,
            max_anchors: 20_000,
            max_events: 1_000_000,
            max_total_scalar_bytes: 16 << 20,
        },
        // What an alias repeats is made anew each time: this bounds the tree.
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 200_000,
            max_replay_stack_depth: 32,
        },
        with_snippet: false,
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        strict_booleans: true,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Tree>>(text, options) {
        Ok(tree) => Ok(source.json(tree)),
        Err(error) => {
            let words = error.to_string();
            let span = error.location().map_or_else(|| source.all(), |location| source.span(location));
            Err(JsonError { message: words.lines().next().unwrap_or_default().to_owned(), span })
        }
    }
}

struct Source<'a> {
    text: &'a str,
    file: FileId,
    offset: usize,
}

impl Source<'_> {
    fn all(&self) -> Span {
        Span::new(self.file, self.offset..self.offset + self.text.len())
    }

    fn span(&self, location: Location) -> Span {
        let span = location.span();
        let start = span.byte_offset().and_then(|start| usize::try_from(start).ok());
        let Some(start) = start.filter(|start| *start <= self.text.len()) else { return self.all() };
        let length = span.byte_len().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
        let end = start.saturating_add(length).min(self.text.len());
        Span::new(self.file, self.offset + start..self.offset + end)
    }

    /// Recursion is bounded by the depth that the reader allows.
    fn json(&self, tree: Spanned<Tree>) -> Json {
        let span = self.span(tree.referenced);
        let kind = match tree.value {
            Tree::Null => JsonKind::Null,
            Tree::Bool(value) => JsonKind::Bool(value),
            Tree::Text(text) => JsonKind::String(text),
            Tree::Number(text) => match serde_json::from_str::<serde_json::Number>(&text) {
                Ok(_) => JsonKind::Number(text),
                Err(_) => JsonKind::String(text),
            },
            Tree::List(items) => JsonKind::Array(items.into_iter().map(|item| self.json(item)).collect()),
            Tree::Map(members) => JsonKind::Object(
                members
                    .into_iter()
                    .map(|(key, value)| (At::new(key.value, self.span(key.referenced)), self.json(value)))
                    .collect(),
            ),
        };
        Json { kind, span }
    }
}

/// YAML with a place at every level.
enum Tree {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Spanned<Tree>>),
    Map(Vec<(Spanned<String>, Spanned<Tree>)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Tree::Map(members))
    }
}
