//! Input: the operations of a section. Output: what the client has of it: one `impl` with a method for each.
//! Invariant: a method says no more than `new` and `on` do.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::emit::ident::ident;
use crate::emit::spelling::Spelling;
use crate::emit::{doc_attributes, front_page, setter};
use crate::plan::model::{ApiPlan, OperationFilePlan, OperationPlan, OperationRootPlan, RustName};

/// An operation, and its file.
pub(super) type Planned<'a> = (&'a OperationPlan, &'a OperationFilePlan);

/// What is imported for the methods of a section, and their `impl`.
pub(super) fn of_section(
    api: &ApiPlan,
    root: &OperationRootPlan,
    operations: &BTreeMap<&RustName, Planned<'_>>,
) -> Vec<TokenStream> {
    if root.calls.is_empty() {
        return Vec::new();
    }
    let spelling = Spelling::of_operation(&root.hidden);
    let planned = root.calls.iter().filter_map(|call| operations.get(call));
    let methods = planned.map(|(plan, file)| Emitter::new(api, plan, file, &spelling).client_method());
    let module = ident(&api.module);
    let imported = if root.names_types { quote!(#module::{self as api, types}) } else { quote!(#module as api) };
    let docs = root.section.as_ref().map(|section| doc_attributes::outer(&[front_page::title_of(section)]));
    let mut items = spelling.imports();
    items.push(quote! {
        #[cfg(feature = "transport")]
        use crate::#imported;
    });
    items.push(quote! {
        #docs
        #[cfg(feature = "transport")]
        impl<K: crate::runtime::ClientKind> api::Client<K> {
            #(#methods)*
        }
    });
    items
}

impl Emitter<'_> {
    fn client_method(&self) -> TokenStream {
        let (name, docs, method) = (&self.name, self.method_docs(), ident(&self.plan.method_name));
        let (arguments, handed_on) = self.arguments();
        let deprecated = doc_attributes::deprecated(self.plan.deprecated.as_deref());
        let allow = self.plan.deprecated.as_ref().map(|_| setter::allow_deprecated());
        let many = self.many();
        quote! {
            #docs
            #deprecated
            #allow
            #many
            pub fn #method(&self, #(#arguments),*) -> #name<Self> {
                #name::new(#(#handed_on),*).on(self)
            }
        }
    }
}
