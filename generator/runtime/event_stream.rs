//! Input: a download that is an event stream. Output: [`Events`], typed, one by one.
//! Invariant: data that does not fit costs its own event and not the stream; no event is larger than the client's limit.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::client_kind::{Async, Blocking, ClientKind};
use super::download::Download;
use super::error::Error;
use super::event_parser::{END, Event, EventParser, ReadEvent};

/// A stream of events.
///
/// It ends with the answer, or with data that is `[DONE]`, by which many APIs mark the end. Data of another form than is
/// documented is an error ([`Error::is_decode`]) that holds the text as its [`body`](Error::body); the stream goes on. Any
/// other error is its last item. No event may be larger than the client's limit on answers; the stream itself may.
pub struct Events<T, K: ClientKind = Async> {
    download: Download<K>,
    parser: EventParser,
    read: ReadEvent<T>,
    end: End,
}

/// Whether more can come.
enum End {
    Open,
    Failed(Error),
    Closed,
}

impl<T, K: ClientKind> Events<T, K> {
    pub(crate) fn new(download: Download<K>, limit: usize, read: ReadEvent<T>) -> Self {
        Self { download, parser: EventParser::new(limit), read, end: End::Open }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.download.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.download.headers()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.download.attempts()
    }

    /// The next event that has arrived whole.
    fn ready(&mut self) -> Option<Result<Event<T>, Error>> {
        let event = self.parser.next_event()?;
        if event.data == END {
            self.end = End::Closed;
            self.parser = EventParser::new(0);
            return None;
        }
        let head = self.download.head();
        Some(event.map(|data| (self.read)(data)).map_err(|(data, source)| {
            let error = Error::decode(head.parts.status, head.parts.headers.clone(), data.as_bytes(), source);
            head.about(error)
        }))
    }

    /// Takes what has arrived.
    fn take(&mut self, chunk: Result<Option<Bytes>, Error>) {
        let taken = match chunk {
            Ok(Some(chunk)) => self.parser.push(&chunk).map_err(|error| self.download.head().about(error)),
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        self.end = match taken {
            Ok(()) if !self.download.has_ended() => End::Open,
            Ok(()) => End::Closed,
            Err(error) => End::Failed(error),
        };
    }

    /// What the stream has to say without waiting; `None` where it has to be waited for.
    fn settled(&mut self) -> Option<Option<Result<Event<T>, Error>>> {
        if let Some(event) = self.ready() {
            return Some(Some(event));
        }
        match std::mem::replace(&mut self.end, End::Closed) {
            End::Open => {
                self.end = End::Open;
                None
            }
            End::Failed(error) => Some(Some(Err(error))),
            End::Closed => Some(None),
        }
    }
}

impl<T> Events<T, Async> {
    /// Waits for the next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        loop {
            if let Some(item) = self.settled() {
                return item;
            }
            let chunk = self.download.chunk().await;
            self.take(chunk);
        }
    }
}

impl<T> Iterator for Events<T, Blocking> {
    type Item = Result<Event<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.settled() {
                return item;
            }
            let chunk = self.download.chunk();
            self.take(chunk);
        }
    }
}

impl<T, K: ClientKind> fmt::Debug for Events<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("download", &self.download).finish_non_exhaustive()
    }
}
