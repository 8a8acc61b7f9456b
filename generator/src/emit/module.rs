//! Input: the APIs and their names. Output: `lib.rs`, and the module files that hold nothing but other modules.
//! Invariant: an API is compiled only with its feature, and its own `Client` or `Config` always means ours.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::scope::{bare, ident};
use super::{EmittedFile, docs, front, markdown};
use crate::plan::model::{ApiPlan, CratePlan, OperationPlan, RustName, SectionPlan, TypePlanKind};

/// What the module of every API holds; an item of the vendor's with such a name is reached through `types` or
/// `operations`.
const OURS: [&str; 5] = ["Api", "BlockingClient", "Client", "ClientBuilder", "Config"];

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
            pub use runtime::{DateTime, DecodeError, Json, Number, Presence};
        ),
        quote! {
            #[cfg(feature = "http")]
            pub use http;
        },
        quote! {
            #[cfg(feature = "http")]
            pub use runtime::{
                Body, BodyReader, Detached, Error, Event, EventParser, Operation, PageToken, Paged, RequestOptions,
                RequestWriter, Upload,
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
        let (feature, module) = (bare(&api.module), ident(&api.module));
        if api.sections.is_empty() {
            return quote! {
                #[cfg(feature = #feature)]
                pub mod #module;
            };
        }
        let parts = api.sections.iter().map(|section| &section.feature);
        quote! {
            #[cfg(any(feature = #feature, #(feature = #parts),*))]
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
    lines.extend(front::lines(api));
    let mut items = vec![
        docs::inner(&lines),
        quote!(
            #[cfg(feature = "http")]
            mod api;
        ),
    ];
    items.push(quote!(
        #[cfg(feature = "transport")]
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
        #[cfg(feature = "transport")]
        pub use self::client::{BlockingClient, Client, ClientBuilder};
    ));
    let types = api.types.iter().flat_map(|ty| {
        let required = match &ty.kind {
            TypePlanKind::Struct(plan) => plan.required_struct.as_ref(),
            _ => None,
        };
        std::iter::once(&ty.name).chain(required).map(|name| (ty.section.as_ref(), name))
    });
    items.extend(re_export(api, &quote!(types), &types.collect::<Vec<_>>()));
    let operations = api.operations.iter().flat_map(|operation| {
        let answers = operation.answers.as_ref().map(|plan| &plan.name);
        let names = std::iter::once(&operation.type_name).chain(&operation.required_struct).chain(answers);
        names.map(|name| (operation.section.as_ref(), name))
    });
    let operations = re_export(api, &quote!(operations), &operations.collect::<Vec<_>>());
    items.extend(operations.into_iter().map(|items| quote!(#[cfg(feature = "http")] #items)));
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

/// The condition under which a section is compiled; what belongs to no section always is.
pub(super) fn gate(section: Option<&SectionPlan>) -> TokenStream {
    match section {
        Some(SectionPlan { feature, .. }) => quote!(#[cfg(feature = #feature)]),
        None => TokenStream::new(),
    }
}

/// The module of an operation's section; `None` where the API has no sections.
fn folder(api: &ApiPlan, section: Option<&RustName>) -> Option<String> {
    (!api.sections.is_empty()).then(|| section.map_or("shared", bare).to_owned())
}

/// `src/<api>/operations/<operation>.rs`, below its section's folder where there is one.
pub(super) fn operation_path(api: &ApiPlan, operation: &OperationPlan) -> String {
    let folder = folder(api, operation.section.as_ref()).map_or(String::new(), |folder| format!("{folder}/"));
    format!("{}/operations/{folder}{}.rs", api_path(api), bare(&operation.method_name))
}

/// `src/<api>/operations/mod.rs`, and one for each section.
pub(super) fn operations_roots(api: &ApiPlan) -> Vec<EmittedFile> {
    let head = docs::inner(&["What can be called, one type an operation.".to_owned()]);
    let path = format!("{}/operations", api_path(api));
    let list = |modules: Vec<(TokenStream, Ident)>| {
        let declared = modules.iter().map(|(cfg, module)| quote!(#cfg mod #module;)).collect::<Vec<_>>();
        let used = modules.iter().map(|(cfg, module)| quote!(#cfg pub use self::#module::*;)).collect::<Vec<_>>();
        declared.into_iter().chain(used)
    };
    let of = |section: Option<&RustName>| {
        let operations = api.operations.iter().filter(|operation| operation.section.as_ref() == section);
        operations.map(|operation| (TokenStream::new(), ident(&operation.method_name))).collect::<Vec<_>>()
    };
    let mut root = vec![head.clone()];
    if api.sections.is_empty() {
        root.extend(list(of(None)));
        return vec![EmittedFile { path: format!("{path}/mod.rs"), items: root }];
    }
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for section in std::iter::once(None).chain(api.sections.iter().map(Some)) {
        let name = section.map(|section| &section.module);
        let (operations, Some(folder)) = (of(name), folder(api, name)) else { continue };
        if operations.is_empty() {
            continue;
        }
        modules.push((gate(section), Ident::new(&folder, Span::call_site())));
        let items = std::iter::once(head.clone()).chain(list(operations)).collect();
        files.push(EmittedFile { path: format!("{path}/{folder}/mod.rs"), items });
    }
    root.extend(list(modules));
    files.insert(0, EmittedFile { path: format!("{path}/mod.rs"), items: root });
    files
}

/// The items of a module under the API's own name, each with the section that it belongs to. A glob would let one of them
/// mean another thing whenever a feature adds our item of that name, so that such an API gets a list.
fn re_export(api: &ApiPlan, module: &TokenStream, names: &[(Option<&RustName>, &RustName)]) -> Vec<TokenStream> {
    if names.is_empty() {
        return Vec::new();
    }
    if !names.iter().any(|(_, name)| OURS.contains(&name.as_str())) {
        return vec![quote!(pub use self::#module::*;)];
    }
    let sections = std::iter::once(None).chain(api.sections.iter().map(Some));
    let list = |section: Option<&SectionPlan>| {
        let cfg = gate(section);
        let of = section.map(|section| &section.module);
        let names: BTreeSet<&RustName> =
            names.iter().filter(|(section, _)| *section == of).map(|(_, name)| *name).collect();
        let names: Vec<_> = names.into_iter().filter(|name| !OURS.contains(&name.as_str())).map(ident).collect();
        (!names.is_empty()).then(|| quote!(#cfg pub use self::#module::{#(#names),*};))
    };
    sections.filter_map(list).collect()
}
