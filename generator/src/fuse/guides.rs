//! Input: the drafts of all pages with their endpoints. Output: the same, without the calls of guides to hosts that are not the
//! API's.
//! Invariant: a guide names no host: one counts where an API page, a document or a project file names it.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::project::ApiProject;
use crate::schema::Evidence;

/// Takes the endpoint from every guide that calls somebody else.
pub(crate) fn settle(project: &ApiProject, placed: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let hosts = hosts(project, placed);
    if hosts.is_empty() {
        return;
    }
    for (draft, endpoint) in placed.iter_mut().filter(|(draft, endpoint)| is_guide(draft, endpoint.as_ref())) {
        let Some((url, origin)) = endpoint.as_ref().and_then(|endpoint| endpoint.server.clone()) else { continue };
        if host(&url).is_some_and(|host| hosts.contains(host)) {
            continue;
        }
        *endpoint = None;
        draft.hints.is_told = true;
        let message =
            format!("this guide calls `{url}`, which no page documents as a host of the API; it is no operation");
        diagnostics.push(
            Diagnostic::at(Code::NotAnOperation, origin.span, message)
                .help("if it is one, name it in api.toml: `[[server]]` with its `url`"),
        );
    }
}

fn hosts(project: &ApiProject, placed: &[(Draft, Option<Endpoint>)]) -> BTreeSet<String> {
    let configured = project.servers.iter().map(|server| server.url.value.as_str());
    let site = project.site.iter().flat_map(|site| &site.servers).map(|url| url.value.as_str());
    let documents = placed.iter().flat_map(|(draft, _)| &draft.document.servers).map(|(_, url, _)| url.as_str());
    let pages = placed.iter().filter(|(draft, endpoint)| !is_guide(draft, endpoint.as_ref()));
    let pages = pages.filter_map(|(_, endpoint)| Some(endpoint.as_ref()?.server.as_ref()?.0.as_str()));
    configured.chain(site).chain(documents).chain(pages).filter_map(host).map(str::to_owned).collect()
}

/// Whether nothing but samples of calls makes it the page of an operation: no field, no answer, no line of its own.
fn is_guide(draft: &Draft, endpoint: Option<&Endpoint>) -> bool {
    let is_sampled = endpoint.is_some_and(|endpoint| {
        let first = endpoint.origins.first();
        first.is_some_and(|origin| matches!(origin.evidence, Evidence::Curl | Evidence::Fetch | Evidence::Prose))
    });
    is_sampled
        && draft.rows.is_empty()
        && draft.lists.is_empty()
        && draft.answers.responses.is_empty()
        && draft.loose.is_empty()
        && draft.document.references.is_empty()
}

/// The host of a URL, with its port.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())
}
