//! Input: an operation's facts and values, and a [`Config`]. Output: an `http::Request`; from an `http::Response`, the
//! typed answer. Invariant: nothing is sent here, and an answer other than 2xx is never `Ok`.

use http::{Request, Response};

use super::body::Body;
use super::config::{Api, Config};
use super::credentials::AuthScheme;
use super::decode::DecodeError;
use super::error::{DocumentedError, Error};
use super::request_options::RequestOptions;
use super::request_writer::RequestWriter;

/// An operation that is bound to no client: a value that can be turned into a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detached;

/// A call of an API as a value. The operations of the APIs implement it; it is what a transport of one's own works with.
pub trait Operation {
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

    /// Writes the values to where they belong.
    ///
    /// # Errors
    ///
    /// A value cannot stand where it belongs.
    fn write(&self, request: &mut RequestWriter) -> Result<(), Error>;

    /// Reads the body of a success of this status.
    ///
    /// # Errors
    ///
    /// The body is not what is documented.
    fn read(status: u16, body: &[u8]) -> Result<Self::Output, DecodeError>;

    /// Reads the body that is documented for an error's status.
    fn documented_error(_status: u16, _body: &[u8]) -> DocumentedError {
        None
    }

    /// What this call has beyond what is documented.
    fn options(&self) -> Option<&RequestOptions> {
        None
    }

    /// The request, ready to be sent.
    ///
    /// # Errors
    ///
    /// A value cannot stand where it belongs: a path value that is empty or a dot segment, a header with a line end.
    fn to_request(&self, config: &Config<Self::Api>) -> Result<Request<Body>, Error> {
        let make = || {
            let base = config.base(Self::SERVER)?;
            let mut writer = RequestWriter::new(&base.path);
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
            let documented = Self::documented_error(parts.status.as_u16(), body);
            let error = Error::status_of(parts.status, parts.headers, body, documented);
            return Err(error.of((Self::METHOD, Self::PATH)));
        }
        Self::read(parts.status.as_u16(), body)
            .map_err(|source| Error::decode(parts.status, parts.headers, body, source).of((Self::METHOD, Self::PATH)))
    }
}
