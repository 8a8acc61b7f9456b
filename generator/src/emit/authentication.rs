//! Input: how callers prove who they are. Output: the words and the tokens for it.
//! Invariant: they hold names of the wire as literals alone.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
use crate::plan::model::{ApiPlan, AuthPlan};

/// Where a key goes; `None` where the scheme has none.
pub(super) fn key(auth: &AuthPlan) -> Option<TokenStream> {
    let (place, name) = match auth {
        AuthPlan::KeyHeader(name) => (quote!(Header), &name.0),
        AuthPlan::KeyQuery(name) => (quote!(Query), &name.0),
        AuthPlan::KeyCookie(name) => (quote!(Cookie), &name.0),
        AuthPlan::Bearer | AuthPlan::Basic | AuthPlan::None => return None,
    };
    Some(quote!(crate::runtime::KeyLocation::#place(#name)))
}

/// The scheme as the runtime knows it.
pub(super) fn scheme(auth: &AuthPlan) -> TokenStream {
    match (auth, key(auth)) {
        (_, Some(key)) => quote!(crate::runtime::AuthScheme::Key(#key)),
        (AuthPlan::Bearer, None) => quote!(crate::runtime::AuthScheme::Bearer),
        (AuthPlan::Basic, None) => quote!(crate::runtime::AuthScheme::Basic),
        (_, None) => quote!(crate::runtime::AuthScheme::Open),
    }
}

/// What the client of an API is told.
pub(super) fn of_api(api: &ApiPlan) -> String {
    let words = match &api.auth {
        AuthPlan::Bearer => "It wants a `bearer_token`.",
        AuthPlan::Basic => "It wants `basic_auth`.",
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) => "It wants an `api_key`.",
        AuthPlan::None => "How callers prove who they are is not documented.",
    };
    let others = if api.auth_differs { " Some operations want other credentials, or none, and say so." } else { "" };
    format!("{words}{others}")
}

/// What the caller of an operation is told that has a scheme of its own.
pub(super) fn of_operation(auth: &AuthPlan) -> String {
    let key = |place: &str, name: &str| {
        format!("It wants a key of its own in the {place} {}: `api_key_at`.", markdown::code(name))
    };
    match auth {
        AuthPlan::Bearer => "It wants a `bearer_token`, and no other credentials.".to_owned(),
        AuthPlan::Basic => "It wants `basic_auth`, and no other credentials.".to_owned(),
        AuthPlan::KeyHeader(name) => key("header", &name.0),
        AuthPlan::KeyQuery(name) => key("query parameter", &name.0),
        AuthPlan::KeyCookie(name) => key("cookie", &name.0),
        AuthPlan::None => "It is called without credentials.".to_owned(),
    }
}
