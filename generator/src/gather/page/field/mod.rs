//! Input: a field component. Output: its row for `inspect`, and the [`Member`] that it documents.
//! Invariant: every field tag gives a row; what its attributes do not say plainly is told at its line.

pub(crate) mod attributes;
pub(crate) mod content;
pub(crate) mod destination;
pub(crate) mod more_attributes;
pub(crate) mod shape;
pub(crate) mod statuses;

use std::collections::BTreeSet;

use crate::draft::report::FieldRow;
use crate::draft::section::{Section, Status};
use crate::gather::page::alternatives::alternatives;
use crate::gather::page::context::Context;
use crate::gather::page::field::content::Content;
use crate::gather::page::field::destination::Destination;
use crate::gather::page::field::statuses::{is_plain_field, lists_statuses, own_status};
use crate::gather::page::field_components;
use crate::gather::page::field_components::FieldComponent;
use crate::gather::page::listing::cells::{self, NameCell};
use crate::gather::page::listing::facts;
use crate::gather::page::reader::Reader;
use crate::gather::prose;
use crate::read::ledger::{Outcome, Reason};
use crate::read::page::{Attribute, Component, Node};
use crate::read::prose::plain_text;
use crate::schema::Evidence;
use crate::schema::path::letters;
use crate::shape::members::{append, beside};
use crate::shape::{Kind, Member};
use crate::type_expr;
use crate::type_expr::TypeExpr;

/// A field that was read.
pub(crate) struct Field {
    /// Where its attributes say that it belongs, in the order in which they count; never empty.
    pub(crate) sections: Vec<Section>,
    pub(crate) member: Member,
}

impl Reader<'_> {
    /// Reads a field and what it encloses; `None` where the field documents a status, or has no name and is told.
    pub(crate) fn field(&mut self, component: &Component, tag: FieldComponent<'_>, context: &Context) -> Option<Field> {
        let Destination { sections, word, name, written } = self.destination(component, tag, context);
        let section = sections.first().copied().unwrap_or(Section::Body);
        let type_text = component.attribute(tag.ty()).and_then(|attribute| attribute.value.text());
        let (name, marked) = name.map_or((None, None), |name| plain_name(&name));
        let required =
            (self.flag(component, tag.required()) || marked == Some(true)) && !self.flag(component, "optional");
        let deprecated = self.flag(component, tag.deprecated());
        let nested = context.parent.is_some();
        let row = self.draft.rows.len();
        self.draft.rows.push(FieldRow {
            tag: component.tag,
            component: component.name.to_string(),
            location: word,
            name: written,
            type_text: component.attribute(tag.ty()).and_then(Attribute::written),
            required: required || section == Section::Path && !nested,
            deprecated,
            parent: context.parent,
            status: context.status.as_ref().map(|status| status.written().to_owned()),
            operation: None,
        });

        if section == Section::Response
            && !nested
            && let Some(name) = name.as_deref()
            && lists_statuses(component, name, self.rules)
        {
            self.ledger.settle(component.id, Outcome::Collected);
            self.status_rows(&component.children, &context.of_statuses());
            return None;
        }
        let mut inner = context.clone();
        inner.parent = Some(component.tag);
        inner.beside = Some(section);
        let has_room = type_text.as_deref().is_none_or(facts::has_room);
        let said = tag.description().and_then(|name| component.attribute(name)).and_then(|said| said.value.text());
        let description = said.filter(|said| !said.trim().is_empty());
        let cases = type_text.as_deref().map_or_else(BTreeSet::new, |text| cases(text, &component.children));
        let mut content = Content { has_room, section: Some(section), description, cases, ..Content::default() };
        self.content(&component.children, &inner, &mut content);
        content.members = beside(std::mem::take(&mut content.members), std::mem::take(&mut content.listed));
        if let Some(name) = &name {
            strip(&mut content.members, name);
            content.variants.iter_mut().for_each(|(_, members)| strip(members, name));
        }

        if section == Section::Response
            && !nested
            && let Some(status) = name.as_deref().and_then(Status::of_field)
            && (context.lists_statuses || !is_plain_field(name.as_deref(), type_text.as_deref(), &content))
        {
            self.ledger.settle(component.id, Outcome::Collected);
            self.status_row(component.tag, &status, type_text.as_deref(), content);
            return None;
        }
        if name.is_none()
            && !nested
            && type_text.as_deref().is_none_or(|text| type_expr::parse(text) == TypeExpr::Object)
            && let Some(status) = own_status(component, tag)
        {
            self.ledger.settle(component.id, Outcome::Collected);
            self.status_row(component.tag, &status, None, content);
            return None;
        }
        // At the root a body's field without a name may be the body.
        let may_be_root = !nested && matches!(section, Section::Body | Section::Response) && type_text.is_some();
        let Some(name) = name.or_else(|| may_be_root.then(String::new)) else {
            self.ledger.settle(component.id, Outcome::Diagnosed);
            self.draft.hints.nameless.push(component.tag);
            return None;
        };
        self.ledger.settle(component.id, Outcome::Collected);

        let (shape, constraints) = self.shape(component, tag, type_text.as_deref(), section, &mut content);
        if section == Section::Response
            && let Kind::Reference(name) | Kind::Opaque(name) = &shape.innermost().kind
        {
            self.named.insert(name.clone());
        }
        let origin = self.draft.origin(Evidence::Field, component.tag);
        let mut member = Member::new(name.trim(), shape, origin);
        member.constraints = constraints;
        member.required = required;
        member.deprecated = deprecated.then(String::new);
        let noted = || attributes::noted_default(type_text.as_deref()?, &member.shape);
        member.default = self.default_value(component, tag, &member.shape).or_else(noted);
        member.description = content.description;
        more_attributes::apply(component, &mut member);
        prose::apply(&mut member);
        // What an answer holds is not required by words: one that lacks it has to decode.
        let is_silent = component.attribute(tag.required()).is_none() && component.attribute("optional").is_none();
        let says = |text: &String| prose::presence::is_required(&plain_text(text));
        member.required |= section != Section::Response && is_silent && member.description.as_ref().is_some_and(says);
        if let Some(row) = self.draft.rows.get_mut(row) {
            row.required |= member.required;
            row.deprecated |= member.deprecated.is_some();
        }
        Some(Field { sections, member })
    }

    fn content(&mut self, nodes: &[Node], context: &Context, content: &mut Content) {
        let alternatives = alternatives(nodes, self.rules);
        for node in nodes {
            match node {
                Node::Prose(prose) if content.has_room => {
                    let section = content.section.unwrap_or(Section::Body);
                    content.listed.extend(self.text_in_field(prose, section, &mut content.description));
                }
                Node::Prose(prose) => append(&mut content.description, &prose.markdown),
                Node::Heading(heading) => append(&mut content.description, &format!("**{}**", heading.text)),
                Node::Code(block) => {
                    let fence = "`".repeat(longest_run(&block.text).max(2) + 1);
                    append(&mut content.description, &format!("{fence}\n{}\n{fence}", block.text.trim_end()));
                }
                Node::Component(component) => {
                    if let Some(tag) = field_components::field(component, self.rules) {
                        if let Some(field) = self.field(component, tag, context) {
                            content.names.add(&mut content.members, field.member, self.diagnostics);
                        }
                    } else {
                        content.expandable |= component.name == "Expandable";
                        self.ledger.settle(component.id, Outcome::Ignored(Reason::Layout));
                        let is_case = || title(component).is_some_and(|title| content.cases.contains(&title));
                        if alternatives.contains(&component.tag) || is_case() {
                            self.alternative(component, context, content);
                        } else if component.name == "Tabs" {
                            self.variants(&component.children, context, content);
                        } else {
                            self.content(&component.children, context, content);
                        }
                    }
                }
                Node::Endpoint(_) | Node::ListedField(_) => {}
            }
        }
    }

    /// Reads one of several lists of what the object may hold.
    fn alternative(&mut self, component: &Component, context: &Context, content: &mut Content) {
        let title = component.attribute("title").and_then(|title| title.value.text()).unwrap_or_default();
        let mut inner = Content { has_room: true, section: content.section, ..Content::default() };
        self.content(&component.children, context, &mut inner);
        inner.members = beside(inner.members, inner.listed);
        inner.description.iter().for_each(|text| append(&mut content.description, text));
        let name = bare(&title);
        let title = if content.cases.contains(&letters(name)) { name.to_owned() } else { title };
        content.variants.push((title, inner.members));
        content.variants.extend(inner.variants);
    }

    /// Reads Tabs inside an object. Where several hold fields, each is a variant of the object.
    fn variants(&mut self, nodes: &[Node], context: &Context, content: &mut Content) {
        let mut tabs: Vec<(String, Content)> = Vec::new();
        for node in nodes {
            let Some(tab) = as_tab(node) else {
                self.content(std::slice::from_ref(node), context, content);
                continue;
            };
            let title = tab.attribute("title").and_then(|title| title.value.text()).unwrap_or_default();
            self.ledger.settle(tab.id, Outcome::Ignored(Reason::Layout));
            let mut inner = Content { has_room: content.has_room, section: content.section, ..Content::default() };
            self.content(&tab.children, context, &mut inner);
            inner.members = beside(std::mem::take(&mut inner.members), std::mem::take(&mut inner.listed));
            tabs.push((title, inner));
        }
        let with_fields = tabs.iter().filter(|(_, tab)| !tab.members.is_empty()).count();
        for (title, tab) in tabs {
            content.expandable |= tab.expandable;
            if with_fields > 1 && !tab.members.is_empty() {
                content.variants.push((title, tab.members));
            } else {
                tab.description.iter().for_each(|text| append(&mut content.description, text));
                tab.members
                    .into_iter()
                    .for_each(|member| content.names.add(&mut content.members, member, self.diagnostics));
            }
            content.variants.extend(tab.variants);
        }
    }
}

/// A name without what only dresses it, and whether that says that the field is required: `name (required)`, `size?`.
fn plain_name(name: &str) -> (Option<String>, Option<bool>) {
    let is_dressed = name.contains(['`', '(']) || name.ends_with('?');
    let cell = if is_dressed { cells::name_cell(name.trim()) } else { None };
    match cell {
        Some(NameCell { mut names, facts, .. }) if names.len() == 1 => (names.pop(), facts.required),
        _ => (Some(name.to_owned()), None),
    }
}

/// The types of a union that titled lists side by side are about, if all of them are: `Circle | Square`.
fn cases(text: &str, children: &[Node]) -> BTreeSet<String> {
    let word = |part: &str| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        letters(part.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
    };
    let names: BTreeSet<String> = text.split('|').map(word).filter(|name| name != "null").collect();
    let titles: BTreeSet<String> = children.iter().filter_map(titled).collect();
    if names.len() > 1 && names.is_subset(&titles) { names } else { BTreeSet::new() }
}

/// The title of a list of fields, as the name of the type that it is about.
fn title(component: &Component) -> Option<String> {
    let title = component.attribute("title").and_then(|title| title.value.text())?;
    Some(letters(bare(&title)))
}

/// A title without the word that only says that fields follow.
fn bare(title: &str) -> &str {
    let title = title.trim();
    [" object", " properties", " fields"].iter().find_map(|end| title.strip_suffix(end)).unwrap_or(title)
}

fn titled(node: &Node) -> Option<String> {
    match node {
        Node::Component(component) => title(component),
        _ => None,
    }
}

fn as_tab(node: &Node) -> Option<&Component> {
    match node {
        Node::Component(component) if component.name == "Tab" => Some(component),
        _ => None,
    }
}

/// Takes the name of the field around off the names of those that repeat it: `data.id` inside `data`.
fn strip(members: &mut [Member], parent: &str) {
    let parent = parent.trim_end_matches("[]");
    let last = parent.rsplit('.').next().unwrap_or(parent);
    for member in members {
        let rest = [parent, last].iter().filter(|front| !front.is_empty()).find_map(|front| {
            let rest = member.name.strip_prefix(front)?;
            rest.strip_prefix("[].").or_else(|| rest.strip_prefix("[0].")).or_else(|| rest.strip_prefix('.'))
        });
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            member.name = rest.to_owned();
        }
    }
}

/// The longest run of backticks in a text.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
