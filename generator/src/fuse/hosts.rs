//! Input: the pages with their endpoints, and the project files. Output: the same; a host that nobody names as one of the
//! API's is gone, and so are the calls of guides that go there.
//! Invariant: no guide makes a host one of the API's, and none makes an operation on another one.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::project::ApiProject;
use crate::schema::{Evidence, Origin};

/// Takes from samples what is nobody's but their writer's, and from guides what is another's.
pub(crate) fn settle(project: &ApiProject, drafts: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    for endpoint in drafts.iter_mut().filter_map(|(_, endpoint)| endpoint.as_mut()) {
        without_private(endpoint, diagnostics);
    }
    let mut named: BTreeSet<String> = BTreeSet::new();
    named.extend(project.servers.iter().map(|server| host(&server.url.value)));
    named.extend(project.site.iter().flat_map(|site| &site.servers).map(|url| host(&url.value)));
    let mut documented: BTreeSet<String> = BTreeSet::new();
    for (draft, endpoint) in drafts.iter() {
        named.extend(draft.document.servers.iter().map(|(_, url, _)| host(url)));
        let Some(endpoint) = endpoint.as_ref().filter(|endpoint| !is_guide(draft, endpoint)) else { continue };
        named.extend(endpoint.server.iter().chain(&endpoint.others).map(|(url, _)| host(url)));
        documented.insert(endpoint.key());
    }
    // Where nothing names a host, it is the one that most samples with an answer show.
    if named.is_empty() {
        let shown = drafts.iter().filter(|(draft, _)| shows_answer(draft));
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (url, _) in shown.filter_map(|(_, endpoint)| endpoint.as_ref()?.server.as_ref()) {
            *counts.entry(host(url)).or_default() += 1;
        }
        named.extend(counts.into_iter().max_by_key(|(_, count)| *count).map(|(host, _)| host));
    }
    for (draft, place) in drafts {
        let Some(endpoint) = place.as_mut().filter(|endpoint| is_guide(draft, endpoint)) else { continue };
        endpoint.others.clear();
        let is_foreign = |(url, _): &(String, _)| !named.contains(&host(url));
        // Where only guides tell of the API, they are all there is.
        let is_known = !named.is_empty() || !documented.is_empty();
        if is_known && endpoint.server.as_ref().is_some_and(is_foreign) {
            tell(endpoint, diagnostics);
            draft.hints.is_told = true;
            *place = None;
        } else if documented.contains(&endpoint.key()) {
            endpoint.server = None;
        } else if is_known && endpoint.server.is_none() {
            // A guide's call makes an operation only where its host is one of the API's.
            *place = None;
        }
    }
}

fn shows_answer(draft: &Draft) -> bool {
    !draft.answers.responses.is_empty() || !draft.loose.is_empty()
}

/// Tells of a guide that calls somebody else.
fn tell(endpoint: &Endpoint, diagnostics: &mut Diagnostics) {
    let Some((url, origin)) = &endpoint.server else { return };
    let message = format!("this guide calls `{url}`, which no page documents as a host of the API; it is no operation");
    let help = "if it is one, name it in api.toml: `[[server]]` with its `url`";
    diagnostics.push(Diagnostic::at(Code::NotAnOperation, origin.span, message).help(help));
}

/// Whether a page shows a call and documents nothing of it.
fn is_guide(draft: &Draft, endpoint: &Endpoint) -> bool {
    let sampled = |evidence: Evidence| evidence.is_call() || evidence == Evidence::Prose;
    // An answer makes no page documentation where others have fields: a guide shows what comes back, too.
    let has_fields = !draft.rows.is_empty() || !draft.lists.is_empty() || draft.hints.lists_fields;
    let documents = has_fields || !draft.document.references.is_empty();
    endpoint.origins.first().is_some_and(|origin| sampled(origin.evidence)) && !documents
}

/// A sample that calls its writer's own machine says nothing of where the API is.
fn without_private(endpoint: &mut Endpoint, diagnostics: &mut Diagnostics) {
    let sampled = |evidence: Evidence| evidence.is_call();
    endpoint.others.retain(|(url, origin)| !sampled(origin.evidence) || !is_private(url));
    let own = endpoint.server.take_if(|(url, origin)| sampled(origin.evidence) && is_private(url));
    let Some((url, origin)) = own else { return };
    if !endpoint.others.is_empty() {
        endpoint.server = Some(endpoint.others.remove(0));
        return;
    }
    let words = format!("this sample calls `{url}`, which is no server for everybody; it does not count");
    let help = "say in api.toml where the API is: `[[server]]` with `url = \"https://...\"`";
    diagnostics.push(Diagnostic::at(Code::DetailNotRead, origin.span, words).help(help));
}

/// The host of a URL with its port, in lower case.
pub(crate) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether two servers are one: `http` is no other place than `https`.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    // A site may have thousands, each of which is compared with others: nothing is searched for that need not be.
    let place = |url| {
        let (_, rest) = str::split_once(url, ':').unwrap_or(("", url));
        rest.strip_prefix("//").unwrap_or(url).trim_end_matches('/')
    };
    let (a, b): (&str, &str) = (place(a), place(b));
    if a.len() != b.len() {
        return false;
    }
    let (host, path) = a.split_at(a.find('/').unwrap_or(a.len()));
    b.split_at_checked(host.len()).is_some_and(|(other, rest)| host.eq_ignore_ascii_case(other) && path == rest)
}

/// The servers that a page shows or lists for its operation, with their names.
pub(crate) fn listed<'a>(
    draft: &'a Draft,
    endpoint: &'a Endpoint,
) -> impl Iterator<Item = (Option<&'a String>, &'a str, &'a Origin)> {
    let shown = endpoint.server.iter().chain(&endpoint.others).map(|(url, origin)| (None, url.as_str(), origin));
    let listed = draft.document.servers.iter().map(|(name, url, origin)| (name.as_ref(), url.as_str(), origin));
    shown.chain(listed)
}

pub(crate) fn is_private(url: &str) -> bool {
    let host = host(url);
    let is_stand_in = host.contains(['$', '<', '>', '[']) && !host.starts_with('[')
        || host.split('.').any(|label| label.starts_with("your") || label.contains("xxx"));
    if host.contains('@') || is_stand_in {
        return true;
    }
    let bare = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    match bare.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => {
            address.is_loopback() || address.is_private() || address.is_unspecified() || address.is_link_local()
        }
        Ok(IpAddr::V6(address)) => address.is_loopback() || address.is_unspecified(),
        Err(_) => {
            !bare.contains(['.', '{']) || [".localhost", ".local", ".internal"].iter().any(|end| bare.ends_with(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{host, is_private, is_same};

    #[test]
    fn two_servers_are_one_whatever_their_scheme_and_the_case_of_their_host() {
        for (one, other) in [
            ("https://a.example", "http://A.example/"),
            ("https://a.example:8443/v1", "a.example:8443/v1//"),
            ("//a.example/V1/", "https://a.example/V1"),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("https://a.example/v1", "https://a.example/V1"),
            ("https://a.example/v1", "https://a.example"),
            ("https://a.example:1", "https://a.example:2"),
            ("https://ab/c", "https://a/bc"),
        ] {
            assert!(!is_same(one, other) && !is_same(other, one), "{one} {other}");
        }
    }

    #[test]
    fn a_machine_of_ones_own_is_told_from_a_host_for_everybody() {
        let private = ["http://localhost:3000", "http://127.0.0.1", "https://10.0.0.7/api", "http://[::1]:80/x"];
        assert!(private.iter().all(|url| is_private(url)));
        assert!(is_private("https://user@api.example.com") && is_private("http://box.local"));
        assert!(
            is_private("https://$HOST")
                && is_private("https://your-domain.example.com")
                && is_private("http://backend")
        );
        let public = ["https://api.example.com", "https://1.1.1.1", "https://localhost.example.com", "https://{host}"];
        assert!(public.iter().all(|url| !is_private(url)));
        assert_eq!(host("HTTPS://Api.Example.com:8443/v1"), "api.example.com:8443");
    }
}
