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
            RustType::Text => quote!(runtime::read_text(body)),
            RustType::Lines(_) => quote!(runtime::read_lines(body)),
            RustType::Bytes => quote!(runtime::read_bytes(body)),
            RustType::Events(data) => {
                let read = event_reader(data);
                quote!(runtime::read_events(body, #read))
            }
            _ => quote!(runtime::read(body)),
        }
    }

    /// What the type has whose answer is read as it arrives.
    pub(super) fn streams(&self) -> Vec<TokenStream> {
        let (name, binding) = (&self.name, &self.binding);
        let stream = self.plan.media.stream.then(|| quote!(runtime::download!(api::#name(#binding));));
        let events = self.plan.media.events.as_ref().map(|data| {
            let (ty, read) = (self.spelling.value(data), event_reader(data));
            quote!(runtime::events!(api::#name(#binding) -> #ty, #read);)
        });
        stream.into_iter().chain(events).collect()
    }
}

fn event_reader(data: &RustType) -> TokenStream {
    match data {
        RustType::Text => quote!(runtime::text_event),
        _ => quote!(runtime::json_event),
    }
}
