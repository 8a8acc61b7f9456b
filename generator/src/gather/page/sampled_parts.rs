//! Input: what stands on a page without any request line. Output: its parts, where each of several headings has the samples of
//! one call below it.
//! Invariant: a page is taken apart only where no heading has two calls below it, and where fields stand below one of them;
//! every node is in one part.

use std::collections::BTreeSet;

use crate::draft::target;
use crate::gather::page::operations::{Part, holds_fields, lines};
use crate::project::ComponentRule;
use crate::read::code;
use crate::read::page::{Heading, Node};
use crate::read::pattern::patterns;
use crate::schema::path::identity;

patterns! {
    /// The head of a table of fields.
    FIELDS = r"(?im)^\s*\|\s*(?:name|key|field|param|parameter|attribute|property|argument)s?(?: name)?\s*\|";
}

/// What stands below one heading.
struct Section<'a> {
    heading: &'a Heading,
    nodes: &'a [Node],
    calls: BTreeSet<(String, String)>,
}

/// The parts of a page by its samples; the first has what is of no call.
pub(crate) fn parts(nodes: &[Node], rules: &[ComponentRule]) -> Option<Vec<Part>> {
    let mut has_lines = false;
    lines(nodes, rules, &mut |_| has_lines = true);
    if has_lines {
        return None;
    }
    let levels: BTreeSet<u8> = nodes.iter().filter_map(|node| heading(node).map(|heading| heading.level)).collect();
    levels.into_iter().find_map(|level| at_level(nodes, level, rules))
}

fn at_level(nodes: &[Node], level: u8, rules: &[ComponentRule]) -> Option<Vec<Part>> {
    let opens = |node: &Node| heading(node).is_some_and(|heading| heading.level <= level);
    let first = nodes.iter().position(|node| heading(node).is_some_and(|heading| heading.level == level))?;
    let (before, mut rest) = nodes.split_at_checked(first)?;
    let mut opening = Part::new(None, before.to_vec());
    let mut sections: Vec<Section<'_>> = Vec::new();
    while let Some((node, below)) = rest.split_first() {
        let end = below.iter().position(opens).unwrap_or(below.len());
        let (own, others) = below.split_at_checked(end)?;
        let mut calls = BTreeSet::new();
        own.iter().for_each(|node| called(node, &mut calls));
        match heading(node).filter(|heading| heading.level == level && !calls.is_empty()) {
            Some(heading) => sections.push(Section { heading, nodes: own, calls }),
            None => {
                opening.nodes.push(node.clone());
                opening.nodes.extend_from_slice(own);
            }
        }
        rest = others;
    }
    let mut outside = BTreeSet::new();
    before.iter().for_each(|node| called(node, &mut outside));
    let all: BTreeSet<&(String, String)> = sections.iter().flat_map(|section| &section.calls).collect();
    let is_one_each = sections.iter().all(|section| section.calls.len() == 1) && all.len() == sections.len();
    let is_documented = sections.iter().any(|section| documents(section.nodes, rules));
    if sections.len() < 2 || !is_one_each || !is_documented || !outside.is_empty() {
        return None;
    }
    let part = |section: Section<'_>| Part::new(Some(section.heading.text.clone()), section.nodes.to_vec());
    Some(std::iter::once(opening).chain(sections.into_iter().map(part)).collect())
}

fn heading(node: &Node) -> Option<&Heading> {
    match node {
        Node::Heading(heading) => Some(heading),
        _ => None,
    }
}

/// The calls that samples make, method and path.
fn called(node: &Node, calls: &mut BTreeSet<(String, String)>) {
    match node {
        Node::Component(component) => component.children.iter().for_each(|node| called(node, calls)),
        Node::Code(block) => calls.extend(code::requests(block).into_iter().filter_map(|request| {
            let target = target::target(&request.url?.value)?;
            let method = request.method.map_or_else(|| "GET".to_owned(), |method| method.value);
            target.server.is_some().then(|| (method, identity(&target.path)))
        })),
        _ => {}
    }
}

fn documents(nodes: &[Node], rules: &[ComponentRule]) -> bool {
    holds_fields(nodes, rules)
        || nodes.iter().any(|node| matches!(node, Node::Prose(prose) if FIELDS.is_match(&prose.markdown)))
}
