//! Input: a field of the model and the way that its values go. Output: how it is there.
//! Invariant: one rule holds for the fields of types and for the inputs of operations.

use crate::schema::{Field, Way};

use super::model::Presence;

/// More required values than this are named at the call, through a struct.
pub(super) const MAX_ARGUMENTS: usize = 3;

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    Received,
    /// One Rust type serves both.
    Both,
}

/// Whether a field is there, as its direction has it: an answer's field that is not marked required may be missing, and
/// only what is sent can tell an absent value from `null`.
pub(super) fn presence(field: &Field, direction: Direction) -> Presence {
    let elsewhere = match direction {
        Direction::Sent => Some(Way::Received),
        Direction::Received => Some(Way::Sent),
        Direction::Both => None,
    };
    let required = field.required && (field.only.is_none() || field.only != elsewhere);
    match (required, field.nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, true) if direction == Direction::Sent => Presence::ThreeState,
        (false, _) => Presence::Optional,
    }
}
