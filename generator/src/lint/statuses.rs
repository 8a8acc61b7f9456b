//! Input: a page. Output: statuses that are documented twice side by side.
//! Invariant: two that are told apart by their titles are two cases, and no slip.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::read::code::{info, status_in};
use crate::read::page::{Component, Node, Page};
use crate::source::Span;

pub(super) fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    siblings(&page.content, None, &mut found);
    found
}

/// What names a status among nodes that stand side by side: Tabs and Accordions, the fences of a set of examples, and
/// headings of one level below the same heading.
fn siblings(nodes: &[Node], within: Option<&str>, found: &mut Vec<Diagnostic>) {
    let mut tabs = Seen::default();
    let mut fences = Seen::default();
    let mut headings: Vec<(u8, Seen)> = Vec::new();
    for node in nodes {
        match node {
            Node::Component(component) => {
                if let Some((title, span)) = titled(component) {
                    tabs.enter(&component.name, &title, span, found);
                }
                siblings(&component.children, Some(&component.name), found);
            }
            Node::Code(block) if matches!(within, Some("ResponseExample" | "CodeGroup")) => {
                let info = info(&block.info);
                let key = info.language.unwrap_or_default();
                fences.enter(&key, &info.title, block.outer, found);
            }
            Node::Heading(heading) => {
                headings.retain(|(level, _)| *level <= heading.level);
                if headings.last().is_none_or(|(level, _)| *level < heading.level) {
                    headings.push((heading.level, Seen::default()));
                }
                if let Some((_, seen)) = headings.last_mut() {
                    seen.enter("", &heading.text, heading.span, found);
                }
            }
            _ => {}
        }
    }
}

fn titled(component: &Component) -> Option<(String, Span)> {
    if !matches!(&*component.name, "Tab" | "Accordion" | "Expandable") {
        return None;
    }
    let title = component.attribute("title")?;
    Some((title.value.text()?, title.value_span))
}

/// The titles that were met, by what they are titles of.
#[derive(Default)]
struct Seen(BTreeMap<(String, String), Span>);

impl Seen {
    fn enter(&mut self, kind: &str, title: &str, span: Span, found: &mut Vec<Diagnostic>) {
        let Some(status) = status_in(title) else { return };
        let words = title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match self.0.get(&(kind.to_owned(), words.clone())) {
            Some(first) => {
                let message = format!("`{status}` is documented a second time here, and by the same title");
                let diagnostic = Diagnostic::at(Code::DuplicateStatus, span, message).label(*first, "the first time");
                found.push(diagnostic.help("give each case a title of its own, or make them one"));
            }
            None => {
                self.0.insert((kind.to_owned(), words), span);
            }
        }
    }
}
