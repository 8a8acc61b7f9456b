//! Input: nothing; these are the fields of a flat list. Output: [`Entry`], and the [`Parent`] that each is found to
//! have.
//! Invariant: an index is one of the list.

use std::collections::BTreeMap;

/// A field of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// The name of the object type that its values, or their items, have; empty for an unnamed one, `None` where they are
    /// no objects.
    pub(crate) object: Option<String>,
    /// Whether it certainly stands in the object that the list is about: a sample shows it there.
    pub(crate) outermost: bool,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parent {
    /// In the object that the list is about.
    Root,
    /// In the field with this index.
    Field(usize),
    /// In this field or in another place.
    Ambiguous(usize),
}

/// The members of the types known from other pages; of the empty name, those of the object that the list is about.
pub(crate) type KnownMembers = BTreeMap<String, Vec<String>>;
