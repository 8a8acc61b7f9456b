//! Input: whatever JSON is read from. Output: the parts and the text of a [`Tree`](super::json_tree::Tree).
//! Invariant: one pass, and no more than the two buffers are allocated.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::Json;
use super::json_tree::{Part, Place, buffers};

/// Reads a tree.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Place, D::Error> {
    let mut builder = Builder::begin();
    builder.value(deserializer)?;
    Ok(builder.end())
}

/// The JSON of a place anew, for unions that ask first. Of two members of one name it holds the last.
pub(crate) fn asking_first(place: &Place) -> Place {
    let mut builder = Builder::begin();
    builder.json(&place.json());
    Place::root(builder.parts, builder.text, true)
}

/// What has been read so far.
pub(crate) struct Builder {
    parts: Vec<Part>,
    text: String,
}

impl Builder {
    /// Nothing yet.
    pub(crate) fn begin() -> Self {
        let (parts, text) = buffers();
        Self { parts, text }
    }

    /// The tree.
    pub(crate) fn end(self) -> Place {
        Place::root(self.parts, self.text, false)
    }

    /// An object whose first name has been read, and nothing else.
    pub(crate) fn begun(name: &str) -> Self {
        let mut builder = Self::begin();
        builder.open();
        builder.push_text(name);
        builder
    }

    /// The tree of an object that was [begun](Self::begun): the value of its first member, and all other members.
    pub(crate) fn first_value<'de, A: MapAccess<'de>>(mut self, members: &mut A) -> Result<Place, A::Error> {
        if self.value_of(1, 0, members)? { self.rest(members) } else { Ok(self.end()) }
    }

    /// The tree of an object of which the first member has been read.
    pub(crate) fn rest<'de, A: MapAccess<'de>>(mut self, members: &mut A) -> Result<Place, A::Error> {
        while self.member(0, members)? {}
        Ok(self.end())
    }

    /// The tree of an object that has no member.
    pub(crate) fn empty() -> Place {
        let mut builder = Self::begin();
        builder.push(Part::Object(1));
        builder.end()
    }

    /// What adds a value that a reader shows.
    pub(crate) fn visitor(&mut self) -> Value<'_> {
        Value(self)
    }

    /// The text at a place, where that is one.
    fn text_at(&self, at: usize) -> Option<&str> {
        match self.parts.get(at)? {
            Part::Text(text) => self.text.get(text.clone()),
            _ => None,
        }
    }

    /// Adds the next member to the object that was opened at a place; where there is none, ends it.
    fn member<'de, A: MapAccess<'de>>(&mut self, at: usize, members: &mut A) -> Result<bool, A::Error> {
        let name = self.parts.len();
        if members.next_key_seed(Name(self))?.is_none() {
            self.close(at, Part::Object);
            return Ok(false);
        }
        self.value_of(name, at, members)
    }

    /// Adds the value of a member whose name was just added to the object that was opened at a place; whether more may come.
    fn value_of<'de, A: MapAccess<'de>>(&mut self, name: usize, at: usize, members: &mut A) -> Result<bool, A::Error> {
        if name == at + 1
            && let Some(own) = self.text_at(name).filter(|name| name.starts_with("$serde_json::private::"))
        {
            // So the reader of JSON hands over numbers that it keeps as text; it knows best what that means.
            let own = own.to_owned();
            self.parts.truncate(at);
            let map = MapAccessDeserializer::new(Begun { name: Some(own), members });
            let json = Json::deserialize(map)?;
            self.json(&json);
            return Ok(false);
        }
        members.next_value_seed(Value(self))?;
        Ok(true)
    }

    /// Adds a value.
    pub(crate) fn value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Value(self))
    }

    /// Adds a value that is there already.
    fn json(&mut self, json: &Json) {
        match json {
            Json::Null => self.push(Part::Null),
            Json::Bool(value) => self.push(Part::Bool(*value)),
            Json::Number(number) => self.push(Part::Number(number.clone())),
            Json::String(text) => self.push_text(text),
            Json::Array(items) => {
                let at = self.open();
                items.iter().for_each(|item| self.json(item));
                self.close(at, Part::Array);
            }
            Json::Object(members) => {
                let at = self.open();
                for (name, value) in members {
                    self.push_text(name);
                    self.json(value);
                }
                self.close(at, Part::Object);
            }
        }
    }

    /// Keeps a place for what stands before all that it holds.
    fn open(&mut self) -> usize {
        self.push(Part::Null);
        self.parts.len() - 1
    }

    fn close(&mut self, at: usize, part: fn(usize) -> Part) {
        let end = self.parts.len();
        if let Some(place) = self.parts.get_mut(at) {
            *place = part(end);
        }
    }

    fn push(&mut self, part: Part) {
        self.parts.push(part);
    }

    fn push_text(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.push(Part::Text(start..self.text.len()));
    }
}

/// Adds a value, of any kind.
pub(crate) struct Value<'a>(&'a mut Builder);

/// Adds a name.
struct Name<'a>(&'a mut Builder);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.value(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string key")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        self.0.push_text(name);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(Part::Null);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.value(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push(Part::Bool(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.push(Part::Number(value.into()));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.push(Part::Number(value.into()));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.push(Number::from_f64(value).map_or(Part::Null, Part::Number));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.push_text(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let at = self.0.open();
        while items.next_element_seed(Value(self.0))?.is_some() {}
        self.0.close(at, Part::Array);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let at = self.0.open();
        while self.0.member(at, &mut members)? {}
        Ok(())
    }
}

/// Members of which the first name has been read.
struct Begun<'a, A> {
    name: Option<String>,
    members: &'a mut A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Begun<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.name.take() {
            Some(name) => seed.deserialize(serde::de::value::StringDeserializer::new(name)).map(Some),
            None => self.members.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.members.next_value_seed(seed)
    }
}
