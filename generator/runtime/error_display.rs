//! Input: an [`Error`]. Output: its line, its `Debug` form and its cause.
//! Invariant: neither shows a header, a body, or a query, and no line says twice what a report of all causes says once.

use std::error::Error as StdError;
use std::fmt;

use http::Uri;

use super::error::{Answer, Error, ErrorKind};

/// A redirect's target without what may be a secret: its query, its fragment, a user.
fn shown_target(location: Option<&str>) -> Option<String> {
    const LONGEST: usize = 200;
    let uri: Uri = location?.parse().ok()?;
    let origin = match (uri.scheme_str(), uri.authority()) {
        (Some(scheme), Some(authority)) if !authority.as_str().contains('@') => format!("{scheme}://{authority}"),
        (None, None) => String::new(),
        _ => return None,
    };
    Some(origin + uri.path()).filter(|target| target.len() <= LONGEST)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((method, path)) = self.0.operation {
            write!(f, "{method} {path}: ")?;
        }
        match &self.0.kind {
            ErrorKind::Config(message) => write!(f, "the client cannot be made: {message}"),
            ErrorKind::Request(input) => write!(f, "`{input}` cannot be sent"),
            ErrorKind::Connect => f.write_str("no connection"),
            ErrorKind::Timeout => f.write_str("timed out"),
            ErrorKind::Interrupted => f.write_str("the connection broke off"),
            ErrorKind::TooLarge => f.write_str("the answer is larger than the client allows"),
            ErrorKind::CrossOrigin(origin) => write!(
                f,
                "the HTTP client that was handed in followed a redirect to `{origin}`, which has got what the request held"
            ),
            ErrorKind::Status => match &self.0.answer {
                Some(Answer { status, .. }) if self.is_redirect() => match shown_target(self.location()) {
                    Some(target) => {
                        write!(f, "the API answered {status}, a redirect to `{target}`, which is not followed")
                    }
                    None => write!(f, "the API answered {status}, a redirect, which is not followed"),
                },
                Some(Answer { status, .. }) => write!(f, "the API answered {status}"),
                None => f.write_str("the API answered with an error"),
            },
            ErrorKind::Decode => f.write_str("the answer is not what is documented"),
            ErrorKind::RepeatedPage => {
                f.write_str("the next page begins where an earlier one did, so that the pages would never end")
            }
            ErrorKind::EmptyPages => f.write_str("the last 100 pages of the list had no items, and it goes on"),
        }?;
        if self.0.attempts > 1 {
            write!(f, " ({} attempts)", self.0.attempts)?;
        }
        match &self.0.source {
            Some(source) if matches!(self.0.kind, ErrorKind::Request(_) | ErrorKind::Decode) => write!(f, ": {source}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.0.kind);
        if let Some((method, path)) = self.0.operation {
            out.field("operation", &format_args!("{method} {path}"));
        }
        // Headers and body may hold a session or a person's data; who wants them in a log asks for them.
        if let Some(answer) = &self.0.answer {
            out.field("status", &answer.status).field("body_bytes", &answer.body.len());
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.0.source.as_deref()?;
        // `Display` has already said what these say themselves; a report that prints the chain would say it twice.
        if matches!(self.0.kind, ErrorKind::Request(_) | ErrorKind::Decode) { source.source() } else { Some(source) }
    }
}
