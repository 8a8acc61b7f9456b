//! Input: an operation's facts and inputs. Output: its file: the value, its setters, how it becomes a request and its
//! answer a value, and the client's method.
//! Invariant: facts only; whatever has to be decided when a request is made is decided by the runtime.

mod answer_readers;
mod answer_variants;
mod body_writes;
mod client_methods;
mod constructor;
mod emitter;
mod paged_list;
mod request_and_answer;
mod value;

use quote::quote;

use self::emitter::Emitter;
use super::doc_attributes;
use super::emitted_file::EmittedFile;
use super::ident::ident;
use super::spelling::Spelling;
use crate::plan::model::{ApiPlan, OperationFilePlan, OperationPlan};

/// The file of every operation.
pub(super) fn files(api: &ApiPlan) -> Vec<EmittedFile> {
    let files = api.files.operations.iter().flat_map(|plan| &plan.files);
    api.operations.iter().zip(files).map(|(plan, file)| self::file(api, plan, file)).collect()
}

/// `src/<api>/operations/<operation>.rs`
fn file(api: &ApiPlan, plan: &OperationPlan, file: &OperationFilePlan) -> EmittedFile {
    let spelling = Spelling::of_operation(&file.hidden);
    let operation = Emitter::new(api, plan, file, &spelling);
    let module = ident(&api.module);
    let mut items = vec![doc_attributes::inner(&[operation.endpoint()])];
    items.extend(spelling.imports());
    let types = file.names_types.then(|| quote!(, types));
    items.push(quote!(use crate::#module::{self as api #types};));
    if file.streams_types && !file.names_types {
        // Nothing reads events but what sends.
        items.push(quote! {
            #[cfg(feature = "transport")]
            use crate::#module::types;
        });
    }
    items.push(operation.definition());
    items.extend(operation.required_struct());
    items.extend(operation.answers());
    items.push(operation.constructor());
    items.extend(operation.default());
    items.push(operation.methods());
    items.push(operation.request_and_answer());
    items.extend(operation.client());
    items.extend(operation.paged_list());
    EmittedFile { path: file.path.clone(), items }
}
