//! Input: nothing; this is what is emitted. Output: [`EmittedFile`].
//! Invariant: what is no text yet cannot be cut in the wrong place.

use proc_macro2::TokenStream;

/// A Rust file before it is text.
#[derive(Clone, Debug)]
pub struct EmittedFile {
    /// Path inside the crate, with `/`: `src/algoreg/types.rs`.
    pub path: String,
    /// Inner attributes (the module's docs, `#![allow]`) first, then one item each.
    pub items: Vec<TokenStream>,
}
