//! Input: the bytes of an answer that is no JSON. Output: its text or its bytes.
//! Invariant: a text is never mended: what is no UTF-8 is an error that keeps the bytes.

use serde::de::Error as _;

use super::decode::DecodeError;

/// A text, without the mark that some begin with.
pub(crate) fn read_text(body: &[u8]) -> Result<String, DecodeError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text = std::str::from_utf8(body).map_err(|error| DecodeError::new(serde_json::Error::custom(error)))?;
    Ok(text.to_owned())
}

/// Bytes as they come.
#[allow(clippy::unnecessary_wraps, reason = "every way of reading can fail")]
pub(crate) fn read_bytes(body: &[u8]) -> Result<Vec<u8>, DecodeError> {
    Ok(body.to_vec())
}
