//! Input: a union of types that the wire does not tag. Output: an enum, and the table by which it is read and written.
//! Invariant: a row for each variant, in the order in which they are tried.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use super::ident::ident;
use super::spelling::Spelling;
use crate::plan::model::{TypePlan, UnionPlan};
use crate::schema::Discriminator;

/// The enum and its table.
pub(super) fn emit(spelling: &Spelling<'_>, ty: &TypePlan, plan: &UnionPlan) -> Vec<TokenStream> {
    let name = ident(&ty.name);
    let docs = doc_attributes::item(&ty.docs);
    let (unknown, equality) = (ident(&plan.unknown), super::struct_::equality(ty));
    let variants = plan.variants.iter().map(|variant| {
        let (docs, name) = (doc_attributes::item(&variant.docs), ident(&variant.name));
        let value = spelling.value(&variant.ty);
        quote!(#docs #name(#value))
    });
    let rows = plan.variants.iter().map(|variant| {
        let (name, record) = (ident(&variant.name), variant.record.as_ref().map(ident));
        let is = record.map(|record| quote!(is #record));
        let told_by =
            variant.discriminator.as_ref().map(|Discriminator { member, values }| quote!(#member [#(#values)*]));
        quote!(#name #is #told_by;)
    });
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq #equality)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// Something that is not documented, as it came.
                #unknown(crate::Json),
            }
        },
        quote!(crate::runtime::union! { #name #unknown; #(#rows)* }),
    ]
}
