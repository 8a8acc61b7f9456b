//! Input: a call's request and rules. Output: each attempt, the waits between them, and the end.
//! Invariant: a request that may do harm twice is sent once.

use std::time::{Duration, Instant, SystemTime};

use http::header::{ACCEPT, HeaderValue};
use http::{Request, Response, StatusCode};

use super::body::Body;
use super::config::{Api, Config};
use super::error::{Error, is_passing};
use super::operation::Operation;
use super::retry::{RetryPolicy, asked_wait, is_idempotent};
use super::span::Span;
use super::transport::Attempt;

/// What a client holds every call to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) timeout: Option<Duration>,
    pub(crate) limit: usize,
    pub(crate) retry: RetryPolicy,
}

/// A call on its way.
pub(crate) struct Attempts {
    request: Request<Body>,
    attempt: Attempt,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    started: Option<Instant>,
    waited: Duration,
    pub(crate) span: Span,
}

type Outcome<B> = Result<Response<B>, Error>;

impl Attempts {
    pub(crate) fn new<O: Operation<Api: Api>>(
        operation: &O,
        config: &Config<O::Api>,
        rules: &Rules,
    ) -> Result<Self, Error> {
        let options = operation.options();
        let repeatable =
            options.and_then(|options| options.may_repeat()).unwrap_or_else(|| is_idempotent(O::METHOD));
        Ok(Self {
            request: operation.to_request(config)?,
            attempt: Attempt::first(O::METHOD, O::PATH, rules.limit),
            timeout: options.and_then(|options| options.given_timeout()).or(rules.timeout),
            retry: if repeatable { rules.retry } else { RetryPolicy::off() },
            started: None,
            waited: Duration::ZERO,
            span: Span::new(O::METHOD, O::PATH),
        })
    }

    /// The next attempt. What follows the first has the rest of the total time, if that is less.
    pub(crate) fn next(&mut self) -> (Request<Body>, Attempt) {
        self.started.get_or_insert_with(Instant::now);
        self.attempt.timeout = self.timeout;
        if self.attempt.number > 1 {
            let rest = self.retry.remaining(self.elapsed());
            self.attempt.timeout = Some(self.timeout.map_or(rest, |timeout| timeout.min(rest)));
        }
        let request =
            if self.retry.is_off() { std::mem::take(&mut self.request) } else { self.request.clone() };
        (request, self.attempt)
    }

    /// The next attempt of an answer that is read as it arrives. Its time holds for each wait for more of it, which the total
    /// time must not cut short.
    pub(crate) fn next_to_open(&mut self) -> (Request<Body>, Attempt) {
        let (request, attempt) = self.next();
        (request, Attempt { timeout: self.timeout, ..attempt })
    }

    /// Asks for an answer of this media type, unless the caller has said otherwise.
    pub(crate) fn ask_for<O: Operation>(&mut self, operation: &O, media_type: &'static str) {
        if operation.options().is_none_or(|options| !options.names_header(&ACCEPT)) {
            self.request.headers_mut().insert(ACCEPT, HeaderValue::from_static(media_type));
        }
    }

    /// The operation: its method and the template of its path.
    pub(crate) fn operation(&self) -> (&'static str, &'static str) {
        (self.attempt.method, self.attempt.path)
    }

    /// How many bytes of an answer are held.
    pub(crate) fn limit(&self) -> usize {
        self.attempt.response_limit
    }

    /// How long to wait before another attempt; `None` where there is no other.
    pub(crate) fn wait_after<B>(&mut self, outcome: &Outcome<B>) -> Option<Duration> {
        let asked = match outcome {
            Ok(answer) if is_passing(answer.status()) => asked_wait(answer.headers(), SystemTime::now()),
            Err(error) if error.is_connect() => None,
            _ => return None,
        };
        let wait = self.retry.wait(self.attempt.number, self.elapsed(), asked, chance())?;
        self.waited = self.waited.saturating_add(wait);
        self.attempt.number = self.attempt.number.saturating_add(1);
        Some(wait)
    }

    /// What the call comes to.
    pub(crate) fn end<A, T>(
        self,
        outcome: Result<A, Error>,
        status: impl FnOnce(&A) -> StatusCode,
        finish: impl FnOnce(A, u32) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (attempts, operation) = (self.attempt.number, self.operation());
        let status = match &outcome {
            Ok(answer) => Some(status(answer)),
            Err(error) => error.status(),
        };
        self.span.record(status, attempts);
        outcome
            .map_err(|error| error.of(operation).after(attempts))
            .and_then(|answer| finish(answer, attempts))
    }

    /// The waits count even where a transport does not take them in real time, as one in a test does not.
    fn elapsed(&self) -> Duration {
        self.started.map(|started| started.elapsed()).unwrap_or_default().max(self.waited)
    }
}

/// Makes of an answer, and the number of attempts that it took, what the caller gets.
pub(crate) type Finish<T> = fn(Response<Vec<u8>>, u32) -> Result<T, Error>;

/// A number that clients which failed together do not share. The keys of the standard library's hash maps are such.
fn chance() -> u32 {
    use std::hash::{BuildHasher as _, RandomState};
    let bits = RandomState::new().hash_one(0_u8);
    u32::try_from(bits >> 32).unwrap_or_default()
}
