//! Input: the pages of operations, and which hosts are the API's. Output: samples on them that call another one.
//! Invariant: a host that a page, a document or a project file states is the API's, and so is one that the samples of several
//! pages show; one that a single page shows may be a slip.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic};
use crate::project::ApiProject;
use crate::read::code;
use crate::read::page::{CodeBlock, Node, Page};
use crate::schema::host::{host, unsafe_because};
use crate::schema::{Api, Evidence, Operation, Server};

/// The hosts of an API.
pub(super) struct Known {
    hosts: BTreeSet<String>,
    first: String,
}

impl Known {
    pub(super) fn of(project: &ApiProject, api: &Api) -> Self {
        let first = api.servers.first().map(|server| host(&server.url)).unwrap_or_default();
        let servers = api.servers.iter().chain(api.operations.iter().flat_map(|operation| &operation.servers));
        let mut hosts: BTreeSet<String> =
            servers.filter(|server| is_stated(server)).map(|server| host(&server.url)).collect();
        hosts.extend(project.servers.iter().map(|server| host(&server.url.value)));
        hosts.extend(project.site.iter().flat_map(|site| &site.servers).map(|url| host(&url.value)));
        hosts.insert(first.clone());
        let mut pages: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for server in api.operations.iter().flat_map(|operation| &operation.servers) {
            let shown = server.origins.iter().map(|origin| origin.page.as_str());
            pages.entry(host(&server.url)).or_default().extend(shown);
        }
        hosts.extend(pages.into_iter().filter(|(_, pages)| pages.len() > 1).map(|(host, _)| host));
        // Where no more than one sample shows the first, neither it nor another is the strange one.
        let shown = api.servers.first().map(|server| server.origins.iter().map(|origin| &origin.page).collect());
        let is_certain =
            api.servers.first().is_some_and(is_stated) || shown.is_some_and(|shown: BTreeSet<_>| shown.len() > 1);
        Self { hosts, first: if is_certain { first } else { String::new() } }
    }
}

fn is_stated(server: &Server) -> bool {
    let shown = |evidence: Evidence| evidence.is_call() || evidence == Evidence::Prose;
    server.origins.iter().any(|origin| !shown(origin.evidence))
}

/// The samples on the page of these operations that call another host.
pub(super) fn check(known: &Known, operations: &[&Operation], page: &Page) -> Vec<Diagnostic> {
    let mut blocks = Vec::new();
    collect(&page.content, &mut blocks);
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for sample in blocks.into_iter().flat_map(code::requests) {
        let Some(url) = sample.url else { continue };
        let is_whole = url.value.starts_with("https://") || url.value.starts_with("http://");
        let called = host(&url.value);
        // Whoever calls a machine of their own, or leaves the host open, names nobody.
        let is_open = called.contains(['$', '{', '<', '[', '*']) || !called.contains('.');
        let is_own = is_open || unsafe_because(&url.value).is_some() || is_placeholder(&called);
        if !is_whole || known.first.is_empty() || is_own || known.hosts.contains(&called) {
            continue;
        }
        if told.insert(called.clone()) {
            let is_its_own =
                operations.iter().any(|one| one.servers.first().is_some_and(|server| host(&server.url) == called));
            let goes = if is_its_own { "; the operation is called there" } else { "" };
            let message = format!("this sample calls `{called}`, and the API is at `{}`{goes}", known.first);
            let help = "mend the sample; if the API is there as well, name it in api.toml: `[[server]]` with its `url`";
            found.push(Diagnostic::at(Code::ForeignHost, url.span, message).help(help));
        }
    }
    found
}

/// A host that stands for the reader's own.
fn is_placeholder(host: &str) -> bool {
    host.split(['.', '-', '_']).any(|word| word.starts_with("your") || word == "xxx" || word == "localhost")
}

fn collect<'a>(nodes: &'a [Node], blocks: &mut Vec<&'a CodeBlock>) {
    for node in nodes {
        match node {
            Node::Code(block) => blocks.push(block),
            Node::Component(component) => collect(&component.children, blocks),
            _ => {}
        }
    }
}
