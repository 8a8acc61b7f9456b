//! Input: the facts of an operation, the configuration of a client, the bytes of an answer. Output: requests, typed
//! values and errors. Invariant: everything that the APIs share is here, so that their modules hold facts only.

mod datetime;
#[cfg(feature = "jiff")]
mod datetime_jiff;
mod open_enum;
mod presence;
#[allow(dead_code, reason = "only an API with a union uses it")]
mod union;

#[cfg(feature = "http")]
mod config;
#[cfg(feature = "http")]
mod encode;
#[cfg(feature = "http")]
mod error;
#[cfg(feature = "http")]
#[allow(dead_code, reason = "an API without operations uses none of it")]
mod json;
#[cfg(feature = "http")]
mod options;
#[cfg(feature = "http")]
mod path;
#[cfg(feature = "http")]
mod request;
#[cfg(feature = "http")]
mod secret;

#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod builder;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod client;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod journey;
#[cfg(feature = "transport")]
mod observe;
#[cfg(feature = "client")]
mod over_reqwest;
#[cfg(feature = "blocking")]
mod over_ureq;
#[cfg(feature = "transport")]
mod raw;
#[cfg(feature = "transport")]
#[allow(dead_code, reason = "a crate without APIs uses none of it")]
mod retry;
#[cfg(feature = "test-util")]
mod testing;
#[cfg(feature = "transport")]
mod transport;

pub use datetime::DateTime;
#[allow(unused_imports, reason = "only an API with such an enum uses it")]
pub(crate) use open_enum::{integer_enum, text_enum};
pub use presence::Presence;
/// Any JSON, kept as it came.
pub use serde_json::Value as Json;
#[allow(unused_imports, reason = "only an API with a union uses it")]
pub(crate) use union::Choice;

#[cfg(feature = "http")]
pub use config::{Api, Config, ConfigBuilder, Key, KeyAuth};
#[cfg(feature = "http")]
pub use error::Error;
#[cfg(feature = "http")]
#[allow(unused_imports, reason = "an API without operations uses none of it")]
pub(crate) use json::{documented, read};
#[cfg(feature = "http")]
pub use json::{Documented, Unreadable};
#[cfg(feature = "http")]
pub use options::RequestOptions;
#[cfg(feature = "http")]
pub use request::{Detached, Operation, RequestWriter};

#[cfg(feature = "transport")]
pub use builder::ClientBuilder;
#[cfg(feature = "transport")]
pub use client::{Async, Blocking, Call, Client, ClientApi, Kind, Way};
#[cfg(feature = "client")]
pub use over_reqwest::Reqwest;
#[cfg(feature = "blocking")]
pub use over_ureq::Ureq;
#[cfg(feature = "transport")]
pub use raw::Raw;
#[cfg(feature = "transport")]
pub use retry::Retry;
#[cfg(feature = "test-util")]
pub use testing::MemoryTransport;
#[cfg(feature = "transport")]
pub use transport::{Attempt, BlockingTransport, Sending, Transport};
