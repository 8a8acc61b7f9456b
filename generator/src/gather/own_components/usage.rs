//! Input: the pages of an API. Output: how each component is used that nobody has explained: its attributes, and where it
//! stands.
//! Invariant: every tag is looked at once, and nothing is decided of one tag that does not hold for all of its name.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::section::{Section, Status};
use crate::gather::page::{context, field_components};
use crate::project::ComponentRule;
use crate::read::page::{Component, Node};
use crate::source::Span;

use super::words;
use super::words::Type;

/// How many values of an attribute are types.
#[derive(Clone, Copy, Debug, Default)]
struct Types {
    /// Those that only fields have.
    sure: usize,
    words: usize,
    /// Those that may be the API's own.
    names: usize,
}

/// How the tags of one component are used.
#[derive(Debug, Default)]
pub(super) struct Usage {
    first: Option<Span>,
    /// Where they stand: a tag of a snippet stands at one place, however many pages bring it in.
    places: BTreeSet<Span>,
    tags: usize,
    /// How many tags have each attribute.
    attributes: BTreeMap<String, usize>,
    /// How many have it with a value that can be a field's name.
    names: BTreeMap<&'static str, usize>,
    /// What their values are.
    types: BTreeMap<&'static str, Types>,
    /// How many stand where fields stand.
    among_fields: usize,
}

impl Usage {
    pub(super) fn first(&self) -> Option<Span> {
        self.first
    }

    pub(super) fn places(&self) -> usize {
        self.places.len()
    }

    /// The attribute that holds the name: of those that most tags have, the surest.
    pub(super) fn name(&self) -> Option<String> {
        let most = self.names.values().max()?;
        let is_it = |name: &&&str| self.names.get(**name) == Some(most);
        words::NAMES.iter().find(is_it).map(|name| (*name).to_owned())
    }

    /// The attribute that holds the type.
    pub(super) fn ty(&self) -> Option<String> {
        let (ty, _) = self.type_attribute()?;
        Some(ty.to_owned())
    }

    fn type_attribute(&self) -> Option<(&'static str, Types)> {
        let counted = words::TYPES.iter().filter_map(|ty| Some((*ty, *self.types.get(ty)?)));
        counted.rev().max_by_key(|(_, types)| (types.sure, types.words, types.names))
    }

    fn types(&self) -> Types {
        self.type_attribute().map(|(_, types)| types).unwrap_or_default()
    }

    /// The attribute of these words that tags have.
    pub(super) fn attribute(&self, words: &[&str]) -> Option<String> {
        words.iter().find(|word| self.attributes.contains_key(**word)).map(|word| (*word).to_owned())
    }

    /// Whether it is a field without doubt: nearly every tag has a name and a type, types that nothing else has are among
    /// them, and what it is called, what it shows, or where it stands says so too.
    pub(super) fn is_certain(&self, says_so: bool) -> bool {
        let named = self.names.values().max().copied().unwrap_or(0);
        let Types { sure, words, names } = self.types();
        let most = |count: usize| count * 10 >= self.tags * 8;
        sure > 0 && most(named) && most(sure + words + names) && (says_so || most(self.among_fields))
    }

    /// Whether it may be one: it has types, or is called as fields are, or stands where they do.
    pub(super) fn is_likely(&self, says_so: bool) -> bool {
        let Types { sure, words, names } = self.types();
        sure > 0 || words * 2 >= self.tags || says_so || names > 0 && self.among_fields * 2 > self.tags
    }
}

/// Where a node stands.
#[derive(Clone, Copy, Default)]
struct Place {
    in_field: bool,
    in_section: bool,
}

/// The components that nobody has explained, by name.
pub(super) struct Usages<'a> {
    rules: &'a [ComponentRule],
    explained: BTreeSet<&'a str>,
    all: BTreeMap<String, Usage>,
}

impl<'a> Usages<'a> {
    pub(super) fn new(rules: &'a [ComponentRule]) -> Self {
        let explained = rules.iter().map(|rule| rule.component.value.as_str()).collect();
        Self { rules, explained, all: BTreeMap::new() }
    }

    pub(super) fn page(&mut self, nodes: &[Node]) {
        self.nodes(nodes, Place::default());
    }

    /// Those that hold a name and something that is called a type.
    pub(super) fn into_all(self) -> BTreeMap<String, Usage> {
        self.all
    }

    fn nodes(&mut self, nodes: &[Node], mut place: Place) {
        let is_field = |node: &Node| match node {
            Node::Component(component) => field_components::field(component, self.rules).is_some(),
            _ => false,
        };
        let has_fields = nodes.iter().any(is_field);
        for node in nodes {
            match node {
                Node::Heading(heading) => place.in_section = is_section(&heading.text),
                Node::Prose(prose) => place.in_section |= context::label(&prose.markdown).1.is_some(),
                Node::Component(component) => {
                    self.component(component, place.in_field || place.in_section || has_fields);
                    let title = component.attribute("title").and_then(|title| title.value.text());
                    let inner = Place {
                        in_field: place.in_field || is_field(node),
                        in_section: place.in_section || title.is_some_and(|title| is_section(&title)),
                    };
                    self.nodes(&component.children, inner);
                }
                Node::Code(_) | Node::Endpoint(_) | Node::ListedField(_) => {}
            }
        }
    }

    fn component(&mut self, component: &Component, among_fields: bool) {
        let name = &*component.name;
        if self.explained.contains(name)
            || words::is_layout(name)
            || !name.starts_with(|c: char| c.is_uppercase())
            || field_components::field(component, self.rules).is_some()
        {
            return;
        }
        let value = |name: &str| component.attribute(name).and_then(|attribute| attribute.value.text());
        let has = |all: &[&'static str]| all.iter().any(|name| component.attribute(name).is_some());
        if !(self.all.contains_key(name) || has(words::NAMES) && has(words::TYPES)) {
            return;
        }
        let usage = self.all.entry(name.to_owned()).or_default();
        usage.first.get_or_insert(component.tag);
        usage.places.insert(component.tag);
        usage.tags += 1;
        usage.among_fields += usize::from(among_fields);
        component.attributes.iter().for_each(|one| *usage.attributes.entry(one.name.to_string()).or_default() += 1);
        for name in words::NAMES {
            if value(name).is_some_and(|text| words::is_name(&text)) {
                *usage.names.entry(name).or_default() += 1;
            }
        }
        for name in words::TYPES {
            let Some(text) = value(name) else { continue };
            let types = usage.types.entry(name).or_default();
            match words::ty(&text) {
                Type::Sure => types.sure += 1,
                Type::Word => types.words += 1,
                Type::Name => types.names += 1,
                Type::None => {}
            }
        }
    }
}

fn is_section(title: &str) -> bool {
    let last = title.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let lists = ["parameters", "params", "fields", "properties", "attributes", "arguments"].contains(&last.as_str());
    lists || Section::parse(title).is_some() || Status::of_title(title).is_some()
}
