//! Input: what went wrong on the way to a typed answer. Output: [`Error`], with everything that is known about it.
//! Invariant: no secret is ever shown; the answer's body is kept, whatever it was.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use http::header::LOCATION;
use http::{HeaderMap, Response, StatusCode, Uri};

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
    attempts: u32,
    source: Option<BoxError>,
}

type BoxError = Box<dyn StdError + Send + Sync>;

/// The operation that failed: its method and the template of its path.
type Call = (&'static str, &'static str);

#[derive(Debug)]
enum Kind {
    Config(String),
    Request(Cow<'static, str>),
    Connect,
    Timeout,
    Interrupted,
    TooLarge,
    Status,
    Decode,
    RepeatedPage,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    documented: Documented,
}

impl Error {
    fn new(kind: Kind, source: Option<BoxError>) -> Self {
        Self(Box::new(Inner { kind, operation: None, answer: None, attempts: 1, source }))
    }

    /// For a transport: no connection came about, so that the API has seen nothing of the request.
    ///
    /// The text of `source` may be logged: no transport may put a URL with its query or a header into it.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(Kind::Connect, Some(source.into()))
    }

    /// For a transport: the time was up. The text of `source` may be logged.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self::new(Kind::Timeout, Some(source.into()))
    }

    /// For a transport: the exchange broke off after a connection had come about. The text of `source` may be logged.
    pub fn interrupted(source: impl Into<BoxError>) -> Self {
        Self::new(Kind::Interrupted, Some(source.into()))
    }

    /// For a transport: the answer is larger than the attempt allows.
    pub fn too_large() -> Self {
        Self::new(Kind::TooLarge, None)
    }

    /// For a transport: what had arrived of the answer when it failed, so that nothing of it is lost.
    #[must_use]
    pub fn with_answer(mut self, answer: Response<Vec<u8>>) -> Self {
        let (parts, body) = answer.into_parts();
        self.0.answer = Some(Answer { status: parts.status, headers: parts.headers, body, documented: None });
        self
    }

    /// For a transport: a part of the body cannot be opened, so that nothing was sent.
    pub fn unopened(source: std::io::Error) -> Self {
        Self::new(Kind::Request("body".into()), Some(Box::new(source)))
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(Kind::Config(message.into()), None)
    }

    /// An input that cannot be sent; `input` is its name on the wire.
    pub(crate) fn request(input: impl Into<Cow<'static, str>>, problem: Problem) -> Self {
        Self::new(Kind::Request(input.into()), Some(Box::new(problem)))
    }

    /// A list whose pages would never end.
    pub(crate) fn repeated_page() -> Self {
        Self::new(Kind::RepeatedPage, None)
    }

    pub(crate) fn of(mut self, operation: Call) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    #[cfg_attr(not(feature = "transport"), allow(dead_code, reason = "attempts are made by a client"))]
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn status_of(status: StatusCode, headers: HeaderMap, body: &[u8], documented: Documented) -> Self {
        let mut error = Self::new(Kind::Status, None);
        error.0.answer = Some(Answer { status, headers, body: body.to_vec(), documented });
        error
    }

    pub(crate) fn decode(status: StatusCode, headers: HeaderMap, body: &[u8], source: Unreadable) -> Self {
        let mut error = Self::new(Kind::Decode, Some(Box::new(source)));
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

    /// Where a redirect leads, as the API has written it. No redirect is followed: it could take the credentials along.
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

    /// Whether the exchange broke off. The API may have done its work all the same.
    pub fn is_interrupted(&self) -> bool {
        matches!(self.0.kind, Kind::Interrupted)
    }

    /// Whether the API answered with a redirect (3xx), none of which is followed.
    pub fn is_redirect(&self) -> bool {
        self.is_status() && self.status().is_some_and(|status| status.is_redirection())
    }

    /// Whether the API answered with a status other than 2xx.
    pub fn is_status(&self) -> bool {
        matches!(self.0.kind, Kind::Status)
    }

    /// Whether a 2xx answer holds something else than documented. The API has done its work.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode)
    }

    /// Whether a list in pages went back to where it had been, so that it would never end. The pages before were delivered.
    pub fn is_repeated_page(&self) -> bool {
        matches!(self.0.kind, Kind::RepeatedPage)
    }

    /// Whether the answer is larger than the client's limit.
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, Kind::TooLarge)
    }

    /// Whether the same request may succeed later: no connection, a timeout, 408, 429, or a 5xx other than 501 and 505.
    ///
    /// It says nothing of whether the operation may be repeated without harm: only the caller knows that.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Connect | Kind::Timeout => true,
            Kind::Status => self.status().is_some_and(is_passing),
            Kind::Config(_)
            | Kind::Request(_)
            | Kind::Interrupted
            | Kind::TooLarge
            | Kind::Decode
            | Kind::RepeatedPage => false,
        }
    }
}

/// Whether a status tells of a state that may pass.
pub(crate) fn is_passing(status: StatusCode) -> bool {
    match status.as_u16() {
        408 | 429 => true,
        501 | 505 => false,
        _ => status.is_server_error(),
    }
}

/// A redirect's target without what may be a secret: its query, its fragment, a user.
fn shown_target(location: Option<&str>) -> Option<String> {
    const LONGEST: usize = 200;
    let uri: Uri = location?.parse().ok()?;
    let origin = match (uri.scheme_str(), uri.authority()) {
        (Some(scheme), Some(authority)) if !authority.as_str().contains('@') => format!("{scheme}://{authority}"),
        (None, None) => String::new(),
        _ => return None,
    };
    Some(origin + uri.path()).filter(|target| target.len() <= LONGEST)
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
            Kind::Interrupted => f.write_str("the connection broke off"),
            Kind::TooLarge => f.write_str("the answer is larger than the client allows"),
            Kind::Status => match &self.0.answer {
                Some(Answer { status, .. }) if self.is_redirect() => match shown_target(self.location()) {
                    Some(target) => {
                        write!(f, "the API answered {status}, a redirect to `{target}`, which is not followed")
                    }
                    None => write!(f, "the API answered {status}, a redirect, which is not followed"),
                },
                Some(Answer { status, .. }) => write!(f, "the API answered {status}"),
                None => f.write_str("the API answered with an error"),
            },
            Kind::Decode => f.write_str("the answer is not what is documented"),
            Kind::RepeatedPage => {
                f.write_str("the next page begins where an earlier one did, so that the pages would never end")
            }
        }?;
        if self.0.attempts > 1 {
            write!(f, " ({} attempts)", self.0.attempts)?;
        }
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
