//! Input: requests. Output: their answers, through `ureq`.
//! Invariant: no redirect is followed, no answer is read beyond the limit, and what arrived is kept.

use std::io::{ErrorKind, Read as _};
use std::time::Duration;

use http::{Request, Response};
use ureq::{Agent, AsSendBody, Body, Timeout};

use super::error::Error;
use super::transport::{Attempt, BlockingTransport};

/// How much is read of a body at once.
const CHUNK: usize = 16 * 1024;

/// The transport of the blocking clients.
#[derive(Clone, Debug)]
pub struct Ureq(Agent);

impl Ureq {
    pub(crate) fn new(connect_timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_connect(Some(connect_timeout))
            .timeout_resolve(Some(connect_timeout))
            .build();
        Self(config.new_agent())
    }

    fn run(&self, request: Request<impl AsSendBody>, attempt: &Attempt) -> Result<Response<Body>, ureq::Error> {
        self.0.run(self.0.configure_request(request).timeout_global(attempt.timeout).build())
    }
}

impl BlockingTransport for Ureq {
    fn send(&self, request: Request<Vec<u8>>, attempt: &Attempt) -> Result<Response<Vec<u8>>, Error> {
        // An empty body is a length of its own in the request; a method that has no body says nothing of one.
        let bare = request.body().is_empty() && !matches!(request.method().as_str(), "POST" | "PUT" | "PATCH");
        let answer = if bare { self.run(request.map(drop), attempt) } else { self.run(request, attempt) };
        let (parts, body) = answer.map_err(before_answer)?.into_parts();
        let mut response = Response::from_parts(parts, Vec::new());
        // The agent's own marks are of no use to anybody.
        *response.extensions_mut() = http::Extensions::new();
        let mut reader = body.into_with_config().limit(u64::MAX).reader();
        let mut buffer = vec![0; CHUNK];
        loop {
            let read = match reader.read(&mut buffer) {
                Ok(0) => return Ok(response),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(within_answer(ureq::Error::from(error)).with_answer(response)),
            };
            let chunk = buffer.get(..read).unwrap_or_default();
            let room = attempt.response_limit.saturating_sub(response.body().len());
            response.body_mut().extend_from_slice(chunk.get(..room).unwrap_or(chunk));
            if chunk.len() > room {
                return Err(Error::too_large().with_answer(response));
            }
        }
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
