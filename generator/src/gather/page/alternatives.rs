//! Input: what stands side by side on a page. Output: the components of it that document the same in several ways.
//! Invariant: lists that share no field are all parts of one thing; lists that share one are several cases of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::gather::page::field_components;
use crate::gather::page::field_components::FieldComponent;
use crate::project::ComponentRule;
use crate::read::page::{Component, Node};
use crate::source::Span;

/// The tags of the components whose fields are alternatives: each shares a field with another one.
pub(crate) fn alternatives(nodes: &[Node], rules: &[ComponentRule]) -> BTreeSet<Span> {
    let lists: Vec<(Span, BTreeSet<String>)> = nodes.iter().filter_map(|node| list(node, rules)).collect();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for name in lists.iter().flat_map(|(_, names)| names) {
        *holders.entry(name).or_default() += 1;
    }
    let is_shared = |name: &String| holders.get(name.as_str()).is_some_and(|count| *count > 1);
    lists.iter().filter(|(_, names)| names.iter().any(is_shared)).map(|(tag, _)| *tag).collect()
}

/// A titled component with fields, and their names.
fn list(node: &Node, rules: &[ComponentRule]) -> Option<(Span, BTreeSet<String>)> {
    let Node::Component(component) = node else { return None };
    let is_field = field_components::field(component, rules).is_some();
    if is_field || !matches!(&*component.name, "Expandable" | "Accordion" | "Tab") {
        return None;
    }
    let fields = field_components::below(&component.children, rules);
    let names: BTreeSet<String> = fields.iter().filter_map(|(field, tag)| name(field, *tag)).collect();
    (!names.is_empty()).then_some((component.tag, names))
}

fn name(field: &Component, tag: FieldComponent<'_>) -> Option<String> {
    let attribute = |name: &str| field.attribute(name).and_then(|found| found.value.text());
    match tag {
        FieldComponent::Mapped(rule) => attribute(rule.name.as_deref()?),
        _ => tag.names().iter().find_map(|name| attribute(name)),
    }
}
