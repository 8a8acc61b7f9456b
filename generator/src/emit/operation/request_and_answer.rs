//! Input: where the inputs of an operation go, and what its answers are. Output: its `Operation` implementation.
//! Invariant: an exact status is read before its class, and the rest last.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer_variants::pattern;
use super::emitter::Emitter;
use crate::emit::authentication;
use crate::emit::ident::ident;
use crate::plan::model::{InputPlan, InputTarget, PathPiece, RustType, Statuses};
use crate::schema::Style;

impl Emitter<'_> {
    pub(super) fn request_and_answer(&self) -> TokenStream {
        let (name, output) = (&self.name, self.output());
        let (method, path) = (&self.plan.http_method, &self.file.template);
        let writes = self.writes();
        let request = if writes.is_empty() { quote!(_request) } else { quote!(request) };
        let unit = self.spelling.result(&quote!(()));
        let ok = self.spelling.std("Ok");
        let (status, body, read) = match (&self.plan.answers, &self.plan.success) {
            (Some(plan), _) => (quote!(status), quote!(body), self.read_by_status(plan)),
            (None, Some(ty)) => (quote!(_status), quote!(body), Self::read_as(ty)),
            (None, None) => (quote!(_status), quote!(_body), quote!(#ok(()))),
        };
        let errors = self.errors();
        let (server, auth) = (self.server(), self.auth());
        let (options, option, some) = (&self.options, self.spelling.std("Option"), self.spelling.std("Some"));
        quote! {
            impl<C> crate::Operation for #name<C> {
                type Api = api::Api;
                type Output = #output;
                const METHOD: &'static str = #method;
                const PATH: &'static str = #path;
                #server
                #auth

                fn write(&self, #request: &mut crate::RequestWriter) -> #unit {
                    #(#writes)*
                    #ok(())
                }

                fn read(#status: u16, #body: &[u8]) -> ::std::result::Result<Self::Output, crate::runtime::DecodeError> {
                    #read
                }

                #errors

                fn options(&self) -> #option<&crate::RequestOptions> {
                    #some(&self.#options)
                }
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
        Some(quote!(const AUTH: #option<crate::runtime::AuthScheme> = #some(#scheme);))
    }

    fn writes(&self) -> Vec<TokenStream> {
        let mut writes = self.write_media();
        for piece in &self.plan.path {
            writes.push(match piece {
                PathPiece::Literal(text) => quote!(request.path_text(#text);),
                PathPiece::Input(input) => {
                    let (wire, name) = (self.wire(input), ident(input));
                    let planned = self.plan.own_inputs().find(|own| own.name == *input);
                    planned.map_or_else(|| quote!(request.path(#wire, &self.#name)?;), write_path)
                }
            });
        }
        if let Some(query) = &self.plan.query {
            writes.push(quote!(request.query_text(#query);));
        }
        for input in self.plan.own_inputs() {
            let wire = &input.wire.0;
            match input.target {
                InputTarget::Query => writes.push(write_query(input)),
                InputTarget::Header => {
                    let value = value(input);
                    writes.push(quote!(request.header(#wire, &#value)?;));
                }
                InputTarget::Cookie => {
                    let value = value(input);
                    writes.push(quote!(request.cookie(#wire, &#value)?;));
                }
                InputTarget::Path | InputTarget::BodyField(_) | InputTarget::FormField | InputTarget::Body => {}
            }
        }
        writes.extend(self.write_other_body());
        writes.extend(self.write_fields());
        writes
    }

    /// How the body of an error is read.
    fn errors(&self) -> Option<TokenStream> {
        let read = |ty: &RustType| {
            let ty = self.spelling.value(ty);
            quote!(crate::runtime::documented::<#ty>(body))
        };
        let (status, body) = match self.file.error_arms.as_slice() {
            [] => return None,
            [(Statuses::Rest, ty)] => (quote!(_status), read(ty)),
            arms => {
                let is_rest = |(statuses, _): &&(Statuses, RustType)| *statuses == Statuses::Rest;
                let rest = match arms.iter().find(is_rest) {
                    Some((_, ty)) => read(ty),
                    None => self.spelling.std("None"),
                };
                let arms = arms.iter().filter(|arm| !is_rest(arm)).map(|(statuses, ty)| {
                    let (pattern, read) = (pattern(*statuses), read(ty));
                    quote!(#pattern => #read,)
                });
                (quote!(status), quote!(match status { #(#arms)* _ => #rest, }))
            }
        };
        Some(quote! {
            fn documented_error(#status: u16, body: &[u8]) -> crate::runtime::DocumentedError {
                #body
            }
        })
    }
}

/// The value of a parameter: as it is, or as one text of JSON.
fn value(input: &InputPlan) -> TokenStream {
    let (wire, name) = (&input.wire.0, ident(&input.name));
    match input.style {
        Style::Json => quote!(crate::runtime::json_text(#wire, &self.#name)?),
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
            return quote!(request.path(#wire, &#value)?;);
        }
    };
    quote!(request.path_as(#wire, &self.#name, crate::runtime::PathForm::#form)?;)
}

fn write_query(input: &InputPlan) -> TokenStream {
    let (wire, name) = (&input.wire.0, ident(&input.name));
    let joined = |separator: &str| quote!(request.query_joined(#wire, &self.#name, #separator)?;);
    match input.style {
        Style::Commas => joined(","),
        Style::Spaces => joined("%20"),
        Style::Pipes => joined("%7C"),
        Style::Members => quote!(request.query_members(#wire, &self.#name)?;),
        _ => {
            let value = value(input);
            quote!(request.query(#wire, &#value)?;)
        }
    }
}
