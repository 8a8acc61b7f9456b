//! Input: a value that can be serialised. Output: the text that a path, a query, a header or a cookie carries.
//! Invariant: total: a value that the place cannot carry is a [`Problem`] that names why, never a panic or a guess.

use std::borrow::Cow;
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
    let mut encoded = String::with_capacity(text.len());
    push_percent(&mut encoded, text);
    encoded
}

/// Appends a text in this way.
pub(crate) fn push_percent(into: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().map_or('0', char::from);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// The value as JSON, from which every place takes its text.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Json, Problem> {
    serde_json::to_value(value).map_err(|_| Problem::Unserialisable)
}

/// The text of a single value.
pub(crate) fn scalar(value: &Json) -> Result<Cow<'_, str>, Problem> {
    match value {
        Json::String(text) => Ok(text.as_str().into()),
        Json::Bool(value) => Ok(if *value { "true" } else { "false" }.into()),
        // A whole float is written without `.0`: servers read such numbers as integers.
        Json::Number(number) => Ok(match number.as_f64() {
            Some(float) if number.is_f64() => float.to_string().into(),
            _ => number.to_string().into(),
        }),
        Json::Null | Json::Array(_) | Json::Object(_) => Err(Problem::NotScalar),
    }
}

/// The text of a single value or of a list, whose items are joined with commas; `None` for `null`.
pub(crate) fn list(value: &Json) -> Result<Option<String>, Problem> {
    match value {
        Json::Null => Ok(None),
        Json::Array(items) => Ok(Some(items.iter().map(scalar).collect::<Result<Vec<_>, _>>()?.join(","))),
        _ => scalar(value).map(|text| Some(text.into_owned())),
    }
}

/// The texts of a list's items, or of an object's names and values one behind the other; none for `null`.
pub(crate) fn flat(value: &Json) -> Result<Vec<String>, Problem> {
    match value {
        Json::Null => Ok(Vec::new()),
        Json::Array(items) => items.iter().map(|item| scalar(item).map(Cow::into_owned)).collect(),
        Json::Object(members) => {
            let pair = |(name, value): (&String, &Json)| Ok([name.clone(), scalar(value)?.into_owned()]);
            let pairs = members.iter().filter(|(_, value)| !value.is_null()).map(pair);
            Ok(pairs.collect::<Result<Vec<_>, Problem>>()?.into_iter().flatten().collect())
        }
        value => scalar(value).map(|text| vec![text.into_owned()]),
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
                begin_pair(into, name);
                push_percent(into, &text);
            }
        }
    }
}

/// Appends `name=text`; the text is encoded already.
pub(crate) fn pair(into: &mut String, name: &str, text: &str) {
    begin_pair(into, name);
    into.push_str(text);
}

fn begin_pair(into: &mut String, name: &str) {
    if !into.is_empty() {
        into.push('&');
    }
    push_percent(into, name);
    into.push('=');
}
