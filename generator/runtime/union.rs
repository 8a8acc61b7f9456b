//! Input: JSON and the types that it may be. Output: the variant that fits it.
//! Invariant: a list is never read as an object; a variant that would lose a member gives way to one that loses none; what
//! fits no variant is kept.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::decode::{DecodeError, read};
use super::{Json, unknown_members};

/// The search for the variant of a union.
pub(crate) struct VariantChoice<U> {
    json: Json,
    /// Whether a member tells that the next variant is the one, or that it is another.
    told: Option<bool>,
    whole: Option<U>,
    lossy: Option<U>,
}

impl<U> VariantChoice<U> {
    /// Nothing tried yet.
    pub(crate) fn new(json: Json) -> Self {
        Self { json, told: None, whole: None, lossy: None }
    }

    /// Says that the next variant is the one whose `member` has one of these values. One that is told by its member wins
    /// wherever it fits; one whose member tells of something else is the last to be thought of. A pointer leads to a member
    /// inside of others.
    pub(crate) fn when(mut self, member: &str, values: &[&str]) -> Self {
        self.told = match self.json.get(member).or_else(|| self.json.pointer(member)) {
            Some(Json::String(value)) => Some(values.contains(&value.as_str())),
            Some(Json::Number(value)) => Some(values.contains(&value.to_string().as_str())),
            _ => None,
        };
        self
    }

    /// Tries one type; the first that keeps every member wins, else the first that fits at all.
    pub(crate) fn or<T: DeserializeOwned + Serialize>(mut self, variant: fn(T) -> U) -> Self {
        let told = self.told.take();
        if self.whole.is_some() {
            return self;
        }
        if let Ok(value) = T::deserialize(&self.json) {
            let written = unknown_members::without(&value).ok();
            // A struct can be read from a list of its members' values, too: here it is another kind of JSON.
            if written.as_ref().is_some_and(|written| written.is_array() != self.json.is_array()) {
                return self;
            }
            let keeps = || written.as_ref().is_some_and(|written| same(&self.json, written));
            if told == Some(true) || told.is_none() && keeps() {
                self.whole = Some(variant(value));
            } else if self.lossy.is_none() {
                self.lossy = Some(variant(value));
            }
        }
        self
    }

    /// The winner, or the JSON as it came.
    pub(crate) fn finish(self, unknown: fn(Json) -> U) -> U {
        self.whole.or(self.lossy).unwrap_or_else(|| unknown(self.json))
    }
}

/// Why the types of a union do not fit.
pub(crate) struct VariantErrors<'a> {
    json: &'a Json,
    list: Vec<(&'static str, DecodeError)>,
}

impl<'a> VariantErrors<'a> {
    /// Nothing tried yet.
    pub(crate) fn of(json: &'a Json) -> Self {
        Self { json, list: Vec::new() }
    }

    /// Tries the type of one variant.
    pub(crate) fn or<T: DeserializeOwned, U>(mut self, name: &'static str, _: fn(T) -> U) -> Self {
        // As text, in which the reader says where it stood.
        if let Err(why) = read::<T>(self.json.to_string().as_bytes()) {
            self.list.push((name, why));
        }
        self
    }

    /// Name and reason of each that does not fit.
    pub(crate) fn finish(self) -> Vec<(&'static str, DecodeError)> {
        self.list
    }
}

/// Whether both say the same: a member that is `null` counts as missing, and `1` equals `1.0`.
fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            let covered = |a: &serde_json::Map<String, Json>, b: &serde_json::Map<String, Json>| {
                a.iter().all(|(key, value)| b.get(key).map_or(value.is_null(), |there| same(value, there)))
            };
            covered(one, other) && covered(other, one)
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Number(one), Json::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}
