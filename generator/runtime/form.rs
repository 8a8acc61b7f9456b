//! Input: names and values. Output: the [`Body`] of a form, as pairs or as parts.
//! Invariant: no name and no file name can end the header that it stands in, and no content can end its part.

use std::hash::{BuildHasher as _, RandomState};

use http::HeaderValue;

use super::Json;
use super::body::Body;
use super::body_source::Source;
use super::encode::{self, Problem, percent};
use super::upload::Upload;

/// The fields of a form.
#[derive(Debug)]
pub(crate) struct Form {
    multipart: bool,
    fields: Vec<(String, Value, Option<&'static str>)>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    /// An object, which a form can carry only as JSON text.
    Json(String),
    /// The items of a list in one field, with what stands between them.
    Joined(Vec<String>, char),
    File(Upload),
}

/// What a file is called that has no name: without one it would pass for a text.
const UNNAMED: &str = "file";

/// The media type of bytes that nobody has named.
pub(crate) const BYTES: &str = "application/octet-stream";

impl Form {
    /// `a=1&b=2`
    pub(crate) fn urlencoded() -> Self {
        Self { multipart: false, fields: Vec::new() }
    }

    /// Parts, of which each can be a file.
    pub(crate) fn multipart() -> Self {
        Self { multipart: true, fields: Vec::new() }
    }

    /// Adds a field: a list repeats its name, an object is JSON text, `null` is left out.
    pub(crate) fn add(&mut self, name: &str, value: &Json) -> Result<(), Problem> {
        self.add_as(name, value, None)
    }

    /// The same, with what each part is.
    pub(crate) fn add_as(&mut self, name: &str, value: &Json, media: Option<&'static str>) -> Result<(), Problem> {
        let value = match value {
            Json::Null => return Ok(()),
            Json::Array(items) => return items.iter().try_for_each(|item| self.add_as(name, item, media)),
            Json::Object(_) => Value::Json(value.to_string()),
            _ => Value::Text(encode::scalar(value)?.into_owned()),
        };
        self.fields.push((name.to_owned(), value, media));
        Ok(())
    }

    /// Adds a field whose value is one text of JSON.
    pub(crate) fn add_json(&mut self, name: &str, value: &Json) {
        if !value.is_null() {
            self.fields.push((name.to_owned(), Value::Json(value.to_string()), None));
        }
    }

    /// Adds the members of an object as `name[member]`, and theirs in the same way. A list of single values repeats its name;
    /// one of objects has the place of each in brackets, for nothing else tells which members belong together.
    pub(crate) fn add_deep(&mut self, name: &str, value: &Json) -> Result<(), Problem> {
        match value {
            Json::Object(members) => {
                members.iter().try_for_each(|(member, value)| self.add_deep(&format!("{name}[{member}]"), value))
            }
            Json::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
                items.iter().enumerate().try_for_each(|(at, item)| self.add_deep(&format!("{name}[{at}]"), item))
            }
            _ => self.add(name, value),
        }
    }

    /// Adds the items of a list, or the names and values of an object, as one field.
    pub(crate) fn add_joined(&mut self, name: &str, value: &Json, separator: char) -> Result<(), Problem> {
        let items = encode::flat(value)?;
        if !items.is_empty() {
            self.fields.push((name.to_owned(), Value::Joined(items, separator), None));
        }
        Ok(())
    }

    /// Adds a field in place of those of its name.
    pub(crate) fn set(&mut self, name: &str, value: &Json) -> Result<(), Problem> {
        self.fields.retain(|(known, _, _)| known != name);
        self.add(name, value)
    }

    /// Adds a file.
    pub(crate) fn file(&mut self, name: &str, file: &Upload, media: Option<&'static str>) -> Result<(), Problem> {
        if !self.multipart {
            return Err(Problem::NotScalar);
        }
        self.fields.push((name.to_owned(), Value::File(file.clone()), media));
        Ok(())
    }

    /// The body and its media type.
    pub(crate) fn finish(self) -> Result<(Body, String), (String, Problem)> {
        if self.multipart { self.parts(&boundary()) } else { self.pairs() }
    }

    fn pairs(self) -> Result<(Body, String), (String, Problem)> {
        let mut text = String::new();
        for (name, value, _) in self.fields {
            match value {
                Value::Joined(items, separator) => {
                    let separator = if separator == ',' { ",".to_owned() } else { percent(&separator.to_string()) };
                    let items: Vec<String> = items.iter().map(|item| percent(item)).collect();
                    encode::pair(&mut text, &name, &items.join(&separator));
                }
                Value::Text(value) | Value::Json(value) => encode::query(&mut text, &name, &Json::String(value)),
                Value::File(_) => return Err((name, Problem::NotScalar)),
            }
        }
        Ok((text.into(), "application/x-www-form-urlencoded".to_owned()))
    }

    /// As RFC 7578 has it, names escaped as browsers do.
    pub(crate) fn parts(self, boundary: &str) -> Result<(Body, String), (String, Problem)> {
        let (mut body, mut run) = (Body::empty(), Vec::new());
        for (name, value, media) in self.fields {
            let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(&name));
            let content = match value {
                Value::Text(text) => {
                    if let Some(media) = media {
                        head.push_str(&format!("\r\nContent-Type: {media}"));
                    }
                    Source::from(text.into_bytes())
                }
                Value::Joined(items, separator) => Source::from(items.join(&separator.to_string()).into_bytes()),
                Value::Json(text) => {
                    head.push_str("\r\nContent-Type: application/json");
                    Source::from(text.into_bytes())
                }
                Value::File(file) => {
                    let media_type = file.given_media_type().or(media).unwrap_or(BYTES);
                    if HeaderValue::try_from(media_type).is_err() {
                        return Err((name, Problem::Header));
                    }
                    let file_name = quoted(file.given_name().unwrap_or(UNNAMED));
                    head.push_str(&format!("; filename=\"{file_name}\"\r\nContent-Type: {media_type}"));
                    file.source().clone()
                }
            };
            head.push_str("\r\n\r\n");
            run.extend_from_slice(head.as_bytes());
            match content {
                Source::Bytes(bytes) => run.extend_from_slice(&bytes),
                content => {
                    body.push(std::mem::take(&mut run).into());
                    body.push(content);
                }
            }
            run.extend_from_slice(b"\r\n");
        }
        run.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        body.push(run.into());
        Ok((body, format!("multipart/form-data; boundary={boundary}")))
    }
}

/// What stands between quotes in a part's header.
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A line that nobody can foresee, so that no content holds it. The keys of the standard library's hash maps come from the
/// system's source of chance.
fn boundary() -> String {
    let chance = RandomState::new();
    format!("{:016x}{:016x}", chance.hash_one(0_u8), chance.hash_one(1_u8))
}
