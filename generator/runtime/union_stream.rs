//! Input: JSON that can be read once more. Output: the variant that its first member tells, or a tree of it.
//! Invariant: what turns out wrong asks for the second reading, in which nothing is read here.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};

use super::json_tree::Place;
use super::json_tree_builder::Builder;
use super::restart;
use super::union::Union;

/// A union, or the tree that it is read from.
pub(crate) enum Come<U> {
    Made(U),
    Tree(Place),
}

/// Reads what begins with its tag at once.
pub(crate) struct Stream<U>(pub(crate) PhantomData<U>);

/// What is neither an object nor a text is added to a tree.
macro_rules! by_tree {
    ($value:ty) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any JSON")
        }

        fn visit_unit<E: Error>(self) -> Result<$value, E> {
            self.tree(|builder| builder.visitor().visit_unit())
        }

        fn visit_none<E: Error>(self) -> Result<$value, E> {
            self.tree(|builder| builder.visitor().visit_unit())
        }

        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<$value, D::Error> {
            self.tree(|builder| builder.value(deserializer))
        }

        fn visit_bool<E: Error>(self, value: bool) -> Result<$value, E> {
            self.tree(|builder| builder.visitor().visit_bool(value))
        }

        fn visit_i64<E: Error>(self, value: i64) -> Result<$value, E> {
            self.tree(|builder| builder.visitor().visit_i64(value))
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<$value, E> {
            self.tree(|builder| builder.visitor().visit_u64(value))
        }

        fn visit_f64<E: Error>(self, value: f64) -> Result<$value, E> {
            self.tree(|builder| builder.visitor().visit_f64(value))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<$value, A::Error> {
            self.tree(|builder| builder.visitor().visit_seq(items))
        }
    };
}

impl<U> Stream<U> {
    fn tree<E>(self, add: impl FnOnce(&mut Builder) -> Result<(), E>) -> Result<Come<U>, E> {
        let mut builder = Builder::begin();
        add(&mut builder)?;
        Ok(Come::Tree(builder.end()))
    }
}

impl<'de, U: Union> Visitor<'de> for Stream<U> {
    type Value = Come<U>;

    by_tree!(Come<U>);

    fn visit_str<E: Error>(self, text: &str) -> Result<Come<U>, E> {
        self.tree(|builder| builder.visitor().visit_str(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Come<U>, A::Error> {
        let tag = match members.next_key_seed(FirstName::<U>(PhantomData))? {
            None => return Ok(Come::Tree(Builder::empty())),
            Some(Name::Other(object)) => return object.first_value(&mut members).map(Come::Tree),
            Some(Name::Tag(tag)) => tag,
        };
        match members.next_value_seed(FirstValue::<U>(tag, PhantomData))? {
            Told::Not(object) => object.rest(&mut members).map(Come::Tree),
            Told::By { value, variant } => {
                let members = Begun { name: Some(tag), value, members };
                U::of_members(variant, members).map(Come::Made).inspect_err(|_| restart::ask())
            }
        }
    }
}

/// Reads the first name of an object.
struct FirstName<U>(PhantomData<U>);

enum Name {
    /// One by whose value a struct can be told.
    Tag(&'static str),
    /// Another, which begins a tree.
    Other(Builder),
}

impl<'de, U: Union> DeserializeSeed<'de> for FirstName<U> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<U: Union> Visitor<'_> for FirstName<U> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string key")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let tag = U::VARIANTS
            .iter()
            .filter(|variant| variant.is_told_struct())
            .find_map(|variant| variant.told_by.first().map(|(member, _)| *member).filter(|member| *member == name));
        Ok(tag.map_or_else(|| Name::Other(Builder::begun(name)), Name::Tag))
    }
}

/// Reads the value of a first member of this name.
struct FirstValue<U>(&'static str, PhantomData<U>);

enum Told {
    /// The value, and the name of the variant that it tells.
    By { value: &'static str, variant: &'static str },
    /// It tells none: the object goes into a tree, which has its first member.
    Not(Builder),
}

impl<U> FirstValue<U> {
    fn tree<E>(self, add: impl FnOnce(&mut Builder) -> Result<(), E>) -> Result<Told, E> {
        let mut object = Builder::begun(self.0);
        add(&mut object)?;
        Ok(Told::Not(object))
    }
}

impl<'de, U: Union> DeserializeSeed<'de> for FirstValue<U> {
    type Value = Told;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Told, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, U: Union> Visitor<'de> for FirstValue<U> {
    type Value = Told;

    by_tree!(Told);

    fn visit_str<E: Error>(self, value: &str) -> Result<Told, E> {
        let told = U::VARIANTS.iter().filter(|variant| variant.is_told_struct()).find_map(|variant| {
            let (_, values) = variant.told_by.first().filter(|(member, _)| *member == self.0)?;
            values.iter().find(|known| **known == value).map(|value| Told::By { value, variant: variant.name })
        });
        told.map_or_else(|| self.tree(|object| object.visitor().visit_str(value)), Ok)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Told, A::Error> {
        self.tree(|object| object.visitor().visit_map(members))
    }
}

/// An object of which the tag has been read.
struct Begun<A> {
    name: Option<&'static str>,
    value: &'static str,
    members: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Begun<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.name {
            Some(name) => seed.deserialize(of_text(name)).map(Some),
            None => self.members.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.name.take() {
            Some(_) => seed.deserialize(of_text(self.value)),
            None => self.members.next_value_seed(seed),
        }
    }
}

fn of_text<E: Error>(text: &'static str) -> StrDeserializer<'static, E> {
    text.into_deserializer()
}
