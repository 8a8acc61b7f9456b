//! Input: bytes, a path, or a way to open a reader. Output: the bytes, piece by piece.
//! Invariant: nothing is opened before it is asked for, and where a length is known, no more and no less is given.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use bytes::{Buf as _, Bytes};

type Open = dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync;

/// Where bytes come from.
#[derive(Clone)]
pub(crate) enum Source {
    Bytes(Bytes),
    File(PathBuf),
    Reader { len: Option<u64>, open: Arc<Open> },
}

/// A source that is open.
pub(crate) struct OpenSource {
    pub(crate) content: Content,
    /// What is left to read, where that is known.
    pub(crate) left: Option<u64>,
}

pub(crate) enum Content {
    Bytes(Bytes),
    Reader(Box<dyn Read + Send>),
}

impl Source {
    /// How many bytes it has; `None` where that is known only when it is opened.
    pub(crate) fn len(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::File(_) => None,
            Self::Reader { len, .. } => *len,
        }
    }

    /// Opens it.
    pub(crate) fn open(self) -> io::Result<OpenSource> {
        let left = self.len();
        match self {
            Self::Bytes(bytes) => Ok(OpenSource { content: Content::Bytes(bytes), left }),
            Self::Reader { open, .. } => Ok(OpenSource { content: Content::Reader(open()?), left }),
            Self::File(path) => {
                let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
                let file = File::open(&path).map_err(named)?;
                let about = file.metadata().map_err(named)?;
                if about.is_dir() {
                    return Err(named(io::ErrorKind::IsADirectory.into()));
                }
                // The length of a pipe or a device says nothing of what it gives.
                let left = about.is_file().then_some(about.len());
                Ok(OpenSource { content: Content::Reader(Box::new(file)), left })
            }
        }
    }
}

impl OpenSource {
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = self.left.map_or(buffer.len(), |left| buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
        let Some(buffer) = buffer.get_mut(..room).filter(|buffer| !buffer.is_empty()) else { return Ok(0) };
        let read = match &mut self.content {
            Content::Bytes(bytes) => {
                let read = room.min(bytes.len());
                bytes.copy_to_slice(buffer.get_mut(..read).unwrap_or_default());
                read
            }
            Content::Reader(reader) => reader.read(buffer)?.min(room),
        };
        if let Some(left) = &mut self.left {
            // A receiver would wait for the rest that was announced.
            if read == 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the source is shorter than its length"));
            }
            *left = left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        }
        Ok(read)
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl PartialEq for Source {
    /// Two readers are the same where one is a clone of the other.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::File(a), Self::File(b)) => a == b,
            (Self::Reader { open: a, .. }, Self::Reader { open: b, .. }) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}
