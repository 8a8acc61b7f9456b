//! Input: a URL that may be asked. Output: one answer, its body held to the limits.
//! Invariant: one question, one answer: no redirect is followed here, and the addresses that are connected to were judged.

use std::io::Read as _;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, Response, header};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use super::fault::Fault;
use super::limits::Budget;
use super::reach::{Guarded, NotPublic};

/// What the site's log says of us.
const USER_AGENT: &str =
    concat!("fieldstone/", env!("CARGO_PKG_VERSION"), " (reads documentation pages for `fieldstone fetch`)");
/// How long it may take until somebody answers.
const CONNECT: Duration = Duration::from_secs(10);

/// Whether a text of a media type is wanted; the error says why not.
pub(super) type Wanted = fn(Option<&str>) -> Result<(), String>;

/// What is asked with a URL.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// What may come.
    pub(super) accept: &'a str,
    /// The validators of the text that is here: then only another one is wanted.
    pub(super) etag: Option<&'a str>,
    /// See `etag`.
    pub(super) last_modified: Option<&'a str>,
    /// Whether the type is one that may come.
    pub(super) wanted: Wanted,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Exchange {
    /// Its status.
    pub(super) status: u16,
    /// Its headers.
    pub(super) headers: HeaderMap,
    /// Of a success its body, or why it is not wanted.
    pub(super) body: Result<Vec<u8>, String>,
}

/// Asks.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
}

impl Client {
    pub(super) fn new() -> Self {
        // A proxy would look the names up itself, and nobody could judge where they lead.
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .user_agent(USER_AGENT)
            .timeout_connect(Some(CONNECT))
            .timeout_resolve(Some(CONNECT))
            .build();
        let resolver = Guarded(DefaultResolver::default());
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// Asks once.
    pub(super) fn ask(&self, url: &Url, question: Question<'_>, budget: &Budget) -> Result<Exchange, Fault> {
        let mut request = self.agent.get(url.as_str()).header(header::ACCEPT, question.accept);
        let validators = [(header::IF_NONE_MATCH, question.etag), (header::IF_MODIFIED_SINCE, question.last_modified)];
        for (name, value) in validators {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let request = request.config().timeout_global(Some(budget.time()?)).build();
        let answer = request.call().map_err(|error| fault(error, budget, Fault::Unreachable))?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = if status == 200 { body(answer, question, budget)? } else { Ok(Vec::new()) };
        Ok(Exchange { status, headers, body })
    }
}

fn body(
    mut answer: Response<ureq::Body>,
    question: Question<'_>,
    budget: &Budget,
) -> Result<Result<Vec<u8>, String>, Fault> {
    if let Err(why) = (question.wanted)(answer.body().mime_type()) {
        return Ok(Err(why));
    }
    if let Some(coding) = answer.headers().get(header::CONTENT_ENCODING) {
        let coding = String::from_utf8_lossy(coding.as_bytes()).into_owned();
        if !coding.eq_ignore_ascii_case("identity") {
            return Ok(Err(Fault::Packed(coding).to_string()));
        }
    }
    let limit = budget.page_bytes();
    let too_large = || Ok(Err(Fault::TooLarge(limit).to_string()));
    if answer.body().content_length().is_some_and(|length| length > limit) {
        return too_large();
    }
    let mut reader = answer.body_mut().as_reader();
    let (mut bytes, mut part) = (Vec::new(), [0; 16 << 10]);
    loop {
        let count = reader.read(&mut part).map_err(|error| fault(error.into(), budget, Fault::CutOff))?;
        let Some(part) = part.get(..count).filter(|part| !part.is_empty()) else { return Ok(Ok(bytes)) };
        budget.take(count as u64)?;
        bytes.extend_from_slice(part);
        if bytes.len() as u64 > limit {
            return too_large();
        }
        budget.time()?;
    }
}

fn fault(error: ureq::Error, budget: &Budget, otherwise: fn(String) -> Fault) -> Fault {
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            Fault::Unreachable(format!("there was no connection within {} s", CONNECT.as_secs()))
        }
        ureq::Error::Timeout(_) => budget.late(),
        ureq::Error::HostNotFound => Fault::Unreachable("its host has no address".to_owned()),
        ureq::Error::Decompress(..) => Fault::CutOff("it cannot be unpacked".to_owned()),
        ureq::Error::LargeResponseHeader(_, limit) => {
            Fault::Garbled(format!("its head is larger than {} KiB", limit >> 10))
        }
        ureq::Error::Protocol(_) | ureq::Error::Http(_) => Fault::Garbled("it is no HTTP".to_owned()),
        ureq::Error::Other(error) if error.is::<NotPublic>() => Fault::Refused(error.to_string()),
        ureq::Error::Io(error) => match error.kind() {
            std::io::ErrorKind::ConnectionRefused => Fault::Unreachable("the connection was refused".to_owned()),
            std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::ConnectionReset => {
                Fault::CutOff("the connection was closed".to_owned())
            }
            _ => otherwise(error.to_string()),
        },
        error => otherwise(error.to_string()),
    }
}
