//! Input: any bytes. Output: nothing, if everything holds that must hold of whatever is read; a panic otherwise.
//! Invariant: a target is a plain function, so that a test runs every seed and every finding through it with any compiler.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is how a target tells what it found"
)]

mod client;
mod pipeline;
mod reading;
mod spans;

pub use self::client::{decode, events, multipart, pages};
pub use self::pipeline::{pipeline, sources};
pub use self::reading::{documents, frontmatter, json, page, rendered, samples, type_text};

/// A target, by its name.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("page", page),
    ("frontmatter", frontmatter),
    ("rendered", rendered),
    ("type_text", type_text),
    ("json", json),
    ("samples", samples),
    ("documents", documents),
    ("pipeline", pipeline),
    ("sources", sources),
    ("decode", decode),
    ("events", events),
    ("multipart", multipart),
    ("pages", pages),
];

/// The bytes as a text, as a page is read.
fn text(bytes: &[u8]) -> String {
    fieldstone::read::decode(bytes.to_vec()).0
}
