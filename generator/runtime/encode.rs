//! Input: a value that can be serialised. Output: the text that a path, a query, a header or a cookie carries.
//! Invariant: total: a value that the place cannot carry is a [`Problem`] that names why, never a panic or a guess.

use std::fmt;

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderName, HeaderValue, TRANSFER_ENCODING};
use serde::Serialize;

use super::Json;

/// Why an input cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A path value without a character would merge two segments.
    Empty,
    /// A path value that names this folder or the one above it.
    DotSegment,
    /// The path as a whole is not the operation's.
    Path,
    /// An object, an array or `null` where a single value is carried.
    NotScalar,
    /// A value that cannot be serialised.
    Unserialisable,
    /// A header that cannot hold the value.
    Header,
    /// A header that says how the message itself is carried.
    Framing,
    /// A body that is neither an object nor a form takes no members.
    NotObject,
    /// No URL can be made of it.
    Url,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "it is empty, and a path value must not be",
            Self::DotSegment => "it is `.` or `..` or a disguise of them, and would lead to another path",
            Self::Path => "the path would not be the operation's own",
            Self::NotScalar => "an object, a list or `null` cannot stand here",
            Self::Unserialisable => "it cannot be serialised",
            Self::Header => "a header cannot hold it",
            Self::Framing => "it says how the message itself is carried, and is the transport's to set",
            Self::NotObject => "the body is neither a JSON object nor a form, and takes no members",
            Self::Url => "no URL can be made of it",
        })
    }
}

impl std::error::Error for Problem {}

/// Everything but unreserved characters percent-encoded.
pub(crate) fn percent(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().map_or('0', char::from);
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// The value as JSON, from which every place takes its text.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Json, Problem> {
    serde_json::to_value(value).map_err(|_| Problem::Unserialisable)
}

/// The text of a single value.
pub(crate) fn scalar(value: &Json) -> Result<String, Problem> {
    match value {
        Json::String(text) => Ok(text.clone()),
        Json::Bool(value) => Ok(value.to_string()),
        // A whole float is written without `.0`: servers read such numbers as integers.
        Json::Number(number) => Ok(match number.as_f64() {
            Some(float) if number.is_f64() => float.to_string(),
            _ => number.to_string(),
        }),
        Json::Null | Json::Array(_) | Json::Object(_) => Err(Problem::NotScalar),
    }
}

/// The text of a single value or of a list, whose items are joined with commas; `None` for `null`.
pub(crate) fn list(value: &Json) -> Result<Option<String>, Problem> {
    match value {
        Json::Null => Ok(None),
        Json::Array(items) => Ok(Some(items.iter().map(scalar).collect::<Result<Vec<_>, _>>()?.join(","))),
        _ => scalar(value).map(Some),
    }
}

/// The texts of a list's items, or of an object's names and values one behind the other; none for `null`.
pub(crate) fn flat(value: &Json) -> Result<Vec<String>, Problem> {
    match value {
        Json::Null => Ok(Vec::new()),
        Json::Array(items) => items.iter().map(scalar).collect(),
        Json::Object(members) => {
            let pair = |(name, value): (&String, &Json)| Ok([name.clone(), scalar(value)?]);
            let pairs = members.iter().filter(|(_, value)| !value.is_null()).map(pair);
            Ok(pairs.collect::<Result<Vec<_>, Problem>>()?.into_iter().flatten().collect())
        }
        value => scalar(value).map(|text| vec![text]),
    }
}

/// A header that is no part of an operation. Nobody knows what it holds, so that it counts as a secret.
pub(crate) fn extra_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Problem> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Problem::Header)?;
    if [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(&name) {
        return Err(Problem::Framing);
    }
    let mut value = HeaderValue::try_from(value).map_err(|_| Problem::Header)?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// Appends `name=value` to a query: a list repeats the name, an object's members are `name[member]`, `null` is left out.
pub(crate) fn query(into: &mut String, name: &str, value: &Json) {
    match value {
        Json::Null => {}
        Json::Array(items) => items.iter().for_each(|item| query(into, name, item)),
        Json::Object(members) => {
            members.iter().for_each(|(key, value)| query(into, &format!("{name}[{key}]"), value));
        }
        Json::String(_) | Json::Bool(_) | Json::Number(_) => {
            if let Ok(text) = scalar(value) {
                pair(into, name, &percent(&text));
            }
        }
    }
}

/// Appends `name=text`; the text is encoded already.
pub(crate) fn pair(into: &mut String, name: &str, text: &str) {
    if !into.is_empty() {
        into.push('&');
    }
    into.push_str(&percent(name));
    into.push('=');
    into.push_str(text);
}
