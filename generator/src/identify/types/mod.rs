//! Input: the shapes of all operations. Output: the API's types, each once, and references to them.
//! Invariant: what is one and what it is called is decided when every shape is known, in an order that no page has a say in.

pub(crate) mod alternatives;
pub(crate) mod answer_role;
pub(crate) mod classes;
pub(crate) mod collect;
pub(crate) mod comparison;
pub(crate) mod fields;
pub(crate) mod finish;
pub(crate) mod grown;
pub(crate) mod kept;
pub(crate) mod naming;
pub(crate) mod node;
pub(crate) mod place;
pub(crate) mod renames;
pub(crate) mod resources;
pub(crate) mod settled;
pub(crate) mod unify;
