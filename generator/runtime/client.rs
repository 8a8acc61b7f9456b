//! Input: operations. Output: their typed answers, through `reqwest`.
//! Invariant: it only carries: what is sent and how it is read is settled without it; no redirect is followed with
//! credentials, and no answer is read beyond the limit.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Request, Response};

use super::config::{Api, Config, ConfigBuilder, KeyAuth};
use super::encode::Problem;
use super::error::Error;
use super::request::Operation;

const TIMEOUT: Duration = Duration::from_secs(30);
const RESPONSE_LIMIT: usize = 64 * 1024 * 1024;
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// An API that has a client type of its own. Its module implements it.
pub trait ClientApi: Api + Sized {
    /// The client, with a method for each operation.
    type Client: From<Client<Self>>;
}

/// What the client of an API wraps. Cheap to clone: clones share their connections.
pub struct Client<A>(Arc<Inner<A>>);

struct Inner<A> {
    http: reqwest::Client,
    config: Config<A>,
    timeout: Option<Duration>,
    limit: usize,
}

/// The making of a client.
#[must_use]
pub struct ClientBuilder<A> {
    config: ConfigBuilder<A>,
    http: Option<reqwest::Client>,
    user_agent: String,
    timeout: Option<Duration>,
    limit: usize,
}

/// Reads an answer; it is all that a call keeps of its operation.
type Parse<T> = fn(Response<Vec<u8>>) -> Result<T, Error>;

/// An operation on its way. It does nothing until it is polled.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T>(Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>);

impl<A: ClientApi> ClientBuilder<A> {
    pub(crate) fn new() -> Self {
        Self {
            config: Config::builder(),
            http: None,
            user_agent: USER_AGENT.to_owned(),
            timeout: Some(TIMEOUT),
            limit: RESPONSE_LIMIT,
        }
    }

    /// Where the API answers, such as `https://api.example.com/v1`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.config = self.config.base_url(url);
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

    /// The time that a call may take as a whole; 30 seconds unless given.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Lets a call take as long as it takes.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// How the client introduces itself. It has no effect on a client of one's own.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// How many bytes of an answer are read; 64 MiB unless given.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Sends through this client. It decides about redirects, proxies and certificates; the one that is made here
    /// follows no redirect, so that no credential reaches another host.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// There is no base URL, it is not one, it is not `https`, or the HTTP client cannot be made.
    pub fn build(self) -> Result<A::Client, Error> {
        let config = self.config.build()?;
        let http = match self.http {
            Some(http) => http,
            None => reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .user_agent(self.user_agent)
                .build()
                .map_err(|error| Error::config(error.without_url().to_string()))?,
        };
        Ok(A::Client::from(Client(Arc::new(Inner { http, config, timeout: self.timeout, limit: self.limit }))))
    }
}

impl<A: ClientApi + KeyAuth> ClientBuilder<A> {
    /// Sends this key where the API wants it.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.config = self.config.api_key(key);
        self
    }
}

impl<A: Api + 'static> Client<A> {
    /// Where and as whom the operations are called.
    pub fn config(&self) -> &Config<A> {
        &self.0.config
    }

    /// Calls an operation.
    pub fn call<O>(&self, operation: &O) -> Call<O::Output>
    where
        O: Operation<Api = A>,
        O::Output: 'static,
    {
        let inner = Arc::clone(&self.0);
        let request = operation.to_request(&self.0.config);
        let parse: Parse<O::Output> = O::parse;
        Call(Box::pin(async move {
            let response = inner.send(request?).await.map_err(|error| error.of((O::METHOD, O::PATH)))?;
            parse(response)
        }))
    }
}

impl<A> Inner<A> {
    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Error> {
        let path = request.uri().path().to_owned();
        let mut request = reqwest::Request::try_from(request).map_err(|_| Error::request("url", Problem::Url))?;
        // A URL parser has had its say: it must not have read another path out of it.
        if request.url().path() != path {
            return Err(Error::request("path", Problem::Path));
        }
        *request.timeout_mut() = self.timeout;
        let mut answer = self.http.execute(request).await.map_err(Error::transport)?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(Error::transport)? {
            let room = self.limit.saturating_sub(body.len());
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            if chunk.len() > room {
                let headers = std::mem::take(answer.headers_mut());
                return Err(Error::too_large(self.limit, answer.status(), headers, body));
            }
        }
        let mut response = Response::new(body);
        *response.status_mut() = answer.status();
        *response.version_mut() = answer.version();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<A> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("config", &self.0.config).field("timeout", &self.0.timeout).finish_non_exhaustive()
    }
}

impl<A> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("config", &self.config).finish_non_exhaustive()
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
