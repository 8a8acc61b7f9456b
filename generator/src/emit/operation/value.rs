//! Input: the inputs of an operation. Output: the struct that holds them, and its setters.
//! Invariant: what has to be given has no setter, and all else has one.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::emit::ident::ident;
use crate::emit::setter::{self, Setter, stored};
use crate::emit::{doc_attributes, markdown};
use crate::plan::model::{BodyPlan, InputPlan, InputTarget};

impl Emitter<'_> {
    pub(super) fn definition(&self) -> TokenStream {
        let (name, docs, binding) = (&self.name, self.page(), &self.binding);
        let fields = self.plan.own_inputs().map(|input| {
            let (name, ty) = (ident(&input.name), stored(self.spelling, &input.ty, input.presence));
            quote!(#name: #ty)
        });
        let derives =
            if self.is_default() { quote!(Clone, Debug, Default, PartialEq) } else { quote!(Clone, Debug, PartialEq) };
        let body = self.body_type().map(|ty| {
            let body = &self.body;
            quote!(#body: #ty,)
        });
        quote! {
            #docs
            #[derive(#derives)]
            #[must_use = "an operation does nothing until it is awaited or turned into a request"]
            pub struct #name<C = crate::Detached> {
                #(#fields,)*
                #body
                #binding: runtime::Binding<C>,
            }
        }
    }

    fn body_type(&self) -> Option<TokenStream> {
        let BodyPlan::Fields { ty, required } = &self.plan.body else { return None };
        let (ty, option) = (self.spelling.named(ty), self.spelling.std("Option"));
        Some(if *required { ty } else { quote!(#option<#ty>) })
    }

    pub(super) fn required_struct(&self) -> Option<TokenStream> {
        let name = ident(self.plan.required_struct.as_ref()?);
        let text = format!(" What every {} needs.", markdown::code(self.plan.type_name.bare()));
        let fields = self.plan.required_inputs().map(|input| {
            let docs = doc_attributes::outer(&doc_attributes::lines(&input.docs, &[]));
            let (name, ty) = (ident(&input.name), stored(self.spelling, &input.ty, input.presence));
            quote!(#docs pub #name: #ty)
        });
        Some(quote! {
            #[doc = #text]
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name { #(#fields,)* }
        })
    }

    pub(super) fn setters(&self) -> Option<TokenStream> {
        let name = &self.name;
        let setters = self.plan.inputs.iter().filter(|input| !input.presence.is_required());
        let setters: Vec<TokenStream> = setters.map(|input| self.setter(input)).collect();
        (!setters.is_empty()).then(|| quote!(impl<C> #name<C> { #(#setters)* }))
    }

    /// All that the type has beside its inputs, setters and facts: the runtime says it once for all operations.
    pub(super) fn shared(&self) -> TokenStream {
        let (name, output, binding) = (&self.name, self.output(), &self.binding);
        let mut names: Vec<_> = self.plan.own_inputs().map(|input| ident(&input.name)).collect();
        names.extend(self.body_type().map(|_| self.body.clone()));
        quote!(runtime::operation!(api::#name(#(#names),*; #binding) -> #output);)
    }

    /// Where an input is kept.
    pub(super) fn stored(&self, input: &InputPlan) -> TokenStream {
        match (&input.target, &self.plan.body) {
            (InputTarget::BodyField(field), BodyPlan::Fields { required, .. }) => {
                let (body, name) = (&self.body, ident(field));
                let body = if *required { quote!(self.#body) } else { quote!(self.#body.get_or_insert_default()) };
                quote!(#body.#name)
            }
            _ => {
                let name = ident(&input.name);
                quote!(self.#name)
            }
        }
    }

    fn setter(&self, input: &InputPlan) -> TokenStream {
        setter::setter(
            self.spelling,
            &Setter {
                name: &input.name,
                ty: &input.ty,
                presence: input.presence,
                docs: doc_attributes::lines(&input.docs, &[]),
                deprecated: input.deprecated.as_deref(),
                stored: self.stored(input),
                touches_deprecated: input.target.is_body_field() && input.deprecated.is_some(),
            },
        )
    }
}
