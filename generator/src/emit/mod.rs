//! Input: a [`CratePlan`]. Output: tokens, file by file.
//! Invariant: nothing is decided here, and no text of a page becomes code.

use proc_macro2::TokenStream;

use crate::plan::model::CratePlan;

mod call;
mod client;
mod docs;
mod enum_;
mod example;
mod front;
mod markdown;
mod module;
mod opaque;
mod operation;
mod outside;
mod runtime;
mod scope;
mod setter;
mod struct_;
mod types;
mod union;

#[cfg(test)]
mod tests;

pub use call::functions as example_functions;
pub use example::EXAMPLE_SERVER;
pub use outside::outside;
pub use runtime::RUNTIME;

/// A Rust file before it is text.
#[derive(Clone, Debug)]
pub struct EmittedFile {
    /// Path inside the crate, with `/`: `src/algoreg/types.rs`.
    pub path: String,
    /// Inner attributes (the module's docs, `#![allow]`) first, then one item each.
    pub items: Vec<TokenStream>,
}

/// Every Rust file of the crate but those of [`RUNTIME`], which are text already.
pub fn emit(plan: &CratePlan) -> Vec<EmittedFile> {
    let mut files = vec![module::crate_root(plan)];
    for api in &plan.apis {
        files.push(module::api_root(api));
        files.extend(types::files(api));
        files.push(client::api(api));
        files.push(client::client(api));
        if !api.operations.is_empty() {
            files.extend(module::operations_roots(api));
            files.extend(api.operations.iter().map(|operation| operation::file(api, operation)));
            files.extend(example::file(api));
        }
    }
    files
}
