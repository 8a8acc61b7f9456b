//! Input: what `[[evidence]]` in api.toml says of a page. Output: its claims, in the page's draft.
//! Invariant: they are claims as any others: the strongest wins elsewhere.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::target::target;
use crate::near;
use crate::project::{ApiProject, PageEvidence};
use crate::read::ledger::Ledger;
use crate::read::page::{Node, Page};
use crate::schema::Evidence;
use crate::source::SourceMap;

/// Adds what api.toml says of the page.
pub(crate) fn configured(draft: &mut Draft, evidence: &[PageEvidence]) {
    for entry in evidence.iter().filter(|entry| entry.heading.is_none() && entry.page.value == draft.page) {
        let known = draft.endpoints.iter().find_map(|claim| claim.target.clone());
        let target = entry.path.as_ref().and_then(|path| target(&path.value)).or(known);
        let method = entry.method.as_ref().map(|method| method.value.to_ascii_uppercase());
        let origin = draft.origin(Evidence::Config, entry.page.span);
        draft.endpoints.push(EndpointClaim { method, target, origin });
    }
}

/// Whether it names the operation of a page, which then has that one alone.
pub(crate) fn names(evidence: &[PageEvidence], page: &str) -> bool {
    evidence.iter().any(|entry| entry.heading.is_none() && entry.page.value == page)
}

/// Tells what api.toml says of pages that are not there, and of components that no page has.
pub(crate) fn check(
    project: &ApiProject,
    pages: &[(Page, Ledger)],
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) {
    // Of a folder that is not read, and of one page alone, nobody can say what is missing.
    if project.is_unread || project.is_one_page() {
        return;
    }
    let paths: BTreeSet<&str> =
        pages.iter().filter_map(|(page, _)| sources.file(page.file)).map(|file| file.page()).collect();
    for entry in project.evidence.iter().filter(|entry| !paths.contains(entry.page.value.as_str())) {
        let message = format!("`{}` is no page of this API", entry.page.value);
        let help = near::did_you_mean(&entry.page.value, paths.iter().copied())
            .unwrap_or_else(|| "remove this, or write the page's path as it is in the folder".to_owned());
        diagnostics.push(Diagnostic::at(Code::StaleEvidence, entry.page.span, message).help(help));
    }
    if project.components.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    pages.iter().for_each(|(page, _)| names_of(&page.content, &mut seen));
    for rule in project.components.iter().filter(|rule| !seen.contains(rule.component.value.as_str())) {
        let message = format!("no page has a component `{}`", rule.component.value);
        let help = near::did_you_mean(&rule.component.value, seen.iter().copied())
            .unwrap_or_else(|| "remove this, or write the name as the pages do".to_owned());
        diagnostics.push(Diagnostic::at(Code::UnusedComponent, rule.component.span, message).help(help));
    }
}

fn names_of<'a>(nodes: &'a [Node], seen: &mut BTreeSet<&'a str>) {
    for node in nodes {
        if let Node::Component(component) = node {
            seen.insert(&component.name);
            names_of(&component.children, seen);
        }
    }
}
