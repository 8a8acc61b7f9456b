//! Input: the APIs and their names. Output: `lib.rs`, and the module files that hold nothing but other modules.
//! Invariant: an API is compiled only with its feature, and its own `Client` or `Config` always means ours.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{bare, ident};
use super::{EmittedFile, docs, markdown};
use crate::plan::model::{ApiPlan, CratePlan, RustName, TypePlanKind};

/// What the module of every API holds; an item of the vendor's with such a name is reached through `types` or
/// `operations`.
const OURS: [&str; 4] = ["Api", "Client", "ClientBuilder", "Config"];

/// `src/<api>`
pub(super) fn api_path(api: &ApiPlan) -> String {
    format!("src/{}", bare(&api.module))
}

/// The API's name for people, as Markdown.
pub(super) fn title(api: &ApiPlan) -> String {
    let title = markdown::escape(&api.title);
    if title.is_empty() { markdown::code(bare(&api.module)) } else { title }
}

/// `src/lib.rs`
pub(super) fn crate_root(plan: &CratePlan) -> EmittedFile {
    let mut lines = vec!["Clients of APIs, made from their documentation.".to_owned(), String::new()];
    lines.extend(
        plan.apis
            .iter()
            .map(|api| format!("- {}: the module and feature {}", title(api), markdown::code(bare(&api.module)))),
    );
    let head = docs::inner(&lines);
    let mut items = vec![
        quote! {
            #head
            #![forbid(unsafe_code)]
            #![allow(clippy::should_implement_trait, reason = "a setter has the name that the API gives")]
            #![allow(clippy::large_enum_variant, reason = "a union holds the documented types as they are")]
            #![allow(clippy::enum_variant_names, reason = "a variant has the name that the API gives")]
        },
        quote!(
            pub mod runtime;
        ),
        quote!(
            pub use runtime::{DateTime, Json, Presence};
        ),
        quote! {
            #[cfg(feature = "http")]
            pub use http;
        },
        quote! {
            #[cfg(feature = "http")]
            pub use runtime::{Detached, Error, Operation, RequestWriter};
        },
    ];
    items.extend(plan.apis.iter().map(|api| {
        let (feature, module) = (bare(&api.module), ident(&api.module));
        quote! {
            #[cfg(feature = #feature)]
            pub mod #module;
        }
    }));
    EmittedFile { path: "src/lib.rs".to_owned(), items }
}

/// `src/<api>/mod.rs`
pub(super) fn api_root(api: &ApiPlan) -> EmittedFile {
    let mut lines = vec![title(api)];
    if let Some(url) = api.docs_url.as_deref().and_then(markdown::safe_url) {
        lines.extend([String::new(), format!("Documented at <{url}>.")]);
    }
    let mut items = vec![
        docs::inner(&lines),
        quote!(
            #[cfg(feature = "http")]
            mod api;
        ),
    ];
    items.push(quote!(
        #[cfg(feature = "client")]
        mod client;
    ));
    if !api.operations.is_empty() {
        items.push(quote!(
            #[cfg(feature = "http")]
            pub mod operations;
        ));
    }
    items.push(quote!(
        pub mod types;
    ));
    items.push(quote!(
        #[cfg(feature = "http")]
        pub use self::api::{Api, Config};
    ));
    items.push(quote!(
        #[cfg(feature = "client")]
        pub use self::client::{Client, ClientBuilder};
    ));
    let required = api.types.iter().filter_map(|ty| match &ty.kind {
        TypePlanKind::Struct(plan) => plan.required_struct.as_ref(),
        _ => None,
    });
    let types = api.types.iter().map(|ty| &ty.name).chain(required).collect();
    items.extend(re_export(&quote!(types), types));
    let required = api.operations.iter().filter_map(|operation| operation.required_struct.as_ref());
    let operations = api.operations.iter().map(|operation| &operation.type_name).chain(required).collect();
    items.extend(re_export(&quote!(operations), operations).map(|items| quote!(#[cfg(feature = "http")] #items)));
    if !api.servers.is_empty() {
        let servers = api.servers.iter().map(|server| {
            let (name, url) = (ident(&server.constant), &server.url);
            let text = format!(" {}", markdown::code(url));
            quote!(#[doc = #text] pub const #name: &str = #url;)
        });
        items.push(
            quote!(#[doc = " The documented servers; the first is the default."] pub mod servers { #(#servers)* }),
        );
    }
    EmittedFile { path: format!("{}/mod.rs", api_path(api)), items }
}

/// `src/<api>/operations/mod.rs`
pub(super) fn operations_root(api: &ApiPlan) -> EmittedFile {
    let mut items = vec![docs::inner(&["What can be called, one type an operation.".to_owned()])];
    let modules = || api.operations.iter().map(|operation| ident(&operation.method_name));
    items.extend(modules().map(|module| quote!(mod #module;)));
    items.extend(modules().map(|module| quote!(pub use self::#module::*;)));
    EmittedFile { path: format!("{}/operations/mod.rs", api_path(api)), items }
}

/// The items of a module under the API's own name. A glob would let one of them mean another thing whenever a feature
/// adds our item of that name, so that such an API gets a list.
fn re_export(module: &TokenStream, names: BTreeSet<&RustName>) -> Option<TokenStream> {
    if names.is_empty() {
        return None;
    }
    if !names.iter().any(|name| OURS.contains(&name.as_str())) {
        return Some(quote!(pub use self::#module::*;));
    }
    let names = names.into_iter().filter(|name| !OURS.contains(&name.as_str())).map(ident);
    Some(quote!(pub use self::#module::{#(#names),*};))
}
