//! Input: what an operation's body is. Output: the statements that write it.
//! Invariant: a media type stands before the headers that a caller gives, so that these win.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::emit::ident::ident;
use crate::plan::model::{BodyPlan, InputPlan, InputTarget, Presence, RustType};
use crate::schema::Style;

impl Emitter<'_> {
    /// What the operation asks for and sends, where that is not JSON.
    pub(super) fn write_media(&self) -> Vec<TokenStream> {
        let accepted = self.plan.media.accepted.as_ref().map(|media_type| quote!(request.accept(#media_type);));
        let sent = self.plan.media.sent.as_ref().map(|media_type| quote!(request.content_type(#media_type);));
        accepted.into_iter().chain(sent).collect()
    }

    /// The body as a whole, or the fields of a form; nothing where it is a struct of fields.
    pub(super) fn write_other_body(&self) -> Vec<TokenStream> {
        let opening = |multipart: bool| if multipart { quote!(request.multipart();) } else { quote!(request.form();) };
        let body = || self.plan.inputs.iter().find(|input| input.target == InputTarget::Body).map(|input| &input.name);
        match (&self.plan.body, body().map(ident)) {
            (BodyPlan::Form { multipart }, _) => {
                let fields = self.plan.inputs.iter().filter(|input| input.target == InputTarget::FormField);
                std::iter::once(opening(*multipart)).chain(fields.map(|input| self.write_field(input))).collect()
            }
            (BodyPlan::WholeForm { multipart }, Some(name)) => {
                vec![opening(*multipart), quote!(request.fields(&self.#name)?;)]
            }
            (BodyPlan::Upload, Some(name)) => vec![quote!(request.upload(&self.#name)?;)],
            (BodyPlan::Text, Some(name)) => vec![quote!(request.text(&self.#name);)],
            (BodyPlan::Whole, Some(name)) => vec![quote!(request.json(&self.#name)?;)],
            _ => Vec::new(),
        }
    }

    fn write_field(&self, input: &InputPlan) -> TokenStream {
        let (name, wire) = (ident(&input.name), &input.wire.0);
        let is_always = input.presence == Presence::Required;
        let written = match (input.style, &input.media_type) {
            (Style::Deep, _) => Some(quote!(request.field_deep(#wire, &self.#name)?;)),
            (Style::Members, _) => Some(quote!(request.field_members(#wire, &self.#name)?;)),
            (Style::Commas, _) => Some(quote!(request.field_joined(#wire, &self.#name, ',')?;)),
            (Style::Spaces, _) => Some(quote!(request.field_joined(#wire, &self.#name, ' ')?;)),
            (Style::Pipes, _) => Some(quote!(request.field_joined(#wire, &self.#name, '|')?;)),
            (Style::Json, _) => Some(quote!(request.field_json(#wire, &self.#name)?;)),
            (_, Some(media_type)) => Some(quote!(request.field_as(#wire, &self.#name, #media_type)?;)),
            _ => None,
        };
        let is_file = input.ty == RustType::Upload || input.ty == RustType::Vec(Box::new(RustType::Upload));
        if let Some(written) = written.filter(|_| !is_file) {
            return written;
        }
        if let Some(media_type) = &input.media_type {
            let files = match (&input.ty, is_always) {
                (RustType::Upload, true) => quote!([&self.#name]),
                (RustType::Upload, false) | (_, true) => quote!(&self.#name),
                (_, false) => quote!(self.#name.iter().flatten()),
            };
            return quote!(request.files_as(#wire, #files, #media_type)?;);
        }
        match &input.ty {
            RustType::Upload if is_always => quote!(request.files(#wire, [&self.#name])?;),
            RustType::Upload => quote!(request.files(#wire, &self.#name)?;),
            RustType::Vec(item) if **item == RustType::Upload && is_always => {
                quote!(request.files(#wire, &self.#name)?;)
            }
            RustType::Vec(item) if **item == RustType::Upload => {
                quote!(request.files(#wire, self.#name.iter().flatten())?;)
            }
            _ => quote!(request.field(#wire, &self.#name)?;),
        }
    }
}
