//! Input: what went wrong on the way to a typed answer. Output: [`Error`], with everything that is known about it.
//! Invariant: no secret is ever shown; the answer's body is kept, whatever it was.

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};

use super::encode::Problem;
use super::json::{Documented, Unreadable};

/// What can go wrong with an operation or in the making of a client.
///
/// The predicates tell the kinds apart. Where the API has answered, [`status`](Self::status), [`headers`](Self::headers)
/// and [`body`](Self::body) hold the answer, and [`documented`](Self::documented) the documented error, typed.
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    operation: Option<Call>,
    answer: Option<Answer>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The operation that failed: its method and the template of its path.
type Call = (&'static str, &'static str);

#[derive(Debug)]
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "what a connection can suffer takes a client"))]
enum Kind {
    Config(String),
    Request(&'static str),
    Connect,
    Timeout,
    Transport,
    TooLarge(usize),
    Status,
    Decode,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    documented: Documented,
}

impl Error {
    fn new(kind: Kind, operation: Option<Call>, source: Option<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(Box::new(Inner { kind, operation, answer: None, source }))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(Kind::Config(message.into()), None, None)
    }

    /// An input that cannot be sent; `input` is its name on the wire.
    pub(crate) fn request(input: &'static str, problem: Problem) -> Self {
        Self::new(Kind::Request(input), None, Some(Box::new(problem)))
    }

    pub(crate) fn of(mut self, operation: Call) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    pub(crate) fn status_of(status: StatusCode, headers: HeaderMap, body: &[u8], documented: Documented) -> Self {
        let mut error = Self::new(Kind::Status, None, None);
        error.0.answer = Some(Answer { status, headers, body: body.to_vec(), documented });
        error
    }

    pub(crate) fn decode(status: StatusCode, headers: HeaderMap, body: &[u8], source: Unreadable) -> Self {
        let mut error = Self::new(Kind::Decode, None, Some(Box::new(source)));
        error.0.answer = Some(Answer { status, headers, body: body.to_vec(), documented: None });
        error
    }

    #[cfg(feature = "client")]
    pub(crate) fn transport(source: reqwest::Error) -> Self {
        let kind = if source.is_timeout() {
            Kind::Timeout
        } else if source.is_connect() {
            Kind::Connect
        } else {
            Kind::Transport
        };
        // The address may hold a key in its query.
        Self::new(kind, None, Some(Box::new(source.without_url())))
    }

    #[cfg(feature = "client")]
    pub(crate) fn too_large(limit: usize, status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        let mut error = Self::new(Kind::TooLarge(limit), None, None);
        error.0.answer = Some(Answer { status, headers, body, documented: None });
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

    /// The body as the type that is documented for this status; `None` where `T` is not that type or the body is
    /// something else.
    pub fn documented<T: 'static>(&self) -> Option<&T> {
        self.0.answer.as_ref()?.documented.as_ref()?.downcast_ref()
    }

    /// Where in the answer's JSON the value stands that does not fit, such as `customers[0].id`; empty at the top level.
    pub fn path(&self) -> Option<&str> {
        self.0.source.as_ref()?.downcast_ref::<Unreadable>().map(Unreadable::path)
    }

    /// Whether a client could not be made: nothing was sent.
    pub fn is_config(&self) -> bool {
        matches!(self.0.kind, Kind::Config(_))
    }

    /// Whether an input cannot be sent: nothing was.
    pub fn is_request(&self) -> bool {
        matches!(self.0.kind, Kind::Request(_))
    }

    /// Whether no connection came about: nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect)
    }

    /// Whether it took too long. The API may have done its work all the same.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout)
    }

    /// Whether the API answered with a status other than 2xx.
    pub fn is_status(&self) -> bool {
        matches!(self.0.kind, Kind::Status)
    }

    /// Whether a 2xx answer holds something else than documented. The API has done its work.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode)
    }

    /// Whether the answer is larger than the client's limit.
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, Kind::TooLarge(_))
    }

    /// Whether the same request may succeed later: no connection, a timeout, 408, 429, or a 5xx other than 501 and 505.
    ///
    /// It says nothing of whether the operation may be repeated without harm: only the caller knows that.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Connect | Kind::Timeout => true,
            Kind::Status => self.status().is_some_and(|status| match status.as_u16() {
                408 | 429 => true,
                501 | 505 => false,
                _ => status.is_server_error(),
            }),
            Kind::Config(_) | Kind::Request(_) | Kind::Transport | Kind::TooLarge(_) | Kind::Decode => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((method, path)) = self.0.operation {
            write!(f, "{method} {path}: ")?;
        }
        match &self.0.kind {
            Kind::Config(message) => write!(f, "the client cannot be made: {message}"),
            Kind::Request(input) => write!(f, "`{input}` cannot be sent"),
            Kind::Connect => f.write_str("no connection"),
            Kind::Timeout => f.write_str("timed out"),
            Kind::Transport => f.write_str("the connection failed"),
            Kind::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
            Kind::Status => match &self.0.answer {
                Some(Answer { status, .. }) => write!(f, "the API answered {status}"),
                None => f.write_str("the API answered with an error"),
            },
            Kind::Decode => f.write_str("the answer is not what is documented"),
        }?;
        match &self.0.source {
            Some(source) if matches!(self.0.kind, Kind::Request(_) | Kind::Decode) => write!(f, ": {source}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.0.kind);
        if let Some((method, path)) = self.0.operation {
            out.field("operation", &format_args!("{method} {path}"));
        }
        // Headers and body may hold a session or a person's data; who wants them in a log asks for them.
        if let Some(answer) = &self.0.answer {
            out.field("status", &answer.status).field("body_bytes", &answer.body.len());
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.0.source.as_deref()?;
        // `Display` has already said what these say themselves; a report that prints the chain would say it twice.
        if matches!(self.0.kind, Kind::Request(_) | Kind::Decode) { source.source() } else { Some(source) }
    }
}
