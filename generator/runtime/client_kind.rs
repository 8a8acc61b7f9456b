//! Input: a call that is ready to go. Output: its answer, as a client of this kind gives it.
//! Invariant: both kinds do the same; they differ in who waits.

use std::fmt;
use std::sync::Arc;

use http::Response;

use super::attempts::{Attempts, Finish};
use super::call::Call;
use super::chunks::{BlockingChunks, Chunks};
use super::error::Error;
use super::open_stream::{PreparedStream, open_async, open_blocking};
use super::transport::{BlockingTransport, Transport};

mod sealed {
    /// What nobody else can implement.
    pub trait Sealed {}

    impl Sealed for super::Async {}
    impl Sealed for super::Blocking {}
}

/// How a client works: [`Async`] or [`Blocking`].
pub trait ClientKind: sealed::Sealed + Clone + fmt::Debug + Sized + 'static {
    /// What carries its requests.
    type Transport: ?Sized + Send + Sync + 'static;
    /// What a call gives.
    type Answer<T: 'static>;

    /// The body of an answer as it arrives.
    type Incoming: Send + 'static;

    #[doc(hidden)]
    fn send<T: 'static>(with: &Arc<Self::Transport>, call: PreparedCall<T>) -> Self::Answer<T>;

    #[doc(hidden)]
    fn open<T: 'static>(with: &Arc<Self::Transport>, call: PreparedStream<Self::Incoming, T>) -> Self::Answer<T>;
}

/// A client whose calls are awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Async {}

/// A client whose calls return when they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocking {}

/// A call that is ready to go, if it is.
#[doc(hidden)]
pub struct PreparedCall<T>(pub(crate) Result<Attempts, Error>, pub(crate) Finish<T>);

impl<T> fmt::Debug for PreparedCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedCall").finish_non_exhaustive()
    }
}

impl ClientKind for Async {
    type Transport = dyn Transport;
    type Answer<T: 'static> = Call<T>;
    type Incoming = Box<dyn Chunks>;

    fn open<T: 'static>(with: &Arc<Self::Transport>, call: PreparedStream<Self::Incoming, T>) -> Call<T> {
        open_async(with, call)
    }

    fn send<T: 'static>(with: &Arc<Self::Transport>, PreparedCall(attempts, finish): PreparedCall<T>) -> Call<T> {
        let transport = Arc::clone(with);
        Call::new(async move {
            let mut attempts = attempts?;
            let span = attempts.span.clone();
            let work = async move {
                loop {
                    let (request, attempt) = attempts.next();
                    let outcome = transport.send(request, &attempt).await;
                    match attempts.wait_after(&outcome) {
                        Some(wait) => transport.sleep(wait).await,
                        None => return attempts.end(outcome, Response::status, finish),
                    }
                }
            };
            span.around_async(work).await
        })
    }
}

impl ClientKind for Blocking {
    type Transport = dyn BlockingTransport;
    type Answer<T: 'static> = Result<T, Error>;
    type Incoming = Box<dyn BlockingChunks>;

    fn open<T: 'static>(with: &Arc<Self::Transport>, call: PreparedStream<Self::Incoming, T>) -> Result<T, Error> {
        open_blocking(with, call)
    }

    fn send<T: 'static>(
        with: &Arc<Self::Transport>,
        PreparedCall(attempts, finish): PreparedCall<T>,
    ) -> Result<T, Error> {
        let mut attempts = attempts?;
        attempts.span.clone().around(|| {
            loop {
                let (request, attempt) = attempts.next();
                let outcome = with.send(request, &attempt);
                match attempts.wait_after(&outcome) {
                    Some(wait) => with.sleep(wait),
                    None => return attempts.end(outcome, Response::status, finish),
                }
            }
        })
    }
}
