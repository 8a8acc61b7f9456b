//! Input: OpenAPI documents, in fences of pages and in the folder. Output: what they claim, as
//! [`Draft`](crate::draft::Draft)s.
//! Invariant: what is not supported costs a diagnostic with its place, and nothing else.

pub(crate) mod annotate;
pub(crate) mod beside;
pub(crate) mod colons;
pub(crate) mod compiled;
pub(crate) mod compose;
pub(crate) mod contents;
pub(crate) mod described;
pub(crate) mod document;
pub(crate) mod extensions;
pub(crate) mod fence;
pub(crate) mod file_names;
pub(crate) mod later;
pub(crate) mod library;
pub(crate) mod located;
pub(crate) mod operation_claims;
pub(crate) mod parameter_claims;
pub(crate) mod schemas;
pub(crate) mod security;
#[cfg(test)]
mod tests;
pub(crate) mod users;
pub(crate) mod webhook_claims;
