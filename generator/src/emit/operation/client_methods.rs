//! Input: an operation. Output: the client's method for it, and how its value is sent.
//! Invariant: the method says no more than `new` and `on` do.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::emit::ident::ident;
use crate::emit::{doc_attributes, example_call, setter};

impl Emitter<'_> {
    pub(super) fn client(&self) -> [TokenStream; 3] {
        let (name, docs, output) = (&self.name, self.docs(), self.output());
        let example = doc_attributes::outer(&example_call::lines(self.api, self.plan));
        let (method, client) = (ident(&self.plan.method_name), &self.client);
        let (arguments, handed_on) = self.arguments();
        let deprecated = doc_attributes::deprecated(self.plan.deprecated.as_deref());
        let allow = self.plan.deprecated.as_ref().map(|_| setter::allow_deprecated());
        let many = self.many();
        let (result, streams) = (self.spelling.result(&output), self.streams());
        [
            quote! {
                #[cfg(feature = "transport")]
                impl<K: crate::runtime::ClientKind> api::Client<K> {
                    #docs
                    #example
                    #deprecated
                    #allow
                    #many
                    pub fn #method(&self, #(#arguments),*) -> #name<api::Client<K>> {
                        #name::new(#(#handed_on),*).on(self)
                    }
                }
            },
            quote! {
                #[cfg(feature = "transport")]
                impl<K: crate::runtime::ClientKind> #name<api::Client<K>> {
                    /// Sends it. A blocking client gives the answer, another one a future of it.
                    pub fn send(self) -> K::Answer<#output> {
                        self.#client.inner.call(&self)
                    }

                    /// Sends it, and gives the answer as it comes, whatever its status.
                    pub fn send_raw(self) -> K::Answer<crate::RawResponse<#output>> {
                        self.#client.inner.call_raw(&self)
                    }

                    #streams
                }
            },
            quote! {
                #[cfg(feature = "transport")]
                impl std::future::IntoFuture for #name<api::Client> {
                    type Output = #result;
                    type IntoFuture = crate::runtime::Call<#output>;

                    fn into_future(self) -> Self::IntoFuture {
                        self.send()
                    }
                }
            },
        ]
    }
}
