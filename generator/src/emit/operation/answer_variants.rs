//! Input: the statuses of a success that answer with different types. Output: an enum of them, and how a body becomes one.
//! Invariant: an exact status is read before its class, and a status that is not documented is no error.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use super::emitter::Emitter;
use crate::emit::ident::ident;
use crate::emit::{doc_attributes, markdown};
use crate::plan::model::{AnswerVariantPlan, AnswersPlan, Statuses};

impl Emitter<'_> {
    /// The enum, where an operation has one.
    pub(super) fn answers(&self) -> Option<TokenStream> {
        let AnswersPlan { name, variants, unknown } = self.plan.answers.as_ref()?;
        let text = format!(" What {} is answered with.", markdown::code(self.plan.type_name.as_str()));
        let variants = variants.iter().map(|variant| {
            let docs = doc_attributes::item(&variant.docs);
            let name = ident(&variant.name);
            let value = variant.ty.as_ref().map(|ty| {
                let ty = self.spelling.value(ty);
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
        let is_rest = |variant: &&AnswerVariantPlan| variant.read_for == Some(Statuses::Rest);
        let arms = plan.variants.iter().filter(|variant| !is_rest(variant)).filter_map(|variant| {
            let (pattern, read) = (pattern(variant.read_for?), self.read_variant(plan, variant));
            Some(quote!(#pattern => #read,))
        });
        let rest = match plan.variants.iter().find(is_rest) {
            Some(variant) => self.read_variant(plan, variant),
            None => quote!(runtime::read(body).map(#name::#unknown)),
        };
        quote!(match status { #(#arms)* _ => #rest, })
    }

    fn read_variant(&self, plan: &AnswersPlan, variant: &AnswerVariantPlan) -> TokenStream {
        let (name, variant_name) = (ident(&plan.name), ident(&variant.name));
        if let Some(ty) = &variant.ty {
            let read = Self::read_as(ty);
            quote!(#read.map(#name::#variant_name))
        } else {
            let ok = self.spelling.std("Ok");
            quote!(#ok(#name::#variant_name))
        }
    }
}

/// The pattern of an arm.
fn pattern(statuses: Statuses) -> TokenStream {
    match statuses {
        Statuses::Exact(status) => Literal::u16_unsuffixed(status).into_token_stream(),
        Statuses::Rest => quote!(_),
    }
}
