//! Input: a type of the plan. Output: how a program that depends on the crate names it.
//! Invariant: every path begins at the crate.

use proc_macro2::TokenStream;

use super::spelling::Spelling;
use crate::plan::model::RustType;

/// The type of a value; `library` is the crate, and `module` the path of the API's module.
pub fn outside(ty: &RustType, library: &TokenStream, module: &TokenStream) -> TokenStream {
    Spelling::outside(library, module).value(ty)
}
