//! Input: the members of an object, one by one. Output: a struct that holds them, and the way back.
//! Invariant: what is the same for every struct stands in `record_reader` and `record_writer`; a struct has its table alone.

use std::collections::BTreeMap;

use serde::de::{Deserialize, IgnoredAny, MapAccess};
use serde::ser::{Serialize, SerializeStruct};

use super::Json;
use super::vacant::{Rule, Vacant};

/// A struct that is an object of JSON.
pub(crate) trait Record: Vacant {
    /// Its name, for messages.
    const NAME: &'static str;
    /// The names of its members, as the API writes them and in the order of the pages.
    const MEMBERS: &'static [&'static str];
    /// Of each member, how it is there.
    const RULES: &'static [Rule];
    /// Whether members that nobody documents are kept.
    const KEEPS: bool = false;

    /// Reads the value of the member with this index.
    fn set<'de, A: MapAccess<'de>>(&mut self, index: usize, members: &mut Members<A>) -> Result<(), A::Error>;

    /// Writes every member.
    fn each<S: SerializeStruct>(&self, written: &mut Written<S>);

    /// Keeps a member that nobody documents.
    fn keep(&mut self, _name: String, _value: Json) {}

    /// What was kept.
    fn kept(&self) -> Option<&BTreeMap<String, Json>> {
        None
    }
}

/// The members of the object that is being read.
pub(crate) struct Members<A> {
    pub(crate) map: A,
}

impl<'de, A: MapAccess<'de>> Members<A> {
    /// Reads the value of a member to its place.
    pub(crate) fn read<T: Deserialize<'de>>(&mut self, place: &mut T) -> Result<(), A::Error> {
        *place = self.map.next_value()?;
        Ok(())
    }

    /// Passes over the value of a member that has no place.
    pub(crate) fn pass_over(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }
}

/// The object that is being written, or the number of its members alone. The first error ends it.
pub(crate) struct Written<S: SerializeStruct> {
    pub(crate) to: Option<S>,
    pub(crate) count: usize,
    pub(crate) error: Option<S::Error>,
}

impl<S: SerializeStruct> Written<S> {
    /// Writes a member, unless there is nothing that would be written.
    pub(crate) fn member<T: Serialize + Vacant>(&mut self, rule: Rule, name: &'static str, value: &T) {
        if rule.is_left_out() && value.is_vacant() {
            return;
        }
        match &mut self.to {
            None => self.count += 1,
            Some(to) if self.error.is_none() => self.error = to.serialize_field(name, value).err(),
            Some(_) => {}
        }
    }
}
