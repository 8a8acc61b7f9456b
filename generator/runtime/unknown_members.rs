//! Input: the members of an object that nobody documents. Output: the same members, where the object is written.
//! Invariant: they are written back as they came, and count for nothing where a union asks which of its types fits.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde::ser::{SerializeMap as _, Serializer};
use serde::{Deserialize as _, Deserializer, Serialize};

use super::Json;

thread_local! {
    /// Whether what is written now is a question of which members are documented.
    static LEFT_OUT: Cell<bool> = const { Cell::new(false) };
}

/// Writes the members into their object.
pub(crate) fn serialize<S: Serializer>(members: &BTreeMap<String, Json>, serializer: S) -> Result<S::Ok, S::Error> {
    if LEFT_OUT.get() { serializer.serialize_map(Some(0))?.end() } else { members.serialize(serializer) }
}

/// Reads the members that no field has taken.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Json>, D::Error> {
    BTreeMap::deserialize(deserializer)
}

/// A value as JSON, without the members that nobody documents.
pub(crate) fn without<T: Serialize>(value: &T) -> serde_json::Result<Json> {
    /// Puts the question back, even where a serialiser panics.
    struct Asked(bool);
    impl Drop for Asked {
        fn drop(&mut self) {
            LEFT_OUT.set(self.0);
        }
    }
    let _asked = Asked(LEFT_OUT.replace(true));
    serde_json::to_value(value)
}
