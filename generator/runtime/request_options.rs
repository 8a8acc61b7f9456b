//! Input: what a caller adds to one call. Output: its headers, query and body, and how long and how often it is tried.
//! Invariant: what is added is checked like everything else, and never shown.

use std::fmt;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName};
use serde::Serialize;

use super::Json;
use super::encode::{self, Problem};
use super::error::Error;
use super::payload::Payload;

/// What one call has beyond what is documented: `operation.with(RequestOptions::new().timeout(...))`.
#[derive(Clone, Default, PartialEq)]
#[must_use]
pub struct RequestOptions {
    headers: Vec<(String, String)>,
    query: Vec<(String, Option<Json>)>,
    body: Vec<(String, Option<Json>)>,
    timeout: Option<Duration>,
    repeat: Option<bool>,
}

/// The header under which APIs look for an idempotency key.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

impl RequestOptions {
    /// Nothing is added.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header, in place of one that the operation or the client would send.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Appends a query parameter; a list repeats its name.
    pub fn query(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        self.query.push((name.into(), encode::json(&value).ok()));
        self
    }

    /// Sets a member of a JSON body or a field of a form, in place of a documented one of that name.
    pub fn body_member(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        self.body.push((name.into(), encode::json(&value).ok()));
        self
    }

    /// The time that an attempt may take, in place of the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sends an `Idempotency-Key`. An API that knows it does the work once, so that the call may be repeated.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.repeat = self.repeat.or(Some(true));
        self.header(IDEMPOTENCY_KEY, key)
    }

    /// Lets the call be repeated whatever its method: it does no harm when the API does it twice.
    pub fn retry(mut self) -> Self {
        self.repeat = Some(true);
        self
    }

    /// Sends the request once at most.
    pub fn no_retry(mut self) -> Self {
        self.repeat = Some(false);
        self
    }

    #[cfg_attr(not(feature = "transport"), allow(dead_code, reason = "time is measured by a client"))]
    pub(crate) fn given_timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Whether the call may be repeated, where the caller has said so.
    #[cfg_attr(not(feature = "transport"), allow(dead_code, reason = "a client repeats"))]
    pub(crate) fn may_repeat(&self) -> Option<bool> {
        self.repeat
    }

    /// Whether the caller names this header.
    #[cfg_attr(not(feature = "transport"), allow(dead_code, reason = "a client asks"))]
    pub(crate) fn names_header(&self, header: &HeaderName) -> bool {
        self.headers.iter().any(|(name, _)| header.as_str().eq_ignore_ascii_case(name))
    }

    /// Adds headers and query to a request in the making.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, query: &mut String) -> Result<(), Error> {
        for (name, value) in &self.headers {
            let (header, value) = encode::extra_header(name, value).map_err(|problem| named(name, problem))?;
            headers.insert(header, value);
        }
        for (name, value) in &self.query {
            let value = value.as_ref().ok_or_else(|| named(name, Problem::Unserialisable))?;
            encode::query(query, name, value);
        }
        Ok(())
    }

    /// Adds the members to a body in the making.
    pub(crate) fn apply_members(&self, payload: &mut Payload) -> Result<(), Error> {
        if self.body.is_empty() {
            return Ok(());
        }
        let not_object = || Error::request("body", Problem::NotObject);
        let member =
            |name: &str, value: &Option<Json>| value.clone().ok_or_else(|| named(name, Problem::Unserialisable));
        let mut members: serde_json::Map<String, Json> = match payload {
            Payload::None => serde_json::Map::new(),
            Payload::Json(body) => serde_json::from_slice(body).map_err(|_| not_object())?,
            Payload::Whole(..) => return Err(not_object()),
            Payload::Form(form) => {
                return self.body.iter().try_for_each(|(name, value)| {
                    form.set(name, &member(name, value)?).map_err(|problem| named(name, problem))
                });
            }
        };
        for (name, value) in &self.body {
            members.insert(name.clone(), member(name, value)?);
        }
        let body = serde_json::to_vec(&members).map_err(|_| Error::request("body", Problem::Unserialisable))?;
        *payload = Payload::Json(body);
        Ok(())
    }
}

fn named(name: &str, problem: Problem) -> Error {
    Error::request(name.escape_debug().to_string(), problem)
}

impl fmt::Debug for RequestOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names =
            |members: &[(String, Option<Json>)]| members.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("RequestOptions")
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("query", &names(&self.query))
            .field("body", &names(&self.body))
            .field("timeout", &self.timeout)
            .field("repeat", &self.repeat)
            .finish()
    }
}
