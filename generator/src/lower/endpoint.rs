//! Input: everything on a page that names method, path or server. Output: the [`Endpoint`] that the strongest of it names.
//! Invariant: what contradicts the strongest claim is told with both places, and nothing is made up.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::schema::{Claim, Origin};

use super::draft::{Draft, EndpointClaim};
use super::path::{Target, identity};

/// Method and path of an operation, and where it is served.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    /// Upper case.
    pub(super) method: String,
    pub(super) path: String,
    pub(super) server: Option<(String, Origin)>,
    /// Who names it, strongest first.
    pub(super) origins: Vec<Origin>,
}

impl Endpoint {
    /// What tells the operation from every other of its API.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.method, identity(&self.path))
    }
}

/// Decides between a draft's claims; `None` where it has none.
pub(super) fn decide(draft: &Draft, diagnostics: &mut Diagnostics) -> Option<Endpoint> {
    let mut claims: Vec<&EndpointClaim> = draft.endpoints.iter().filter(|claim| claim.target.is_some()).collect();
    claims.sort_by_key(|claim| claim.origin.evidence);
    let (first, rest) = claims.split_first()?;
    let target = first.target.as_ref()?;
    let method_claim = claims.iter().find(|claim| claim.method.is_some());
    // A sample without a method is a GET: that is what curl and fetch send.
    let method = method_claim.and_then(|claim| claim.method.clone()).unwrap_or_else(|| "GET".to_owned());
    let mut endpoint = Endpoint {
        method,
        path: target.path.clone(),
        server: target.server.clone().map(|server| (server, first.origin.clone())),
        origins: vec![first.origin.clone()],
    };
    for claim in rest {
        let overruled = contradiction(&endpoint, claim);
        if let Some(overruled) = &overruled {
            diagnostics.push(told(&endpoint, claim, overruled, &first.origin));
        } else if endpoint.server.is_none() {
            endpoint.server = server(&endpoint.path, claim);
        }
        endpoint.origins.push(Origin { overruled, ..claim.origin.clone() });
    }
    Some(endpoint)
}

fn contradiction(endpoint: &Endpoint, claim: &EndpointClaim) -> Option<Claim> {
    let target = claim.target.as_ref()?;
    if prefix(&endpoint.path, &target.path).is_none() {
        return Some(Claim { about: "path".to_owned(), value: target.path.clone() });
    }
    let method = claim.method.as_ref().filter(|method| **method != endpoint.method)?;
    Some(Claim { about: "method".to_owned(), value: method.clone() })
}

fn told(endpoint: &Endpoint, claim: &EndpointClaim, overruled: &Claim, first: &Origin) -> Diagnostic {
    let believed = if overruled.about == "method" { &endpoint.method } else { &endpoint.path };
    let message = format!(
        "the {} names the {} `{}`, and the {} `{believed}`; the latter counts",
        claim.origin.evidence.as_str(),
        overruled.about,
        overruled.value,
        first.evidence.as_str()
    );
    let mut diagnostic = Diagnostic::nowhere(Code::ClaimsContradict, message);
    diagnostic.span = claim.origin.span;
    match first.span {
        Some(span) => diagnostic.label(span, "this counts"),
        None => diagnostic,
    }
}

/// What stands before `template` in `path`, where `path` is the template with something before it and values in place of
/// its parameters: `/api` for `/v1/{id}` and `/api/v1/42`.
fn prefix(template: &str, path: &str) -> Option<String> {
    let split = |text: &str| -> Vec<String> {
        identity(text).split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
    };
    let (wanted, found) = (split(template), split(path));
    let front = found.len().checked_sub(wanted.len())?;
    let same = |(a, b): (&String, &String)| a == b || a == "{}" || b == "{}";
    found
        .iter()
        .skip(front)
        .zip(&wanted)
        .all(same)
        .then(|| found.iter().take(front).fold(String::new(), |prefix, segment| prefix + "/" + segment))
}

/// The base URL that a sample shows: its URL without the path.
fn server(path: &str, claim: &EndpointClaim) -> Option<(String, Origin)> {
    let Target { server, path: sample } = claim.target.as_ref()?;
    let base = format!("{}{}", server.as_ref()?, prefix(path, sample)?);
    Some((base, claim.origin.clone()))
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn a_sample_shows_the_base_path_and_values_for_parameters() {
        assert_eq!(prefix("/v1/{id}/x", "/api/v1/42/x").as_deref(), Some("/api"));
        assert_eq!(prefix("/v1/{id}", "/v1/{thread}").as_deref(), Some(""));
        assert_eq!(prefix("/v1/{id}", "/v2/42"), None);
        assert_eq!(prefix("/v1/{id}/x", "/x"), None);
    }
}
