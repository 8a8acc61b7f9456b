//! Input: a type whose shape is not documented. Output: a newtype around any JSON.
//! Invariant: it is written back as it came.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use super::ident::ident;
use crate::plan::model::TypePlan;

/// The newtype, and that it is one.
pub(super) fn emit(ty: &TypePlan) -> Vec<TokenStream> {
    let name = ident(&ty.name);
    let held = "Its shape is not documented: it holds any JSON, as it came.";
    let docs = doc_attributes::outer(&doc_attributes::lines(&ty.docs, &[held.to_owned()]));
    let equality = super::struct_::equality(ty);
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, Default, PartialEq #equality)]
            pub struct #name(
                /// The JSON.
                pub crate::Json,
            );
        },
        quote!(crate::runtime::any_json!(#name);),
    ]
}
