//! Input: an enum's known values. Output: an open enum of texts or of integers.
//! Invariant: a value that is not known is read, kept and written back unchanged.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::doc_attributes;
use super::ident::ident;
use super::spelling::Spelling;
use crate::plan::model::{EnumPlan, TypePlan};

/// The enum and its conversions.
pub(super) fn emit(spelling: &Spelling<'_>, ty: &TypePlan, plan: &EnumPlan) -> Vec<TokenStream> {
    let name = ident(&ty.name);
    let docs = doc_attributes::item(&ty.docs);
    let unknown = ident(&plan.unknown);
    let variants = plan.variants.iter().map(|variant| {
        let docs = doc_attributes::item(&variant.docs);
        let name = ident(&variant.name);
        quote!(#docs #name)
    });
    let kept = if plan.integer { quote!(i64) } else { spelling.std("String") };
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that is not documented, as it came.
            #unknown(#kept),
        }
    };
    let mut items = vec![definition];
    items.extend(if plan.integer { integer(spelling, ty, plan) } else { text(spelling, ty, plan) });
    items
}

fn text(spelling: &Spelling<'_>, ty: &TypePlan, plan: &EnumPlan) -> [TokenStream; 3] {
    let (name, unknown) = (ident(&ty.name), ident(&plan.unknown));
    let variants: Vec<_> = plan.variants.iter().map(|variant| ident(&variant.name)).collect();
    let wires: Vec<_> = plan.variants.iter().map(|variant| Literal::string(&variant.wire.0)).collect();
    let (from, string) = (spelling.std("From"), spelling.std("String"));
    [
        quote! {
            impl #name {
                /// The value as the API writes it.
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::#unknown(text) => text,
                    }
                }
            }
        },
        quote! {
            impl #from<&str> for #name {
                fn from(text: &str) -> Self {
                    match text {
                        #(#wires => Self::#variants,)*
                        _ => Self::#unknown(#string::from(text)),
                    }
                }
            }
        },
        quote!(crate::runtime::text_enum!(#name);),
    ]
}

fn integer(spelling: &Spelling<'_>, ty: &TypePlan, plan: &EnumPlan) -> [TokenStream; 3] {
    let (name, unknown, from) = (ident(&ty.name), ident(&plan.unknown), spelling.std("From"));
    let known: Vec<_> =
        plan.variants.iter().filter_map(|variant| Some((ident(&variant.name), variant.number?))).collect();
    let variants: Vec<_> = known.iter().map(|(variant, _)| variant).collect();
    let wires: Vec<_> = known.iter().map(|(_, wire)| Literal::i64_unsuffixed(*wire)).collect();
    [
        quote! {
            impl #name {
                /// The value as the API writes it.
                pub fn as_i64(&self) -> i64 {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::#unknown(number) => *number,
                    }
                }
            }
        },
        quote! {
            impl #from<i64> for #name {
                fn from(number: i64) -> Self {
                    match number {
                        #(#wires => Self::#variants,)*
                        _ => Self::#unknown(number),
                    }
                }
            }
        },
        quote!(crate::runtime::integer_enum!(#name);),
    ]
}
