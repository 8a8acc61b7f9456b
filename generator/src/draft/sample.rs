//! Input: nothing; this is a JSON example. Output: [`Sample`].
//! Invariant: its origin says which kind of example it is.

use crate::read::json::Json;
use crate::schema::Origin;

/// A JSON example.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) title: Option<String>,
    pub(crate) json: Json,
    pub(crate) origin: Origin,
}
