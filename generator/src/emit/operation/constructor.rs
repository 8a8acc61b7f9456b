//! Input: the required inputs of an operation. Output: `new`.
//! Invariant: leaving out a required input does not compile.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::emit::doc_attributes;
use crate::emit::ident::ident;
use crate::emit::setter::{required, unset};
use crate::emit::struct_::initialiser;
use crate::plan::model::{BodyPlan, BodyStart, InputPlan, Presence, RustName, RustType};

impl Emitter<'_> {
    /// The arguments of `new`, and how they are handed on.
    pub(super) fn arguments(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        if let Some(required) = &self.plan.required_struct {
            let required = ident(required);
            return (vec![quote!(required: #required)], vec![quote!(required)]);
        }
        let arguments = self.plan.required_inputs().map(|input| {
            let name = ident(&input.name);
            let ty = required(self.spelling, &input.ty, input.presence, &name).ty;
            (quote!(#name: #ty), quote!(#name))
        });
        arguments.unzip()
    }

    /// What lets Clippy pass more arguments than it likes: the operation had fewer when it was called first.
    pub(super) fn many(&self) -> Option<TokenStream> {
        self.plan
            .is_long_to_call()
            .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "an argument that stood stays one")]))
    }

    /// The value of a required input, as its field stores it.
    fn given(&self, input: &InputPlan) -> TokenStream {
        let name = ident(&input.name);
        if self.plan.required_struct.is_some() {
            return quote!(required.#name);
        }
        required(self.spelling, &input.ty, input.presence, &name).value
    }

    /// Whether nothing has to be given.
    pub(super) fn is_default(&self) -> bool {
        self.plan.required_inputs().next().is_none()
    }

    pub(super) fn constructor(&self) -> TokenStream {
        let (name, binding) = (&self.name, &self.binding);
        let (arguments, _) = self.arguments();
        let fields = self.plan.own_inputs().map(|input| {
            let name = ident(&input.name);
            let value =
                if input.presence.is_required() { self.given(input) } else { unset(self.spelling, input.presence) };
            initialiser(&name, &value)
        });
        let body = self.body_value().map(|value| {
            let body = &self.body;
            quote!(#body: #value,)
        });
        let made = match self.is_default() {
            true => quote!(Self::default()),
            false => quote!(Self { #(#fields,)* #body #binding: runtime::Binding::none() }),
        };
        let deprecated = doc_attributes::deprecated(self.plan.deprecated.as_deref());
        let many = self.many();
        quote! {
            impl #name {
                #deprecated
                #many
                pub fn new(#(#arguments),*) -> Self {
                    #made
                }
            }
        }
    }

    /// What the body holds before a setter is called.
    fn body_value(&self) -> Option<TokenStream> {
        let BodyPlan::Fields { ty, .. } = &self.plan.body else { return None };
        let path = self.spelling.named(ty);
        let input = |name: &RustName| self.plan.inputs.iter().find(|input| input.name == *name);
        Some(match self.file.body_start.as_ref()? {
            BodyStart::Absent => self.spelling.std("None"),
            BodyStart::Default => quote!(#path::default()),
            BodyStart::NewOf(required, members) => {
                let required = self.spelling.named(required);
                let members = members
                    .iter()
                    .filter_map(|(field, name)| Some(initialiser(&ident(field), &self.given(input(name)?))));
                quote!(#path::new(#required { #(#members),* }))
            }
            BodyStart::New(names) => {
                // What `new` takes is what the constructor of the body takes: it is handed on as it is.
                let given = names.iter().map(|name| {
                    let is_boxed = input(name).is_some_and(|input| {
                        input.presence == Presence::Required && matches!(input.ty, RustType::Boxed(_))
                    });
                    let name = ident(name);
                    match (&self.plan.required_struct, is_boxed) {
                        (None, _) => quote!(#name),
                        (Some(_), false) => quote!(required.#name),
                        // The struct of what is required holds what its field holds.
                        (Some(_), true) => quote!(*required.#name),
                    }
                });
                quote!(#path::new(#(#given),*))
            }
        })
    }
}
