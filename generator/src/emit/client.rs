//! Input: what all operations of an API share. Output: its `Api`, `Config` and `Client`.
//! Invariant: facts only; the methods of the client stand with their operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::authentication;
use super::doc_attributes::{self, title};
use super::emitted_file::EmittedFile;
use super::front_page;
use super::ident::ident;
use crate::plan::model::{ApiPlan, AuthPlan, ServerPlan};

/// `src/<api>/api.rs`
pub(super) fn api(api: &ApiPlan) -> EmittedFile {
    let title = title(api);
    let head = doc_attributes::inner(&[format!("The facts of {title} that its operations share.")]);
    let name = api.module.bare();
    let (servers, others) = (constants(&api.servers), constants(&api.other_servers));
    let others = (!others.is_empty()).then(|| quote!(const OTHER_SERVERS: &'static [&'static str] = &[#(#others),*];));
    let schemes = api.auth_differs.then(|| schemes(api));
    let docs = doc_attributes::outer(&[format!("{title}, where a type has to name it.")]);
    let config = doc_attributes::outer(&[
        format!("Where and as whom {title} is called."),
        String::new(),
        authentication::of_api(api),
    ]);
    let mut items = vec![
        head,
        quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum Api {}
        },
        quote! {
            impl crate::runtime::Api for Api {
                const NAME: &'static str = #name;
                const SERVERS: &'static [&'static str] = &[#(#servers),*];
                #others
                #schemes
            }
        },
    ];
    items.extend(authentication::key(&api.auth).map(|key| {
        quote! {
            impl crate::runtime::KeyAuth for Api {
                const LOCATION: crate::runtime::KeyLocation = #key;
            }
        }
    }));
    items.push(quote!(#config pub type Config = crate::runtime::Config<Api>;));
    EmittedFile { path: api.files.shared.clone(), items }
}

/// `src/<api>/client.rs`
pub(super) fn client(api: &ApiPlan) -> EmittedFile {
    let title = title(api);
    let head = doc_attributes::inner(&[format!("The client of {title}.")]);
    let mut docs = vec![
        format!("Calls {title}. Cheap to clone: clones share their connections."),
        String::new(),
        authentication::of_api(api),
    ];
    docs.extend(front_page::index(api));
    let docs = doc_attributes::outer(&docs);
    let blocking = doc_attributes::outer(&[format!(
        "A client of {title} whose calls return when they are done; `build_blocking` makes it."
    )]);
    let builder = doc_attributes::outer(&[format!("The making of a [`Client`] of {title}.")]);
    let items = vec![
        head,
        quote!(
            use super::{Api, Config};
        ),
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct Client<K: crate::runtime::ClientKind = crate::runtime::Async> {
                pub(super) inner: crate::runtime::Client<Api, K>,
            }
        },
        quote!(#blocking pub type BlockingClient = Client<crate::runtime::Blocking>;),
        quote!(#builder pub type ClientBuilder = crate::runtime::ClientBuilder<Api>;),
        quote! {
            impl Client {
                /// A builder; it knows the first documented server.
                pub fn builder() -> ClientBuilder {
                    ClientBuilder::new()
                }
            }
        },
        quote! {
            impl<K: crate::runtime::ClientKind> Client<K> {
                /// Where and as whom the operations are called.
                pub fn config(&self) -> &Config {
                    self.inner.config()
                }
            }
        },
        quote! {
            impl<K: crate::runtime::ClientKind> From<crate::runtime::Client<Api, K>> for Client<K> {
                fn from(inner: crate::runtime::Client<Api, K>) -> Self {
                    Self { inner }
                }
            }
        },
        quote! {
            impl crate::runtime::ClientApi for Api {
                type Client<K: crate::runtime::ClientKind> = Client<K>;
            }
        },
    ];
    EmittedFile { path: api.files.client.clone(), items }
}

fn constants(servers: &[ServerPlan]) -> Vec<TokenStream> {
    let constant = |server: &ServerPlan| {
        let constant = ident(&server.constant);
        quote!(super::servers::#constant)
    };
    servers.iter().map(constant).collect()
}

/// How callers prove who they are, where operations differ in that.
fn schemes(api: &ApiPlan) -> TokenStream {
    let usual = (api.auth != AuthPlan::None).then(|| {
        let scheme = authentication::scheme(&api.auth);
        quote!(const AUTH: Option<crate::runtime::AuthScheme> = Some(#scheme);)
    });
    let others: Vec<_> = api.other_auth.iter().map(authentication::scheme).collect();
    let others = (!others.is_empty())
        .then(|| quote!(const OTHER_AUTH: &'static [crate::runtime::AuthScheme] = &[#(#others),*];));
    quote!(#usual #others)
}
