//! Input: where the inputs of an operation go, and what its answers are. Output: its `Operation` implementation.
//! Invariant: facts only; in which order they count is the runtime's to know.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::write::{self, Write};
use crate::emit::authentication;
use crate::emit::ident::ident;
use crate::plan::model::{ErrorPlan, ErrorStatuses, InputPlan, InputTarget, PathPiece};
use crate::schema::Style;

impl Emitter<'_> {
    pub(super) fn request_and_answer(&self) -> TokenStream {
        let (name, output) = (&self.name, self.output());
        let (method, path) = (&self.plan.http_method, &self.file.template);
        let (server, auth, errors) = (self.server(), self.auth(), self.errors());
        let read = match (&self.plan.answers, &self.plan.success) {
            (Some(plan), _) => {
                let read = self.read_by_status(plan);
                quote!(|status, body| #read)
            }
            (None, Some(ty)) if ty.is_json() => quote!(runtime::read_json),
            (None, Some(ty)) => {
                let read = Self::read_as(ty);
                quote!(|_, body| #read)
            }
            (None, None) => quote!(runtime::read_nothing),
        };
        let writes = self.writes();
        let write = (!writes.is_empty()).then(|| {
            let (unit, body) = (self.spelling.result(&quote!(())), write::body(writes, &self.spelling.std("Ok")));
            quote! {
                fn write(&self, request: &mut crate::RequestWriter) -> #unit {
                    #body
                }
            }
        });
        quote! {
            impl<C> crate::Operation for #name<C> {
                type Api = api::Api;
                type Output = #output;
                const METHOD: &'static str = #method;
                const PATH: &'static str = #path;
                #server
                #auth
                const READ: runtime::ReadAnswer<Self::Output> = #read;
                #errors

                #write
            }
        }
    }

    /// The server that it has of its own.
    fn server(&self) -> Option<TokenStream> {
        let constant = ident(&self.plan.server.as_ref()?.constant);
        let (option, some) = (self.spelling.std("Option"), self.spelling.std("Some"));
        Some(quote!(const SERVER: #option<&'static str> = #some(api::servers::#constant);))
    }

    /// The scheme that it has of its own.
    fn auth(&self) -> Option<TokenStream> {
        let scheme = authentication::scheme(self.plan.auth.as_ref()?);
        let (option, some) = (self.spelling.std("Option"), self.spelling.std("Some"));
        Some(quote!(const AUTH: #option<runtime::AuthScheme> = #some(#scheme);))
    }

    fn writes(&self) -> Vec<Write> {
        let mut writes = self.write_media();
        for piece in &self.plan.path {
            let PathPiece::Input(input) = piece else { continue };
            writes.extend(self.plan.own_inputs().find(|own| own.name == *input).map(write_path).map(Write::Fallible));
        }
        if let Some(query) = &self.plan.query {
            writes.push(Write::Plain(quote!(request.query_text(#query);)));
        }
        for input in self.plan.own_inputs() {
            let wire = &input.wire.0;
            match input.target {
                InputTarget::Query => writes.push(Write::Fallible(write_query(input))),
                InputTarget::Header => {
                    let value = value(input);
                    writes.push(Write::Fallible(quote!(request.header(#wire, &#value))));
                }
                InputTarget::Cookie => {
                    let value = value(input);
                    writes.push(Write::Fallible(quote!(request.cookie(#wire, &#value))));
                }
                InputTarget::Path | InputTarget::BodyField(_) | InputTarget::FormField | InputTarget::Body => {}
            }
        }
        writes.extend(self.write_other_body());
        writes.extend(self.write_fields());
        writes
    }

    /// The bodies that are documented for errors.
    fn errors(&self) -> Option<TokenStream> {
        let errors = self.file.errors.iter().map(|ErrorPlan { of, ty }| {
            let ty = self.spelling.value(ty);
            let numbers = |numbers: &[u16]| numbers.iter().copied().map(Literal::u16_unsuffixed).collect::<Vec<_>>();
            match of {
                ErrorStatuses::Exact(statuses) => {
                    let statuses = numbers(statuses);
                    quote!(runtime::ErrorBody::of::<#ty>(&[#(#statuses),*]))
                }
                ErrorStatuses::Classes(classes) => {
                    let classes = numbers(classes);
                    quote!(runtime::ErrorBody::of_class::<#ty>(&[#(#classes),*]))
                }
                ErrorStatuses::Rest => quote!(runtime::ErrorBody::of_rest::<#ty>()),
            }
        });
        let errors: Vec<TokenStream> = errors.collect();
        (!errors.is_empty()).then(|| quote!(const ERRORS: &'static [runtime::ErrorBody] = &[#(#errors),*];))
    }
}

/// The value of a parameter: as it is, or as one text of JSON.
fn value(input: &InputPlan) -> TokenStream {
    let (wire, name) = (&input.wire.0, ident(&input.name));
    match input.style {
        Style::Json => quote!(runtime::json_text(#wire, &self.#name)?),
        _ => quote!(self.#name),
    }
}

fn write_path(input: &InputPlan) -> TokenStream {
    let (wire, name) = (&input.wire.0, ident(&input.name));
    let form = match input.style {
        Style::Members => quote!(SimpleEach),
        Style::Label => quote!(Label),
        Style::LabelEach => quote!(LabelEach),
        Style::Matrix => quote!(Matrix),
        Style::MatrixEach => quote!(MatrixEach),
        _ => {
            let value = value(input);
            return quote!(request.path(#wire, &#value));
        }
    };
    quote!(request.path_as(#wire, &self.#name, runtime::PathForm::#form))
}

fn write_query(input: &InputPlan) -> TokenStream {
    let (wire, name) = (&input.wire.0, ident(&input.name));
    let joined = |separator: &str| quote!(request.query_joined(#wire, &self.#name, #separator));
    match input.style {
        Style::Commas => joined(","),
        Style::Spaces => joined("%20"),
        Style::Pipes => joined("%7C"),
        Style::Members => quote!(request.query_members(#wire, &self.#name)),
        _ => {
            let value = value(input);
            quote!(request.query(#wire, &#value))
        }
    }
}
