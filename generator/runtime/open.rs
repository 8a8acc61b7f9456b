//! Input: operations whose answers are read as they arrive. Output: a [`Download`] or [`Events`], once the head has come.
//! Invariant: what is no success is read whole and is an error, as it is of any other call.

use std::sync::Arc;

use http::header::{CONTENT_TYPE, HeaderMap};
use http::{Response, StatusCode};
use serde::de::Error as _;

use super::client::{Async, Blocking, Call, Client, Kind};
use super::config::Api;
use super::error::Error;
use super::events::ReadEvent;
use super::journey::Journey;
use super::json::Unreadable;
use super::listen::Events;
use super::request::Operation;
use super::stream::{Collector, Download};

/// What an event stream is called.
const EVENTS: &str = "text/event-stream";

/// An answer whose head has come: with its body as it arrives, or whole where it is not what was asked for.
#[doc(hidden)]
#[derive(Debug)]
pub enum Opened<I> {
    /// What was asked for.
    Stream(Response<I>),
    /// An error, or something else.
    Whole(Response<Vec<u8>>),
}

/// A call that is ready to go, if it is, and what is made of its answer.
#[doc(hidden)]
pub struct OpenWay<I, T> {
    journey: Result<Journey, Error>,
    /// Whether the answer has to be an event stream.
    events: bool,
    finish: Box<dyn FnOnce(Opened<I>, u32) -> Result<T, Error> + Send>,
}

impl<I, T> std::fmt::Debug for OpenWay<I, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenWay").finish_non_exhaustive()
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

impl<I> Opened<I> {
    fn status(&self) -> StatusCode {
        match self {
            Self::Stream(answer) => answer.status(),
            Self::Whole(answer) => answer.status(),
        }
    }
}

pub(crate) fn open_async<T: 'static>(
    with: &Arc<<Async as Kind>::Transport>,
    way: OpenWay<<Async as Kind>::Incoming, T>,
) -> Call<T> {
    let transport = Arc::clone(with);
    Call::new(async move {
        let mut journey = way.journey?;
        let span = journey.span.clone();
        let travel = async move {
            loop {
                let (request, attempt) = journey.attempt_to_open();
                let outcome = transport.open(request, &attempt).await;
                if let Some(wait) = journey.wait_after(&outcome) {
                    transport.sleep(wait).await;
                    continue;
                }
                let opened = match outcome {
                    Ok(answer) if is_wanted(&answer, way.events) => Ok(Opened::Stream(answer)),
                    Ok(answer) => {
                        let (parts, mut body) = answer.into_parts();
                        let mut collector = Collector::new(parts, journey.limit());
                        loop {
                            let chunk = body.chunk().await;
                            if let Some(whole) = collector.take(chunk) {
                                break whole.map(Opened::Whole);
                            }
                        }
                    }
                    Err(error) => Err(error),
                };
                return journey.end(opened, Opened::status, way.finish);
            }
        };
        span.around_async(travel).await
    })
}

pub(crate) fn open_blocking<T: 'static>(
    with: &Arc<<Blocking as Kind>::Transport>,
    way: OpenWay<<Blocking as Kind>::Incoming, T>,
) -> Result<T, Error> {
    let mut journey = way.journey?;
    journey.span.clone().around(|| {
        loop {
            let (request, attempt) = journey.attempt_to_open();
            let outcome = with.open(request, &attempt);
            if let Some(wait) = journey.wait_after(&outcome) {
                with.sleep(wait);
                continue;
            }
            let opened = match outcome {
                Ok(answer) if is_wanted(&answer, way.events) => Ok(Opened::Stream(answer)),
                Ok(answer) => {
                    let (parts, mut body) = answer.into_parts();
                    let mut collector = Collector::new(parts, journey.limit());
                    loop {
                        if let Some(whole) = collector.take(body.chunk()) {
                            break whole.map(Opened::Whole);
                        }
                    }
                }
                Err(error) => Err(error),
            };
            return journey.end(opened, Opened::status, way.finish);
        }
    })
}

impl<A: Api, K: Kind> Client<A, K> {
    /// Calls an operation; its answer is read as it arrives.
    pub fn call_stream<O>(&self, operation: &O) -> K::Answer<Download<K>>
    where
        O: Operation<Api = A>,
    {
        let name = (O::METHOD, O::PATH);
        let limit = u64::try_from(self.limit()).unwrap_or(u64::MAX);
        let finish = move |opened, attempts| match opened {
            Opened::Stream(answer) => Ok(Download::new(answer, name, attempts, limit)),
            Opened::Whole(answer) => Err(failure::<O>(answer).after(attempts)),
        };
        self.open(OpenWay { journey: self.journey(operation), events: false, finish: Box::new(finish) })
    }

    /// Calls an operation; its answer is an event stream.
    pub fn call_events<O, T>(&self, operation: &O, read: ReadEvent<T>) -> K::Answer<Events<T, K>>
    where
        O: Operation<Api = A>,
        T: 'static,
    {
        let name = (O::METHOD, O::PATH);
        let mut journey = self.journey(operation);
        if let Ok(journey) = &mut journey {
            journey.ask_for(operation, EVENTS);
        }
        let limit = self.limit();
        let finish = move |opened, attempts| match opened {
            Opened::Stream(answer) => Ok(Events::new(Download::new(answer, name, attempts, u64::MAX), limit, read)),
            Opened::Whole(answer) if answer.status().is_success() => {
                let (parts, body) = answer.into_parts();
                let why = Unreadable::new(serde_json::Error::custom("the answer is no event stream"));
                Err(Error::decode(parts.status, parts.headers, &body, why).of(name).after(attempts))
            }
            Opened::Whole(answer) => Err(failure::<O>(answer).after(attempts)),
        };
        self.open(OpenWay { journey, events: true, finish: Box::new(finish) })
    }
}

/// The error that an answer other than 2xx is.
fn failure<O: Operation>(answer: Response<Vec<u8>>) -> Error {
    O::parse(answer).err().unwrap_or_else(|| Error::interrupted("an answer that is no success was read as one"))
}
