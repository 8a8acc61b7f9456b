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
    if let Some(violations) = seen.violations.as_deref().filter(|text| !only_deprecated(text)) {
        return Err(format!("violates the document: {violations}"));
    }
    if let Some(status) = case.status.filter(|status| *status != seen.status) {
        return Err(format!("answered with {} where {status} was asked for", seen.status));
    }
    let success = (200..300).contains(&seen.status);
    if case.succeeds && !success {
        return Err(format!("answered with {} where a success is documented: {body}", seen.status));
    }
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

/// Whether all that the server has to say is that something deprecated was sent: so it was, to try it too.
fn only_deprecated(violations: &str) -> bool {
    let list = serde_json::from_str::<Vec<serde_json::Value>>(violations);
    list.is_ok_and(|list| {
        list.iter().all(|one| one.get("code").and_then(serde_json::Value::as_str) == Some("deprecated"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: Option<u16>, documented: Option<&str>, seen: &str) -> Result<(), String> {
        let case =
            Case { status, documented: documented.map(str::to_owned), succeeds: status.is_none(), ..Case::default() };
        judge(&case, &serde_json::from_str(seen).unwrap())
    }

    #[test]
    fn a_success_and_a_documented_error_are_as_they_have_to_be() {
        assert_eq!(said(None, None, r#"{"status":200}"#), Ok(()));
        let error = r#"{"status":404,"error":"404 Not Found","error_status":404,"typed":true}"#;
        assert_eq!(said(Some(404), Some("404"), error), Ok(()));
        let deprecated = r#"{"status":200,"violations":"[{\"code\":\"deprecated\",\"severity\":\"Warning\"}]"}"#;
        assert_eq!(said(Some(200), None, deprecated), Ok(()));
    }

    #[test]
    fn everything_else_is_a_failure_with_its_reason() {
        for (status, documented, seen, why) in [
            (None, None, r#"{"unsent":"no"}"#, "not sent"),
            (
                Some(422),
                None,
                r#"{"status":422,"content_type":"application/problem+json","body":"https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY"}"#,
                "refused",
            ),
            (None, None, r#"{"status":200,"violations":"[{\"code\":\"required\"}]"}"#, "violates"),
            (Some(404), None, r#"{"status":500,"error":"e","error_status":500}"#, "404 was asked for"),
            (None, None, r#"{"status":500,"error":"e","error_status":500}"#, "a success is documented"),
            (None, None, r#"{"status":200,"error":"`id`: invalid type"}"#, "does not decode"),
            (Some(404), None, r#"{"status":404}"#, "counts as a success"),
            (Some(404), None, r#"{"status":404,"error":"e"}"#, "came as another error"),
            (Some(404), Some("404"), r#"{"status":404,"error":"e","error_status":404}"#, "not the documented type"),
        ] {
            let verdict = said(status, documented, seen).unwrap_err();
            assert!(verdict.contains(why), "{verdict} / {why}");
        }
    }
}
