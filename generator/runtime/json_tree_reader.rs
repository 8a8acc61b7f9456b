//! Input: a part of a tree. Output: a value of any type that fits.
//! Invariant: what has no place in the type is left over, and a union learns where it stands.

use std::cell::RefCell;
use std::rc::Rc;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer as _, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Error;

use super::json_tree::{Part, Place, Tree, leave_over, watched};

thread_local! {
    /// The part that a union stands at, from the reader of the tree to the union.
    static HANDED_OVER: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// By this name a union asks for its place in the tree.
pub(crate) const UNION: &str = "$fieldstone::union";

/// Where the reader of a tree has just come to, if that is what reads.
pub(crate) fn handed_over() -> Option<Place> {
    HANDED_OVER.take()
}

/// Whether the type fits, and then whether it has a place for every member.
pub(crate) fn fits<T: DeserializeOwned>(place: &Place) -> Option<bool> {
    let (fits, left_over) = watched(|| T::deserialize(Reader::of(place, false)).is_ok());
    fits.then_some(!left_over)
}

/// The value, where the type fits.
pub(crate) fn make<T: DeserializeOwned>(place: &Place) -> Option<T> {
    T::deserialize(Reader::of(place, place.makes())).ok()
}

/// Reads a part of a tree.
#[derive(Clone, Copy)]
struct Reader<'a> {
    tree: &'a Rc<Tree>,
    at: usize,
    makes: bool,
    /// Whether this is what a union asks for, and nothing inside.
    top: bool,
}

impl<'a> Reader<'a> {
    /// Reads what a union asks for.
    fn of(place: &'a Place, makes: bool) -> Self {
        Self { tree: &place.tree, at: place.at, makes, top: true }
    }

    fn inside(&self, at: usize) -> Self {
        Self { at, top: false, ..*self }
    }

    /// What stands from here to an end.
    fn row(&self, end: usize) -> Row<'a> {
        Row { reader: *self, next: self.at + 1, end }
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.tree.part(self.at) {
            Part::Null => visitor.visit_unit(),
            Part::Bool(value) => visitor.visit_bool(*value),
            Part::Number(number) => number.deserialize_any(visitor),
            Part::Text(text) => visitor.visit_str(self.tree.text(text)),
            Part::Array(end) => {
                let mut items = self.row(*end);
                let value = visitor.visit_seq(&mut items)?;
                items.finish(value)
            }
            Part::Object(end) => {
                let mut members = self.row(*end);
                let value = visitor.visit_map(&mut members)?;
                members.finish(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.tree.part(self.at) {
            Part::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if name == UNION {
            HANDED_OVER.set(Some(Place { tree: Rc::clone(self.tree), at: self.at, makes: self.makes }));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // A derived struct can be read from a list of its members' values, too: that is another kind of JSON.
        if matches!(self.tree.part(self.at), Part::Array(_)) {
            if self.top {
                return Err(Error::invalid_type(Unexpected::Seq, &visitor));
            }
            leave_over();
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // Where a number is one of several types, it is no float if that would lose digits: what is kept as it came has them.
        if let (true, Part::Number(number)) = (self.top, self.tree.part(self.at))
            && number.as_i128().is_some_and(|whole| number.as_f64().is_none_or(|float| float as i128 != whole))
        {
            return Err(Error::custom("a float would lose digits of the integer"));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if !matches!(self.tree.part(self.at), Part::Null) {
            leave_over();
        }
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map enum identifier
    }
}

/// Reads the items of an array, or the members of an object.
struct Row<'a> {
    reader: Reader<'a>,
    next: usize,
    end: usize,
}

impl<'a> Row<'a> {
    /// Takes the next value, if there is one.
    fn value(&mut self) -> Option<Reader<'a>> {
        let at = self.next;
        (at < self.end).then(|| {
            self.next = self.reader.tree.behind(at);
            self.reader.inside(at)
        })
    }

    /// The value, where nothing was left unread.
    fn finish<T>(&self, value: T) -> Result<T, Error> {
        if self.next < self.end { Err(Error::custom("more stands here than the type reads")) } else { Ok(value) }
    }
}

impl<'de> SeqAccess<'de> for Row<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.value().map(|item| seed.deserialize(item)).transpose()
    }
}

impl<'de> MapAccess<'de> for Row<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let at = self.next;
        if at >= self.end {
            return Ok(None);
        }
        self.next = at + 1;
        let name = match self.reader.tree.part(at) {
            Part::Text(name) => self.reader.tree.text(name),
            _ => "",
        };
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value() {
            Some(value) => seed.deserialize(value),
            None => Err(Error::custom("a member has no value")),
        }
    }
}
