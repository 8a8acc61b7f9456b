//! Input: a page that was read. Output: a panic where a place of it is none of its text.
//! Invariant: a place begins and ends between characters, and every component has its entry in the account.

use fieldstone::read::json::{Json, JsonKind};
use fieldstone::read::ledger::Ledger;
use fieldstone::read::page::{Node, Page};
use fieldstone::source::{SourceMap, Span};

/// Holds a place to the text that it is of.
pub(crate) fn lies_in_its_text(sources: &SourceMap, span: Span) {
    let original = sources.original(span);
    let text = sources.file(original.file).expect("a place is of a text that was read").text();
    assert!(text.get(original.range()).is_some(), "{original:?} is no place of {} bytes", text.len());
    // And a person can be led there.
    let at = sources.position(span);
    assert!(at.line >= 1 && at.column >= 1);
}

/// Holds all of a page to its text, and its components to the account.
pub(crate) fn of_page(sources: &SourceMap, page: &Page, ledger: &Ledger) {
    for entry in &page.frontmatter {
        lies_in_its_text(sources, entry.span);
    }
    let heads = [&page.title, &page.description];
    heads.into_iter().flatten().for_each(|head| lies_in_its_text(sources, head.span));
    let mut components = 0;
    // No recursion: what nests is only as deep as the text is long.
    let mut open: Vec<&Node> = page.content.iter().collect();
    while let Some(node) = open.pop() {
        match node {
            Node::Heading(heading) => lies_in_its_text(sources, heading.span),
            Node::Prose(prose) => lies_in_its_text(sources, prose.span),
            Node::Code(code) => {
                lies_in_its_text(sources, code.span);
                lies_in_its_text(sources, code.outer);
                assert_eq!(sources.text(code.span), code.text, "an offset into the code is one into the page");
            }
            Node::Component(component) => {
                components += 1;
                let entry = ledger.entry(component.id).expect("a component has its entry");
                assert_eq!((&entry.name, entry.tag), (&component.name, component.tag));
                lies_in_its_text(sources, component.tag);
                for attribute in &component.attributes {
                    lies_in_its_text(sources, attribute.span);
                    lies_in_its_text(sources, attribute.value_span);
                }
                open.extend(&component.children);
            }
            Node::Endpoint(endpoint) => lies_in_its_text(sources, endpoint.span),
            Node::ListedField(field) => {
                lies_in_its_text(sources, field.span);
                lies_in_its_text(sources, field.name.span);
            }
        }
    }
    assert!(components <= ledger.entries().len(), "{components} components, and fewer entries");
    ledger.entries().iter().for_each(|entry| lies_in_its_text(sources, entry.tag));
}

/// Holds a value and everything in it to its text.
pub(crate) fn of_json(sources: &SourceMap, json: &Json) {
    let mut open = vec![json];
    while let Some(json) = open.pop() {
        lies_in_its_text(sources, json.span);
        match &json.kind {
            JsonKind::Array(items) => open.extend(items),
            JsonKind::Object(members) => {
                members.iter().for_each(|(name, _)| lies_in_its_text(sources, name.span));
                open.extend(members.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
}
