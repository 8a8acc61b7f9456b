//! Input: the endpoints of all pages. Output: the same, with paths below one server where the host allows it.
//! Invariant: server and path together stay the URL that the page documents; what is told is told once for all pages that it
//! concerns.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::project::ApiProject;
use crate::schema::Evidence;
use crate::source::Span;

/// Puts what a server's URL has beyond the API's own in front of the paths.
pub(crate) fn rebase(project: &ApiProject, drafts: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let is_configured =
        !project.servers.is_empty() || project.site.as_ref().is_some_and(|site| !site.servers.is_empty());
    let mut told: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (draft, _) in drafts.iter_mut().filter(|(draft, _)| !is_configured && draft.document.servers.is_empty()) {
        if let Some((span, words)) = draft.document.relative.take() {
            told.entry(words).or_default().push(span);
        }
    }
    tell(told, "say in api.toml where the API is: `[[server]]` with `url = \"https://...\"`", diagnostics);
    let mut told: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (span, words) in drafts.iter_mut().filter_map(|(draft, _)| draft.document.proofs.take()) {
        told.entry(words).or_default().push(span);
    }
    tell(told, "set the others as default headers of the client, or on each request", diagnostics);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (url, _) in drafts.iter().filter_map(|(_, endpoint)| endpoint.as_ref()?.server.as_ref()) {
        *counts.entry(url.clone()).or_default() += 1;
    }
    let Some((main, _)) = counts.into_iter().max_by_key(|(url, count)| (*count, std::cmp::Reverse(url.clone()))) else {
        return;
    };
    // What stands beside the main server on any page serves the same.
    let listed = |draft: &Draft| draft.document.servers.iter().any(|(_, url, _)| *url == main);
    let beside = drafts.iter().filter(|(draft, _)| listed(draft)).flat_map(|(draft, _)| &draft.document.servers);
    let equal: BTreeSet<String> = beside.map(|(_, url, _)| url.clone()).collect();
    for (draft, endpoint) in drafts {
        let Some(endpoint) = endpoint else { continue };
        let Some((url, origin)) = &mut endpoint.server else { continue };
        if *url == main || origin.evidence != Evidence::Openapi || listed(draft) || equal.contains(url) {
            continue;
        }
        if let Some(rest) = url.strip_prefix(&main).filter(|rest| rest.starts_with('/')) {
            endpoint.path = format!("{rest}{}", endpoint.path);
            // Below that one, the path would have its front twice.
            draft.document.servers.retain(|(_, listed, _)| listed != url);
            url.clone_from(&main);
        }
    }
}

fn tell(told: BTreeMap<String, Vec<Span>>, help: &str, diagnostics: &mut Diagnostics) {
    for (words, mut spans) in told {
        // The operations of one document have their place in common.
        spans.dedup();
        let Some((first, others)) = spans.split_first() else { continue };
        let diagnostic = Diagnostic::at(Code::Unsupported, *first, words).of_others(others.len(), ("on", "page"));
        diagnostics.push(diagnostic.help(help));
    }
}
