//! Input: a [`CratePlan`]. Output: tokens, file by file.
//! Invariant: nothing is decided here, and no text of a page becomes code.

use crate::plan::model::CratePlan;

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

/// Every Rust file of the crate but those of [`RUNTIME`], which are text already.
pub fn emit(plan: &CratePlan) -> Vec<EmittedFile> {
    let mut files = vec![module_files::crate_root(plan)];
    for api in &plan.apis {
        files.push(module_files::api_root(api));
        files.extend(type_items::files(api));
        files.push(client::api(api));
        files.push(client::client(api));
        files.extend(operation::roots(api));
        files.extend(operation::files(api));
        files.extend(example_program::file(api));
    }
    files
}
