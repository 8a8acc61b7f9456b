//! Input: bytes, a path, or a way to open a reader. Output: [`Upload`], a file as an operation takes it.
//! Invariant: nothing is opened before it is sent, and no `Debug` shows a content.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::body_source::Source;

/// A file to be sent.
///
/// Bytes and texts become one by `into()`. A file on disk is opened when it is sent, and again when it is sent again:
///
/// ```text
/// client.upload_avatar(Upload::file("me.png").media_type("image/png")).await?;
/// ```
#[derive(Clone, PartialEq)]
pub struct Upload {
    source: Source,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Upload {
    /// These bytes.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self { source: Source::from(bytes.into()), file_name: None, media_type: None }
    }

    /// This file, under its own name. It is opened when it is sent.
    pub fn file(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self { source: Source::File(path.to_owned()), file_name, media_type: None }
    }

    /// What `open` opens: it is called for each sending. Where the length is known, so much is sent and no more; where it
    /// is not, all that the reader gives, in chunks.
    pub fn reader<R, F>(len: impl Into<Option<u64>>, open: F) -> Self
    where
        R: Read + Send + 'static,
        F: Fn() -> io::Result<R> + Send + Sync + 'static,
    {
        let open = Arc::new(move || open().map(|reader| -> Box<dyn Read + Send> { Box::new(reader) }));
        Self { source: Source::Reader { len: len.into(), open }, file_name: None, media_type: None }
    }

    /// The name under which it is sent.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Its media type, such as `image/png`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    pub(crate) fn given_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn given_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&[u8]> for Upload {
    fn from(bytes: &[u8]) -> Self {
        Self::bytes(bytes)
    }
}

impl<const N: usize> From<&[u8; N]> for Upload {
    fn from(bytes: &[u8; N]) -> Self {
        Self::bytes(bytes.as_slice())
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Self::bytes(text)
    }
}

impl From<&str> for Upload {
    fn from(text: &str) -> Self {
        Self::bytes(text)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("len", &self.source.len())
            .finish_non_exhaustive()
    }
}
