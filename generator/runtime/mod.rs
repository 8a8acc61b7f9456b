//! Input: the facts of an operation, the configuration of a client, the bytes of an answer. Output: requests, typed
//! values and errors. Invariant: everything that the APIs share is here, so that their modules hold facts only.

mod datetime;
#[cfg(feature = "jiff")]
mod datetime_jiff;
#[allow(dead_code, reason = "types alone use it where one is a union")]
mod json;
mod open_enum;
mod presence;
#[allow(dead_code, reason = "only an API with a union uses it")]
mod union;
#[allow(dead_code, reason = "only an API whose api.toml asks for it uses all of it")]
pub(crate) mod unknown;

#[cfg(feature = "http")]
mod body;
#[cfg(feature = "http")]
mod config;
#[cfg(feature = "http")]
mod encode;
#[cfg(feature = "http")]
mod error;
#[cfg(feature = "http")]
mod error_text;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with an event stream uses all of it")]
mod events;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with a form uses all of it")]
mod form;
#[cfg(feature = "http")]
mod options;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with lists in pages uses it")]
mod paged;
#[cfg(feature = "http")]
mod path;
#[cfg(feature = "http")]
mod payload;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with an answer that is no JSON uses it")]
mod plain;
#[cfg(feature = "http")]
mod request;
#[cfg(feature = "http")]
mod secret;
#[cfg(feature = "http")]
mod source;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with such a parameter uses it")]
mod style;
#[cfg(feature = "http")]
mod upload;

#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod builder;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod call;
#[cfg(feature = "transport")]
mod chunks;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod client;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses it")]
mod collector;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod journey;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod kind;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with an event stream uses it")]
mod listen;
#[cfg(feature = "transport")]
mod observe;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses all of it")]
mod open;
#[cfg(feature = "client")]
mod outgoing;
#[cfg(feature = "client")]
mod over_reqwest;
#[cfg(feature = "blocking")]
mod over_ureq;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with lists in pages uses it")]
mod pages;
#[cfg(feature = "transport")]
mod raw;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod retry;
#[cfg(feature = "transport")]
mod sending;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses all of it")]
mod stream;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses it")]
mod streaming;
#[cfg(feature = "test-util")]
mod testing;
#[cfg(feature = "transport")]
mod transport;

pub use datetime::DateTime;
#[allow(unused_imports, reason = "only an API with such an enum uses it")]
pub(crate) use open_enum::{integer_enum, text_enum};
pub use json::DecodeError;
pub use presence::Presence;
/// A JSON number: what is whole stays whole.
pub use serde_json::Number;
/// Any JSON, kept as it came.
pub use serde_json::Value as Json;
#[allow(unused_imports, reason = "only an API with a union uses it")]
pub(crate) use union::{VariantChoice, VariantErrors};

#[cfg(feature = "http")]
pub use body::{Body, BodyReader};
#[cfg(feature = "http")]
pub use config::{Api, Config, ConfigBuilder, KeyAuth, KeyLocation};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "an API without operations uses none of it")]
pub(crate) use error::documented;
#[cfg(feature = "http")]
pub use error::{DocumentedError, Error};
#[cfg(feature = "http")]
pub use events::{Event, EventParser};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with an event stream uses it")]
pub(crate) use events::{json_event, read_events, text_event};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "an API without operations uses none of it")]
pub(crate) use json::read;
#[cfg(feature = "http")]
pub use options::RequestOptions;
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with lists in pages uses it")]
pub(crate) use paged::PageInfo;
#[cfg(feature = "http")]
pub use paged::{PageToken, Paged};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with an answer that is no JSON uses it")]
pub(crate) use plain::{read_bytes, read_text};
#[cfg(feature = "http")]
pub use request::{Detached, Operation, RequestWriter};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with such a parameter uses it")]
pub(crate) use style::json_text;
#[cfg(feature = "http")]
pub use upload::Upload;

#[cfg(feature = "transport")]
pub use builder::ClientBuilder;
#[cfg(feature = "transport")]
pub use call::Call;
#[cfg(feature = "transport")]
pub use chunks::{BlockingChunks, Chunks};
#[cfg(feature = "transport")]
pub use client::{Client, ClientApi};
#[cfg(feature = "transport")]
pub use kind::{Async, Blocking, ClientKind, PreparedCall};
#[cfg(feature = "transport")]
pub use listen::Events;
#[cfg(feature = "transport")]
pub use open::{PreparedStream, StreamResponse};
#[cfg(feature = "client")]
pub use over_reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use over_ureq::UreqTransport;
#[cfg(feature = "transport")]
pub use pages::{Items, Pages};
#[cfg(feature = "transport")]
pub use raw::RawResponse;
#[cfg(feature = "transport")]
pub use retry::RetryPolicy;
#[cfg(feature = "transport")]
pub use sending::BoxFuture;
#[cfg(feature = "transport")]
pub use stream::Download;
#[cfg(feature = "test-util")]
pub use testing::MemoryTransport;
#[cfg(feature = "transport")]
pub use transport::{Attempt, BlockingTransport, Transport};
