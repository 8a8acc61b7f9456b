//! Input: what a transport reads of an answer's body. Output: its bytes, piece by piece.
//! Invariant: a piece is given once, in order; after the end there is nothing.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap};

use super::box_future::BoxFuture;
use super::error::Error;

/// The body of an answer as it arrives, of an asynchronous transport.
pub trait Chunks: Send {
    /// Waits for more; `None` at the end.
    ///
    /// # Errors
    ///
    /// The rest does not arrive.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>>;
}

/// The body of an answer as it arrives, of a blocking transport.
pub trait BlockingChunks: Send {
    /// Waits for more; `None` at the end.
    ///
    /// # Errors
    ///
    /// The rest does not arrive.
    fn chunk(&mut self) -> Result<Option<Bytes>, Error>;
}

/// How many bytes there should be room for: what the head announces, as far as it is believed before anything has come.
#[cfg_attr(
    not(any(feature = "client", feature = "blocking")),
    allow(dead_code, reason = "a transport of one's own makes its own room")
)]
pub(crate) fn announced(headers: &HeaderMap) -> usize {
    const MOST: usize = 1024 * 1024;
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    length.map_or(0, |length: usize| length.min(MOST))
}

/// A body that has arrived.
pub(crate) struct Arrived(pub(crate) std::vec::IntoIter<Bytes>);

impl Arrived {
    pub(crate) fn whole(body: Vec<u8>) -> Self {
        Self(vec![body.into()].into_iter())
    }
}

impl Chunks for Arrived {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        let next = self.0.next();
        Box::pin(async move { Ok(next) })
    }
}

impl BlockingChunks for Arrived {
    fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        Ok(self.0.next())
    }
}
