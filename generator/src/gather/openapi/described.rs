//! Input: nothing; this is what a schema is understood as. Output: [`Described`]: a shape, and what the field that has
//! it takes from it.
//! Invariant: what is said beside a reference counts for its place alone.

use serde_json::Value;

use crate::schema::{Constraints, Way};
use crate::shape::{Kind, Shape};
use crate::source::Span;

/// A schema as it was understood: a shape, and what the field that has it takes from it.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    pub(crate) shape: Shape,
    pub(crate) constraints: Constraints,
    pub(crate) default: Option<Value>,
    pub(crate) description: Option<String>,
    pub(crate) examples: Vec<Value>,
    pub(crate) deprecated: Option<String>,
    pub(crate) only: Option<Way>,
    /// What code calls the field.
    pub(crate) called: Option<String>,
}

impl Described {
    pub(crate) fn new(kind: Kind, span: Span) -> Self {
        Self {
            shape: Shape::new(kind, Some(span)),
            constraints: Constraints::default(),
            default: None,
            description: None,
            examples: Vec::new(),
            deprecated: None,
            only: None,
            called: None,
        }
    }
}
