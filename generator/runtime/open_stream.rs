//! Input: a call whose answer is read as it arrives. Output: what is made of that answer, once its head has come.
//! Invariant: what is no success, or not what was asked for, is read whole.

use std::sync::Arc;

use http::header::{CONTENT_TYPE, HeaderMap};
use http::{Response, StatusCode};

use super::attempts::Attempts;
use super::call::Call;
use super::chunks::{BlockingChunks, Chunks};
use super::collector::Collector;
use super::error::Error;
use super::transport::{BlockingTransport, Transport};

/// What an event stream is called.
pub(crate) const EVENTS: &str = "text/event-stream";

/// An answer whose head has come: with its body as it arrives, or whole where it is not what was asked for.
#[doc(hidden)]
#[derive(Debug)]
pub enum StreamResponse<I> {
    /// What was asked for.
    Stream(Response<I>),
    /// An error, or something else.
    Whole(Response<Vec<u8>>),
}

/// A call that is ready to go, if it is, and what is made of its answer.
#[doc(hidden)]
pub struct PreparedStream<I, T> {
    pub(crate) attempts: Result<Attempts, Error>,
    /// Whether the answer has to be an event stream.
    pub(crate) events: bool,
    pub(crate) finish: Box<dyn FnOnce(StreamResponse<I>, u32) -> Result<T, Error> + Send>,
}

impl<I, T> std::fmt::Debug for PreparedStream<I, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreparedStream").finish_non_exhaustive()
    }
}

fn is_wanted<B>(answer: &Response<B>, events: bool) -> bool {
    answer.status().is_success() && !(events && is_no_stream(answer.headers()))
}

/// Whether a body says to be something else than events: the JSON of an API that was not told to stream, the page of a
/// proxy. Read as events, both would be a stream that is empty.
fn is_no_stream(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    !matches!(essence.as_str(), "" | EVENTS | "text/plain" | "application/octet-stream")
}

impl<I> StreamResponse<I> {
    fn status(&self) -> StatusCode {
        match self {
            Self::Stream(answer) => answer.status(),
            Self::Whole(answer) => answer.status(),
        }
    }
}

pub(crate) fn open_async<T: 'static>(
    with: &Arc<dyn Transport>,
    call: PreparedStream<Box<dyn Chunks>, T>,
) -> Call<T> {
    let transport = Arc::clone(with);
    Call::new(async move {
        let mut attempts = call.attempts?;
        let span = attempts.span.clone();
        let work = async move {
            loop {
                let (request, attempt) = attempts.next_to_open();
                let outcome = transport.open(request, &attempt).await;
                if let Some(wait) = attempts.wait_after(&outcome) {
                    transport.sleep(wait).await;
                    continue;
                }
                let opened = match outcome {
                    Ok(answer) if is_wanted(&answer, call.events) => Ok(StreamResponse::Stream(answer)),
                    Ok(answer) => {
                        let (parts, mut body) = answer.into_parts();
                        let mut collector = Collector::new(parts, attempts.limit());
                        loop {
                            let chunk = body.chunk().await;
                            if let Some(whole) = collector.take(chunk) {
                                break whole.map(StreamResponse::Whole);
                            }
                        }
                    }
                    Err(error) => Err(error),
                };
                return attempts.end(opened, StreamResponse::status, call.finish);
            }
        };
        span.around_async(work).await
    })
}

pub(crate) fn open_blocking<T: 'static>(
    with: &Arc<dyn BlockingTransport>,
    call: PreparedStream<Box<dyn BlockingChunks>, T>,
) -> Result<T, Error> {
    let mut attempts = call.attempts?;
    attempts.span.clone().around(|| {
        loop {
            let (request, attempt) = attempts.next_to_open();
            let outcome = with.open(request, &attempt);
            if let Some(wait) = attempts.wait_after(&outcome) {
                with.sleep(wait);
                continue;
            }
            let opened = match outcome {
                Ok(answer) if is_wanted(&answer, call.events) => Ok(StreamResponse::Stream(answer)),
                Ok(answer) => {
                    let (parts, mut body) = answer.into_parts();
                    let mut collector = Collector::new(parts, attempts.limit());
                    loop {
                        if let Some(whole) = collector.take(body.chunk()) {
                            break whole.map(StreamResponse::Whole);
                        }
                    }
                }
                Err(error) => Err(error),
            };
            return attempts.end(opened, StreamResponse::status, call.finish);
        }
    })
}
