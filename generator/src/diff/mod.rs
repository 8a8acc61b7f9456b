//! Input: the models of an API as they were and as they are. Output: [`Change`]s, each with what it is to the crate's users,
//! and the [`Verdict`] of all of them.
//! Invariant: two models that differ in more than the order of operations have a change, two that do not have none, and what
//! breaks is what the compiler would say of the Rust that is generated.

mod answers;
mod call;
mod change;
mod code;
mod comparison;
mod enums;
mod input_pairs;
mod inputs;
mod matched;
mod operations;
mod order;
mod paging;
mod pairs;
mod reach;
mod servers;
mod side;
mod structs;
mod types;
mod unions;
mod verdict;
mod whole;

pub use self::change::{Change, Class, Needle, Stands};
pub use self::code::Code;
pub use self::verdict::Verdict;
pub use self::whole::{Model, compare};
