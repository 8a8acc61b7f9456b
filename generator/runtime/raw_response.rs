//! Input: an answer as it came. Output: its parts, and its typed value on demand.
//! Invariant: every status is here; only the typed value tells success from error.

use std::fmt;

use http::{HeaderMap, Response, StatusCode};

use super::error::Error;

/// Reads an answer; it is all that a call keeps of its operation.
pub(crate) type Parse<T> = fn(Response<&[u8]>) -> Result<T, Error>;

/// An answer as it came, whatever its status.
pub struct RawResponse<T> {
    response: Response<Vec<u8>>,
    parse: Parse<T>,
    attempts: u32,
}

impl<T> RawResponse<T> {
    pub(crate) fn new(response: Response<Vec<u8>>, parse: Parse<T>, attempts: u32) -> Self {
        Self { response, parse, attempts }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        self.response.body()
    }

    /// The body, to keep.
    pub fn into_body(self) -> Vec<u8> {
        self.response.into_body()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The typed value.
    ///
    /// # Errors
    ///
    /// The status is not 2xx, or the body is not what is documented.
    pub fn parse(&self) -> Result<T, Error> {
        let mut response = Response::new(self.response.body().as_slice());
        *response.status_mut() = self.response.status();
        *response.version_mut() = self.response.version();
        *response.headers_mut() = self.response.headers().clone();
        (self.parse)(response).map_err(|error| error.after(self.attempts))
    }
}

impl<T> fmt::Debug for RawResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As in an error: headers and body may hold a session or a person's data.
        f.debug_struct("RawResponse")
            .field("status", &self.status())
            .field("body_bytes", &self.body().len())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
