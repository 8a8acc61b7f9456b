//! Input: the schema model of every API. Output: a [`CratePlan`](model::CratePlan): every decision, no tokens.
//! Invariant: names are given once, after everything is known.

pub mod model;
