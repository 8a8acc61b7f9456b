//! Input: the endpoints of all pages, and the servers that project files and documents name. Output: the same, where a path
//! that repeats a server's own path is a path below that server.
//! Invariant: server and path together stay the URL that the page shows; what a document says of its own paths stays.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::fuse::hosts::host;
use crate::project::ApiProject;
use crate::schema::Evidence;
use crate::schema::path::identity;

/// Takes a server's path off the paths that repeat it.
pub(crate) fn settle(project: &ApiProject, placed: &mut [(Draft, Option<Endpoint>)]) {
    let configured = project.servers.iter().map(|server| server.url.value.as_str());
    let site = project.site.iter().flat_map(|site| &site.servers).map(|url| url.value.as_str());
    let documents = placed.iter().flat_map(|(draft, _)| &draft.document.servers).map(|(_, url, _)| url.as_str());
    let named: Vec<String> =
        configured.chain(site).chain(documents).map(|url| url.trim_end_matches('/').to_owned()).collect();
    let bases: Vec<(String, String)> = named.iter().filter_map(|url| base(url)).collect();
    // What names no host goes to the server that is named first.
    let main = named.first().and_then(|url| base(url));
    let is_documents =
        |endpoint: &Endpoint| endpoint.origins.first().is_none_or(|origin| origin.evidence == Evidence::Openapi);
    let endpoints = placed.iter().filter_map(|(_, endpoint)| endpoint.as_ref());
    let of_documents: BTreeSet<String> =
        endpoints.filter(|endpoint| is_documents(endpoint)).map(Endpoint::key).collect();
    for endpoint in placed.iter_mut().filter_map(|(_, endpoint)| endpoint.as_mut()) {
        if is_documents(endpoint) {
            continue;
        }
        secure(endpoint, &named);
        let shown = endpoint.server.as_ref().map(|(url, _)| host(url));
        let below = |(front, path): &(String, String)| {
            let rest = endpoint.path.strip_prefix(path.as_str()).filter(|rest| rest.starts_with('/'))?;
            Some((format!("{front}{path}"), rest.to_owned()))
        };
        let repeated = match &shown {
            Some(shown) => bases.iter().filter(|(front, _)| host(front) == *shown).find_map(below),
            None => main.as_ref().and_then(below),
        };
        let Some((base, rest)) = repeated else { continue };
        let shorter = Endpoint { path: rest, ..endpoint.clone() };
        // A document's paths are below the API's main server, whatever the server of each.
        if !of_documents.contains(&endpoint.key()) || of_documents.contains(&shorter.key()) {
            endpoint.path = shorter.path;
            endpoint.server.iter_mut().for_each(|(url, _)| url.clone_from(&base));
        }
    }
}

/// Leads a sample that writes base and path as one to where the pages of its host name them apart: to the operation that it
/// calls, or, where all of them name one base, below that.
pub(crate) fn join_samples(placed: &mut [(Draft, Option<Endpoint>)]) {
    let is_sampled = |endpoint: &Endpoint| endpoint.origins.first().is_some_and(|origin| origin.evidence.is_call());
    let mut apart: BTreeMap<(String, String, String), String> = BTreeMap::new();
    let mut of_hosts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for endpoint in placed.iter().filter_map(|(_, endpoint)| endpoint.as_ref()).filter(|one| !is_sampled(one)) {
        let Some((url, _)) = &endpoint.server else { continue };
        let whole = url.trim_end_matches('/');
        of_hosts.entry(host(url)).or_default().insert(whole.to_owned());
        if let Some((_, path)) = base(url) {
            let path = identity(&format!("{path}{}", endpoint.path));
            apart.insert((endpoint.method.clone(), host(url), path), whole.to_owned());
        }
    }
    for endpoint in placed.iter_mut().filter_map(|(_, endpoint)| endpoint.as_mut()).filter(|one| is_sampled(one)) {
        let Some((url, _)) = &mut endpoint.server else { continue };
        let key = (endpoint.method.clone(), host(url), identity(&endpoint.path));
        let only = || of_hosts.get(&key.1).filter(|urls| urls.len() == 1).and_then(|urls| urls.first());
        let Some(joined) = apart.get(&key).or_else(only) else { continue };
        let below = |(_, path): (String, String)| {
            endpoint.path.strip_prefix(path.as_str()).filter(|rest| rest.starts_with('/')).map(str::to_owned)
        };
        if let Some(rest) = base(joined).and_then(below) {
            endpoint.path = rest;
            url.clone_from(joined);
        }
    }
}

/// A sample that calls a named host without TLS means the host as it is named.
fn secure(endpoint: &mut Endpoint, named: &[String]) {
    let Some((url, _)) = &mut endpoint.server else { return };
    let Some(rest) = url.strip_prefix("http://") else { return };
    if named.iter().any(|known| known.starts_with("https://") && host(known) == host(url)) {
        *url = format!("https://{rest}");
    }
}

/// Host and path of a URL that has a path.
fn base(url: &str) -> Option<(String, String)> {
    let url = url.trim_end_matches('/');
    let host = url.find("://")? + 3;
    let at = host + url.get(host..)?.find('/')?;
    Some((url.get(..at)?.to_owned(), url.get(at..)?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn only_a_url_with_a_path_is_a_base() {
        assert_eq!(base("https://h.example/v2/"), Some(("https://h.example".to_owned(), "/v2".to_owned())));
        assert_eq!(base("https://h.example"), None);
        assert_eq!(base("/v2"), None);
    }
}
