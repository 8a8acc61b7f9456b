//! Input: the bodies that are documented for the errors of an operation, and an answer that is one. Output: its body, typed.
//! Invariant: an exact status is read before its class, and the rest last; of two for one status the first counts.

use serde::de::DeserializeOwned;

use super::decode::read as read_json;
use super::error::DocumentedError;

/// A type that is documented for the bodies of errors.
#[derive(Clone, Copy, Debug)]
pub struct ErrorBody {
    statuses: Statuses,
    read: fn(&[u8]) -> DocumentedError,
}

#[derive(Clone, Copy, Debug)]
enum Statuses {
    These(&'static [u16]),
    /// By the first digit.
    Classes(&'static [u16]),
    Rest,
}

#[allow(dead_code, reason = "an API may document no errors of a kind")]
impl ErrorBody {
    /// The body of errors of these statuses.
    pub const fn of<T: DeserializeOwned + Send + Sync + 'static>(statuses: &'static [u16]) -> Self {
        Self { statuses: Statuses::These(statuses), read: documented::<T> }
    }

    /// The body of errors of these classes: `4` is 400 to 499.
    pub const fn of_class<T: DeserializeOwned + Send + Sync + 'static>(classes: &'static [u16]) -> Self {
        Self { statuses: Statuses::Classes(classes), read: documented::<T> }
    }

    /// The body of all other errors.
    pub const fn of_rest<T: DeserializeOwned + Send + Sync + 'static>() -> Self {
        Self { statuses: Statuses::Rest, read: documented::<T> }
    }
}

/// Reads the body of an error; `None` where it is something else than documented, or nothing is.
pub(crate) fn read(documented: &[ErrorBody], status: u16, body: &[u8]) -> DocumentedError {
    let rank = |statuses: Statuses| match statuses {
        Statuses::These(exact) => exact.contains(&status).then_some(0),
        Statuses::Classes(classes) => classes.contains(&(status / 100)).then_some(1),
        Statuses::Rest => Some(2),
    };
    let ranked = documented.iter().filter_map(|one| Some((rank(one.statuses)?, one)));
    ranked.min_by_key(|(rank, _)| *rank).and_then(|(_, one)| (one.read)(body))
}

fn documented<T: DeserializeOwned + Send + Sync + 'static>(body: &[u8]) -> DocumentedError {
    let value: T = read_json(body).ok()?;
    Some(Box::new(value))
}
