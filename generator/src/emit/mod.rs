//! Input: a [`CratePlan`](crate::plan::model::CratePlan). Output: tokens, file by file.
//! Invariant: nothing is decided here, and no text of a page becomes code.

use proc_macro2::TokenStream;

/// A Rust file before it is text.
#[derive(Clone, Debug)]
pub struct EmittedFile {
    /// Path inside the crate, with `/`: `src/algoreg/types.rs`.
    pub path: String,
    /// Inner attributes (the module's docs, `#![allow]`) first, then one item each.
    pub items: Vec<TokenStream>,
}
