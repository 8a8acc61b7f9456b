//! Input: a union of types that the wire does not tag. Output: an enum.
//! Invariant: the variants are tried in order, and what fits none of them is kept as it came.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use super::ident::ident;
use super::spelling::Spelling;
use crate::plan::model::{TypePlan, UnionPlan};
use crate::schema::Discriminator;

/// The enum and how it is read.
pub(super) fn emit(spelling: &Spelling<'_>, ty: &TypePlan, plan: &UnionPlan) -> Vec<TokenStream> {
    let name = ident(&ty.name);
    let docs = doc_attributes::item(&ty.docs);
    let (unknown, equality) = (ident(&plan.unknown), super::struct_::equality(ty));
    let ok = spelling.std("Ok");
    let names: Vec<_> = plan.variants.iter().map(|variant| ident(&variant.name)).collect();
    let variants = plan.variants.iter().zip(&names).map(|(variant, name)| {
        let docs = doc_attributes::item(&variant.docs);
        let value = spelling.value(&variant.ty);
        quote!(#docs #name(#value))
    });
    let tries = plan.variants.iter().zip(&names).map(|(variant, name)| {
        let when = variant
            .discriminator
            .as_ref()
            .map(|Discriminator { member, values }| quote!(.when(#member, &[#(#values),*])));
        quote!(#when .or(Self::#name))
    });
    let vec = spelling.std("Vec");
    let labels: Vec<_> = plan.variants.iter().map(|variant| variant.name.as_str()).collect();
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, #equality serde::Serialize)]
            #[serde(untagged)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// Something that is not documented, as it came.
                #unknown(crate::Json),
            }
        },
        quote! {
            impl #name {
                /// Why each documented variant does not fit what came; empty where one does.
                pub fn variant_errors(&self) -> #vec<(&'static str, crate::DecodeError)> {
                    match self {
                        Self::#unknown(json) => {
                            crate::runtime::VariantErrors::of(json) #(.or(#labels, Self::#names))* .finish()
                        }
                        _ => #vec::new(),
                    }
                }
            }
        },
        quote! {
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                    #ok(crate::runtime::VariantChoice::of(deserializer)? #(#tries)* .finish(Self::#unknown))
                }
            }
        },
    ]
}
