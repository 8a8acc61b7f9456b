//! Input: requests. Output: their answers, through `reqwest`.
//! Invariant: no redirect is followed to another origin in silence, no answer is read beyond the limit, and what arrived is kept.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::body::Body;
use super::box_future::BoxFuture;
use super::chunks::{Chunks, announced};
use super::encode::Problem;
use super::error::Error;
use super::reqwest_body::outgoing;
use super::transport::{Attempt, Transport};

/// The transport of the asynchronous clients.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    pub(crate) fn new(connect_timeout: Duration) -> Result<Self, Error> {
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(connect_timeout)
            .build()
            .map(Self)
            .map_err(|error| Error::config(error.without_url().to_string()))
    }

    async fn request(request: Request<Body>) -> Result<reqwest::Request, Error> {
        let asked = request.uri().clone();
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts, outgoing(body).await?);
        let request = reqwest::Request::try_from(request).map_err(|_| Error::request("url", Problem::Url))?;
        // A URL parser has had its say: it must not have read another path out of it.
        if request.url().path() != asked.path() {
            return Err(Error::request("path", Problem::Path));
        }
        Ok(request)
    }

    /// The head of the answer, which must be the API's own.
    async fn execute(&self, request: reqwest::Request) -> Result<reqwest::Response, Error> {
        let asked = request.url().clone();
        let answer = self.0.execute(request).await.map_err(failure)?;
        // A client that was handed in may follow redirects, and takes every header but the best known ones along.
        if has_origin(answer.url(), &asked) {
            Ok(answer)
        } else {
            Err(Error::cross_origin(answer.url().origin().ascii_serialization()))
        }
    }

    async fn carry(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Vec<u8>>, Error> {
        let mut request = Self::request(request).await?;
        *request.timeout_mut() = attempt.timeout;
        let mut answer = self.execute(request).await?;
        let mut response = head(&mut answer).map(|()| Vec::new());
        let expected = announced(response.headers()).min(attempt.response_limit);
        response.body_mut().reserve(expected);
        loop {
            let chunk = match answer.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(response),
                Err(error) => return Err(failure(error).with_response(response)),
            };
            let room = attempt.response_limit.saturating_sub(response.body().len());
            response.body_mut().extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            if chunk.len() > room {
                return Err(Error::too_large().with_response(response));
            }
        }
    }
}

fn has_origin(one: &reqwest::Url, other: &reqwest::Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

fn head(answer: &mut reqwest::Response) -> Response<()> {
    let mut head = Response::new(());
    *head.status_mut() = answer.status();
    *head.version_mut() = answer.version();
    *head.headers_mut() = std::mem::take(answer.headers_mut());
    head
}

/// An answer whose head has come.
struct Arriving {
    answer: reqwest::Response,
    wait: Option<Duration>,
}

impl Chunks for Arriving {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(within(self.wait, async { self.answer.chunk().await.map_err(failure) }))
    }
}

/// The outcome, if it comes in time.
async fn within<T>(wait: Option<Duration>, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let Some(wait) = wait else { return work.await };
    tokio::time::timeout(wait, work).await.map_err(Error::timeout)?
}

impl From<reqwest::Client> for ReqwestTransport {
    /// A client that follows redirects takes credentials along: it should not. An answer of another origin is an error
    /// ([`Error::is_cross_origin`]), by which time that origin has the request.
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<Response<Vec<u8>>, Error>> {
        Box::pin(self.carry(request, attempt))
    }

    fn open<'a>(
        &'a self,
        request: Request<Body>,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<Response<Box<dyn Chunks>>, Error>> {
        Box::pin(async move {
            let request = Self::request(request).await?;
            let mut answer = within(attempt.timeout, self.execute(request)).await?;
            let head = head(&mut answer);
            Ok(head.map(|()| -> Box<dyn Chunks> { Box::new(Arriving { answer, wait: attempt.timeout }) }))
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

fn failure(error: reqwest::Error) -> Error {
    // The address may hold a key in its query.
    let error = error.without_url();
    // A connection that takes too long is both; that nothing was sent is what matters.
    if error.is_connect() {
        Error::connect(error)
    } else if error.is_timeout() {
        Error::timeout(error)
    } else {
        Error::interrupted(error)
    }
}
