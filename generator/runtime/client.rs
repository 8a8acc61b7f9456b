//! Input: operations. Output: their answers, by one client that waits and one that is awaited.
//! Invariant: a client only carries: what is sent and how it is read is settled without it.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Response;

use super::config::{Api, Config};
use super::error::Error;
use super::journey::{Finish, Journey, Rules};
use super::open::{OpenWay, open_async, open_blocking};
use super::raw::Raw;
use super::request::Operation;
use super::stream::{BlockingChunks, Chunks};
use super::transport::{BlockingTransport, Transport};

/// An API that has a client type of its own. Its module implements it.
pub trait ClientApi: Api + Sized + 'static {
    /// The client, with a method for each operation.
    type Client<K: Kind>: From<Client<Self, K>>;
}

mod sealed {
    /// What nobody else can implement.
    pub trait Sealed {}

    impl Sealed for super::Async {}
    impl Sealed for super::Blocking {}
}

/// How a client works: [`Async`] or [`Blocking`].
pub trait Kind: sealed::Sealed + Clone + fmt::Debug + Sized + 'static {
    /// What carries its requests.
    type Transport: ?Sized + Send + Sync + 'static;
    /// What a call gives.
    type Answer<T: 'static>;

    /// The body of an answer as it arrives.
    type Incoming: Send + 'static;

    #[doc(hidden)]
    fn travel<T: 'static>(with: &Arc<Self::Transport>, way: Way<T>) -> Self::Answer<T>;

    #[doc(hidden)]
    fn open<T: 'static>(with: &Arc<Self::Transport>, way: OpenWay<Self::Incoming, T>) -> Self::Answer<T>;
}

/// A client whose calls are awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Async {}

/// A client whose calls return when they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocking {}

/// A call that is ready to go, if it is.
#[doc(hidden)]
pub struct Way<T>(Result<Journey, Error>, Finish<T>);

impl<T> fmt::Debug for Way<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Way").finish_non_exhaustive()
    }
}

impl Kind for Async {
    type Transport = dyn Transport;
    type Answer<T: 'static> = Call<T>;
    type Incoming = Box<dyn Chunks>;

    fn open<T: 'static>(with: &Arc<Self::Transport>, way: OpenWay<Self::Incoming, T>) -> Call<T> {
        open_async(with, way)
    }

    fn travel<T: 'static>(with: &Arc<Self::Transport>, Way(journey, finish): Way<T>) -> Call<T> {
        let transport = Arc::clone(with);
        Call(Box::pin(async move {
            let mut journey = journey?;
            let span = journey.span.clone();
            let travel = async move {
                loop {
                    let (request, attempt) = journey.attempt();
                    let outcome = transport.send(request, &attempt).await;
                    match journey.wait_after(&outcome) {
                        Some(wait) => transport.sleep(wait).await,
                        None => return journey.end(outcome, Response::status, finish),
                    }
                }
            };
            span.around_async(travel).await
        }))
    }
}

impl Kind for Blocking {
    type Transport = dyn BlockingTransport;
    type Answer<T: 'static> = Result<T, Error>;
    type Incoming = Box<dyn BlockingChunks>;

    fn open<T: 'static>(with: &Arc<Self::Transport>, way: OpenWay<Self::Incoming, T>) -> Result<T, Error> {
        open_blocking(with, way)
    }

    fn travel<T: 'static>(with: &Arc<Self::Transport>, Way(journey, finish): Way<T>) -> Result<T, Error> {
        let mut journey = journey?;
        journey.span.clone().around(|| {
            loop {
                let (request, attempt) = journey.attempt();
                let outcome = with.send(request, &attempt);
                match journey.wait_after(&outcome) {
                    Some(wait) => with.sleep(wait),
                    None => return journey.end(outcome, Response::status, finish),
                }
            }
        })
    }
}

/// What the client of an API wraps. Cheap to clone: clones share their connections.
pub struct Client<A, K: Kind = Async> {
    config: Arc<Config<A>>,
    transport: Arc<K::Transport>,
    rules: Rules,
}

/// An operation on its way. It does nothing until it is polled.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T>(Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>);

impl<A, K: Kind> Client<A, K> {
    pub(crate) fn new(config: Config<A>, transport: Arc<K::Transport>, rules: Rules) -> Self {
        Self { config: Arc::new(config), transport, rules }
    }

    /// Where and as whom the operations are called.
    pub fn config(&self) -> &Config<A> {
        &self.config
    }
}

impl<A: Api, K: Kind> Client<A, K> {
    pub(crate) fn journey<O: Operation<Api = A>>(&self, operation: &O) -> Result<Journey, Error> {
        Journey::new(operation, &self.config, &self.rules)
    }

    pub(crate) fn open<T: 'static>(&self, way: OpenWay<K::Incoming, T>) -> K::Answer<T> {
        K::open(&self.transport, way)
    }

    pub(crate) fn limit(&self) -> usize {
        self.rules.limit
    }

    /// Calls an operation.
    pub fn call<O>(&self, operation: &O) -> K::Answer<O::Output>
    where
        O: Operation<Api = A>,
        O::Output: 'static,
    {
        let finish: Finish<O::Output> =
            |answer, attempts| O::parse(answer).map_err(|error| error.after(attempts));
        K::travel(&self.transport, Way(Journey::new(operation, &self.config, &self.rules), finish))
    }

    /// Calls an operation; its answer comes as it is, whatever its status.
    pub fn call_raw<O>(&self, operation: &O) -> K::Answer<Raw<O::Output>>
    where
        O: Operation<Api = A>,
        O::Output: 'static,
    {
        let finish: Finish<Raw<O::Output>> =
            |answer, attempts| Ok(Raw::new(answer, |response| O::parse(response), attempts));
        K::travel(&self.transport, Way(Journey::new(operation, &self.config, &self.rules), finish))
    }
}

impl<A, K: Kind> Clone for Client<A, K> {
    fn clone(&self) -> Self {
        Self { config: Arc::clone(&self.config), transport: Arc::clone(&self.transport), rules: self.rules }
    }
}

impl<A, K: Kind> fmt::Debug for Client<A, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("config", &self.config).field("rules", &self.rules).finish_non_exhaustive()
    }
}

impl<T> Call<T> {
    pub(crate) fn new(work: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self(Box::pin(work))
    }
}

impl<T> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
