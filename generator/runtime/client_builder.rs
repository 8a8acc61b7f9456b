//! Input: where, as whom and how an API is called. Output: a client of either kind.
//! Invariant: what nobody sets is set safely: `https`, a timeout, a limit, no redirects.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::attempts::Rules;
use super::client::{Client, ClientApi};
use super::client_kind::{Async, Blocking, ClientKind};
use super::config::{Config, ConfigBuilder, KeyAuth};
use super::credentials::KeyLocation;
use super::error::Error;
use super::retry::RetryPolicy;
use super::transport::{BlockingTransport, Transport};

const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const RESPONSE_LIMIT: usize = 64 * 1024 * 1024;
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The making of a client.
#[must_use]
pub struct ClientBuilder<A> {
    config: ConfigBuilder<A>,
    #[cfg(feature = "client")]
    http: Option<reqwest::Client>,
    user_agent: String,
    #[cfg_attr(
        not(any(feature = "client", feature = "blocking")),
        allow(dead_code, reason = "a transport of one's own has made its connections")
    )]
    connect_timeout: Duration,
    rules: Rules,
}

impl<A: ClientApi> ClientBuilder<A> {
    pub(crate) fn new() -> Self {
        Self {
            config: Config::builder(),
            #[cfg(feature = "client")]
            http: None,
            user_agent: USER_AGENT.to_owned(),
            connect_timeout: CONNECT_TIMEOUT,
            rules: Rules { timeout: Some(TIMEOUT), limit: RESPONSE_LIMIT, retry: RetryPolicy::new() },
        }
    }

    /// Where the API answers, such as `https://api.example.com/v1`: the first documented server unless given. The
    /// documented ones are constants in the API's module `servers`. It holds for all operations, for those too that are
    /// documented at a server of their own, but for what [`server`](Self::server) names.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.config = self.config.base_url(url);
        self
    }

    /// Calls what is documented at `documented`, a constant of the API's module `servers`, at `url` instead.
    pub fn server(mut self, documented: impl Into<String>, url: impl Into<String>) -> Self {
        self.config = self.config.server(documented, url);
        self
    }

    /// Allows `http` for other hosts than this one. Everybody on the way then reads the credentials.
    pub fn allow_http(mut self) -> Self {
        self.config = self.config.allow_http();
        self
    }

    /// Sends `Authorization: Bearer ...`.
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.config = self.config.bearer_token(token);
        self
    }

    /// Sends `Authorization: Basic ...`.
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        self.config = self.config.basic_auth(user, password);
        self
    }

    /// Sends this key to the operations that want one there. Where all want the same, that is `api_key`.
    pub fn api_key_at(mut self, location: KeyLocation, key: impl Into<String>) -> Self {
        self.config = self.config.api_key_at(location, key);
        self
    }

    /// Sends this header with every request; one that an operation has of its own wins.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.config = self.config.default_header(name, value);
        self
    }

    /// How the client introduces itself; as this crate and its version unless given.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// The time that an attempt may take, from its connection to the last byte of the answer; 30 seconds unless given.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.rules.timeout = Some(timeout);
        self
    }

    /// Lets an attempt take as long as it takes.
    pub fn no_timeout(mut self) -> Self {
        self.rules.timeout = None;
        self
    }

    /// The time that a connection may take to come about; 10 seconds unless given. It has no effect on a client that is
    /// handed in or a transport of one's own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How many bytes of an answer are read; 64 MiB unless given.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.rules.limit = bytes;
        self
    }

    /// How failed requests are repeated: [`RetryPolicy::off`] for never.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.rules.retry = retry;
        self
    }

    /// Lets [`build`](Self::build) send through this client, which decides about connections, proxies, certificates and
    /// redirects. Give it `redirect::Policy::none()`, as the one has that is made here: one that follows a redirect takes
    /// keys along. An answer that comes from another origin is then an error ([`Error::is_cross_origin`]).
    #[cfg(feature = "client")]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Makes a client whose calls are awaited.
    ///
    /// # Errors
    ///
    /// There is no base URL, it is not one, it is not `https`, or the HTTP client cannot be made.
    #[cfg(feature = "client")]
    pub fn build(mut self) -> Result<A::Client<Async>, Error> {
        let transport = match self.http.take() {
            Some(client) => super::reqwest_transport::ReqwestTransport::from(client),
            None => super::reqwest_transport::ReqwestTransport::new(self.connect_timeout)?,
        };
        self.build_with(transport)
    }

    /// Makes a client whose calls return when they are done.
    ///
    /// # Errors
    ///
    /// There is no base URL, it is not one, or it is not `https`.
    #[cfg(feature = "blocking")]
    pub fn build_blocking(self) -> Result<A::Client<Blocking>, Error> {
        let transport = super::ureq_transport::UreqTransport::new(self.connect_timeout);
        self.build_blocking_with(transport)
    }

    /// Makes a client whose calls are awaited, over a transport of one's own.
    ///
    /// # Errors
    ///
    /// There is no base URL, it is not one, or it is not `https`.
    pub fn build_with(self, transport: impl Transport + 'static) -> Result<A::Client<Async>, Error> {
        self.finish::<Async>(Arc::new(transport))
    }

    /// Makes a client whose calls return when they are done, over a transport of one's own.
    ///
    /// # Errors
    ///
    /// There is no base URL, it is not one, or it is not `https`.
    pub fn build_blocking_with(
        self,
        transport: impl BlockingTransport + 'static,
    ) -> Result<A::Client<Blocking>, Error> {
        self.finish::<Blocking>(Arc::new(transport))
    }

    fn finish<K: ClientKind>(self, transport: Arc<K::Transport>) -> Result<A::Client<K>, Error> {
        let config = self.config.introduced_as(self.user_agent).build()?;
        Ok(A::Client::from(Client::new(config, transport, self.rules)))
    }
}

impl<A: ClientApi + KeyAuth> ClientBuilder<A> {
    /// Sends this key where the API wants it.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.config = self.config.api_key(key);
        self
    }
}

impl<A> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("config", &self.config).field("rules", &self.rules).finish_non_exhaustive()
    }
}
