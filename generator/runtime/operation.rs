//! Input: an operation's facts and values, and a [`Config`]. Output: an `http::Request`; from an `http::Response`, the
//! typed answer. Invariant: nothing is sent here, and an answer other than 2xx is never `Ok`.

use http::{Request, Response};
use serde::de::DeserializeOwned;

use super::body::Body;
use super::config::{Api, Config};
use super::credentials::AuthScheme;
use super::decode::{DecodeError, read};
use super::error::Error;
use super::error_body::{self, ErrorBody};
use super::request_options::RequestOptions;
use super::request_writer::RequestWriter;

/// What a call has beyond what is documented. An operation of one's own that has nothing of the kind implements it with
/// nothing in it.
pub trait CallOptions {
    /// The options of this call.
    fn options(&self) -> Option<&RequestOptions> {
        None
    }
}

/// Reads the body of a success of a status.
pub type ReadAnswer<T> = fn(status: u16, body: &[u8]) -> Result<T, DecodeError>;

/// Reads JSON, whatever the status.
#[allow(dead_code, reason = "an API may have no such answer")]
pub(crate) fn read_json<T: DeserializeOwned>(_status: u16, body: &[u8]) -> Result<T, DecodeError> {
    read(body)
}

/// Passes over the body of a success, of which nothing is documented.
#[allow(dead_code, reason = "an API may have no such answer")]
#[allow(clippy::unnecessary_wraps, reason = "every way of reading can fail")]
pub(crate) fn read_nothing(_status: u16, _body: &[u8]) -> Result<(), DecodeError> {
    Ok(())
}

/// A call of an API as a value. The operations of the APIs implement it; it is what a transport of one's own works with.
pub trait Operation: CallOptions {
    /// The API.
    type Api: Api;
    /// What a success gives.
    type Output;
    /// The HTTP method.
    const METHOD: &'static str;
    /// The path as documented, with the names of its values in braces.
    const PATH: &'static str;
    /// The documented server, where that is not where the rest of the API answers.
    const SERVER: Option<&'static str> = None;
    /// How its caller proves who it is, where that is not as for the rest of the API.
    const AUTH: Option<AuthScheme> = None;

    /// How the body of a success is read.
    const READ: ReadAnswer<Self::Output>;
    /// The bodies that are documented for errors.
    const ERRORS: &'static [ErrorBody] = &[];

    /// Writes the values to where they belong: those of the path in its order.
    ///
    /// # Errors
    ///
    /// A value cannot stand where it belongs.
    fn write(&self, _request: &mut RequestWriter) -> Result<(), Error> {
        Ok(())
    }

    /// The request, ready to be sent.
    ///
    /// # Errors
    ///
    /// A value cannot stand where it belongs: a path value that is empty or a dot segment, a header with a line end.
    fn to_request(&self, config: &Config<Self::Api>) -> Result<Request<Body>, Error> {
        let make = || {
            let base = config.base(Self::SERVER)?;
            let mut writer = RequestWriter::new(&base.path, Self::PATH);
            self.write(&mut writer)?;
            writer.finish((Self::METHOD, Self::AUTH), (config, base), self.options())
        };
        make().map_err(|error| error.of((Self::METHOD, Self::PATH)))
    }

    /// The typed answer.
    ///
    /// # Errors
    ///
    /// The status is not 2xx, or the body is not what is documented.
    fn parse<B: AsRef<[u8]>>(response: Response<B>) -> Result<Self::Output, Error> {
        let (parts, body) = response.into_parts();
        let body = body.as_ref();
        if !parts.status.is_success() {
            let documented = error_body::read(Self::ERRORS, parts.status.as_u16(), body);
            let error = Error::status_of(parts.status, parts.headers, body, documented);
            return Err(error.of((Self::METHOD, Self::PATH)));
        }
        (Self::READ)(parts.status.as_u16(), body)
            .map_err(|source| Error::decode(parts.status, parts.headers, body, source).of((Self::METHOD, Self::PATH)))
    }
}
