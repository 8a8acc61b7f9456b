//! Input: a [`CratePlan`]. Output: tokens, file by file.
//! Invariant: nothing is decided here, and no text of a page becomes code.

use std::iter;

use crate::plan::model::{ApiPlan, CratePlan};

mod authentication;
mod client;
mod doc_attributes;
mod emitted_file;
mod enum_;
mod example_call;
mod example_program;
mod fence;
mod front_page;
mod ident;
mod markdown;
mod module_files;
mod opaque;
mod operation;
mod outside;
mod record;
mod runtime;
mod setter;
pub mod shown;
mod spelling;
mod struct_;
mod type_items;
mod union;

#[cfg(test)]
mod tests;

pub use emitted_file::EmittedFile;
pub use example_call::functions as example_functions;
pub use example_program::EXAMPLE_SERVER;
pub use outside::outside;
pub use runtime::RUNTIME;

/// Every Rust file of the crate but those of [`RUNTIME`], which are text already. Each is made when it is asked for: the
/// tokens of a crate take many times the room of its text.
pub fn emit(plan: &CratePlan) -> impl Iterator<Item = EmittedFile> {
    iter::once_with(|| module_files::crate_root(plan)).chain(plan.apis.iter().flat_map(api))
}

fn api(api: &ApiPlan) -> impl Iterator<Item = EmittedFile> {
    iter::once_with(|| module_files::api_root(api))
        .chain(type_items::files(api))
        .chain(iter::once_with(|| client::api(api)))
        .chain(iter::once_with(|| client::client(api)))
        .chain(operation::roots(api))
        .chain(operation::files(api))
        .chain(example_program::file(api))
}
