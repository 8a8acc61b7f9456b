//! Input: values that several objects of a document have in their own way. Output: their JSON.
//! Invariant: what has nothing to say is left out, and an order that was given is kept.

use std::collections::BTreeSet;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// A JSON object whose names are free and whose order is kept.
#[derive(Debug)]
pub(super) struct Pairs<T>(Vec<(String, T)>);

impl<T> Pairs<T> {
    pub(super) fn one(name: &str, value: T) -> Self {
        Self(vec![(name.to_owned(), value)])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, name: impl Into<String>, value: T) {
        self.0.push((name.into(), value));
    }

    /// Of members with one name the first stays.
    pub(super) fn unique(mut self) -> Self {
        let mut seen = BTreeSet::new();
        self.0.retain(|(name, _)| seen.insert(name.clone()));
        self
    }
}

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<(String, T)> for Pairs<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Pairs<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The same for large values: each is made when it is written, since all together take many times the room of their text.
pub(super) struct Each<'a, T>(Box<dyn Fn() -> Members<'a, T> + 'a>);

type Members<'a, T> = Box<dyn Iterator<Item = (String, T)> + 'a>;

impl<'a, T> Each<'a, T> {
    pub(super) fn new<I: Iterator<Item = (String, T)> + 'a>(members: impl Fn() -> I + 'a) -> Self {
        Self(Box::new(move || Box::new(members())))
    }
}

impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in (self.0)() {
            map.serialize_entry(&name, &value)?;
        }
        map.end()
    }
}

/// Whether a flag is left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(super) fn no(value: &bool) -> bool {
    !*value
}

/// Whether, and why not to use it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Deprecated<'a> {
    #[serde(skip_serializing_if = "no")]
    deprecated: bool,
    #[serde(rename = "x-fieldstone-deprecated", skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

impl<'a> From<Option<&'a str>> for Deprecated<'a> {
    fn from(why: Option<&'a str>) -> Self {
        Self { deprecated: why.is_some(), why: why.filter(|why| !why.is_empty()) }
    }
}

/// The JSON types of a value: one is printed as a word, several as a list.
#[derive(Debug, Default)]
pub(super) struct Kinds(pub(super) Vec<&'static str>);

impl Kinds {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Kinds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => serializer.serialize_str(one),
            several => several.serialize(serializer),
        }
    }
}
