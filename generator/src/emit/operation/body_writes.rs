//! Input: what an operation's body is. Output: the statements that write it.
//! Invariant: a media type stands before the headers that a caller gives, so that these win.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::write::Write;
use crate::emit::ident::ident;
use crate::plan::model::{BodyPlan, InputPlan, InputTarget, Presence, RustType};
use crate::schema::Style;

impl Emitter<'_> {
    /// What the operation asks for and sends, where that is not JSON. What need not be sent says itself what it is.
    pub(super) fn write_media(&self) -> Vec<Write> {
        let accepted = self.plan.media.accepted.as_ref().map(|media_type| quote!(request.accept(#media_type);));
        let sent = self.content_type().filter(|_| !self.is_body_optional());
        accepted.into_iter().chain(sent).map(Write::Plain).collect()
    }

    fn content_type(&self) -> Option<TokenStream> {
        self.plan.media.sent.as_ref().map(|media_type| quote!(request.content_type(#media_type);))
    }

    /// The input that is the whole body.
    fn whole(&self) -> Option<&InputPlan> {
        self.plan.inputs.iter().find(|input| input.target == InputTarget::Body)
    }

    fn is_body_optional(&self) -> bool {
        match &self.plan.body {
            BodyPlan::Fields { required, .. } => !*required,
            _ => self.whole().is_some_and(|input| !input.presence.is_required()),
        }
    }

    /// The body that is a struct of fields.
    pub(super) fn write_fields(&self) -> Option<Write> {
        let BodyPlan::Fields { required, .. } = &self.plan.body else { return None };
        let name = &self.body;
        if *required {
            return Some(Write::Fallible(quote!(request.json(&self.#name))));
        }
        Some(self.where_given(name, &Write::Fallible(quote!(request.json(body)))))
    }

    /// What is written where a body is given.
    fn where_given(&self, name: &Ident, writes: &Write) -> Write {
        let writes = writes.statement();
        let (some, content_type) = (self.spelling.std("Some"), self.content_type());
        Write::Plain(quote! {
            if let #some(body) = &self.#name {
                #content_type
                #writes
            }
        })
    }

    /// The body as a whole, or the fields of a form; nothing where it is a struct of fields.
    pub(super) fn write_other_body(&self) -> Vec<Write> {
        let opening = |multipart: bool| if multipart { quote!(request.multipart();) } else { quote!(request.form();) };
        if let BodyPlan::Form { multipart } = &self.plan.body {
            let fields = self.plan.inputs.iter().filter(|input| input.target == InputTarget::FormField);
            let opening = Write::Plain(opening(*multipart));
            return std::iter::once(opening).chain(fields.map(|input| self.write_field(input))).collect();
        }
        let Some(input) = self.whole() else { return Vec::new() };
        let name = ident(&input.name);
        let is_always = input.presence.is_required();
        let body = if is_always { quote!(&self.#name) } else { quote!(body) };
        let writes = match &self.plan.body {
            BodyPlan::WholeForm { multipart } => {
                let opening = opening(*multipart);
                Write::Plain(quote!(#opening request.fields(#body)?;))
            }
            BodyPlan::Upload => Write::Fallible(quote!(request.upload(#body))),
            BodyPlan::Text => Write::Plain(quote!(request.text(#body);)),
            BodyPlan::Whole => Write::Fallible(quote!(request.json(#body))),
            BodyPlan::None | BodyPlan::Fields { .. } | BodyPlan::Form { .. } => return Vec::new(),
        };
        vec![if is_always { writes } else { self.where_given(&name, &writes) }]
    }

    fn write_field(&self, input: &InputPlan) -> Write {
        let (name, wire) = (ident(&input.name), &input.wire.0);
        let is_always = input.presence == Presence::Required;
        let written = match (input.style, &input.media_type) {
            (Style::Deep, _) => Some(Write::Fallible(quote!(request.field_deep(#wire, &self.#name)))),
            (Style::Members, _) => Some(Write::Fallible(quote!(request.field_members(#wire, &self.#name)))),
            (Style::Commas, _) => Some(Write::Fallible(quote!(request.field_joined(#wire, &self.#name, ',')))),
            (Style::Spaces, _) => Some(Write::Fallible(quote!(request.field_joined(#wire, &self.#name, ' ')))),
            (Style::Pipes, _) => Some(Write::Fallible(quote!(request.field_joined(#wire, &self.#name, '|')))),
            (Style::Json, _) => Some(Write::Fallible(quote!(request.field_json(#wire, &self.#name)))),
            (_, Some(media_type)) => Some(Write::Fallible(quote!(request.field_as(#wire, &self.#name, #media_type)))),
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
            return Write::Fallible(quote!(request.files_as(#wire, #files, #media_type)));
        }
        match &input.ty {
            RustType::Upload if is_always => Write::Fallible(quote!(request.files(#wire, [&self.#name]))),
            RustType::Upload => Write::Fallible(quote!(request.files(#wire, &self.#name))),
            RustType::Vec(item) if **item == RustType::Upload && is_always => {
                Write::Fallible(quote!(request.files(#wire, &self.#name)))
            }
            RustType::Vec(item) if **item == RustType::Upload => {
                Write::Fallible(quote!(request.files(#wire, self.#name.iter().flatten())))
            }
            _ => Write::Fallible(quote!(request.field(#wire, &self.#name))),
        }
    }
}
