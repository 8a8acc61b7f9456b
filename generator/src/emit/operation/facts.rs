//! Input: where the inputs of an operation go, and what its answers are. Output: its `Operation` implementation.
//! Invariant: an exact status is read before its class, and the rest last.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::scope::ident;
use super::Emitter;
use crate::plan::model::{BodyPlan, InputPlan, InputTarget, PathPiece};
use crate::schema::Style;

impl Emitter<'_> {
    pub(super) fn facts(&self) -> TokenStream {
        let (name, output) = (&self.name, self.output());
        let (method, path) = (&self.plan.http_method, self.template());
        let writes = self.writes();
        let unit = self.scope.result(&quote!(()));
        let ok = self.scope.std("Ok");
        let (status, body, read) = match (&self.plan.answers, &self.plan.success) {
            (Some(plan), _) => (quote!(status), quote!(body), self.read_by_status(plan)),
            (None, Some(ty)) => (quote!(_status), quote!(body), Self::read_as(ty)),
            (None, None) => (quote!(_status), quote!(_body), quote!(#ok(()))),
        };
        let errors = self.errors();
        let (options, option, some) = (self.internal("options"), self.scope.std("Option"), self.scope.std("Some"));
        quote! {
            impl<C> crate::Operation for #name<C> {
                type Api = api::Api;
                type Output = #output;
                const METHOD: &'static str = #method;
                const PATH: &'static str = #path;

                fn write(&self, request: &mut crate::RequestWriter) -> #unit {
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

    fn writes(&self) -> Vec<TokenStream> {
        let mut writes = self.write_media();
        for piece in &self.plan.path {
            writes.push(match piece {
                PathPiece::Literal(text) => quote!(request.path_text(#text);),
                PathPiece::Input(input) => {
                    let (wire, name) = (self.wire(input), ident(input));
                    let planned = self.own().find(|own| own.name == *input);
                    let value = planned.map_or_else(|| quote!(self.#name), value);
                    quote!(request.path(#wire, &#value)?;)
                }
            });
        }
        for input in self.own() {
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
        if let BodyPlan::Fields { required, .. } = &self.plan.body {
            writes.push(self.write_body(&self.internal("body"), !*required));
        }
        writes
    }

    fn write_body(&self, name: &Ident, optional: bool) -> TokenStream {
        if !optional {
            return quote!(request.json(&self.#name)?;);
        }
        let some = self.scope.std("Some");
        quote! {
            if let #some(body) = &self.#name {
                request.json(body)?;
            }
        }
    }

    /// How the body of an error is read: an exact status before its class, the rest last.
    fn errors(&self) -> Option<TokenStream> {
        let mut arms = BTreeMap::new();
        let mut rest = None;
        for (status, ty) in &self.plan.errors {
            let ty = self.scope.value(ty);
            let read = quote!(crate::runtime::documented::<#ty>(body));
            let class = status.strip_suffix("XX").or_else(|| status.strip_suffix("xx"));
            if let Some(class) =
                class.and_then(|digit| digit.parse::<u16>().ok()).filter(|digit| (1..=5).contains(digit))
            {
                let range = [class * 100, class * 100 + 99].map(Literal::u16_unsuffixed);
                let [from, to] = range;
                arms.entry((1, class)).or_insert(quote!(#from..=#to => #read,));
            } else if let Ok(number) = status.parse::<u16>() {
                let literal = Literal::u16_unsuffixed(number);
                arms.entry((0, number)).or_insert(quote!(#literal => #read,));
            } else {
                rest.get_or_insert(read);
            }
        }
        let arms: Vec<_> = arms.into_values().collect();
        let (status, body) = match (arms.is_empty(), rest) {
            (true, None) => return None,
            (true, Some(read)) => (quote!(_status), read),
            (false, rest) => {
                let rest = rest.unwrap_or_else(|| self.scope.std("None"));
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

fn write_query(input: &InputPlan) -> TokenStream {
    let (wire, name) = (&input.wire.0, ident(&input.name));
    let joined = |separator: &str| quote!(request.query_joined(#wire, &self.#name, #separator)?;);
    match input.style {
        Style::Plain | Style::Json => {
            let value = value(input);
            quote!(request.query(#wire, &#value)?;)
        }
        Style::Commas => joined(","),
        Style::Spaces => joined("%20"),
        Style::Pipes => joined("%7C"),
        Style::Members => quote!(request.query_members(#wire, &self.#name)?;),
    }
}
