//! Input: the drafts of all pages, with the headers that samples of their own calls show. Output: the drafts with those
//! headers that nobody documents as optional parameters.
//! Invariant: what proves who calls, and what the client settles itself, is no parameter; each header is told once an operation.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::credentials::CREDENTIALS;
use crate::draft::endpoint::Endpoint;
use crate::draft::request::Shown;
use crate::project::ApiProject;
use crate::schema::{AuthScheme, KeyLocation, Location};
use crate::shape::{Kind, Member, Shape};

/// Headers that client, transport and body settle among themselves.
const SETTLED: [&str; 17] = [
    "authorization",
    "connection",
    "cache-control",
    "cookie",
    "date",
    "dnt",
    "expect",
    "host",
    "origin",
    "pragma",
    "proxy-authorization",
    "referer",
    "te",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-requested-with",
];

/// Beginnings of the names of such headers.
const SETTLED_FAMILIES: [&str; 4] = ["accept", "access-control-", "content-", "sec-"];

/// Words in the name of a header that holds a secret.
const SECRETS: [&str; 9] = [
    "auth",
    "authentication",
    "authorization",
    "credential",
    "credentials",
    "password",
    "secret",
    "signature",
    "token",
];

/// Makes the headers parameters.
pub(crate) fn add(project: &ApiProject, placed: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let mut known = documented(placed);
    let keys = keys(project, placed);
    for (draft, endpoint) in placed {
        let shown = std::mem::take(&mut draft.request.headers);
        let Some(endpoint) = endpoint else { continue };
        for header in shown {
            let name = header.name.to_ascii_lowercase();
            if keys.contains(&name) || is_settled(&name) || is_secret(&name, &header.value) {
                continue;
            }
            if known.insert((endpoint.key(), name)) {
                tell(&header, diagnostics);
                draft.request.parameters.push((Location::Header, member(header)));
            }
        }
    }
}

/// The headers that fields or documents have, by operation.
fn documented(placed: &[(Draft, Option<Endpoint>)]) -> BTreeSet<(String, String)> {
    let drafts = placed.iter().filter_map(|(draft, endpoint)| Some((draft, endpoint.as_ref()?.key())));
    let headers = drafts.flat_map(|(draft, key)| {
        let all = draft.request.parameters.iter().filter(|(location, _)| *location == Location::Header);
        all.map(move |(_, member)| (key.clone(), member.name.to_ascii_lowercase()))
    });
    headers.collect()
}

/// The headers that some page, document or api.toml gives a key.
fn keys(project: &ApiProject, placed: &[(Draft, Option<Endpoint>)]) -> BTreeSet<String> {
    let shown = placed.iter().flat_map(|(draft, _)| &draft.auth).map(|(scheme, _)| scheme);
    let all = shown.chain(project.auth.iter().map(|auth| &auth.value)).filter_map(|scheme| match scheme {
        AuthScheme::Key { location: KeyLocation::Header, name } => Some(name.to_ascii_lowercase()),
        _ => None,
    });
    all.chain(CREDENTIALS.iter().map(|&name| name.to_owned())).collect()
}

fn is_settled(name: &str) -> bool {
    let is_token = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    !is_token || SETTLED.contains(&name) || SETTLED_FAMILIES.iter().any(|family| name.starts_with(family))
}

/// Whether a header holds a secret, by its name, or because what stands for its value says so. A key against sending twice is
/// none.
pub(crate) fn is_secret(name: &str, value: &str) -> bool {
    if name.contains("idempoten") {
        return false;
    }
    let words: Vec<&str> = name.split(['-', '_', '.']).collect();
    let pair = |a: &str, b: &str| words.windows(2).any(|two| two == [a, b]);
    let value = value.to_ascii_lowercase();
    let is_key = words.last().is_some_and(|word| word.ends_with("key"));
    words.iter().any(|word| SECRETS.contains(word) || word.ends_with("apikey"))
        || pair("api", "key")
        || pair("access", "key")
        || is_key && ["key", "token", "secret"].iter().any(|word| value.contains(word))
}

fn member(header: Shown) -> Member {
    let shape = Shape::new(Kind::String, header.origin.span);
    let has_value = header.has_value();
    let mut member = Member::new(header.name, shape, header.origin);
    if has_value && !member.name.is_empty() {
        member.examples.push(Value::from(header.value));
    }
    member
}

fn tell(header: &Shown, diagnostics: &mut Diagnostics) {
    let source = header.origin.evidence.as_str();
    let message = format!(
        "the header `{}` stands in this {source} and in no field list; added as one that may be sent",
        header.name
    );
    diagnostics.push(Diagnostic::at(Code::FieldOnlyInExample, header.origin.span, message));
}

#[cfg(test)]
mod tests {
    use super::{is_secret, is_settled};

    #[test]
    fn what_a_client_settles_is_no_parameter() {
        for settled in ["accept", "accept-language", "content-type", "content-md5", "host", "sec-fetch-mode", "a b", ""]
        {
            assert!(is_settled(settled), "{settled}");
        }
        for header in ["api-version", "idempotency-key", "x-region", "prefer", "if-match"] {
            assert!(!is_settled(header), "{header}");
        }
    }

    #[test]
    fn secrets_are_told_from_other_headers() {
        for secret in ["x-goog-api-key", "x-rapidapi-key", "x-shop-token", "x-signature", "xi-api-key"] {
            assert!(is_secret(secret, "YOUR_KEY"), "{secret}");
        }
        for (header, value) in [("idempotency-key", "YOUR_KEY"), ("x-sort-key", "name"), ("x-author", "me")] {
            assert!(!is_secret(header, value), "{header}");
        }
    }
}
