//! Input: operations whose answers are read as they arrive. Output: a [`Download`] or [`Events`], once the head has come.
//! Invariant: what is no success is an error, as it is of any other call.

use http::Response;
use serde::de::Error as _;

use super::client::Client;
use super::client_kind::ClientKind;
use super::config::Api;
use super::decode::DecodeError;
use super::download::Download;
use super::error::Error;
use super::event_parser::ReadEvent;
use super::event_stream::Events;
use super::open_stream::{EVENTS, PreparedStream, StreamResponse};
use super::operation::Operation;

impl<A: Api, K: ClientKind> Client<A, K> {
    /// Calls an operation; its answer is read as it arrives.
    pub fn call_stream<O>(&self, operation: &O) -> K::Answer<Download<K>>
    where
        O: Operation<Api = A>,
    {
        let name = (O::METHOD, O::PATH);
        let limit = u64::try_from(self.limit()).unwrap_or(u64::MAX);
        let finish = move |opened, attempts| match opened {
            StreamResponse::Stream(answer) => Ok(Download::new(answer, name, attempts, limit)),
            StreamResponse::Whole(answer) => Err(failure::<O>(answer).after(attempts)),
        };
        self.open(PreparedStream { attempts: self.attempts(operation), events: false, finish: Box::new(finish) })
    }

    /// Calls an operation; its answer is an event stream.
    pub fn call_events<O, T>(&self, operation: &O, read: ReadEvent<T>) -> K::Answer<Events<T, K>>
    where
        O: Operation<Api = A>,
        T: 'static,
    {
        let name = (O::METHOD, O::PATH);
        let mut attempts = self.attempts(operation);
        if let Ok(attempts) = &mut attempts {
            attempts.ask_for(operation, EVENTS);
        }
        let limit = self.limit();
        let finish = move |opened, attempts| match opened {
            StreamResponse::Stream(answer) => {
                Ok(Events::new(Download::new(answer, name, attempts, u64::MAX), limit, read))
            }
            StreamResponse::Whole(answer) if answer.status().is_success() => {
                let (parts, body) = answer.into_parts();
                let why = DecodeError::new(serde_json::Error::custom("the answer is no event stream"));
                Err(Error::decode(parts.status, parts.headers, &body, why).of(name).after(attempts))
            }
            StreamResponse::Whole(answer) => Err(failure::<O>(answer).after(attempts)),
        };
        self.open(PreparedStream { attempts, events: true, finish: Box::new(finish) })
    }
}

/// The error that an answer other than 2xx is.
fn failure<O: Operation>(answer: Response<Vec<u8>>) -> Error {
    O::parse(answer).err().unwrap_or_else(|| Error::interrupted("an answer that is no success was read as one"))
}
