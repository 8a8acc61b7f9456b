//! Input: the crate that the good fixtures give, made by the build script. Output: that crate, compiled, and the table of
//! its types. Invariant: what is emitted gives no warning of the compiler's, nor of the lints that the workspace holds
//! its own code to.

#![deny(
    warnings,
    unreachable_pub,
    rust_2018_idioms,
    clippy::all,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes_without_reason,
    clippy::semicolon_if_nothing_returned,
    clippy::uninlined_format_args
)]
// What the root of every generated crate allows; inner attributes cannot be included.
#![allow(
    clippy::should_implement_trait,
    clippy::large_enum_variant,
    clippy::enum_variant_names,
    clippy::type_complexity,
    missing_docs,
    reason = "where the pages say nothing there is no line, a name is the one that the API gives, and a union holds the documented types as they are"
)]

include!(concat!(env!("OUT_DIR"), "/crate/src/root.rs"));

/// The example of every operation, of the fixtures and of the crate that is checked in.
#[allow(
    deprecated,
    unused_variables,
    missing_docs,
    unused_imports,
    reason = "an example is compiled as the docs show it"
)]
pub mod examples {
    include!(concat!(env!("OUT_DIR"), "/examples.rs"));
}

/// A generated type.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The module of its API; `generated/` stands before those that are checked in.
    pub api: &'static str,
    /// Its Rust name.
    pub name: &'static str,
    /// The type of the model that it is made of.
    pub definition: &'static str,
    /// Decodes JSON into it and encodes it again.
    pub round_trip: fn(&Json) -> Result<Json, String>,
}

/// Every type of every good fixture and of the crate that is checked in.
pub const TYPES: &[Row] = include!(concat!(env!("OUT_DIR"), "/table.rs"));

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(json: &Json) -> Result<Json, String> {
    // Through text, as an answer comes: a `Value` is more lenient.
    let value: T = serde_json::from_str(&json.to_string()).map_err(|error| error.to_string())?;
    serde_json::to_value(&value).map_err(|error| error.to_string())
}
