//! Input: what an operation answers with. Output: how that is read, whole or as it arrives.
//! Invariant: the type says how it is read; nothing else does.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::plan::model::RustType;

impl Emitter<'_> {
    /// The expression that reads `body` as this type.
    pub(super) fn read_as(ty: &RustType) -> TokenStream {
        match ty {
            RustType::Text => quote!(crate::runtime::read_text(body)),
            RustType::Lines(_) => quote!(crate::runtime::read_lines(body)),
            RustType::Bytes => quote!(crate::runtime::read_bytes(body)),
            RustType::Events(data) => {
                let read = event_reader(data);
                quote!(crate::runtime::read_events(body, #read))
            }
            _ => quote!(crate::runtime::read(body)),
        }
    }

    /// The methods that read the answer as it arrives.
    pub(super) fn streams(&self) -> TokenStream {
        let client = &self.client;
        let stream = self.plan.media.stream.then(|| {
            quote! {
                /// Sends it, and gives the answer as it arrives: a file of any size is never held whole.
                pub fn send_stream(self) -> K::Answer<crate::Download<K>> {
                    self.#client.inner.call_stream(&self)
                }
            }
        });
        let events = self.plan.media.events.as_ref().map(|data| {
            let (ty, read) = (self.spelling.value(data), event_reader(data));
            quote! {
                /// Sends it, and gives the events of the answer as they arrive.
                pub fn send_events(self) -> K::Answer<crate::Events<#ty, K>> {
                    self.#client.inner.call_events(&self, #read)
                }
            }
        });
        quote!(#stream #events)
    }
}

fn event_reader(data: &RustType) -> TokenStream {
    match data {
        RustType::Text => quote!(crate::runtime::text_event),
        _ => quote!(crate::runtime::json_event),
    }
}
