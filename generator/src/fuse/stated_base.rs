//! Input: the pages with their endpoints, and the project files. Output: the same, served where a page says that the API is,
//! if nothing else says so.
//! Invariant: a sentence is the weakest that names a host; of two that name hosts of different owners neither counts.

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::fuse::hosts::{host, is_private};
use crate::project::ApiProject;
use crate::schema::{Origin, path};

pub(crate) fn settle(project: &ApiProject, drafts: &mut [(Draft, Option<Endpoint>)]) {
    let is_configured =
        !project.servers.is_empty() || project.site.as_ref().is_some_and(|site| !site.servers.is_empty());
    let is_named = |(draft, endpoint): &(Draft, Option<Endpoint>)| {
        !draft.document.servers.is_empty() || endpoint.as_ref().is_some_and(|endpoint| endpoint.server.is_some())
    };
    if is_configured || drafts.iter().any(is_named) {
        return;
    }
    let mut bases: Vec<(String, Origin)> = Vec::new();
    for (url, origin) in drafts.iter().flat_map(|(draft, _)| &draft.hints.bases) {
        if !is_private(url) && !bases.iter().any(|(known, _)| known == url) {
            bases.push((url.clone(), origin.clone()));
        }
    }
    let Some(first) = bases.first().map(|(url, _)| owner(url)) else { return };
    if bases.iter().any(|(url, _)| owner(url) != first) {
        return;
    }
    let endpoints = || drafts.iter().filter_map(|(_, endpoint)| endpoint.as_ref());
    for (url, _) in &mut bases {
        // Where the paths have it, the server has not.
        let base = url.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
        let base = base.map(str::to_owned).unwrap_or_default();
        let repeats = |endpoint: &Endpoint| path::bare(&endpoint.path).starts_with(&format!("{base}/"));
        if !base.is_empty() && endpoints().all(repeats) {
            url.truncate(url.len() - base.len());
        }
    }
    for endpoint in drafts.iter_mut().filter_map(|(_, endpoint)| endpoint.as_mut()) {
        let mut bases = bases.iter().cloned();
        endpoint.server = bases.next();
        endpoint.others.extend(bases);
    }
}

/// The last two labels of a host: whose it is.
fn owner(url: &str) -> String {
    let host = host(url);
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    labels.join(".")
}
