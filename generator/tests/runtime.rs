//! Input: the support code of the generated crate, compiled here as it is there. Output: whether it keeps its promises.
//! Invariant: the tests stand outside `generator/runtime`, so that no generated crate carries them.

#![allow(dead_code, unused_imports, unreachable_pub, reason = "the generated crate uses what the tests do not")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::type_complexity,
    reason = "a test may stop, and lists its cases in place"
)]
#![allow(unexpected_cfgs, reason = "the features are those of the generated crate")]

mod runtime {
    #[path = "../../runtime/body.rs"]
    pub mod body;
    #[path = "../../runtime/config.rs"]
    pub mod config;
    #[path = "../../runtime/datetime.rs"]
    mod datetime;
    #[path = "../../runtime/encode.rs"]
    pub mod encode;
    #[path = "../../runtime/error.rs"]
    pub mod error;
    #[path = "../../runtime/error_text.rs"]
    mod error_text;
    #[path = "../../runtime/events.rs"]
    pub mod events;
    #[path = "../../runtime/form.rs"]
    pub mod form;
    #[path = "../../runtime/json.rs"]
    pub mod json;
    #[path = "../../runtime/open_enum.rs"]
    mod open_enum;
    #[path = "../../runtime/options.rs"]
    pub mod options;
    #[path = "../../runtime/paged.rs"]
    pub mod paged;
    #[path = "../../runtime/path.rs"]
    pub mod path;
    #[path = "../../runtime/payload.rs"]
    mod payload;
    #[path = "../../runtime/plain.rs"]
    pub mod plain;
    #[path = "../../runtime/presence.rs"]
    mod presence;
    #[path = "../../runtime/request.rs"]
    pub mod request;
    #[path = "../../runtime/retry.rs"]
    pub mod retry;
    #[path = "../../runtime/secret.rs"]
    pub mod secret;
    #[path = "../../runtime/source.rs"]
    pub mod source;
    #[path = "../../runtime/style.rs"]
    pub mod style;
    #[path = "../../runtime/union.rs"]
    mod union;
    #[path = "../../runtime/unknown.rs"]
    pub(crate) mod unknown;
    #[path = "../../runtime/upload.rs"]
    pub mod upload;

    pub use datetime::DateTime;
    pub(crate) use open_enum::{integer_enum, text_enum};
    pub use presence::Presence;
    pub use serde_json::Value as Json;
    pub(crate) use union::{VariantChoice, VariantErrors};
}

#[path = "runtime/bodies.rs"]
mod bodies;
#[path = "runtime/decoding.rs"]
mod decoding;
#[path = "runtime/events.rs"]
mod events;
#[path = "runtime/options.rs"]
mod options;
#[path = "runtime/paging.rs"]
mod paging;
#[path = "runtime/paths.rs"]
mod paths;
#[path = "runtime/requests.rs"]
mod requests;
#[path = "runtime/retries.rs"]
mod retries;
#[path = "runtime/values.rs"]
mod values;
