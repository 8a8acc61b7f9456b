//! Input: the head of an answer, and its body as it arrives. Output: [`Download`], piece by piece.
//! Invariant: a body that ends before its announced length is an error, never a short success.

use std::fmt;
use std::io::{self, Read};

use bytes::{Buf as _, Bytes};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::response::Parts;
use http::{HeaderMap, Response, StatusCode};

use super::client_kind::{Async, Blocking, ClientKind};
use super::error::Error;

/// A success whose body is read as it arrives.
///
/// The client's timeout holds for its head, and then for each wait for more; its limit on answers holds for the whole,
/// unless another is [given](Self::limit). It is dropped where no more is wanted.
pub struct Download<K: ClientKind = Async> {
    head: Head,
    body: K::Incoming,
    /// What a reader has not taken of the last chunk.
    rest: Bytes,
}

/// What is known of a stream before its body, and how far that was read.
pub(crate) struct Head {
    pub(crate) parts: Parts,
    operation: (&'static str, &'static str),
    attempts: u32,
    read: u64,
    limit: u64,
    ended: bool,
}

impl Head {
    /// What the next chunk is: the end has to be where it was announced.
    fn account(&mut self, chunk: Result<Option<Bytes>, Error>) -> Result<Option<Bytes>, Error> {
        let chunk = chunk.and_then(|chunk| {
            let len = chunk.as_ref().map_or(0, |chunk| u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            self.read = self.read.saturating_add(len);
            match chunk {
                Some(_) if self.announced().map_or(self.read, |announced| announced.max(self.read)) > self.limit => {
                    Err(Error::too_large())
                }
                None if self.announced().is_some_and(|announced| self.read < announced) => {
                    Err(Error::interrupted("the answer ended before its announced length"))
                }
                chunk => Ok(chunk),
            }
        });
        self.ended = !matches!(chunk, Ok(Some(_)));
        chunk.map_err(|error| self.about(error))
    }

    /// The length that the head announces; of what is compressed it says nothing that can be compared.
    fn announced(&self) -> Option<u64> {
        let length = self.parts.headers.get(CONTENT_LENGTH).filter(|_| !self.parts.headers.contains_key(CONTENT_ENCODING));
        length?.to_str().ok()?.trim().parse().ok()
    }

    /// The error, with all that is known of the answer.
    pub(crate) fn about(&self, error: Error) -> Error {
        let error = error.of(self.operation).after(self.attempts);
        if error.status().is_some() { error } else { error.with_response(Response::from_parts(self.parts.clone(), Vec::new())) }
    }
}

impl<K: ClientKind> Download<K> {
    pub(crate) fn new(
        answer: Response<K::Incoming>,
        operation: (&'static str, &'static str),
        attempts: u32,
        limit: u64,
    ) -> Self {
        let (parts, body) = answer.into_parts();
        let head = Head { parts, operation, attempts, read: 0, limit, ended: false };
        Self { head, body, rest: Bytes::new() }
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.head.ended
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.parts.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.parts.headers
    }

    /// How many bytes the body has, where the API says so.
    pub fn content_length(&self) -> Option<u64> {
        self.head.announced()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// Reads no more than so many bytes, in place of the client's limit: a larger body is an error where it exceeds them,
    /// or at once where it is announced.
    #[must_use]
    pub fn limit(mut self, bytes: u64) -> Self {
        self.head.limit = bytes;
        self
    }

    /// Reads whatever comes.
    #[must_use]
    pub fn no_limit(self) -> Self {
        self.limit(u64::MAX)
    }
}

impl Download<Async> {
    /// Waits for more; `None` at the end.
    ///
    /// # Errors
    ///
    /// The rest does not arrive, or is more than the limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            if self.head.ended {
                return Ok(None);
            }
            let chunk = self.body.chunk().await;
            let chunk = self.head.account(chunk)?;
            if chunk.as_ref().is_none_or(|chunk| !chunk.is_empty()) {
                return Ok(chunk);
            }
        }
    }
}

impl Download<Blocking> {
    /// Waits for more; `None` at the end.
    ///
    /// # Errors
    ///
    /// The rest does not arrive, or is more than the limit.
    pub fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        if !self.rest.is_empty() {
            return Ok(Some(std::mem::take(&mut self.rest)));
        }
        loop {
            if self.head.ended {
                return Ok(None);
            }
            let chunk = self.body.chunk();
            let chunk = self.head.account(chunk)?;
            if chunk.as_ref().is_none_or(|chunk| !chunk.is_empty()) {
                return Ok(chunk);
            }
        }
    }
}

impl Read for Download<Blocking> {
    /// Reads on. The source of an error is an [`Error`].
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.chunk().map_err(io::Error::other)?.unwrap_or_default();
        }
        let read = buffer.len().min(self.rest.len());
        self.rest.copy_to_slice(buffer.get_mut(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<K: ClientKind> fmt::Debug for Download<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As in an error: headers and body may hold a session or a person's data.
        f.debug_struct("Download")
            .field("status", &self.status())
            .field("content_length", &self.content_length())
            .field("read", &self.head.read)
            .finish_non_exhaustive()
    }
}
