//! Input: nothing; this is what is decided of where and as whom an API is called. Output: [`ServerPlan`] and [`AuthPlan`].
//! Invariant: a server has its constant, and a scheme what the wire needs.

use super::name::{RustName, WireName};

/// A documented server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerPlan {
    /// Constant that holds its URL, such as `PRODUCTION`.
    pub constant: RustName,
    /// `https://api.example.com/v1`
    pub url: String,
}

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthPlan {
    /// A bearer token.
    Bearer,
    /// User and password.
    Basic,
    /// A key in this header.
    KeyHeader(WireName),
    /// A key in this query parameter.
    KeyQuery(WireName),
    /// A key in this cookie.
    KeyCookie(WireName),
    /// None is documented.
    None,
}
