//! Input: a folder of documentation pages. Output: the files of a Rust crate.
//! Invariant: data flows one way, read → lower → schema → plan → emit → output, and no page stops the program.

pub mod diagnostics;
pub mod emit;
pub mod plan;
pub mod read;
pub mod schema;
pub mod source;
pub mod type_expr;
