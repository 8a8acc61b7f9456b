//! Input: the required inputs of an operation. Output: `new`, `parse` and `Default`.
//! Invariant: leaving out a required input does not compile.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::super::doc_attributes;
use super::super::rust_names::ident;
use super::super::setter::{self, is_required, required, unset};
use super::super::struct_::initialiser;
use super::Emitter;
use crate::plan::model::{BodyPlan, InputPlan, InputTarget, RustName};

impl Emitter<'_> {
    /// The arguments of `new`, and how they are handed on.
    pub(super) fn arguments(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        if let Some(required) = &self.plan.required_struct {
            let required = ident(required);
            return (vec![quote!(required: #required)], vec![quote!(required)]);
        }
        let arguments = self.required_inputs().map(|input| {
            let name = ident(&input.name);
            let ty = required(self.scope, &input.ty, input.presence, &name).ty;
            (quote!(#name: #ty), quote!(#name))
        });
        arguments.unzip()
    }

    /// The value of a required input, as its field stores it.
    fn given(&self, input: &InputPlan) -> TokenStream {
        let name = ident(&input.name);
        if self.plan.required_struct.is_some() {
            return quote!(required.#name);
        }
        required(self.scope, &input.ty, input.presence, &name).value
    }

    pub(super) fn constructor(&self) -> TokenStream {
        let (name, client, options) = (&self.name, self.internal("client"), self.internal("options"));
        let (arguments, _) = self.arguments();
        let fields = self.own().map(|input| {
            let name = ident(&input.name);
            let value = if is_required(input.presence) { self.given(input) } else { unset(self.scope, input.presence) };
            initialiser(&name, &value)
        });
        let body = self.body_value().map(|value| {
            let body = self.internal("body");
            quote!(#body: #value,)
        });
        let deprecated = doc_attributes::deprecated(self.plan.deprecated.as_deref());
        let result = self.scope.result(&self.output());
        let text = match (&self.plan.success, &self.plan.answers) {
            (Some(_), _) | (_, Some(_)) => " Reads the answer.",
            (None, None) => " Reads the answer; the body of a success is not documented and passed over.",
        };
        quote! {
            impl #name {
                /// The operation as a value that is bound to no client.
                #deprecated
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#fields,)* #body #options: crate::RequestOptions::new(), #client: crate::Detached }
                }

                #[doc = #text]
                ///
                /// # Errors
                ///
                /// The status is not 2xx, or the body is not what is documented.
                pub fn parse(response: http::Response<impl AsRef<[u8]>>) -> #result {
                    <Self as crate::Operation>::parse(response)
                }
            }
        }
    }

    /// What the body holds before a setter is called.
    fn body_value(&self) -> Option<TokenStream> {
        let BodyPlan::Fields { ty, required } = &self.plan.body else { return None };
        if !*required {
            return Some(self.scope.std("None"));
        }
        let path = self.scope.named(ty);
        let Some(plan) = self.scope.struct_plan(ty) else { return Some(quote!(#path::default())) };
        let inputs: BTreeMap<&RustName, &InputPlan> = self
            .required_inputs()
            .filter_map(|input| match &input.target {
                InputTarget::BodyField(field) => Some((field, input)),
                _ => None,
            })
            .collect();
        let fields: Vec<_> = plan
            .fields
            .iter()
            .filter(|field| is_required(field.presence))
            .filter_map(|field| inputs.get(&field.name).map(|input| (ident(&field.name), *input)))
            .collect();
        if fields.is_empty() {
            return Some(quote!(#path::default()));
        }
        if let Some(required) = &plan.required_struct {
            let required = self.scope.named(required);
            let fields = fields.iter().map(|(name, input)| initialiser(name, &self.given(input)));
            return Some(quote!(#path::new(#required { #(#fields),* })));
        }
        let values = fields.iter().map(|(_, input)| {
            let name = ident(&input.name);
            // What `new` takes is what the constructor of the body takes: it is handed on as it is.
            if self.plan.required_struct.is_some() { quote!(required.#name) } else { quote!(#name) }
        });
        Some(quote!(#path::new(#(#values),*)))
    }

    pub(super) fn default(&self) -> Option<TokenStream> {
        let (name, default) = (&self.name, self.scope.std("Default"));
        let deprecated = self.plan.deprecated.as_ref().map(|_| setter::allow_deprecated());
        self.required_inputs().next().is_none().then(|| {
            quote! {
                #deprecated
                impl #default for #name {
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }
        })
    }
}
