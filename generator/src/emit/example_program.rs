//! Input: the call that an API's example makes. Output: a program that makes it.
//! Invariant: it runs as it is, against a server of its own.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::doc_attributes;
use super::emitted_file::EmittedFile;
use super::example_call;
use super::ident::ident;
use crate::plan::model::{ApiPlan, AuthPlan};

/// Path inside the crate and text of the server that the examples talk to.
pub const EXAMPLE_SERVER: (&str, &str) = ("examples/local/mod.rs", include_str!("../../runtime/examples/local.rs"));

/// `examples/<api>.rs`
pub(super) fn file(api: &ApiPlan) -> Option<EmittedFile> {
    let plan = api.example.as_ref()?;
    let operation = api.operations.iter().find(|operation| operation.method_name == plan.operation)?;
    let feature = api.module.bare();
    let head = doc_attributes::inner(&[
        format!("One call of {}.", doc_attributes::title(api)),
        String::new(),
        format!(
            "`cargo run --example {feature}` calls a server of its own on loopback. To call another one give its URL,"
        ),
        format!("{}.", environment(&api.auth)),
    ]);
    let (library, module) = (ident(&api.library), ident(&api.module));
    let (status, answer) = (Literal::u16_unsuffixed(plan.status), example_call::text(&plan.answer));
    let credentials = credentials(&api.auth);
    let call = example_call::call(api, operation);
    let shown = match operation.has_output() {
        true => quote!(Ok(answer) => println!("{answer:#?}")),
        false => quote!(Ok(()) => println!("done")),
    };
    let items = vec![
        quote! {
            #head
            #![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it gets")]
        },
        quote!(use #library::#module;),
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
                match #call.await {
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
    Some(EmittedFile { path: api.files.example.clone(), items })
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
