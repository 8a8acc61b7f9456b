//! Input: requests that are complete. Output: their answers, through whatever speaks HTTP.
//! Invariant: a transport carries one request and reads one answer: it repeats nothing and follows no redirect.

use std::time::Duration;

use http::{Request, Response};

use super::body::Body;
use super::box_future::BoxFuture;
use super::chunks::{Arrived, BlockingChunks, Chunks};
use super::error::Error;

/// What a transport has to know of an attempt beyond its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation's HTTP method.
    pub method: &'static str,
    /// The operation's path as documented, with the names of its values in braces: fit for a log, where values are not.
    pub path: &'static str,
    /// Which attempt of the call this is, from 1.
    pub number: u32,
    /// The time that it may take, to the last byte of the answer.
    pub timeout: Option<Duration>,
    /// How many bytes of a body are read at most.
    pub response_limit: usize,
}

impl Attempt {
    pub(crate) fn first(method: &'static str, path: &'static str, response_limit: usize) -> Self {
        Self { method, path, number: 1, timeout: None, response_limit }
    }
}

/// Carries the requests of an asynchronous client.
///
/// A transport of one's own sends the request as it is, follows no redirect, keeps to the attempt's timeout and limit, and
/// tells failures apart: [`Error::connect`], [`Error::timeout`], [`Error::interrupted`], [`Error::too_large`], with
/// [`Error::with_response`] where part of the answer had arrived, [`Error::body_unavailable`] where
/// [`Body::into_reader`] fails, [`Error::cross_origin`] where a redirect was followed all the same. Any status is an answer, not a failure.
///
/// ```text
/// struct Logged<T>(T);
///
/// impl<T: Transport> Transport for Logged<T> {
///     fn send<'a>(&'a self, request: Request<Body>, attempt: &'a Attempt) -> BoxFuture<'a, Result<Response<Vec<u8>>, Error>> {
///         Box::pin(async move {
///             let answer = self.0.send(request, attempt).await;
///             log(attempt.method, attempt.path, answer.as_ref().map(Response::status));
///             answer
///         })
///     }
///
///     fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
///         self.0.sleep(time)
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends one request and reads its answer.
    ///
    /// # Errors
    ///
    /// There is no answer, or not all of it.
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<Response<Vec<u8>>, Error>>;

    /// Sends one request and gives its answer once its head has come. The attempt's timeout holds for the head and then
    /// for each wait for more, and its limit does not hold.
    ///
    /// A transport that does not say how waits for the whole answer, which its limit then bounds.
    ///
    /// # Errors
    ///
    /// There is no answer.
    fn open<'a>(
        &'a self,
        request: Request<Body>,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<Response<Box<dyn Chunks>>, Error>> {
        Box::pin(async move {
            let answer = self.send(request, attempt).await?;
            Ok(answer.map(|body| -> Box<dyn Chunks> { Box::new(Arrived::whole(body)) }))
        })
    }

    /// Waits between two attempts, as the runtime of the transport does it.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// Carries the requests of a blocking client. What [`Transport`] says holds here too.
pub trait BlockingTransport: Send + Sync {
    /// Sends one request and reads its answer.
    ///
    /// # Errors
    ///
    /// There is no answer, or not all of it.
    fn send(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Vec<u8>>, Error>;

    /// Sends one request and gives its answer once its head has come, as [`Transport::open`] does.
    ///
    /// # Errors
    ///
    /// There is no answer.
    fn open(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Box<dyn BlockingChunks>>, Error> {
        let answer = self.send(request, attempt)?;
        Ok(answer.map(|body| -> Box<dyn BlockingChunks> { Box::new(Arrived::whole(body)) }))
    }

    /// Waits between two attempts.
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}
