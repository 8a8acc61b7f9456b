//! Input: operations. Output: their answers, by one client that waits and one that is awaited.
//! Invariant: a client only carries: what is sent and how it is read is settled without it.

use std::fmt;
use std::sync::Arc;

use super::attempts::{Attempts, Finish, Rules};
use super::client_kind::{Async, ClientKind, PreparedCall};
use super::config::{Api, Config};
use super::error::Error;
use super::open_stream::PreparedStream;
use super::operation::Operation;
use super::raw_response::RawResponse;

/// An API that has a client type of its own. Its module implements it.
pub trait ClientApi: Api + Sized + 'static {
    /// The client, with a method for each operation.
    type Client<K: ClientKind>: From<Client<Self, K>>;
}

/// What the client of an API wraps. Cheap to clone: clones share their connections.
pub struct Client<A, K: ClientKind = Async> {
    config: Arc<Config<A>>,
    transport: Arc<K::Transport>,
    rules: Rules,
}

impl<A, K: ClientKind> Client<A, K> {
    pub(crate) fn new(config: Config<A>, transport: Arc<K::Transport>, rules: Rules) -> Self {
        Self { config: Arc::new(config), transport, rules }
    }

    /// Where and as whom the operations are called.
    pub fn config(&self) -> &Config<A> {
        &self.config
    }
}

impl<A: Api, K: ClientKind> Client<A, K> {
    pub(crate) fn attempts<O: Operation<Api = A>>(&self, operation: &O) -> Result<Attempts, Error> {
        Attempts::new(operation, &self.config, &self.rules)
    }

    pub(crate) fn open<T: 'static>(&self, call: PreparedStream<K::Incoming, T>) -> K::Answer<T> {
        K::open(&self.transport, call)
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
        K::send(&self.transport, PreparedCall(Attempts::new(operation, &self.config, &self.rules), finish))
    }

    /// Calls an operation; its answer comes as it is, whatever its status.
    pub fn call_raw<O>(&self, operation: &O) -> K::Answer<RawResponse<O::Output>>
    where
        O: Operation<Api = A>,
        O::Output: 'static,
    {
        let finish: Finish<RawResponse<O::Output>> =
            |answer, attempts| Ok(RawResponse::new(answer, |response| O::parse(response), attempts));
        K::send(&self.transport, PreparedCall(Attempts::new(operation, &self.config, &self.rules), finish))
    }
}

impl<A, K: ClientKind> Clone for Client<A, K> {
    fn clone(&self) -> Self {
        Self { config: Arc::clone(&self.config), transport: Arc::clone(&self.transport), rules: self.rules }
    }
}

impl<A, K: ClientKind> fmt::Debug for Client<A, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("config", &self.config).field("rules", &self.rules).finish_non_exhaustive()
    }
}
