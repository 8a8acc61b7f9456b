//! Input: the text of a date and time. Output: the same text, as a type of its own.
//! Invariant: what came is what is written back; a text that is no date never fails an answer.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A date and time, kept as the text that the API wrote.
///
/// The feature `jiff` turns it into a [`jiff`](https://docs.rs/jiff) timestamp and back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

impl DateTime {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as it came.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<String> for DateTime {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<DateTime> for String {
    fn from(value: DateTime) -> Self {
        value.0
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
