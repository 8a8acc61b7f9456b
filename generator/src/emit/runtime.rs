//! Input: nothing. Output: the hand-written support code that stands in every generated crate.
//! Invariant: the files under `generator/runtime` are the only ones; they are embedded as they are.

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("src/runtime/", $name), include_str!(concat!("../../runtime/", $name)))),*]
    };
}

/// Path inside the crate and text of every file of the support code.
pub const RUNTIME: &[(&str, &str)] = embed![
    "client.rs",
    "config.rs",
    "datetime.rs",
    "datetime_jiff.rs",
    "encode.rs",
    "error.rs",
    "json.rs",
    "mod.rs",
    "open_enum.rs",
    "path.rs",
    "presence.rs",
    "request.rs",
    "secret.rs",
    "union.rs",
];
