//! Input: an operation's facts and inputs. Output: its file: the value, its setters, how it becomes a request and its
//! answer a value; and the file of its section, with the client's methods.
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
mod write;

use std::collections::BTreeMap;

use quote::quote;

use self::client_methods::Planned;
use self::emitter::Emitter;
use super::doc_attributes;
use super::emitted_file::EmittedFile;
use super::front_page;
use super::ident::ident;
use super::module_files::gate;
use super::spelling::Spelling;
use crate::plan::model::{ApiPlan, OperationFilePlan, OperationPlan, OperationRootPlan, RustName};

/// The file of every operation.
pub(super) fn files(api: &ApiPlan) -> impl Iterator<Item = EmittedFile> {
    let files = api.files.operations.iter().flat_map(|plan| &plan.files);
    api.operations.iter().zip(files).map(|(plan, file)| self::file(api, plan, file))
}

/// `src/<api>/operations/mod.rs`, and one for each section.
pub(super) fn roots(api: &ApiPlan) -> Vec<EmittedFile> {
    let Some(plan) = &api.files.operations else { return Vec::new() };
    let operations: BTreeMap<&RustName, Planned<'_>> =
        api.operations.iter().zip(&plan.files).map(|planned| (&planned.0.method_name, planned)).collect();
    plan.roots.iter().map(|root| self::root(api, root, &operations)).collect()
}

fn root(api: &ApiPlan, plan: &OperationRootPlan, operations: &BTreeMap<&RustName, Planned<'_>>) -> EmittedFile {
    let words = match &plan.section {
        None => "What can be called, one type an operation.".to_owned(),
        Some(section) => format!("What can be called of {}, one type an operation.", front_page::title_of(section)),
    };
    let modules = || plan.modules.iter().map(|module| (gate(&module.gate), ident(&module.name), module.is_public));
    let declared = modules().map(|(cfg, module, is_public)| {
        let visible = is_public.then(|| quote!(pub));
        quote!(#cfg #visible mod #module;)
    });
    let used = modules().map(|(cfg, module, _)| quote!(#cfg pub use self::#module::*;));
    let mut items = vec![doc_attributes::inner(&[words])];
    items.extend(declared.chain(used));
    items.extend(client_methods::of_section(api, plan, operations));
    EmittedFile { path: plan.path.clone(), items }
}

/// `src/<api>/operations/<operation>.rs`
fn file(api: &ApiPlan, plan: &OperationPlan, file: &OperationFilePlan) -> EmittedFile {
    let spelling = Spelling::of_operation(&file.hidden);
    let operation = Emitter::new(api, plan, file, &spelling);
    let module = ident(&api.module);
    let mut items = spelling.imports();
    let api_module = if file.names_types { quote!(#module::{self as api, types}) } else { quote!(#module as api) };
    items.push(quote!(use crate::{runtime, #api_module};));
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
    items.extend(operation.setters());
    items.push(operation.request_and_answer());
    items.extend(operation.paged_list());
    items.push(operation.shared());
    items.extend(operation.streams());
    EmittedFile { path: file.path.clone(), items }
}
