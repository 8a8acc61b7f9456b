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

impl<'de, U: Union> Visitor<'de> for Stream<U> {
    type Value = Come<U>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Come<U>, E> {
        tree(|builder| builder.visitor().visit_unit())
    }

    fn visit_none<E: Error>(self) -> Result<Come<U>, E> {
        tree(|builder| builder.visitor().visit_unit())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Come<U>, D::Error> {
        tree(|builder| builder.value(deserializer))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Come<U>, E> {
        tree(|builder| builder.visitor().visit_bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Come<U>, E> {
        tree(|builder| builder.visitor().visit_i64(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Come<U>, E> {
        tree(|builder| builder.visitor().visit_u64(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Come<U>, E> {
        tree(|builder| builder.visitor().visit_f64(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Come<U>, E> {
        tree(|builder| builder.visitor().visit_str(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Come<U>, A::Error> {
        tree(|builder| builder.visitor().visit_seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Come<U>, A::Error> {
        let mut builder = Builder::begin();
        let at = builder.open();
        if !builder.member(at, &mut members)? {
            return Ok(Come::Tree(builder.end()));
        }
        if let (Some(name), Some(value)) = (builder.text_at(at + 1), builder.text_at(at + 2))
            && let Some((name, value, variant)) = told::<U>(name, value)
        {
            builder.give_up();
            let members = Begun { name: Some(name), value, members };
            return U::of_members(variant, members).map(Come::Made).inspect_err(|_| restart::ask());
        }
        while builder.member(at, &mut members)? {}
        Ok(Come::Tree(builder.end()))
    }
}

fn tree<U, E>(add: impl FnOnce(&mut Builder) -> Result<(), E>) -> Result<Come<U>, E> {
    let mut builder = Builder::begin();
    add(&mut builder)?;
    Ok(Come::Tree(builder.end()))
}

/// The tag, its value and the name of the variant, where a member is the tag of a struct.
fn told<U: Union>(name: &str, value: &str) -> Option<(&'static str, &'static str, &'static str)> {
    U::VARIANTS.iter().find_map(|variant| {
        let (member, values) = variant.told_by.first().filter(|(member, _)| *member == name)?;
        let value = values.iter().find(|known| **known == value)?;
        variant.is_told_struct().then_some((*member, *value, variant.name))
    })
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
