//! Input: the facts of an operation, the configuration of a client, the bytes of an answer. Output: requests, typed
//! values and errors. Invariant: everything that the APIs share is here, so that their modules hold facts only.

mod datetime;
#[cfg(feature = "jiff")]
mod datetime_jiff;
#[allow(dead_code, reason = "types alone use it where one is a union")]
mod decode;
#[allow(dead_code, reason = "only an API with a union uses it")]
mod json_tree;
#[allow(dead_code, reason = "only an API with a union uses it")]
mod json_tree_builder;
#[allow(dead_code, reason = "only an API with a union uses it")]
mod json_tree_reader;
#[allow(dead_code, reason = "only an API with such an enum uses it")]
pub(crate) mod open_enum;
mod presence;
#[allow(dead_code, reason = "only an API with types uses it")]
pub(crate) mod record;
#[allow(dead_code, reason = "only an API with a struct uses it")]
pub(crate) mod record_reader;
mod record_table;
#[allow(dead_code, reason = "only an API with a struct uses it")]
pub(crate) mod record_writer;
#[allow(dead_code, reason = "only an API with a union uses all of it")]
mod restart;
#[allow(dead_code, reason = "only an API with a union uses it")]
pub(crate) mod union;
#[allow(dead_code, reason = "only an API with a union uses it")]
pub(crate) mod union_reader;
#[allow(dead_code, reason = "only an API with a union uses it")]
mod union_stream;
mod union_table;
#[allow(dead_code, reason = "only an API whose api.toml asks for it uses all of it")]
pub(crate) mod unknown_members;
#[allow(dead_code, reason = "only an API with types uses it")]
pub(crate) mod vacant;

#[cfg(feature = "http")]
mod binding;
#[cfg(feature = "http")]
mod body;
#[cfg(feature = "http")]
mod body_source;
#[cfg(feature = "http")]
mod config;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod credentials;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with an answer that is no JSON uses it")]
mod decode_plain;
#[cfg(feature = "http")]
mod encode;
#[cfg(feature = "http")]
mod error;
#[cfg(feature = "http")]
mod error_body;
#[cfg(feature = "http")]
mod error_display;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with an event stream uses all of it")]
mod event_parser;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with a form uses all of it")]
mod form;
#[cfg(feature = "http")]
mod operation;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with lists in pages uses it")]
mod pagination;
#[cfg(feature = "http")]
mod path_builder;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with such a parameter uses it")]
mod path_form;
#[cfg(feature = "http")]
mod path_template;
#[cfg(feature = "http")]
mod payload;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "only an API with such a parameter uses it")]
mod query_style;
#[cfg(feature = "http")]
mod request_body;
#[cfg(feature = "http")]
mod request_options;
#[cfg(feature = "http")]
mod request_writer;
#[cfg(feature = "http")]
mod secret;
#[cfg(feature = "http")]
mod upload;

#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod attempts;
#[cfg(feature = "transport")]
mod box_future;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod call;
#[cfg(feature = "transport")]
mod chunks;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod client;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod client_builder;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod client_kind;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses it")]
mod client_streaming;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses it")]
mod collector;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses all of it")]
mod download;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with an event stream uses it")]
mod event_stream;
#[cfg(feature = "test-util")]
mod memory_transport;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with a stream uses all of it")]
mod open_stream;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "only an API with lists in pages uses it")]
mod pages;
#[cfg(feature = "transport")]
mod raw_response;
#[cfg(feature = "client")]
mod reqwest_body;
#[cfg(feature = "client")]
mod reqwest_transport;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod retry;
#[cfg(feature = "transport")]
mod span;
#[cfg(feature = "transport")]
mod transport;
#[cfg(feature = "blocking")]
mod ureq_addresses;
#[cfg(feature = "blocking")]
mod ureq_transport;

pub use datetime::DateTime;
pub use decode::DecodeError;
#[allow(unused_imports, reason = "only an API with such an enum uses it")]
pub(crate) use open_enum::{any_json, integer_enum, text_enum};
pub use presence::Presence;
#[allow(unused_imports, reason = "only an API with a struct uses it")]
pub(crate) use record_table::record;
/// A JSON number: what is whole stays whole.
pub use serde_json::Number;
/// Any JSON, kept as it came.
pub use serde_json::Value as Json;
#[allow(unused_imports, reason = "only an API with a union uses it")]
pub(crate) use union_table::union;

#[cfg(feature = "http")]
#[allow(unused_imports, reason = "a crate without operations uses none of it")]
pub(crate) use binding::{download, events, operation, pages};
#[cfg(feature = "http")]
pub use binding::{Binding, Detached};
#[cfg(feature = "http")]
pub use body::{Body, BodyReader};
#[cfg(feature = "http")]
pub use config::{Api, Config, ConfigBuilder, KeyAuth};
#[cfg(feature = "http")]
pub use credentials::{AuthScheme, KeyLocation};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "an API without operations uses none of it")]
pub(crate) use decode::read;
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with an answer that is no JSON uses it")]
pub(crate) use decode_plain::{read_bytes, read_lines, read_text};
#[cfg(feature = "http")]
pub use error::{DocumentedError, Error};
#[cfg(feature = "http")]
pub use error_body::ErrorBody;
#[cfg(feature = "http")]
pub use event_parser::{Event, EventParser};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with an event stream uses it")]
pub(crate) use event_parser::{json_event, read_events, text_event};
#[cfg(feature = "http")]
pub use operation::{CallOptions, Operation, ReadAnswer};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "an API without operations uses none of it")]
pub(crate) use operation::{read_json, read_nothing};
#[cfg(feature = "http")]
pub use pagination::{PageInfo, PageInput, PageToken, Paged};
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with such a parameter uses it")]
pub(crate) use path_form::PathForm;
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "only an API with such a parameter uses it")]
pub(crate) use query_style::json_text;
#[cfg(feature = "http")]
pub use request_options::RequestOptions;
#[cfg(feature = "http")]
pub use request_writer::RequestWriter;
#[cfg(feature = "http")]
pub use upload::Upload;

#[cfg(feature = "transport")]
pub use box_future::BoxFuture;
#[cfg(feature = "transport")]
pub use call::Call;
#[cfg(feature = "transport")]
pub use chunks::{BlockingChunks, Chunks};
#[cfg(feature = "transport")]
pub use client::{Client, ClientApi};
#[cfg(feature = "transport")]
pub use client_builder::ClientBuilder;
#[cfg(feature = "transport")]
pub use client_kind::{Async, Blocking, ClientKind, PreparedCall};
#[cfg(feature = "transport")]
pub use download::Download;
#[cfg(feature = "transport")]
pub use event_stream::Events;
#[cfg(feature = "test-util")]
pub use memory_transport::MemoryTransport;
#[cfg(feature = "transport")]
pub use open_stream::{PreparedStream, StreamResponse};
#[cfg(feature = "transport")]
pub use pages::{Items, Pages};
#[cfg(feature = "transport")]
pub use raw_response::RawResponse;
#[cfg(feature = "client")]
pub use reqwest_transport::ReqwestTransport;
#[cfg(feature = "transport")]
pub use retry::RetryPolicy;
#[cfg(feature = "transport")]
pub use transport::{Attempt, BlockingTransport, Transport};
#[cfg(feature = "blocking")]
pub use ureq_transport::UreqTransport;
