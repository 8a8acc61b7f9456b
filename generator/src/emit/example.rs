//! Input: the call that an API's example makes. Output: a program that makes it.
//! Invariant: it runs as it is, against a server of its own; text of a page stands in it as a literal and nothing else.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::outside::outside;
use super::scope::{bare, ident};
use super::setter::is_required;
use super::{EmittedFile, docs, module};
use crate::plan::model::{ApiPlan, AuthPlan, ExamplePlan, InputPlan, OperationPlan, Presence, RustType};

/// Path inside the crate and text of the server that the examples talk to.
pub const EXAMPLE_SERVER: (&str, &str) = ("examples/local/mod.rs", include_str!("../../runtime/examples/local.rs"));

/// `examples/<api>.rs`
pub(super) fn file(api: &ApiPlan) -> Option<EmittedFile> {
    let plan = api.example.as_ref()?;
    let operation = api.operations.iter().find(|operation| operation.method_name == plan.operation)?;
    let feature = bare(&api.module);
    let head = docs::inner(&[
        format!("One call of {}.", module::title(api)),
        String::new(),
        format!(
            "`cargo run --example {feature}` calls a server of its own on loopback. To call another one give its URL,"
        ),
        format!("{}.", environment(&api.auth)),
    ]);
    let module = ident(&api.module);
    let (status, answer) = (Literal::u16_unsuffixed(plan.status), text(&plan.answer));
    let credentials = credentials(&api.auth);
    let (method, arguments) = (ident(&operation.method_name), arguments(api, operation, plan));
    let shown = match operation.success.is_some() || operation.answers.is_some() {
        true => quote!(Ok(answer) => println!("{answer:#?}")),
        false => quote!(Ok(()) => println!("done")),
    };
    let items = vec![
        quote! {
            #head
            #![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it gets")]
        },
        quote!(use fieldstone_apis::#module;),
        quote!(
            mod local;
        ),
        quote! {
            #[tokio::main(flavor = "current_thread")]
            async fn main() -> Result<(), Box<dyn std::error::Error>> {
                let url = match std::env::args().nth(1) {
                    Some(url) => url,
                    None => local::serve(#status, ANSWER)?,
                };
                let client = #module::Client::builder().base_url(url) #credentials .build()?;
                match client.#method(#(#arguments),*).await {
                    #shown,
                    Err(error) if error.is_status() => {
                        let body = String::from_utf8_lossy(error.body().unwrap_or_default());
                        eprintln!("{error}: {body}");
                    }
                    Err(error) => return Err(error.into()),
                }
                Ok(())
            }
        },
        quote! {
            /// What the server on loopback answers.
            const ANSWER: &str = #answer;
        },
    ];
    Some(EmittedFile { path: format!("examples/{feature}.rs"), items })
}

/// A text of several lines as one reads it; what has characters that nobody sees is written with their numbers.
fn text(text: &str) -> TokenStream {
    let plain = text.chars().all(|c| c == '\n' || c == ' ' || c.is_ascii_graphic());
    let raw = format!("r#\"{text}\"#").parse::<Literal>();
    match raw {
        Ok(raw) if plain && !text.contains("\"#") => quote!(#raw),
        _ => quote!(#text),
    }
}

fn environment(auth: &AuthPlan) -> &'static str {
    match auth {
        AuthPlan::Bearer => "and the token as `API_TOKEN`",
        AuthPlan::Basic => "and the credentials as `API_USER` and `API_PASSWORD`",
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) => "and the key as `API_KEY`",
        AuthPlan::None => "if it wants no credentials",
    }
}

fn credentials(auth: &AuthPlan) -> TokenStream {
    let of = |name: &str| quote!(std::env::var(#name).unwrap_or_default());
    match auth {
        AuthPlan::Bearer => {
            let token = of("API_TOKEN");
            quote!(.bearer_token(#token))
        }
        AuthPlan::Basic => {
            let (user, password) = (of("API_USER"), of("API_PASSWORD"));
            quote!(.basic_auth(&#user, &#password))
        }
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) => {
            let key = of("API_KEY");
            quote!(.api_key(#key))
        }
        AuthPlan::None => TokenStream::new(),
    }
}

fn arguments(api: &ApiPlan, operation: &OperationPlan, plan: &ExamplePlan) -> Vec<TokenStream> {
    let inputs = operation.inputs.iter().filter(|input| is_required(input.presence)).zip(&plan.values);
    let Some(required) = &operation.required_struct else {
        return inputs.map(|(input, value)| argument(api, input, value)).collect();
    };
    let (module, required) = (ident(&api.module), ident(required));
    let members = inputs.map(|(input, value)| {
        let (name, value) = (ident(&input.name), argument(api, input, value));
        let text = matches!(input.ty, RustType::String | RustType::DateTime | RustType::Json);
        let into = (text && input.presence == Presence::Required).then(|| quote!(.into()));
        quote!(#name: #value #into)
    });
    vec![quote!(#module::operations::#required { #(#members),* })]
}

/// A literal where there is one, else the JSON of the value.
fn argument(api: &ApiPlan, input: &InputPlan, value: &Value) -> TokenStream {
    let literal = match (&input.ty, value) {
        _ if input.presence != Presence::Required => None,
        (RustType::String | RustType::DateTime, Value::String(text)) => Some(quote!(#text)),
        (RustType::Bool, Value::Bool(value)) => Some(quote!(#value)),
        (RustType::I64, value) => value.as_i64().map(Literal::i64_unsuffixed).map(|value| quote!(#value)),
        (RustType::F64, value) => value.as_f64().map(Literal::f64_unsuffixed).map(|value| quote!(#value)),
        _ => None,
    };
    literal.unwrap_or_else(|| {
        let ty = if let RustType::Boxed(ty) = &input.ty { ty } else { &input.ty };
        let module = ident(&api.module);
        let (ty, json) = (outside(ty, &quote!(fieldstone_apis::#module)), value.to_string());
        let ty = if input.presence == Presence::Required { ty } else { quote!(Option<#ty>) };
        quote!(serde_json::from_str::<#ty>(#json)?)
    })
}
