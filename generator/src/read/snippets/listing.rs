//! Input: the library after all pages were read. Output: each snippet as a page of its own, with the account of its components.
//! Invariant: a component of a snippet is accounted for once, however many pages bring it in, and if none does.

use std::collections::BTreeMap;

use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::page::{Component, ComponentId, Format, Node, Page};
use crate::source::{FileId, Span};

use super::library::{Library, Snippet};

/// A snippet, or components of a page, as they stand on the disk, nothing put into them.
#[derive(Debug)]
pub struct ReadSnippet {
    /// What it holds, as if it were a page.
    pub page: Page,
    /// The account of its components.
    pub ledger: Ledger,
}

impl Library<'_> {
    /// The snippets that were read, in order of their first use. `accounts` are those of the pages, each with its text: what
    /// became of a component there became of the snippet's.
    pub fn into_snippets<'p>(self, accounts: impl IntoIterator<Item = (FileId, &'p Ledger)>) -> Vec<ReadSnippet> {
        let mut outcomes: BTreeMap<(FileId, u32), Outcome> = BTreeMap::new();
        for (file, ledger) in accounts {
            for entry in ledger.entries().iter().filter(|entry| entry.tag.file != file) {
                let Some(outcome) = entry.outcome else { continue };
                let known = outcomes.entry(key(entry.tag)).or_insert(outcome);
                *known = (*known).min(outcome);
            }
        }
        self.snippets.into_iter().map(|snippet| listing(snippet, &outcomes)).collect()
    }
}

fn alone(file: FileId, format: Format, content: Vec<Node>) -> Page {
    Page { file, format, frontmatter: Vec::new(), title: None, description: None, content }
}

fn listing(snippet: Snippet, outcomes: &BTreeMap<(FileId, u32), Outcome>) -> ReadSnippet {
    let mut content = snippet.content;
    let asked = snippet.shown.into_values().filter(|shown| shown.asked);
    content.extend(asked.flat_map(|shown| shown.content));
    let mut ledger = Ledger::default();
    enter(&mut content, None, &mut ledger);
    let ids: Vec<(ComponentId, Span)> = (0u32..).map(ComponentId).zip(ledger.entries().iter().map(|e| e.tag)).collect();
    for (id, tag) in ids {
        let outcome = outcomes.get(&key(tag)).copied();
        ledger.settle(id, outcome.unwrap_or(Outcome::Ignored(Reason::UnusedSnippet)));
    }
    let read: std::collections::BTreeSet<u32> = ledger.entries().iter().map(|entry| entry.tag.start).collect();
    for entry in snippet.settled.into_iter().filter(|entry| !read.contains(&entry.tag.start)) {
        let id = ledger.enter(entry.name, entry.tag, None);
        entry.outcome.into_iter().for_each(|outcome| ledger.settle(id, outcome));
    }
    ReadSnippet { page: alone(snippet.file, snippet.format, content), ledger }
}

fn enter(nodes: &mut [Node], parent: Option<ComponentId>, ledger: &mut Ledger) {
    for node in nodes {
        if let Node::Component(Component { id, name, tag, children, .. }) = node {
            *id = ledger.enter(name.clone(), *tag, parent);
            enter(children, Some(*id), ledger);
        }
    }
}

fn key(tag: Span) -> (FileId, u32) {
    (tag.file, tag.start)
}
