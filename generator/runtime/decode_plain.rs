//! Input: the bytes of an answer that is no JSON. Output: its text, its bytes, or the values on its lines.
//! Invariant: a text is never mended: what is no UTF-8 is an error that keeps the bytes.

use serde::de::{DeserializeOwned, Error as _};

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

/// The values of JSON that stand on the lines of a body. A mark may begin each record; empty lines are none.
pub(crate) fn read_lines<T: DeserializeOwned>(body: &[u8]) -> Result<Vec<T>, DecodeError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let bare: Vec<u8> = body.iter().map(|byte| if *byte == 0x1E { b'\n' } else { *byte }).collect();
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_slice(&bare).into_iter::<T>() {
        values.push(value.map_err(|error| DecodeError::at(values.len(), error))?);
    }
    Ok(values)
}
