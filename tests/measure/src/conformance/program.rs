//! Input: the plan of a crate. Output: the source of a program that calls every operation in it, and its manifest.
//! Invariant: an operation is called as a user would: by the client's method, its setters and `send_raw`.

use fieldstone::emit::outside;
use fieldstone::plan::model::{ApiPlan, AuthPlan, CratePlan, InputPlan, OperationPlan, Presence, RustName, RustType};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The half of the program that is the same for every crate.
pub(super) const DRIVE: &str = include_str!("drive.rs");

/// What the program is called.
pub(super) const PROGRAM: &str = "fieldstone-conformance";

/// The program's half that knows the operations.
pub(super) fn source(plan: &CratePlan) -> Result<String, String> {
    let modules = plan.apis.iter().map(api);
    let arms = plan.apis.iter().map(|api| {
        let (name, module) = (bare(&api.module), ident(&api.module));
        quote!(#name => #module::run(&session),)
    });
    let tokens = quote! {
        //! The operations of a crate, each as a call of its client.
        #![allow(deprecated, reason = "what the pages deprecate is called like the rest")]
        #![allow(dead_code, unused_imports, unused_variables, clippy::all, reason = "an API may have nothing to call")]

        mod drive;

        fn main() -> Result<(), Box<dyn std::error::Error>> {
            let session = drive::Session::from_args()?;
            match session.api.as_str() {
                #(#arms)*
                other => Err(format!("the crate has no API `{other}`").into()),
            }
        }

        #(#modules)*
    };
    let file = syn::parse2(tokens).map_err(|error| format!("the program of calls is no Rust: {error}"))?;
    Ok(prettyplease::unparse(&file))
}

/// The key of single operations.
fn key(place: &TokenStream, name: &str) -> TokenStream {
    quote!(.api_key_at(fieldstone_apis::runtime::KeyLocation::#place(#name), "conformance"))
}

fn api(api: &ApiPlan) -> TokenStream {
    let module = ident(&api.module);
    let credentials = std::iter::once(&api.auth).chain(&api.other_auth).enumerate().map(|(at, auth)| match auth {
        AuthPlan::Bearer => quote!(.bearer_token("conformance")),
        AuthPlan::Basic => quote!(.basic_auth("conformance", "conformance")),
        AuthPlan::KeyHeader(_) | AuthPlan::KeyQuery(_) | AuthPlan::KeyCookie(_) if at == 0 => {
            quote!(.api_key("conformance"))
        }
        AuthPlan::KeyHeader(name) => key(&quote!(Header), &name.0),
        AuthPlan::KeyQuery(name) => key(&quote!(Query), &name.0),
        AuthPlan::KeyCookie(name) => key(&quote!(Cookie), &name.0),
        AuthPlan::None => TokenStream::new(),
    });
    let credentials: TokenStream = credentials.collect();
    let rows = api.operations.iter().map(|operation| {
        let (id, call) = (bare(&operation.method_name), ident(&operation.method_name));
        quote!(Row { id: #id, awaited: calls::#call, blocking: calls::#call })
    });
    let calls = api.operations.iter().map(call);
    quote! {
        mod #module {
            use fieldstone_apis::#module as api;
            use super::drive::{PATIENCE, Row, Session};

            pub fn run(session: &Session) -> Result<(), Box<dyn std::error::Error>> {
                let builder = || {
                    api::Client::builder()
                        .base_url(&session.base)
                        .timeout(PATIENCE)
                        .retry(fieldstone_apis::RetryPolicy::off())
                        #credentials
                };
                Ok(session.run(ROWS, &builder().build()?, &builder().build_blocking()?)?)
            }

            const ROWS: &[Row<api::Client, api::BlockingClient>] = &[#(#rows),*];

            mod calls {
                use fieldstone_apis::#module as api;
                use crate::drive::{self, Case, Way, seen};

                #(#calls)*
            }
        }
    }
}

fn call(plan: &OperationPlan) -> TokenStream {
    let method = ident(&plan.method_name);
    let is_required = |input: &&InputPlan| input.presence.is_required();
    let given = |input: &InputPlan, read: TokenStream| {
        let name = bare(&input.name);
        quote!(case.input(#name, #read)?)
    };
    let required = plan.inputs.iter().filter(is_required);
    let arguments: Vec<TokenStream> = match &plan.required_struct {
        Some(name) => {
            let name = ident(name);
            let members = required.map(|input| {
                let (member, value) = (ident(&input.name), given(input, stored(input)));
                quote!(#member: #value)
            });
            vec![quote!(api::operations::#name { #(#members),* })]
        }
        None => required.map(|input| given(input, argument(input))).collect(),
    };
    let setters = plan.inputs.iter().filter(|input| !is_required(input)).map(|input| {
        let (name, setter, read) = (bare(&input.name), ident(&input.name), read(unboxed(&input.ty)));
        quote! {
            let call = match case.optional(#name, #read)? {
                Some(value) => call.#setter(value),
                None => call,
            };
        }
    });
    let errors = plan.errors.iter().map(|(status, ty)| {
        let ty = value(ty);
        quote!(#status => error.documented::<#ty>().is_some(),)
    });
    quote! {
        pub fn #method<K: Way>(client: &api::Client<K>, case: &Case) -> Result<serde_json::Value, String> {
            let call = client.#method(#(#arguments),*);
            #(#setters)*
            Ok(seen(K::wait(call.with(case.options()).send_raw()), |error| match case.documented() {
                #(#errors)*
                _ => false,
            }))
        }
    }
}

/// How an argument is read: what may be `null` is an `Option`, and the constructor does the boxing of the rest.
fn argument(input: &InputPlan) -> TokenStream {
    if input.presence == Presence::RequiredNullable { stored(input) } else { read(unboxed(&input.ty)) }
}

/// How a member of a struct of required inputs is read.
fn stored(input: &InputPlan) -> TokenStream {
    let is_nullable = input.presence == Presence::RequiredNullable;
    match (is_nullable, holds_files(&input.ty)) {
        (false, _) => read(&input.ty),
        (true, false) => {
            let ty = value(&input.ty);
            quote!(drive::plain::<Option<#ty>>)
        }
        (true, true) => {
            let read = read(&input.ty);
            quote!(|value| drive::nullable(value, #read))
        }
    }
}

/// How a value is read from the case: a file, which is no JSON, from its text.
fn read(ty: &RustType) -> TokenStream {
    match ty {
        RustType::Upload => quote!(drive::file),
        RustType::Vec(item) if holds_files(item) => {
            let read = read(item);
            quote!(|value| drive::list(value, #read))
        }
        ty => {
            let ty = value(ty);
            quote!(drive::plain::<#ty>)
        }
    }
}

fn holds_files(ty: &RustType) -> bool {
    match ty {
        RustType::Upload => true,
        RustType::Vec(item) => holds_files(item),
        _ => false,
    }
}

fn unboxed(ty: &RustType) -> &RustType {
    if let RustType::Boxed(inner) = ty { inner } else { ty }
}

/// A type as the program names it.
fn value(ty: &RustType) -> TokenStream {
    outside(ty, &quote!(fieldstone_apis), &quote!(api))
}

fn ident(name: &RustName) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(word) => Ident::new_raw(word, Span::call_site()),
        None => Ident::new(name.as_str(), Span::call_site()),
    }
}

fn bare(name: &RustName) -> &str {
    name.as_str().trim_start_matches("r#")
}

/// The program's manifest, for the crate at `made`. The exact versions are those of the lock file that is put beside it.
pub(super) fn manifest(plan: &CratePlan, made: &std::path::Path) -> Result<String, String> {
    let apis = plan.apis.iter().map(|api| bare(&api.module));
    let features = ["client", "blocking"].into_iter().chain(apis).collect::<Vec<_>>();
    let manifest = serde_json::json!({
        "package": { "name": PROGRAM, "version": "0.0.0", "edition": "2024", "publish": false },
        // It stands alone, whatever workspace is around it.
        "workspace": {},
        "dependencies": {
            "fieldstone-apis": { "path": made, "default-features": false, "features": features },
            "serde": { "version": "1", "features": ["derive"] },
            "serde_json": "1",
            "tokio": { "version": "1", "default-features": false, "features": ["net", "rt", "time"] },
        },
    });
    toml::to_string(&manifest).map_err(|error| error.to_string())
}
