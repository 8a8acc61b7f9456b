//! Input: bytes, and sources that are opened when they are sent. Output: [`Body`], what a request carries.
//! Invariant: a source is read piece by piece and never held whole; every sending opens it anew.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};

use bytes::Bytes;

use super::body_source::{OpenSource, Source};

/// What a request carries: bytes, or a sequence of bytes and of sources that are opened when it is sent.
///
/// A clone sends the same again: bytes are shared, and sources are opened anew.
#[derive(Clone, Default)]
pub struct Body(Vec<Source>);

impl Body {
    /// Nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes it is; `None` where that is known only when it is opened, as of a file.
    pub fn len(&self) -> Option<u64> {
        self.0.iter().try_fold(0_u64, |sum, source| sum.checked_add(source.len()?))
    }

    /// The bytes, where all of them are at hand.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self.0.as_slice() {
            [] => Some(&[]),
            [Source::Bytes(bytes)] => Some(bytes),
            _ => None,
        }
    }

    /// All bytes, in memory.
    ///
    /// # Errors
    ///
    /// A source cannot be opened or read.
    pub fn into_bytes(self) -> io::Result<Vec<u8>> {
        if let Some(bytes) = self.as_bytes() {
            return Ok(bytes.to_vec());
        }
        let mut bytes = Vec::new();
        self.into_reader()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Opens all sources, so that whatever is not there is told before anything is sent.
    ///
    /// # Errors
    ///
    /// A source cannot be opened.
    pub fn into_reader(self) -> io::Result<BodyReader> {
        let opened = self.0.into_iter().map(Source::open).collect::<io::Result<VecDeque<_>>>()?;
        let len = opened.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.left?));
        Ok(BodyReader { opened, len })
    }

    /// The bytes, where all of them are at hand, to be shared and not copied.
    #[cfg_attr(not(any(feature = "client", feature = "blocking")), allow(dead_code, reason = "a transport sends them"))]
    pub(crate) fn shared(&self) -> Option<Bytes> {
        match self.0.as_slice() {
            [] => Some(Bytes::new()),
            [Source::Bytes(bytes)] => Some(bytes.clone()),
            _ => None,
        }
    }

    /// Appends what is to be sent.
    pub(crate) fn push(&mut self, source: Source) {
        if source.len() != Some(0) {
            self.0.push(source);
        }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Source::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<Source> for Body {
    fn from(source: Source) -> Self {
        let mut body = Self::empty();
        body.push(source);
        body
    }
}

impl fmt::Debug for Body {
    /// What it holds may be anybody's data; how much it is may be shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// A [`Body`] whose sources are open.
pub struct BodyReader {
    opened: VecDeque<OpenSource>,
    len: Option<u64>,
}

impl BodyReader {
    /// How many bytes it is in all, where that is known.
    pub fn len(&self) -> Option<u64> {
        self.len
    }

    /// Whether it is known that there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.len == Some(0)
    }
}

impl Read for BodyReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(piece) = self.opened.front_mut() {
            let read = piece.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.opened.pop_front();
        }
        Ok(0)
    }
}

impl fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyReader").field("len", &self.len).finish_non_exhaustive()
    }
}
