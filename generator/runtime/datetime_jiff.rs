//! Input: a [`DateTime`]. Output: a timestamp of the crate `jiff`, and the way back.
//! Invariant: the text changes only where the caller makes a new one.

use super::DateTime;

impl DateTime {
    /// The instant that the text names.
    ///
    /// # Errors
    ///
    /// The text is not a date and time with an offset, as RFC 3339 writes it.
    pub fn to_timestamp(&self) -> Result<jiff::Timestamp, jiff::Error> {
        self.as_str().parse()
    }
}

impl From<jiff::Timestamp> for DateTime {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self::from(timestamp.to_string())
    }
}

impl TryFrom<&DateTime> for jiff::Timestamp {
    type Error = jiff::Error;

    fn try_from(value: &DateTime) -> Result<Self, Self::Error> {
        value.to_timestamp()
    }
}
