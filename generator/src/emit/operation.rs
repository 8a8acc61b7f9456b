//! Input: an operation's facts and inputs. Output: its file: the value, its setters, how it becomes a request and its
//! answer a value, and the client's method.
//! Invariant: facts only; whatever has to be decided when a request is made is decided by the runtime.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::module::operation_path;
use super::scope::{Scope, bare, ident};
use super::setter::{self, Setter, is_required, stored};
use super::{EmittedFile, call, docs, markdown};
use crate::plan::model::{ApiPlan, BodyPlan, InputPlan, InputTarget, OperationPlan, PathPiece, RustName, RustType};

mod answers;
mod body;
mod construct;
mod facts;
mod pages;
mod streams;

/// `src/<api>/operations/<operation>.rs`
pub(super) fn file(api: &ApiPlan, plan: &OperationPlan) -> EmittedFile {
    let scope = Scope::operation(api, plan);
    let operation = Emitter { api, scope: &scope, plan, name: ident(&plan.type_name) };
    let module = ident(&api.module);
    let types = operation.names_types().then(|| quote!(, types));
    let mut items = vec![docs::inner(&[operation.call_line()])];
    items.extend(scope.imports());
    items.push(quote!(use crate::#module::{self as api #types};));
    items.push(operation.definition());
    items.extend(operation.required_struct());
    items.extend(operation.answers());
    items.push(operation.constructor());
    items.extend(operation.default());
    items.push(operation.methods());
    items.push(operation.facts());
    items.extend(operation.client());
    items.extend(operation.pages());
    EmittedFile { path: operation_path(api, plan), items }
}

struct Emitter<'a> {
    api: &'a ApiPlan,
    scope: &'a Scope<'a>,
    plan: &'a OperationPlan,
    name: Ident,
}

impl<'a> Emitter<'a> {
    /// The inputs that are fields of the operation itself.
    fn own(&self) -> impl Iterator<Item = &'a InputPlan> {
        self.plan.inputs.iter().filter(|input| !matches!(input.target, InputTarget::BodyField(_)))
    }

    fn required_inputs(&self) -> impl Iterator<Item = &'a InputPlan> {
        self.plan.inputs.iter().filter(|input| is_required(input.presence))
    }

    /// A field of ours, under a name that no input has: those never end in an underscore of their own making.
    fn internal(&self, name: &str) -> Ident {
        let mut name = name.to_owned();
        while self.own().any(|input| bare(&input.name) == name) {
            name.push('_');
        }
        Ident::new(&name, Span::call_site())
    }

    fn template(&self) -> String {
        let pieces = self.plan.path.iter().map(|piece| match piece {
            PathPiece::Literal(text) => text.clone(),
            PathPiece::Input(name) => format!("{{{}}}", self.wire(name)),
        });
        pieces.collect()
    }

    fn wire(&self, name: &RustName) -> &'a str {
        self.plan.inputs.iter().find(|input| input.name == *name).map_or("", |input| input.wire.0.as_str())
    }

    fn call_line(&self) -> String {
        markdown::code(&format!("{} {}", self.plan.http_method, self.template()))
    }

    fn docs(&self) -> TokenStream {
        docs::outer(&docs::lines(&self.plan.docs, bare(&self.plan.type_name), &[self.call_line()]))
    }

    fn names_types(&self) -> bool {
        fn named(ty: &RustType) -> bool {
            match ty {
                RustType::Named(_) => true,
                RustType::Boxed(inner)
                | RustType::Vec(inner)
                | RustType::Map(inner)
                | RustType::Option(inner)
                | RustType::Events(inner) => named(inner),
                _ => false,
            }
        }
        matches!(self.plan.body, BodyPlan::Fields { .. })
            || self.plan.inputs.iter().any(|input| named(&input.ty))
            || self.plan.success.iter().chain(self.answer_types()).chain(&self.plan.media.events).any(named)
            || self.plan.pagination.iter().any(|plan| named(&plan.item))
            || self.plan.errors.iter().any(|(_, ty)| named(ty))
    }

    fn answer_types(&self) -> impl Iterator<Item = &'a RustType> {
        self.plan.answers.iter().flat_map(|plan| plan.variants.iter().filter_map(|variant| variant.ty.as_ref()))
    }

    fn output(&self) -> TokenStream {
        if let Some(plan) = &self.plan.answers {
            let name = ident(&plan.name);
            return quote!(#name);
        }
        self.plan.success.as_ref().map_or_else(|| quote!(()), |ty| self.scope.value(ty))
    }

    fn definition(&self) -> TokenStream {
        let (name, docs, client) = (&self.name, self.docs(), self.internal("client"));
        let options = self.internal("options");
        let fields = self.own().map(|input| {
            let (name, ty) = (ident(&input.name), stored(self.scope, &input.ty, input.presence));
            quote!(#name: #ty)
        });
        let body = self.body_type().map(|ty| {
            let body = self.internal("body");
            quote!(#body: #ty,)
        });
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            #[must_use = "an operation does nothing until it is awaited or turned into a request"]
            pub struct #name<C = crate::Detached> {
                #(#fields,)*
                #body
                #options: crate::RequestOptions,
                #client: C,
            }
        }
    }

    fn body_type(&self) -> Option<TokenStream> {
        let BodyPlan::Fields { ty, required } = &self.plan.body else { return None };
        let (ty, option) = (self.scope.named(ty), self.scope.std("Option"));
        Some(if *required { ty } else { quote!(#option<#ty>) })
    }

    fn required_struct(&self) -> Option<TokenStream> {
        let name = ident(self.plan.required_struct.as_ref()?);
        let text = format!(" What every {} needs.", markdown::code(bare(&self.plan.type_name)));
        let fields = self.required_inputs().map(|input| {
            let docs = docs::outer(&docs::lines(&input.docs, &input.wire.0, &[]));
            let (name, ty) = (ident(&input.name), stored(self.scope, &input.ty, input.presence));
            quote!(#docs pub #name: #ty)
        });
        Some(quote! {
            #[doc = #text]
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name { #(#fields,)* }
        })
    }

    fn methods(&self) -> TokenStream {
        let (name, client) = (&self.name, self.internal("client"));
        let setters = self.plan.inputs.iter().filter(|input| !is_required(input.presence));
        let setters = setters.map(|input| self.setter(input));
        let mut names: Vec<_> = self.own().map(|input| ident(&input.name)).collect();
        names.extend(self.body_type().map(|_| self.internal("body")));
        let options = self.internal("options");
        names.push(options.clone());
        let result = self.scope.result(&quote!(http::Request<crate::Body>));
        quote! {
            impl<C> #name<C> {
                #(#setters)*

                /// Adds what is not documented, or holds for this call only: headers, a timeout, retries.
                pub fn with(mut self, options: crate::RequestOptions) -> Self {
                    self.#options = options;
                    self
                }

                /// The same operation, to be sent by this client.
                #[cfg(feature = "transport")]
                pub fn on<K: crate::runtime::ClientKind>(self, client: &api::Client<K>) -> #name<api::Client<K>> {
                    #name { #(#names: self.#names,)* #client: client.clone() }
                }

                /// The request, to be sent by whatever speaks HTTP.
                ///
                /// # Errors
                ///
                /// A value cannot stand where it belongs.
                pub fn to_request(&self, config: &api::Config) -> #result {
                    crate::Operation::to_request(self, config)
                }
            }
        }
    }

    fn setter(&self, input: &InputPlan) -> TokenStream {
        let (place, touches_deprecated) = match (&input.target, &self.plan.body) {
            (InputTarget::BodyField(field), BodyPlan::Fields { ty, required }) => {
                let (body, name) = (self.internal("body"), ident(field));
                let body = if *required { quote!(self.#body) } else { quote!(self.#body.get_or_insert_default()) };
                let fields = self.scope.struct_plan(ty).map(|plan| plan.fields.as_slice()).unwrap_or_default();
                let deprecated = fields.iter().any(|plan| plan.name == *field && plan.deprecated.is_some());
                (quote!(#body.#name), deprecated)
            }
            _ => {
                let name = ident(&input.name);
                (quote!(self.#name), false)
            }
        };
        setter::setter(
            self.scope,
            &Setter {
                name: &input.name,
                ty: &input.ty,
                presence: input.presence,
                docs: docs::lines(&input.docs, &input.wire.0, &[]),
                deprecated: input.deprecated.as_deref(),
                place,
                touches_deprecated,
            },
        )
    }

    fn client(&self) -> [TokenStream; 3] {
        let (name, docs, output) = (&self.name, self.docs(), self.output());
        let example = docs::outer(&call::lines(self.api, self.plan));
        let (method, client) = (ident(&self.plan.method_name), self.internal("client"));
        let (arguments, handed_on) = self.arguments();
        let deprecated = docs::deprecated(self.plan.deprecated.as_deref());
        let allow = self.plan.deprecated.as_ref().map(|_| setter::allow_deprecated());
        let (result, streams) = (self.scope.result(&output), self.streams());
        [
            quote! {
                #[cfg(feature = "transport")]
                impl<K: crate::runtime::ClientKind> api::Client<K> {
                    #docs
                    #example
                    #deprecated
                    #allow
                    pub fn #method(&self, #(#arguments),*) -> #name<api::Client<K>> {
                        #name::new(#(#handed_on),*).on(self)
                    }
                }
            },
            quote! {
                #[cfg(feature = "transport")]
                impl<K: crate::runtime::ClientKind> #name<api::Client<K>> {
                    /// Sends it. A blocking client gives the answer, another one a future of it.
                    pub fn send(self) -> K::Answer<#output> {
                        self.#client.inner.call(&self)
                    }

                    /// Sends it, and gives the answer as it comes, whatever its status.
                    pub fn send_raw(self) -> K::Answer<crate::RawResponse<#output>> {
                        self.#client.inner.call_raw(&self)
                    }

                    #streams
                }
            },
            quote! {
                #[cfg(feature = "transport")]
                impl std::future::IntoFuture for #name<api::Client> {
                    type Output = #result;
                    type IntoFuture = crate::runtime::Call<#output>;

                    fn into_future(self) -> Self::IntoFuture {
                        self.send()
                    }
                }
            },
        ]
    }
}
