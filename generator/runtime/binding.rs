//! Input: the type of an operation: its inputs and what it is answered with. Output: all that it has beside its inputs,
//! setters and facts: how it is bound to a client, sent, awaited, read as it arrives, page by page, and made a request.
//! Invariant: every operation does the same with it; nothing here knows one of them.

use super::request_options::RequestOptions;

/// An operation that is bound to no client: a value that can be turned into a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detached;

/// What an operation holds beside its inputs: the options of the call, and the client that sends it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Binding<C = Detached> {
    pub(crate) options: RequestOptions,
    pub(crate) client: C,
}

impl Binding {
    /// No options and no client.
    #[allow(dead_code, reason = "a crate without operations has none to bind")]
    pub(crate) fn none() -> Self {
        Self::default()
    }
}

#[cfg(feature = "transport")]
impl<C> Binding<C> {
    /// The same options, with a client.
    #[allow(dead_code, reason = "a crate without operations has none to bind")]
    pub(crate) fn to<D: Clone>(self, client: &D) -> Binding<D> {
        Binding { options: self.options, client: client.clone() }
    }
}

/// What every operation has. Named are the module of its API, its type, the fields of it, the last of which is the
/// [`Binding`], and what a success gives.
#[allow(unused_macros, reason = "a crate without operations has no use for it")]
macro_rules! operation {
    ($api:ident::$name:ident($($input:ident),* ; $binding:ident) -> $output:ty) => {
        impl $name {
            /// Reads the answer.
            ///
            /// # Errors
            ///
            /// The status is not 2xx, or the body is not what is documented.
            pub fn parse(
                response: $crate::http::Response<impl ::std::convert::AsRef<[u8]>>,
            ) -> ::std::result::Result<$output, $crate::Error> {
                <Self as $crate::Operation>::parse(response)
            }
        }

        impl<C> $name<C> {
            /// Adds what is not documented, or holds for this call only: headers, a timeout, retries.
            pub fn with(mut self, options: $crate::RequestOptions) -> Self {
                self.$binding.options = options;
                self
            }

            /// The same operation, to be sent by this client.
            #[cfg(feature = "transport")]
            pub fn on<K: $crate::runtime::ClientKind>(
                self,
                client: &$api::Client<K>,
            ) -> $name<$api::Client<K>> {
                $name { $($input: self.$input,)* $binding: self.$binding.to(client) }
            }

            /// The request, to be sent by whatever speaks HTTP.
            ///
            /// # Errors
            ///
            /// A value cannot stand where it belongs.
            pub fn to_request(
                &self,
                config: &$api::Config,
            ) -> ::std::result::Result<$crate::http::Request<$crate::Body>, $crate::Error> {
                $crate::Operation::to_request(self, config)
            }
        }

        impl<C> $crate::CallOptions for $name<C> {
            fn options(&self) -> ::std::option::Option<&$crate::RequestOptions> {
                ::std::option::Option::Some(&self.$binding.options)
            }
        }

        #[cfg(feature = "transport")]
        impl<K: $crate::runtime::ClientKind> $name<$api::Client<K>> {
            /// Sends it. A blocking client gives the answer, another one a future of it.
            pub fn send(self) -> K::Answer<$output> {
                self.$binding.client.inner.call(&self)
            }

            /// Sends it, and gives the answer as it comes, whatever its status.
            pub fn send_raw(self) -> K::Answer<$crate::RawResponse<$output>> {
                self.$binding.client.inner.call_raw(&self)
            }
        }

        #[cfg(feature = "transport")]
        impl ::std::future::IntoFuture for $name<$api::Client> {
            type Output = ::std::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::runtime::Call<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

/// What an operation has whose answer can be read as it arrives.
#[allow(unused_macros, reason = "only an API with such an answer has use for it")]
macro_rules! download {
    ($api:ident::$name:ident($binding:ident)) => {
        #[cfg(feature = "transport")]
        impl<K: $crate::runtime::ClientKind> $name<$api::Client<K>> {
            /// Sends it, and gives the answer as it arrives: a file of any size is never held whole.
            pub fn send_stream(self) -> K::Answer<$crate::Download<K>> {
                self.$binding.client.inner.call_stream(&self)
            }
        }
    };
}

/// What an operation has that is answered with an event stream; `read` reads the data of an event.
#[allow(unused_macros, reason = "only an API with such an answer has use for it")]
macro_rules! events {
    ($api:ident::$name:ident($binding:ident) -> $data:ty, $read:path) => {
        #[cfg(feature = "transport")]
        impl<K: $crate::runtime::ClientKind> $name<$api::Client<K>> {
            /// Sends it, and gives the events of the answer as they arrive.
            pub fn send_events(self) -> K::Answer<$crate::Events<$data, K>> {
                self.$binding.client.inner.call_events(&self, $read)
            }
        }
    };
}

/// What an operation has that gives a list in pages: the methods for the pages and for the items.
#[allow(unused_macros, reason = "only an API with such a list has use for it")]
macro_rules! pages {
    ($api:ident::$name:ident($binding:ident), $pages:ident, $items:ident) => {
        #[cfg(feature = "transport")]
        impl<K: $crate::runtime::ClientKind> $name<$api::Client<K>> {
            /// The pages of the list, one after the other.
            pub fn $pages(self) -> $crate::Pages<Self, K> {
                $crate::Pages::new(self.$binding.client.inner.clone(), self)
            }

            /// The items of the list, page after page.
            pub fn $items(self) -> $crate::Items<Self, K> {
                self.$pages().items()
            }
        }
    };
}

#[allow(unused_imports, reason = "a crate without operations has no use for them")]
pub(crate) use {download, events, operation, pages};
