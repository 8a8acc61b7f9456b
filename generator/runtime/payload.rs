//! Input: what an operation says of its body. Output: the body of its request, and the header that says what it is.
//! Invariant: whatever the body is, one place decides its media type.

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use super::body::Body;
use super::encode::Problem;
use super::error::Error;
use super::form::Form;

/// What a request carries, until nothing is added any more.
#[derive(Debug, Default)]
pub(crate) enum Payload {
    /// No body.
    #[default]
    None,
    /// JSON.
    Json(Vec<u8>),
    /// Fields.
    Form(Form),
    /// A body that takes nothing more, and its media type.
    Whole(Body, String),
}

impl Payload {
    /// The body, its media type among the headers.
    pub(super) fn into_body(self, headers: &mut HeaderMap) -> Result<Body, Error> {
        let (body, media_type) = match self {
            Self::None => return Ok(Body::empty()),
            Self::Json(body) => (body.into(), "application/json".to_owned()),
            Self::Whole(body, media_type) => (body, media_type),
            Self::Form(form) => form.finish().map_err(|(name, problem)| Error::request(name, problem))?,
        };
        let value = HeaderValue::try_from(&media_type).map_err(|_| Error::request("body", Problem::Header))?;
        // Nobody else knows the line between the parts.
        if media_type.starts_with("multipart/") || !headers.contains_key(CONTENT_TYPE) {
            headers.insert(CONTENT_TYPE, value);
        }
        Ok(body)
    }
}
