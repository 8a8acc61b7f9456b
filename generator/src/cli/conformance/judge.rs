//! Input: a call and what came of it. Output: why it is not as it has to be, if it is not.
//! Invariant: the server's word on the request comes first; only an answer that it stands by is held against the types.

use serde::Deserialize;

use super::cases::Case;

/// What came of a call.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    /// Why it was not sent, or had no answer.
    unsent: Option<String>,
    status: u16,
    body: String,
    content_type: Option<String>,
    violations: Option<String>,
    /// What the client made of it, where that is an error.
    error: Option<String>,
    /// The status that the error has, where it is one of a status.
    error_status: Option<u16>,
    /// Whether the error holds the documented body.
    typed: bool,
}

/// How much of a body is shown.
const SHOWN: usize = 400;

/// Why a call is not as it has to be.
pub(super) fn judge(case: &Case, seen: &Seen) -> Result<(), String> {
    if let Some(why) = &seen.unsent {
        return Err(format!("not sent: {why}"));
    }
    let body = seen.body.chars().take(SHOWN).collect::<String>();
    // The server's own errors are such documents; those that it was asked for are the API's.
    if seen.content_type.as_deref().is_some_and(|ty| ty.starts_with("application/problem+json"))
        && seen.body.contains("stoplight.io/prism/errors#")
    {
        return Err(format!("refused: {body}"));
    }
    if let Some(violations) = &seen.violations {
        return Err(format!("violates the document: {violations}"));
    }
    if let Some(status) = case.status.filter(|status| *status != seen.status) {
        return Err(format!("answered with {} where {status} was asked for", seen.status));
    }
    let success = (200..300).contains(&seen.status);
    match (&seen.error, success) {
        (None, true) => Ok(()),
        (Some(error), true) => Err(format!("the answer does not decode: {error}: {body}")),
        (None, false) => Err(format!("{} counts as a success", seen.status)),
        (Some(error), false) if seen.error_status != Some(seen.status) => {
            Err(format!("{} came as another error: {error}", seen.status))
        }
        (Some(_), false) if case.documented.is_some() && !seen.typed => {
            Err(format!("the body of {} is not the documented type: {body}", seen.status))
        }
        (Some(_), false) => Ok(()),
    }
}
