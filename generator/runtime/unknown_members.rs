//! Input: the members of an object that nobody documents. Output: the same members, where the object is written.
//! Invariant: they are written back as they came, and are left over where a union asks which of its types fits.

use std::collections::BTreeMap;

use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

use super::{Json, json_tree};

/// Writes the members into their object.
pub(crate) fn serialize<S: Serializer>(members: &BTreeMap<String, Json>, serializer: S) -> Result<S::Ok, S::Error> {
    members.serialize(serializer)
}

/// Reads the members that no field has taken.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Json>, D::Error> {
    let members = BTreeMap::<String, Json>::deserialize(deserializer)?;
    if members.values().any(|value| !value.is_null()) {
        json_tree::leave_over();
    }
    Ok(members)
}
