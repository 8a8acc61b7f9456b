//! Input: what went wrong on the way to a typed answer. Output: [`Error`], with everything that is known about it.
//! Invariant: no secret is ever shown; the answer's body is kept, whatever it was.

use std::any::Any;
use std::borrow::Cow;
use std::error::Error as StdError;

use http::header::LOCATION;
use http::{HeaderMap, Response, StatusCode};

use super::decode::DecodeError;
use super::encode::Problem;

/// What can go wrong with an operation or in the making of a client.
///
/// The predicates tell the kinds apart. Where the API has answered, [`status`](Self::status), [`headers`](Self::headers)
/// and [`body`](Self::body) hold the answer, and [`documented`](Self::documented) the documented error, typed.
pub struct Error(pub(super) Box<Inner>);

pub(super) struct Inner {
    pub(super) kind: ErrorKind,
    pub(super) operation: Option<OperationName>,
    pub(super) answer: Option<Answer>,
    pub(super) attempts: u32,
    pub(super) source: Option<BoxError>,
}

type BoxError = Box<dyn StdError + Send + Sync>;

/// The operation that failed: its method and the template of its path.
type OperationName = (&'static str, &'static str);

#[derive(Debug)]
pub(super) enum ErrorKind {
    Config(String),
    Request(Cow<'static, str>),
    Connect,
    Timeout,
    Interrupted,
    TooLarge,
    CrossOrigin(String),
    Status,
    Decode,
    RepeatedPage,
    EmptyPages,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    headers: HeaderMap,
    pub(super) body: Vec<u8>,
    documented: DocumentedError,
}

impl Error {
    fn new(kind: ErrorKind, source: Option<BoxError>) -> Self {
        Self(Box::new(Inner { kind, operation: None, answer: None, attempts: 1, source }))
    }

    /// For a transport: no connection came about, so that the API has seen nothing of the request.
    ///
    /// The text of `source` may be logged: no transport may put a URL with its query or a header into it.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Connect, Some(source.into()))
    }

    /// For a transport: the time was up. The text of `source` may be logged.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Timeout, Some(source.into()))
    }

    /// For a transport: the exchange broke off after a connection had come about. The text of `source` may be logged.
    pub fn interrupted(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Interrupted, Some(source.into()))
    }

    /// For a transport: the answer is larger than the attempt allows.
    pub fn too_large() -> Self {
        Self::new(ErrorKind::TooLarge, None)
    }

    /// For a transport: a redirect was followed, and the answer is one of another origin, of which nothing is believed.
    /// The text of `origin` may be logged.
    pub fn cross_origin(origin: impl Into<String>) -> Self {
        Self::new(ErrorKind::CrossOrigin(origin.into()), None)
    }

    /// For a transport: what had arrived of the answer when it failed, so that nothing of it is lost.
    #[must_use]
    pub fn with_response(mut self, answer: Response<Vec<u8>>) -> Self {
        let (parts, body) = answer.into_parts();
        self.0.answer = Some(Answer { status: parts.status, headers: parts.headers, body, documented: None });
        self
    }

    /// For a transport: a part of the body cannot be opened, so that nothing was sent.
    pub fn body_unavailable(source: std::io::Error) -> Self {
        Self::new(ErrorKind::Request("body".into()), Some(Box::new(source)))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config(message.into()), None)
    }

    /// An input that cannot be sent; `input` is its name on the wire.
    pub(crate) fn request(input: impl Into<Cow<'static, str>>, problem: Problem) -> Self {
        Self::new(ErrorKind::Request(input.into()), Some(Box::new(problem)))
    }

    /// A list whose pages would never end.
    pub(crate) fn repeated_page() -> Self {
        Self::new(ErrorKind::RepeatedPage, None)
    }

    /// A list that gives one page without items after the other.
    pub(crate) fn empty_pages() -> Self {
        Self::new(ErrorKind::EmptyPages, None)
    }

    pub(crate) fn of(mut self, operation: OperationName) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    #[cfg_attr(not(feature = "transport"), allow(dead_code, reason = "attempts are made by a client"))]
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn status_of(status: StatusCode, headers: HeaderMap, body: &[u8], documented: DocumentedError) -> Self {
        let mut error = Self::new(ErrorKind::Status, None);
        error.0.answer = Some(Answer { status, headers, body: body.to_vec(), documented });
        error
    }

    pub(crate) fn decode(status: StatusCode, headers: HeaderMap, body: &[u8], source: DecodeError) -> Self {
        let mut error = Self::new(ErrorKind::Decode, Some(Box::new(source)));
        error.0.answer = Some(Answer { status, headers, body: body.to_vec(), documented: None });
        error
    }

    /// The status that the API answered with.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the answer as it came; what was read of it where it is larger than the client's limit.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| answer.body.as_slice())
    }

    /// What the API calls this exchange, for its support: the header `x-request-id`, or another that means it.
    pub fn request_id(&self) -> Option<&str> {
        const NAMES: [&str; 5] = ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];
        let headers = self.headers()?;
        NAMES.iter().find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// Where a redirect leads, as the API has written it.
    pub fn location(&self) -> Option<&str> {
        self.headers()?.get(LOCATION)?.to_str().ok()
    }

    /// How often the request was sent, or its sending tried.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The body as the type that is documented for this status; `None` where `T` is not that type or the body is
    /// something else.
    pub fn documented<T: 'static>(&self) -> Option<&T> {
        self.0.answer.as_ref()?.documented.as_ref()?.downcast_ref()
    }

    /// Where in the answer's JSON the value stands that does not fit, such as `customers[0].id`; empty at the top level.
    pub fn path(&self) -> Option<&str> {
        self.0.source.as_ref()?.downcast_ref::<DecodeError>().map(DecodeError::path)
    }

    /// Whether a client could not be made: nothing was sent.
    pub fn is_config(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Config(_))
    }

    /// Whether an input cannot be sent: nothing was.
    pub fn is_request(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Request(_))
    }

    /// Whether no connection came about: nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect)
    }

    /// Whether it took too long. The API may have done its work all the same.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout)
    }

    /// Whether the exchange broke off. The API may have done its work all the same.
    pub fn is_interrupted(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Interrupted)
    }

    /// Whether the API answered with a redirect (301, 302, 303, 307, 308). None is followed: it could take the credentials
    /// along.
    pub fn is_redirect(&self) -> bool {
        self.is_status() && self.status().is_some_and(|status| matches!(status.as_u16(), 301..=303 | 307 | 308))
    }

    /// Whether the HTTP client that was handed in has followed a redirect to another origin, which has got what the
    /// request held. The API may have done its work.
    pub fn is_cross_origin(&self) -> bool {
        matches!(self.0.kind, ErrorKind::CrossOrigin(_))
    }

    /// Whether the API answered with a status other than 2xx.
    pub fn is_status(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Status)
    }

    /// Whether a 2xx answer holds something else than documented. The API has done its work.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Decode)
    }

    /// Whether a list in pages went back to where it had been, so that it would never end. The pages before were delivered.
    pub fn is_repeated_page(&self) -> bool {
        matches!(self.0.kind, ErrorKind::RepeatedPage)
    }

    /// Whether a list in pages gave one page without items after the other, 100 of them, and said that more follow.
    pub fn is_empty_pages(&self) -> bool {
        matches!(self.0.kind, ErrorKind::EmptyPages)
    }

    /// Whether the answer is larger than the client's limit.
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, ErrorKind::TooLarge)
    }

    /// Whether the same request may succeed later: no connection, a timeout, 408, 429, or a 5xx other than 501 and 505.
    ///
    /// It says nothing of whether the operation may be repeated without harm: only the caller knows that.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Timeout => true,
            ErrorKind::Status => self.status().is_some_and(is_passing),
            ErrorKind::Config(_)
            | ErrorKind::Request(_)
            | ErrorKind::Interrupted
            | ErrorKind::TooLarge
            | ErrorKind::CrossOrigin(_)
            | ErrorKind::Decode
            | ErrorKind::RepeatedPage
            | ErrorKind::EmptyPages => false,
        }
    }
}

/// A documented error's body, typed; `None` where the body is something else.
pub type DocumentedError = Option<Box<dyn Any + Send + Sync>>;

/// Whether a status tells of a state that may pass.
pub(crate) fn is_passing(status: StatusCode) -> bool {
    match status.as_u16() {
        408 | 429 => true,
        501 | 505 => false,
        _ => status.is_server_error(),
    }
}
