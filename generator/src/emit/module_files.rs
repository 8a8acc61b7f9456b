//! Input: the APIs and their names. Output: `lib.rs`, and the module files that hold nothing but other modules.
//! Invariant: what is compiled only with a feature stands behind it everywhere.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes::{self, title};
use super::emitted_file::EmittedFile;
use super::ident::ident;
use super::{front_page, markdown};
use crate::plan::model::{ApiPlan, CratePlan, Gate, ReExport, RustName};

/// `src/lib.rs`
pub(super) fn crate_root(plan: &CratePlan) -> EmittedFile {
    let head = front_page::of_crate(plan);
    let mut items = vec![
        quote! {
            #head
            #![forbid(unsafe_code)]
            #![allow(missing_docs, reason = "where the pages say nothing there is no line")]
            #![allow(clippy::should_implement_trait, reason = "a setter has the name that the API gives")]
            #![allow(clippy::large_enum_variant, reason = "a union holds the documented types as they are")]
            #![allow(clippy::enum_variant_names, reason = "a variant has the name that the API gives")]
            #![allow(clippy::module_inception, reason = "an operation may be called as its section is")]
            #![allow(clippy::self_named_constructors, reason = "a type may be called New")]
            #![allow(clippy::type_complexity, reason = "a type is as deep as the API documents it")]
        },
        quote!(
            pub mod runtime;
        ),
        quote!(
            pub use runtime::{DateTime, DecodeError, Json, Number, Presence};
        ),
        quote! {
            #[cfg(feature = "http")]
            pub use http;
        },
        quote! {
            #[cfg(feature = "http")]
            pub use runtime::{
                Body, BodyReader, CallOptions, Detached, Error, Event, EventParser, Operation, PageInfo, PageInput,
                PageToken, Paged, RequestOptions, RequestWriter, Upload,
            };
        },
        quote! {
            #[cfg(feature = "transport")]
            pub use runtime::{
                Attempt, BlockingChunks, BlockingTransport, BoxFuture, Chunks, Download, Events, Items, Pages,
                RawResponse, RetryPolicy, Transport,
            };
        },
        quote! {
            #[cfg(feature = "test-util")]
            pub use runtime::MemoryTransport;
        },
    ];
    items.extend(plan.apis.iter().map(|api| {
        let (cfg, module) = (gate(&api.files.gate), ident(&api.module));
        quote!(#cfg pub mod #module;)
    }));
    EmittedFile { path: "src/lib.rs".to_owned(), items }
}

/// `src/<api>/mod.rs`
pub(super) fn api_root(api: &ApiPlan) -> EmittedFile {
    let mut lines = vec![title(api)];
    if let Some(url) = api.docs_url.as_deref().and_then(markdown::safe_url) {
        lines.extend([String::new(), format!("Documented at <{url}>.")]);
    }
    lines.extend(front_page::lines(api));
    let (sections, index) = front_page::sections(api);
    lines.extend(sections);
    let head = doc_attributes::inner(&lines);
    let mut items = vec![
        quote!(#head #index),
        quote!(
            #[cfg(feature = "http")]
            mod api;
        ),
    ];
    items.push(quote!(
        #[cfg(feature = "transport")]
        mod client;
    ));
    if api.files.operations.is_some() {
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
        #[cfg(feature = "transport")]
        pub use self::client::{BlockingClient, Client, ClientBuilder};
    ));
    items.extend(re_export(&quote!(types), &api.files.types.re_export));
    let operations = api.files.operations.iter().flat_map(|plan| re_export(&quote!(operations), &plan.re_export));
    items.extend(operations.map(|items| quote!(#[cfg(feature = "http")] #items)));
    let servers: Vec<_> = api.servers.iter().chain(&api.other_servers).collect();
    if !servers.is_empty() {
        let servers = servers.into_iter().map(|server| {
            let (name, url) = (ident(&server.constant), &server.url);
            let text = format!(" {}", markdown::code(url));
            quote!(#[doc = #text] pub const #name: &str = #url;)
        });
        let words = match api.other_servers.is_empty() {
            true => " The documented servers; the first is the default.",
            false => " The documented servers; the first is the default. The last are those of single operations.",
        };
        items.push(quote!(#[doc = #words] pub mod servers { #(#servers)* }));
    }
    EmittedFile { path: api.files.root.clone(), items }
}

/// What an API's own module says of the items of one below it.
fn re_export(module: &TokenStream, plan: &ReExport) -> Vec<TokenStream> {
    match plan {
        ReExport::Nothing => Vec::new(),
        ReExport::Everything => vec![quote!(pub use self::#module::*;)],
        ReExport::Listed(lists) => {
            let list = |(cfg, names): &(Gate, Vec<RustName>)| {
                let (cfg, names) = (gate(cfg), names.iter().map(ident));
                quote!(#cfg pub use self::#module::{#(#names),*};)
            };
            lists.iter().map(list).collect()
        }
    }
}

/// `#[cfg(feature = "...")]`, where it is not always compiled.
pub(super) fn gate(Gate(features): &Gate) -> TokenStream {
    match features.as_slice() {
        [] => TokenStream::new(),
        [feature] => quote!(#[cfg(feature = #feature)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}
