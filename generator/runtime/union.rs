//! Input: JSON and the types that it may be. Output: the variant that fits it.
//! Invariant: a variant that would lose a member gives way to one that loses none; what fits no variant is kept.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Json;

/// The search for the variant of a union.
pub(crate) struct Choice<U> {
    json: Json,
    whole: Option<U>,
    lossy: Option<U>,
}

impl<U> Choice<U> {
    /// Nothing tried yet.
    pub(crate) fn new(json: Json) -> Self {
        Self { json, whole: None, lossy: None }
    }

    /// Tries one type; the first that keeps every member wins, else the first that fits at all.
    pub(crate) fn or<T: DeserializeOwned + Serialize>(mut self, variant: fn(T) -> U) -> Self {
        if self.whole.is_some() {
            return self;
        }
        if let Ok(value) = T::deserialize(&self.json) {
            if serde_json::to_value(&value).is_ok_and(|written| same(&self.json, &written)) {
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
