//! Input: requests. Output: their answers, through `ureq`.
//! Invariant: no redirect is followed, no answer is read beyond the limit, and what arrived is kept.

use std::io::{ErrorKind, Read as _};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use ureq::{Agent, AsSendBody, SendBody, Timeout};

use super::body::Body;
use super::chunks::BlockingChunks;
use super::error::Error;
use super::transport::{Attempt, BlockingTransport};

/// How much is read of a body at once.
const CHUNK: usize = 16 * 1024;

/// The transport of the blocking clients.
#[derive(Clone, Debug)]
pub struct UreqTransport(Agent);

impl UreqTransport {
    pub(crate) fn new(connect_timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_connect(Some(connect_timeout))
            .timeout_resolve(Some(connect_timeout))
            .build();
        Self(config.new_agent())
    }

    /// Sends the request and gives the head of its answer, once that has come.
    fn run(&self, request: Request<Body>, time: Time) -> Result<Response<Arriving>, Error> {
        // An empty body is a length of its own in the request; a method that has no body says nothing of one.
        let bare = request.body().is_empty() && !matches!(request.method().as_str(), "POST" | "PUT" | "PATCH");
        let answer = if bare {
            self.run_with(request.map(drop), time)
        } else if let Some(bytes) = request.body().shared() {
            self.run_with(request.map(|_| &bytes[..]), time)
        } else {
            let (mut parts, body) = request.into_parts();
            let reader = body.into_reader().map_err(Error::body_unavailable)?;
            if let Some(len) = reader.len() {
                parts.headers.insert(CONTENT_LENGTH, len.into());
            }
            self.run_with(Request::from_parts(parts, SendBody::from_owned_reader(reader)), time)
        };
        let (parts, body) = answer.map_err(before_answer)?.into_parts();
        let reader = body.into_with_config().limit(u64::MAX).reader();
        let mut response = Response::from_parts(parts, Arriving { reader, buffer: vec![0; CHUNK] });
        // The agent's own marks are of no use to anybody.
        *response.extensions_mut() = http::Extensions::new();
        Ok(response)
    }

    fn run_with(&self, request: Request<impl AsSendBody>, time: Time) -> Result<Response<ureq::Body>, ureq::Error> {
        let config = self.0.configure_request(request);
        // Here and not in the agent: one that was handed in may have other ideas.
        let config = config.http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        let config = config.allow_non_standard_methods(true);
        self.0.run(match time {
            Time::Whole(timeout) => config.timeout_global(timeout).build(),
            Time::Each(timeout) => config
                .timeout_send_request(timeout)
                .timeout_send_body(timeout)
                .timeout_recv_response(timeout)
                .timeout_per_read(timeout)
                .build(),
        })
    }
}

impl From<Agent> for UreqTransport {
    /// An agent decides about connections, proxies and certificates. It follows no redirect, whatever it was told.
    fn from(agent: Agent) -> Self {
        Self(agent)
    }
}

/// What a timeout holds for.
#[derive(Clone, Copy)]
enum Time {
    /// The exchange.
    Whole(Option<Duration>),
    /// Each step of it, and each wait for more of the answer.
    Each(Option<Duration>),
}

/// An answer whose head has come.
struct Arriving {
    reader: ureq::BodyReader<'static>,
    buffer: Vec<u8>,
}

impl Arriving {
    fn read(&mut self) -> Result<&[u8], Error> {
        loop {
            match self.reader.read(&mut self.buffer) {
                Ok(read) => return Ok(self.buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(within_answer(ureq::Error::from(error))),
            }
        }
    }
}

impl BlockingChunks for Arriving {
    fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = self.read()?;
        Ok((!chunk.is_empty()).then(|| Bytes::copy_from_slice(chunk)))
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Vec<u8>>, Error> {
        let (parts, mut arriving) = self.run(request, Time::Whole(attempt.timeout))?.into_parts();
        let mut response = Response::from_parts(parts, Vec::new());
        loop {
            let chunk = match arriving.read() {
                Ok([]) => return Ok(response),
                Ok(chunk) => chunk,
                Err(error) => return Err(error.with_response(response)),
            };
            let room = attempt.response_limit.saturating_sub(response.body().len());
            response.body_mut().extend_from_slice(chunk.get(..room).unwrap_or(chunk));
            if chunk.len() > room {
                return Err(Error::too_large().with_response(response));
            }
        }
    }

    fn open(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Box<dyn BlockingChunks>>, Error> {
        let answer = self.run(request, Time::Each(attempt.timeout))?;
        Ok(answer.map(|arriving| -> Box<dyn BlockingChunks> { Box::new(arriving) }))
    }
}

/// What goes wrong before the head of an answer has come.
fn before_answer(error: ureq::Error) -> Error {
    use ureq::Error as E;
    match error {
        E::Timeout(Timeout::Connect | Timeout::Resolve)
        | E::HostNotFound
        | E::ConnectionFailed
        | E::Tls(_)
        | E::Rustls(_)
        | E::Pem(_)
        | E::InvalidProxyUrl
        | E::ConnectProxyFailed(_) => Error::connect(error),
        // A certificate that is refused is invalid data; nothing of the request was sent before.
        E::Io(io)
            if matches!(
                io.kind(),
                ErrorKind::ConnectionRefused
                    | ErrorKind::HostUnreachable
                    | ErrorKind::NetworkUnreachable
                    | ErrorKind::AddrNotAvailable
                    | ErrorKind::InvalidData
            ) =>
        {
            Error::connect(io)
        }
        // The address may hold a key in its query.
        E::BadUri(_) | E::RequireHttpsOnly(_) => Error::interrupted("the agent refuses the URL"),
        _ => within_answer(error),
    }
}

fn within_answer(error: ureq::Error) -> Error {
    match error {
        ureq::Error::Timeout(_) => Error::timeout(error),
        ureq::Error::Io(io) if io.kind() == ErrorKind::TimedOut => Error::timeout(io),
        _ => Error::interrupted(error),
    }
}
