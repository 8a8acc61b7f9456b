//! Input: what stands side by side on a page. Output: the components of it that document the same in several ways.
//! Invariant: lists that share no field are all parts of one thing; lists that share one are several cases of it.

use std::collections::BTreeSet;

use crate::gather::page::field_components;
use crate::gather::page::field_components::FieldComponent;
use crate::project::ComponentRule;
use crate::read::page::{Component, Node};
use crate::source::Span;

/// The tags of the components whose fields are alternatives: each shares a field with another one.
pub(crate) fn alternatives(nodes: &[Node], rules: &[ComponentRule]) -> BTreeSet<Span> {
    let lists: Vec<(Span, BTreeSet<String>)> = nodes.iter().filter_map(|node| list(node, rules)).collect();
    let shares = |index: usize, names: &BTreeSet<String>| {
        lists.iter().enumerate().any(|(other, (_, known))| other != index && !known.is_disjoint(names))
    };
    let found = lists.iter().enumerate().filter(|(index, (_, names))| shares(*index, names));
    found.map(|(_, (tag, _))| *tag).collect()
}

/// A titled component with fields, and their names.
fn list(node: &Node, rules: &[ComponentRule]) -> Option<(Span, BTreeSet<String>)> {
    let Node::Component(component) = node else { return None };
    let is_field = field_components::field(component, rules).is_some();
    if is_field || !matches!(component.name.as_str(), "Expandable" | "Accordion" | "Tab") {
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
