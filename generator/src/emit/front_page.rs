//! Input: an API. Output: the lines on its front page that show how a client is made and an operation is called.
//! Invariant: they hold identifiers of the plan and words of ours.

use proc_macro2::TokenStream;
use quote::quote;

use super::fence::{chain, fence, printed};
use super::ident::ident;
use crate::plan::model::{ApiPlan, AuthPlan, FrontPlan, OperationPlan};

/// An empty line and a fence, or nothing for an API without operations.
pub(super) fn lines(api: &ApiPlan) -> Vec<String> {
    let Some(front) = &api.files.front else { return Vec::new() };
    let called = api.operations.iter().find(|operation| operation.method_name == front.operation);
    called.map(|operation| fence([client(api, front), answer(operation)].concat())).unwrap_or_default()
}

fn client(api: &ApiPlan, front: &FrontPlan) -> Vec<String> {
    let module = ident(&api.module);
    let base_url = front.needs_base_url.then(|| quote!(.base_url("https://...")));
    let calls = base_url.into_iter().chain(credentials(&api.auth)).chain([quote!(.build()?)]);
    chain(&quote!(let client = #module::Client::builder()), &calls.collect::<Vec<_>>())
}

fn credentials(auth: &AuthPlan) -> Option<TokenStream> {
    match auth {
        AuthPlan::Bearer => Some(quote!(.bearer_token(token))),
        AuthPlan::Basic => Some(quote!(.basic_auth(user, password))),
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) => Some(quote!(.api_key(key))),
        AuthPlan::None => None,
    }
}

fn answer(operation: &OperationPlan) -> Vec<String> {
    let method = ident(&operation.method_name);
    let arguments: Vec<_> = match &operation.required_struct {
        Some(_) => vec![quote!(required)],
        None => {
            let names = operation.required_inputs().map(|input| ident(&input.name));
            names.map(|name| quote!(#name)).collect()
        }
    };
    printed(&quote! {
        match client.#method(#(#arguments),*).await {
            Ok(answer) => println!("{answer:?}"),
            Err(error) if error.is_status() => eprintln!("{error}: {:?}", error.body()),
            Err(error) => return Err(error),
        }
    })
}
