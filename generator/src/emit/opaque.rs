//! Input: a type whose shape is not documented. Output: a newtype around any JSON.
//! Invariant: it is written back as it came.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use super::ident::ident;
use super::spelling::Spelling;
use crate::plan::model::TypePlan;

/// The newtype and its conversion.
pub(super) fn emit(spelling: &Spelling<'_>, ty: &TypePlan) -> Vec<TokenStream> {
    let name = ident(&ty.name);
    let docs = doc_attributes::item(&ty.docs, &ty.name);
    let from = spelling.std("From");
    vec![
        quote! {
            #docs
            ///
            /// Its shape is not documented: it holds any JSON, as it came.
            #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(transparent)]
            pub struct #name(
                /// The JSON.
                pub crate::Json,
            );
        },
        quote! {
            impl #from<crate::Json> for #name {
                fn from(json: crate::Json) -> Self {
                    Self(json)
                }
            }
        },
    ]
}
