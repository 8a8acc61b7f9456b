//! Input: answers that a test prepares. Output: what its code makes of them, and the requests that it sent.
//! Invariant: nothing leaves the process, and no wait takes time.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response};
use serde::Serialize;

use super::body::Body;
use super::box_future::BoxFuture;
use super::chunks::{Arrived, BlockingChunks, Chunks};
use super::encode::Problem;
use super::error::Error;
use super::operation::Operation;
use super::transport::{Attempt, BlockingTransport, Transport};

/// A transport for the tests of code that calls an API: it answers what it was told, each answer once and in order, and
/// keeps the requests. Clones share them; it serves clients of both kinds.
///
/// ```text
/// let api = MemoryTransport::new();
/// api.answer::<algoreg::GetThread>(&thread)?;
/// let client = algoreg::Client::builder().base_url("https://api.test").build_with(api.clone())?;
/// assert_eq!(client.get_thread("42").await?, thread);
/// assert_eq!(api.requests()[0].uri().path(), "/api/v1/thread/42");
/// ```
#[derive(Clone, Default)]
pub struct MemoryTransport(Arc<Mutex<State>>);

/// An answer, in the pieces in which it arrives.
type Outcome = Result<Response<Vec<Bytes>>, Error>;

#[derive(Default)]
struct State {
    answers: BTreeMap<(&'static str, &'static str), VecDeque<Outcome>>,
    requests: Vec<Request<Body>>,
    waits: Vec<Duration>,
}

impl MemoryTransport {
    /// One that has no answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the next call of an operation with 200 and this value.
    ///
    /// # Errors
    ///
    /// The value cannot be serialised.
    pub fn answer<O>(&self, value: &O::Output) -> Result<(), Error>
    where
        O: Operation<Output: Serialize>,
    {
        let body = serde_json::to_vec(value).map_err(|_| Error::request("body", Problem::Unserialisable))?;
        let mut response = Response::new(body);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.answer_raw::<O>(response);
        Ok(())
    }

    /// Answers the next call of an operation with this.
    pub fn answer_raw<O: Operation>(&self, response: Response<impl Into<Vec<u8>>>) {
        self.push::<O>(Ok(response.map(|body| vec![Bytes::from(body.into())])));
    }

    /// Answers the next call of an operation with a body that arrives in these pieces, for a call that reads as it arrives.
    pub fn answer_chunks<O: Operation>(&self, response: Response<Vec<Vec<u8>>>) {
        self.push::<O>(Ok(response.map(|pieces| pieces.into_iter().map(Bytes::from).collect())));
    }

    /// Lets the next call of an operation fail like this: [`Error::connect`], [`Error::timeout`] and their like make one.
    pub fn fail<O: Operation>(&self, error: Error) {
        self.push::<O>(Err(error));
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request<Body>> {
        self.state().requests.clone()
    }

    /// The waits between attempts so far. None of them was spent.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    fn push<O: Operation>(&self, outcome: Outcome) {
        self.state().answers.entry((O::METHOD, O::PATH)).or_default().push_back(outcome);
    }

    fn next(&self, request: Request<Body>, attempt: &Attempt) -> Outcome {
        // As any transport does it: what cannot be opened is not sent.
        request.body().clone().into_reader().map_err(Error::body_unavailable)?;
        let mut state = self.state();
        state.requests.push(request);
        let answers = state.answers.get_mut(&(attempt.method, attempt.path));
        let next = answers.and_then(VecDeque::pop_front);
        next.unwrap_or_else(|| Err(Error::interrupted("the test has prepared no further answer")))
    }

    fn whole(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Vec<u8>>, Error> {
        let mut response = self.next(request, attempt)?.map(|pieces| pieces.concat());
        if response.body().len() > attempt.response_limit {
            response.body_mut().truncate(attempt.response_limit);
            return Err(Error::too_large().with_response(response));
        }
        Ok(response)
    }

    /// A test that has panicked while it held the lock leaves nothing half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for MemoryTransport {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<Response<Vec<u8>>, Error>> {
        Box::pin(async move { self.whole(request, attempt) })
    }

    fn open<'a>(
        &'a self,
        request: Request<Body>,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<Response<Box<dyn Chunks>>, Error>> {
        Box::pin(async move {
            let answer = self.next(request, attempt)?;
            Ok(answer.map(|pieces| -> Box<dyn Chunks> { Box::new(Arrived(pieces.into_iter())) }))
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.state().waits.push(time) })
    }
}

impl BlockingTransport for MemoryTransport {
    fn send(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Vec<u8>>, Error> {
        self.whole(request, attempt)
    }

    fn open(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Box<dyn BlockingChunks>>, Error> {
        let answer = self.next(request, attempt)?;
        Ok(answer.map(|pieces| -> Box<dyn BlockingChunks> { Box::new(Arrived(pieces.into_iter())) }))
    }

    fn sleep(&self, time: Duration) {
        self.state().waits.push(time);
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTransport").field("requests", &self.state().requests.len()).finish_non_exhaustive()
    }
}
