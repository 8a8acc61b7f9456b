//! Input: what a site has, and how the folder differs. Output: lines for people, and how the command ends.
//! Invariant: whatever was not taken is told, each with its reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::cli::outcome::End;
use crate::cli::program;
use crate::cli::terminal::{print, say};
use crate::fetch::{Fetched, LeftOut};
use crate::output::{SiteChange, SiteChangeKind, SiteChanges};
use crate::project::ApiProject;

/// More lines of one kind than this are counted alone.
const MAX_LINES: usize = 20;

/// Says what happened.
pub(super) fn report(project: &ApiProject, fetched: &Fetched, changes: &SiteChanges, only_looked: bool) -> End {
    let mut by_kind: BTreeMap<&'static str, Vec<&SiteChange>> = BTreeMap::new();
    changes.list.iter().for_each(|change| by_kind.entry(change.kind.as_str()).or_default().push(change));
    for (word, changes) in &by_kind {
        for change in changes.iter().take(MAX_LINES) {
            print(&format!("{word} {}/{}{}\n", project.shown, change.path, help(change.kind)));
        }
        rest(word, changes.len(), "pages");
    }
    for page in fetched.stuck.iter().take(MAX_LINES) {
        print(&format!("stays {}/{}: the site has another thing in its place\n", project.shown, page.path));
    }
    rest("stays", fetched.stuck.len(), "pages");
    print(&left_out(&fetched.left_out));
    say(&summary(fetched, changes, only_looked));
    let count = |kind| changes.list.iter().filter(|change| change.kind == kind).count();
    let written = count(SiteChangeKind::Added) + count(SiteChangeKind::Changed) + count(SiteChangeKind::Removed);
    if written > 0 && !only_looked {
        say(&format!("Next: `{} regen`, and read what it changes.", program::name()));
    }
    let is_finding = changes.list.iter().any(|change| change.kind.is_finding()) || !fetched.stuck.is_empty();
    if is_finding { End::Findings } else { End::Fine }
}

/// What was listed and not taken.
pub(in crate::cli) fn left_out(list: &[LeftOut]) -> String {
    let mut text = String::new();
    for one in list.iter().take(MAX_LINES) {
        let line = format!("left out {}: {}", one.what, one.why);
        let _ = writeln!(text, "{}", annotate_snippets::normalize_untrusted_str(&line));
    }
    if list.len() > MAX_LINES {
        let _ = writeln!(text, "left out {} more", list.len() - MAX_LINES);
    }
    text
}

fn rest(word: &str, count: usize, things: &str) {
    if count > MAX_LINES {
        print(&format!("{word} {} more {things}\n", count - MAX_LINES));
    }
}

fn help(kind: SiteChangeKind) -> String {
    match kind {
        SiteChangeKind::Gone => ": the site no longer has it; it stays (`--prune` deletes it)".to_owned(),
        SiteChangeKind::Edited => {
            ": it was edited after it was fetched, and the site has a new text; it stays (delete it to get the site's)"
                .to_owned()
        }
        SiteChangeKind::InTheWay(why) => format!(": {why}; it stays (move it away to get the site's page)"),
        SiteChangeKind::Added | SiteChangeKind::Changed | SiteChangeKind::Removed => String::new(),
    }
}

/// `12 pages: 1 added, 2 changed, 9 as they were; 3 answers, 14 KiB`
fn summary(fetched: &Fetched, changes: &SiteChanges, only_looked: bool) -> String {
    let plural = |count: u64, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let mut text = format!("{} of the site: ", plural(fetched.pages.len() as u64, "page"));
    let mut parts = Vec::new();
    let mut counts: BTreeMap<SiteChangeKind, usize> = BTreeMap::new();
    for change in &changes.list {
        let kind =
            if let SiteChangeKind::InTheWay(_) = change.kind { SiteChangeKind::InTheWay("") } else { change.kind };
        *counts.entry(kind).or_default() += 1;
    }
    parts.extend(counts.iter().map(|(kind, count)| format!("{count} {}", kind.as_str())));
    if changes.same > 0 {
        parts.push(format!("{} as {} before", changes.same, if changes.same == 1 { "it was" } else { "they were" }));
    }
    if !fetched.stuck.is_empty() {
        parts.push(format!("{} left as before", fetched.stuck.len()));
    }
    text.push_str(&parts.join(", "));
    let kib = fetched.bytes.div_ceil(1024);
    let _ = write!(text, "; {} with {kib} KiB", plural(fetched.answers, "answer"));
    if only_looked {
        text.push_str("; nothing was written");
    }
    text
}
