//! Input: what stands side by side on a page. Output: the same, with a method that a component only colours and the path
//! behind it as the one line that they are.
//! Invariant: only a component that holds a method and nothing else is taken for its colour.

use std::borrow::Cow;

use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::page::{Component, Node, Prose};
use crate::schema::method::is_method;

/// The nodes with every badge put before the path that follows it.
pub(crate) fn joined<'a>(nodes: &'a [Node], ledger: &mut Ledger) -> Cow<'a, [Node]> {
    if !nodes.iter().any(holds_badge) {
        return Cow::Borrowed(nodes);
    }
    let mut out: Vec<Node> = Vec::new();
    let mut method: Option<(String, &Component)> = None;
    for node in nodes {
        match (node, method.take()) {
            (Node::Prose(prose), Some((word, badge))) if begins_with_path(&prose.markdown) => {
                ledger.settle(badge.id, Outcome::Ignored(Reason::Layout));
                out.push(Node::Prose(Prose {
                    markdown: format!("{word} {}", prose.markdown.trim_start()),
                    ..prose.clone()
                }));
            }
            (node, before) => {
                out.extend(before.map(|(_, badge)| Node::Component(badge.clone())));
                match node {
                    Node::Component(component) => match badge(component) {
                        Some(word) => method = Some((word, component)),
                        None => {
                            let children = joined(&component.children, ledger).into_owned();
                            out.push(Node::Component(Component { children, ..component.clone() }));
                        }
                    },
                    node => out.push(node.clone()),
                }
            }
        }
    }
    out.extend(method.map(|(_, badge)| Node::Component(badge.clone())));
    Cow::Owned(out)
}

fn holds_badge(node: &Node) -> bool {
    let Node::Component(component) = node else { return false };
    badge(component).is_some() || component.children.iter().any(holds_badge)
}

/// The method that a component colours.
fn badge(component: &Component) -> Option<String> {
    let [Node::Prose(prose)] = component.children.as_slice() else { return None };
    let word = prose.markdown.trim().trim_matches(['*', '`']);
    (is_method(word) && word.chars().all(|c| c.is_ascii_uppercase())).then(|| word.to_owned())
}

fn begins_with_path(markdown: &str) -> bool {
    let bare = markdown.trim_start().trim_start_matches(['`', '*']);
    bare.starts_with('/') || bare.starts_with("https://") || bare.starts_with("http://")
}
