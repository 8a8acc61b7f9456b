//! Input: all pages of an API, and what its api.toml and its snippets say of the vendor's own components. Output: those of
//! api.toml, and beside them a rule for each component that is certainly a field.
//! Invariant: a component that holds names and types is a field, or is told with the lines for api.toml; what api.toml
//! says of a component is all that counts of it.

mod usage;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::ComponentRule;
use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::page::{Node, Page};
use crate::source::Spanned;

use self::usage::{Usage, Usages};

/// The rules of api.toml and those that the pages prove. `shown` are the properties that the components of the folder's
/// snippets show, by the component's name. What may be a field, and is not certain to be one, is told and settled.
pub(crate) fn rules(
    given: &[ComponentRule],
    shown: &BTreeMap<String, BTreeSet<String>>,
    pages: &mut [(Page, Ledger)],
    diagnostics: &mut Diagnostics,
) -> Vec<ComponentRule> {
    let mut usages = Usages::new(given);
    pages.iter().for_each(|(page, _)| usages.page(&page.content));
    let mut rules = given.to_vec();
    let mut told = BTreeSet::new();
    for (name, usage) in usages.into_all() {
        let Some(rule) = rule(&name, &usage) else { continue };
        let is_shown = shown
            .get(&name)
            .is_some_and(|shown| [&rule.name, &rule.ty].into_iter().flatten().all(|property| shown.contains(property)));
        if usage.is_certain(words::is_field(&name) || is_shown) {
            diagnostics.push(taken(&name, &rule, &usage));
            rules.push(rule);
        } else if usage.is_likely(words::is_field(&name) || is_shown) {
            diagnostics.push(passed_over(&name, &rule, &usage));
            told.insert(name);
        }
    }
    if !told.is_empty() {
        pages.iter_mut().for_each(|(page, ledger)| settle(&page.content, &told, ledger));
    }
    rules
}

fn rule(component: &str, usage: &Usage) -> Option<ComponentRule> {
    Some(ComponentRule {
        component: Spanned::new(component.to_owned(), usage.first()?),
        name: Some(usage.name()?),
        ty: Some(usage.ty()?),
        required: usage.attribute(words::REQUIRED),
        deprecated: usage.attribute(words::DEPRECATED),
        default: usage.attribute(words::DEFAULT),
        description: usage.attribute(words::DESCRIPTION),
        parent: usage.attribute(words::PARENT),
        method: None,
        path: None,
    })
}

fn taken(name: &str, rule: &ComponentRule, usage: &Usage) -> Diagnostic {
    let message = format!(
        "`<{name}>` is a component of the vendor's own; its `{}` and `{}` are taken as name and type of a field",
        rule.name.as_deref().unwrap_or_default(),
        rule.ty.as_deref().unwrap_or_default(),
    );
    let others = usage.places().saturating_sub(1);
    Diagnostic::at(Code::ComponentTakenAsField, usage.first(), message).of_others(others, ("in", "place")).help(format!(
        "to have it read otherwise, write this into api.toml and change it; the first line alone makes it no field:\n{}",
        lines(rule)
    ))
}

fn passed_over(name: &str, rule: &ComponentRule, usage: &Usage) -> Diagnostic {
    let message = format!(
        "`<{name}>` is a component of the vendor's own and may be a field, with its name in `{}` and its type in `{}`; it \
         was passed over",
        rule.name.as_deref().unwrap_or_default(),
        rule.ty.as_deref().unwrap_or_default(),
    );
    let others = usage.places().saturating_sub(1);
    Diagnostic::at(Code::ComponentNotRead, usage.first(), message).of_others(others, ("in", "place")).help(format!(
        "if it is a field, write this into api.toml; the first line alone says that it is none:\n{}",
        lines(rule)
    ))
}

/// What api.toml would have to say.
fn lines(rule: &ComponentRule) -> String {
    let name = &rule.component.value;
    let is_bare = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let mut text = if is_bare { format!("[components.{name}]") } else { format!("[components.{name:?}]") };
    let keys = [
        ("name", &rule.name),
        ("type", &rule.ty),
        ("required", &rule.required),
        ("deprecated", &rule.deprecated),
        ("default", &rule.default),
        ("description", &rule.description),
        ("parent", &rule.parent),
    ];
    for (key, attribute) in keys {
        if let Some(attribute) = attribute {
            text.push_str(&format!("\n{key} = {attribute:?}"));
        }
    }
    text
}

fn settle(nodes: &[Node], told: &BTreeSet<String>, ledger: &mut Ledger) {
    for node in nodes {
        let Node::Component(component) = node else { continue };
        if told.contains(&*component.name) {
            ledger.settle(component.id, Outcome::Ignored(Reason::LikelyField));
        }
        settle(&component.children, told, ledger);
    }
}
