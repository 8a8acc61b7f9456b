//! Input: the types of an API, and the files that they go into. Output: these files.
//! Invariant: a type is emitted in the same way whatever stands beside it.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use super::emitted_file::EmittedFile;
use super::ident::ident;
use super::module_files::gate;
use super::spelling::Spelling;
use super::{enum_, opaque, struct_, union};
use crate::plan::model::{ApiPlan, ModuleFilePlan, RustName, TypePlan, TypePlanKind};

/// `types.rs`, or `types/` with its files.
pub(super) fn files(api: &ApiPlan) -> impl Iterator<Item = EmittedFile> {
    let plan = &api.files.types;
    let spelling = Spelling::of_types(&plan.hidden);
    let types: BTreeMap<&RustName, &TypePlan> = api.types.iter().map(|ty| (&ty.name, ty)).collect();
    let root = plan.root.as_ref().map(root);
    let of_root = quote! {
        #[allow(unused_imports, reason = "a type names another only now and then")]
        use super::*;
    };
    let opening = if root.is_some() { of_root } else { head() };
    let files = plan.files.iter().map(move |file| {
        let mut items = vec![opening.clone()];
        items.extend(spelling.imports());
        items.extend(file.types.iter().filter_map(|name| types.get(name)).flat_map(|ty| emit(&spelling, ty)));
        EmittedFile { path: file.path.clone(), items }
    });
    root.into_iter().chain(files)
}

fn head() -> TokenStream {
    doc_attributes::inner(&["What is sent and received.".to_owned()])
}

fn root(plan: &ModuleFilePlan) -> EmittedFile {
    let modules = plan.modules.iter().flat_map(|module| {
        let (name, gate) = (ident(&module.name), gate(&module.gate));
        [quote!(#gate mod #name;), quote!(#gate pub use self::#name::*;)]
    });
    EmittedFile { path: plan.path.clone(), items: std::iter::once(head()).chain(modules).collect() }
}

/// A type and what belongs to it.
fn emit(spelling: &Spelling<'_>, ty: &TypePlan) -> Vec<TokenStream> {
    match &ty.kind {
        TypePlanKind::Struct(plan) => struct_::emit(spelling, ty, plan),
        TypePlanKind::Enum(plan) => enum_::emit(spelling, ty, plan),
        TypePlanKind::Union(plan) => union::emit(spelling, ty, plan),
        TypePlanKind::Opaque => opaque::emit(ty),
        TypePlanKind::Alias(target) => {
            let (docs, name) = (doc_attributes::item(&ty.docs), ident(&ty.name));
            let target = spelling.value(target);
            vec![quote!(#docs pub type #name = #target;)]
        }
    }
}
