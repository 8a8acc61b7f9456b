//! Input: requests. Output: their answers, through `ureq`.
//! Invariant: no redirect is followed, no answer is read beyond the limit, and what arrived is kept.

use std::io::{ErrorKind, Read as _};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, AsSendBody, BodyReader, SendBody, Timeout};

use super::body::Body;
use super::chunks::{BlockingChunks, announced};
use super::error::Error;
use super::transport::{Attempt, BlockingTransport};
use super::ureq_addresses::Addresses;

/// How much is read of a body at once.
const CHUNK: usize = 16 * 1024;

/// The transport of the blocking clients.
#[derive(Clone, Debug)]
pub struct UreqTransport {
    agent: Agent,
    /// What an agent that was handed in looks up is its own to know.
    addresses: Option<Addresses>,
}

impl UreqTransport {
    pub(crate) fn new(connect_timeout: Duration) -> Self {
        let config = Agent::config_builder()
            // What another crate of the build turns on in ureq changes no request.
            .accept_encoding("")
            .timeout_connect(Some(connect_timeout))
            .timeout_resolve(Some(connect_timeout))
            .build();
        let addresses = Addresses::default();
        let agent = Agent::with_parts(config, DefaultConnector::default(), addresses.clone());
        Self { agent, addresses: Some(addresses) }
    }

    /// Sends the request and gives the head of its answer, once that has come.
    fn run(&self, request: Request<Body>, time: Time) -> Result<Response<BodyReader<'static>>, Error> {
        let uri = request.uri().clone();
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
        let answer = answer.map_err(before_answer).inspect_err(|error| {
            if let Some(addresses) = self.addresses.as_ref().filter(|_| error.is_connect()) {
                addresses.forget(&uri);
            }
        });
        let (parts, body) = answer?.into_parts();
        let mut response = Response::from_parts(parts, body.into_with_config().limit(u64::MAX).reader());
        // The agent's own marks are of no use to anybody.
        *response.extensions_mut() = http::Extensions::new();
        Ok(response)
    }

    fn run_with(&self, request: Request<impl AsSendBody>, time: Time) -> Result<Response<ureq::Body>, ureq::Error> {
        let config = self.agent.configure_request(request);
        // Here and not in the agent: one that was handed in may have other ideas.
        let config = config.http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        let config = config.allow_non_standard_methods(true);
        self.agent.run(match time {
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
        Self { agent, addresses: None }
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
    reader: BodyReader<'static>,
    buffer: Vec<u8>,
}

impl BlockingChunks for Arriving {
    fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            match self.reader.read(&mut self.buffer) {
                Ok(0) => return Ok(None),
                Ok(read) => return Ok(self.buffer.get(..read).map(Bytes::copy_from_slice)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(within_answer(ureq::Error::from(error))),
            }
        }
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Vec<u8>>, Error> {
        let (parts, reader) = self.run(request, Time::Whole(attempt.timeout))?.into_parts();
        let limit = attempt.response_limit;
        let mut response = Response::from_parts(parts, Vec::new());
        let expected = announced(response.headers()).min(limit);
        response.body_mut().reserve(expected);
        // One byte more tells what is too large from what just fits.
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        match reader.take(most).read_to_end(response.body_mut()) {
            Ok(_) if response.body().len() <= limit => Ok(response),
            Ok(_) => {
                response.body_mut().truncate(limit);
                Err(Error::too_large().with_response(response))
            }
            Err(error) => Err(within_answer(ureq::Error::from(error)).with_response(response)),
        }
    }

    fn open(&self, request: Request<Body>, attempt: &Attempt) -> Result<Response<Box<dyn BlockingChunks>>, Error> {
        let answer = self.run(request, Time::Each(attempt.timeout))?;
        let arriving = |reader| -> Box<dyn BlockingChunks> { Box::new(Arriving { reader, buffer: vec![0; CHUNK] }) };
        Ok(answer.map(arriving))
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
