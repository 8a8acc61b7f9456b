//! Input: the fields of an object that takes in others. Output: where each of them stands, and which are required still.
//! Invariant: what is asked of it costs what is new, however much there is already.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::Field;

/// What is known of an object that has taken in others.
#[derive(Debug, Default)]
pub(crate) struct Grown {
    places: BTreeMap<String, usize>,
    required: BTreeSet<usize>,
    /// Those that several have.
    pub(crate) merged: BTreeSet<usize>,
}

impl Grown {
    pub(crate) fn of(fields: &[Field]) -> Self {
        let places = fields.iter().enumerate().map(|(at, field)| (field.name.clone(), at)).collect();
        let required = fields.iter().enumerate().filter(|(_, field)| field.required).map(|(at, _)| at).collect();
        Self { places, required, merged: BTreeSet::new() }
    }

    /// Where the field of this name stands.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Notes a field that is added, and that nobody must give.
    pub(crate) fn push(&mut self, name: &str, at: usize, is_merged: bool) {
        self.places.insert(name.to_owned(), at);
        if is_merged {
            self.merged.insert(at);
        }
    }

    /// Requires none of `fields` that another documentation lacks.
    pub(crate) fn require_only(&mut self, fields: &mut [Field], is_there: impl Fn(&str) -> bool) {
        self.required.retain(|at| match fields.get_mut(*at) {
            Some(field) => {
                field.required &= is_there(&field.name);
                field.required
            }
            None => false,
        });
    }
}
