//! Input: what the pages of an API were understood as, and their texts. Output: what is wrong with them that changes nothing
//! in the crate.
//! Invariant: nothing here is told by another stage, and what one person may have meant is told with what to do about it.

mod about;
mod calls;
mod hosts;
mod statuses;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::PageReport;
use crate::project::{Allowed, ApiProject};
use crate::read;
use crate::schema::{Api, Operation};
use crate::source::{FileId, SourceMap, Span};

pub use self::about::{About, about, is_of_lint};

/// Checks an API: its project, its model, its pages, and its snippets that no page brings in.
pub(crate) fn check(
    sources: &SourceMap,
    (project, api, pages, unused): (&ApiProject, &Api, &[PageReport], &[FileId]),
) -> Vec<Diagnostic> {
    let mut found = calls::check(sources, api, pages);
    found.extend(values::check(sources, api));
    let hosts = hosts::Known::of(project, api);
    let mut documented: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &api.operations {
        for origin in &operation.origins {
            documented.entry(&origin.page).or_default().push(operation);
        }
    }
    let orphans: BTreeSet<FileId> = unused.iter().copied().collect();
    for report in pages.iter().filter(|report| !orphans.contains(&report.file)) {
        // Every text by itself, as it stands on the disk; what is wrong with its syntax was told.
        let (page, _) = read::read(sources, report.file, &mut Diagnostics::new());
        found.extend(statuses::check(&page));
        let name = sources.file(report.file).map_or("", |file| file.page());
        if let Some(operations) = documented.get(name) {
            found.extend(hosts::check(&hosts, operations, &page));
        }
    }
    // What a page that is not read brings in nobody knows.
    if !project.leaves_out_pages && !project.is_one_page() {
        found.extend(unused.iter().map(|file| {
            Diagnostic::at(Code::UnusedSnippet, Span::new(*file, 0..0), "no page brings in this snippet")
                .help("take it away, or bring it in where it was meant to be")
        }));
    }
    found
}

/// The rules of `[[lint.allow]]` that met nothing.
pub(crate) fn unused_allows(project: &ApiProject, allowed: &Allowed) -> Vec<Diagnostic> {
    let unmet = project.allows.iter().enumerate().filter(|(at, _)| !allowed.met.contains(at));
    let told = unmet.filter_map(|(_, allow)| {
        let page = allow.page.as_ref().map(|(page, _)| format!(" on `{page}`")).unwrap_or_default();
        let message = format!("`{}` is allowed{page}, and told nowhere there", allow.code.as_str());
        Some(Diagnostic::at(Code::UnusedAllow, allow.has_to_meet?, message).help("take it away"))
    });
    told.collect()
}

#[cfg(test)]
mod tests;
