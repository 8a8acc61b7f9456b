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
    #[path = "../../runtime/binding.rs"]
    mod binding;
    #[path = "../../runtime/body.rs"]
    pub mod body;
    #[path = "../../runtime/body_source.rs"]
    pub mod body_source;
    #[path = "../../runtime/config.rs"]
    pub mod config;
    #[path = "../../runtime/credentials.rs"]
    pub mod credentials;
    #[path = "../../runtime/datetime.rs"]
    mod datetime;
    #[path = "../../runtime/decode.rs"]
    pub mod decode;
    #[path = "../../runtime/decode_plain.rs"]
    pub mod decode_plain;
    #[path = "../../runtime/encode.rs"]
    pub mod encode;
    #[path = "../../runtime/error.rs"]
    pub mod error;
    #[path = "../../runtime/error_body.rs"]
    pub mod error_body;
    #[path = "../../runtime/error_display.rs"]
    mod error_display;
    #[path = "../../runtime/event_parser.rs"]
    pub mod event_parser;
    #[path = "../../runtime/form.rs"]
    pub mod form;
    #[path = "../../runtime/json_tree.rs"]
    mod json_tree;
    #[path = "../../runtime/json_tree_builder.rs"]
    mod json_tree_builder;
    #[path = "../../runtime/json_tree_reader.rs"]
    mod json_tree_reader;
    #[path = "../../runtime/open_enum.rs"]
    pub mod open_enum;
    #[path = "../../runtime/operation.rs"]
    pub mod operation;
    #[path = "../../runtime/pagination.rs"]
    pub mod pagination;
    #[path = "../../runtime/path_builder.rs"]
    pub mod path_builder;
    #[path = "../../runtime/path_form.rs"]
    pub mod path_form;
    #[path = "../../runtime/path_template.rs"]
    pub mod path_template;
    #[path = "../../runtime/payload.rs"]
    pub mod payload;
    #[path = "../../runtime/presence.rs"]
    mod presence;
    #[path = "../../runtime/query_style.rs"]
    pub mod query_style;
    #[path = "../../runtime/record.rs"]
    pub mod record;
    #[path = "../../runtime/record_reader.rs"]
    pub mod record_reader;
    #[path = "../../runtime/record_table.rs"]
    mod record_table;
    #[path = "../../runtime/record_writer.rs"]
    pub mod record_writer;
    #[path = "../../runtime/request_body.rs"]
    mod request_body;
    #[path = "../../runtime/request_options.rs"]
    pub mod request_options;
    #[path = "../../runtime/request_writer.rs"]
    pub mod request_writer;
    #[path = "../../runtime/restart.rs"]
    mod restart;
    #[path = "../../runtime/retry.rs"]
    pub mod retry;
    #[path = "../../runtime/secret.rs"]
    pub mod secret;
    #[path = "../../runtime/union.rs"]
    pub mod union;
    #[path = "../../runtime/union_reader.rs"]
    pub mod union_reader;
    #[path = "../../runtime/union_stream.rs"]
    mod union_stream;
    #[path = "../../runtime/union_table.rs"]
    mod union_table;
    #[path = "../../runtime/unknown_members.rs"]
    pub(crate) mod unknown_members;
    #[path = "../../runtime/upload.rs"]
    pub mod upload;
    #[path = "../../runtime/vacant.rs"]
    pub mod vacant;

    pub use datetime::DateTime;
    pub use decode::DecodeError;
    pub(crate) use open_enum::{any_json, integer_enum, text_enum};
    pub use presence::Presence;
    pub(crate) use record_table::record;
    pub use serde_json::Value as Json;
    pub(crate) use union_table::union;
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
#[path = "runtime/unions.rs"]
mod unions;
#[path = "runtime/values.rs"]
mod values;
