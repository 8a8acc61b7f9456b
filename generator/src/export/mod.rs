//! Input: the model. Output: forms of it that are not Rust.
//! Invariant: what a form has no word for goes into an extension; nothing is left out.

mod openapi;

pub use openapi::openapi;
pub(crate) use openapi::openapi_of_size;
