//! Input: an object of JSON. Output: a struct that is one.
//! Invariant: what is read, what is refused and with which words is what serde's derive would say, but that a list is no
//! object. Members in the order of the pages are found at once, others by a search.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::Json;
use super::json_tree;
use super::record::{Members, Record};

/// Reads a struct.
pub(crate) fn read<'de, T: Record, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let visitor = RecordVisitor(PhantomData);
    if T::KEEPS {
        deserializer.deserialize_map(visitor)
    } else {
        deserializer.deserialize_struct(T::NAME, T::MEMBERS, visitor)
    }
}

/// Reads a struct from the members of an object.
pub(crate) fn of_members<'de, T: Record, A: MapAccess<'de>>(members: A) -> Result<T, A::Error> {
    RecordVisitor(PhantomData).visit_map(members)
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for RecordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("struct ")?;
        f.write_str(T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut record = T::vacant();
        let (mut members, mut seen) = (Members { map }, Seen::default());
        let (mut next, mut unknown) = (0, String::new());
        let name = |index| T::MEMBERS.get(index).copied().unwrap_or_default();
        while let Some(index) = members.map.next_key_seed(Key::of::<T>(next, &mut unknown))? {
            match index {
                Some(index) => {
                    if !seen.insert(index) {
                        return Err(Error::duplicate_field(name(index)));
                    }
                    next = index + 1;
                    record.set(index, &mut members)?;
                }
                None if T::KEEPS => {
                    let value: Json = members.map.next_value()?;
                    if !value.is_null() {
                        json_tree::leave_over();
                    }
                    record.keep(std::mem::take(&mut unknown), value);
                }
                None => members.pass_over()?,
            }
        }
        for (index, rule) in T::RULES.iter().enumerate() {
            if rule.must_come() && !seen.contains(index) {
                return Err(Error::missing_field(name(index)));
            }
        }
        Ok(record)
    }
}

/// The members that have come. Few structs have more than the first number has bits.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<bool>,
}

impl Seen {
    /// Whether it has not come before.
    fn insert(&mut self, index: usize) -> bool {
        let Some(other) = index.checked_sub(64) else {
            let before = self.first;
            self.first |= 1 << index;
            return before != self.first;
        };
        if self.others.len() <= other {
            self.others.resize(other + 1, false);
        }
        self.others.get_mut(other).is_some_and(|seen| !std::mem::replace(seen, true))
    }

    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.first & (1 << index) != 0,
            Some(other) => self.others.get(other).copied().unwrap_or(false),
        }
    }
}

/// Finds a name among those of a struct.
struct Key<'a> {
    members: &'static [&'static str],
    /// The member that is behind the last one.
    next: usize,
    /// Takes a name that is none of them, where it is kept.
    unknown: Option<&'a mut String>,
}

impl<'a> Key<'a> {
    fn of<T: Record>(next: usize, unknown: &'a mut String) -> Self {
        Self { members: T::MEMBERS, next, unknown: T::KEEPS.then_some(unknown) }
    }

    fn find(self, key: &str) -> Option<usize> {
        let is = |member: &&str| *member == key;
        let behind = self.members.iter().skip(self.next).position(is).map(|at| self.next + at);
        let found = behind.or_else(|| self.members.iter().take(self.next).position(is));
        if let (None, Some(unknown)) = (found, self.unknown) {
            key.clone_into(unknown);
        }
        found
    }
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key))
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Self::Value, E> {
        Ok(self.find(&String::from_utf8_lossy(key)))
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<Self::Value, E> {
        Ok(usize::try_from(index).ok().filter(|index| *index < self.members.len()))
    }
}
