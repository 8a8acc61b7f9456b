//! Input: the statuses of a success that answer with different types. Output: an enum of them, and how a body becomes one.
//! Invariant: an exact status is read before its class, and a status that is not documented is no error.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::rust_names::ident;
use super::super::{doc_attributes, markdown};
use super::Emitter;
use crate::plan::model::{AnswerVariantPlan, AnswersPlan};

impl Emitter<'_> {
    /// The enum, where an operation has one.
    pub(super) fn answers(&self) -> Option<TokenStream> {
        let AnswersPlan { name, variants, unknown } = self.plan.answers.as_ref()?;
        let text = format!(" What {} is answered with.", markdown::code(self.plan.type_name.as_str()));
        let variants = variants.iter().map(|variant| {
            let docs = doc_attributes::item(&variant.docs, &variant.name);
            let name = ident(&variant.name);
            let value = variant.ty.as_ref().map(|ty| {
                let ty = self.scope.value(ty);
                quote!((#ty))
            });
            quote!(#docs #name #value)
        });
        let (name, unknown) = (ident(name), ident(unknown));
        Some(quote! {
            #[doc = #text]
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// The answer of a status that is not documented, as it came.
                #unknown(crate::Json),
            }
        })
    }

    /// The body of `read`, where the status decides.
    pub(super) fn read_by_status(&self, plan: &AnswersPlan) -> TokenStream {
        let (name, unknown) = (ident(&plan.name), ident(&plan.unknown));
        let exact = plan.variants.iter().filter_map(|variant| {
            let status = Literal::u16_unsuffixed(variant.status.parse().ok()?);
            let read = self.read_variant(plan, variant);
            Some(quote!(#status => #read,))
        });
        let class = plan.variants.iter().find(|variant| variant.status.parse::<u16>().is_err());
        let rest = match class {
            Some(variant) => self.read_variant(plan, variant),
            None => quote!(crate::runtime::read(body).map(#name::#unknown)),
        };
        quote!(match status { #(#exact)* _ => #rest, })
    }

    fn read_variant(&self, plan: &AnswersPlan, variant: &AnswerVariantPlan) -> TokenStream {
        let (name, variant_name) = (ident(&plan.name), ident(&variant.name));
        if let Some(ty) = &variant.ty {
            let read = Self::read_as(ty);
            quote!(#read.map(#name::#variant_name))
        } else {
            let ok = self.scope.std("Ok");
            quote!(#ok(#name::#variant_name))
        }
    }
}
