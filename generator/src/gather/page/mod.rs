//! Input: a [`Page`] and its ledger. Output: the [`Draft`] of what it claims; every field tag becomes a row.
//! Invariant: layout never swallows a field, and every component of the page is settled in the ledger.

pub(crate) mod alternatives;
pub(crate) mod announced_types;
pub(crate) mod badges;
pub(crate) mod bodies;
pub(crate) mod code;
pub(crate) mod context;
pub(crate) mod empty_answers;
pub(crate) mod field;
pub(crate) mod field_components;
pub(crate) mod frontmatter;
pub(crate) mod library_samples;
pub(crate) mod listing;
pub(crate) mod mentioned_calls;
pub(crate) mod messages;
pub(crate) mod nameless;
pub(crate) mod operations;
pub(crate) mod other;
pub(crate) mod reader;
pub(crate) mod request_line;
pub(crate) mod request_lines;
pub(crate) mod sampled_parts;
pub(crate) mod shown;
pub(crate) mod stated_bases;
pub(crate) mod stated_media;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::answers::TypeDraft;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::list::ListDraft;
use crate::draft::request::RequestField;
use crate::draft::section::{SampleRole, Section, Status};
use crate::draft::{Draft, HeadingDraft, Keyed, target};
use crate::gather::page::alternatives::alternatives;
use crate::gather::page::context::Context;
use crate::gather::page::field::{Field, statuses};
use crate::gather::page::field_components::FieldComponent;
use crate::gather::page::listing::headed::HeadedFields;
use crate::gather::page::operations::Part;
use crate::gather::page::reader::Reader;
use crate::gather::page::request_line::RequestLine;
use crate::gather::prose;
use crate::project::ComponentRule;
use crate::read::code::Bases;
use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::page::{Component, Heading, ListedField, Node, Page};
use crate::read::prose::plain_text;
use crate::schema::Evidence;
use crate::shape::Member;
use crate::shape::members::append;
use crate::source::{SourceMap, Span};

/// Understands a page: one draft, or one for each operation that its request lines open, behind one for what stands before
/// the first. `is_told` says that api.toml names the page's operation: then it has one.
pub(crate) fn drafts(
    rules: &[ComponentRule],
    sources: &SourceMap,
    page: &Page,
    is_told: bool,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> Vec<Draft> {
    let path = sources.file(page.file).map_or("", |file| file.page()).to_owned();
    let mut draft = Draft::new(page.file, page.format, path.clone());
    draft.title = page.title.as_ref().map(|title| title.value.clone()).filter(|title| !title.is_empty());
    draft.description = page.description.as_ref().map(|description| description.value.clone());
    draft.hints.is_blank = page.content.is_empty() && page.frontmatter.is_empty();
    let mut reader = Reader {
        sources,
        rules,
        diagnostics,
        ledger,
        draft,
        sampled: None,
        bases: Bases::default(),
        named: BTreeSet::new(),
        answered: BTreeMap::new(),
    };
    reader.frontmatter(page);
    let own = reader.draft.endpoints.first().cloned();
    let content = badges::joined(&page.content, reader.ledger);
    let by_lines = if is_told { None } else { operations::parts(&content, own.as_ref(), rules, reader.ledger) };
    let is_open = by_lines.is_none() && !is_told && own.is_none();
    let parts = by_lines.or_else(|| if is_open { sampled_parts::parts(&content, rules) } else { None });
    let mut drafts = Vec::new();
    let Some(parts) = parts else {
        reader.walk(&content, &mut Context::default());
        reader.settle_account();
        drafts.push(finished(reader.draft, reader.diagnostics));
        return drafts;
    };
    let mut opening: Vec<(usize, EndpointClaim)> = Vec::new();
    for Part { line, title, nodes, is_sampled, .. } in parts {
        if line.is_some() || is_sampled {
            let next = Draft { title, ..Draft::new(page.file, page.format, path.clone()) };
            let before = std::mem::replace(&mut reader.draft, next);
            reader.answered.clear();
            reader.sampled = None;
            reader.draft.auth = before.auth.clone();
            reader.draft.request.body.media_type.clone_from(&before.request.body.media_type);
            reader.draft.hints.is_sampled_part = is_sampled;
            let claim = line.map(|line| reader.claim(line));
            reader.draft.hints.lines.extend(claim.clone());
            drafts.push(finished(before, reader.diagnostics));
            opening.extend(claim.map(|claim| (drafts.len(), claim)));
        } else if title.is_some() {
            reader.draft.title = title;
        }
        reader.walk(&nodes, &mut Context::default());
    }
    reader.settle_account();
    drafts.push(finished(reader.draft, reader.diagnostics));
    // Beside operations with something below them, one with nothing is documented all the same.
    if drafts.iter().any(|draft| draft.endpoints.iter().any(|claim| claim.origin.evidence == Evidence::RequestLine)) {
        for (index, claim) in opening {
            let bare = drafts.get_mut(index).filter(|draft| draft.endpoints.is_empty());
            bare.into_iter().for_each(|draft| draft.endpoints.push(claim.clone()));
        }
    }
    drafts
}

/// A draft once all of its part of the page was read.
fn finished(mut draft: Draft, diagnostics: &mut Diagnostics) -> Draft {
    nameless::settle(&mut draft, diagnostics);
    announced_types::attach(&mut draft);
    listing::attach::attach(&mut draft);
    listing::statuses::settle(&mut draft.answers);
    library_samples::settle(&mut draft);
    request_lines::claim(&mut draft);
    mentioned_calls::claim(&mut draft);
    if draft.deprecated.is_none() {
        draft.deprecated = draft.description.as_deref().and_then(|text| prose::deprecation(&plain_text(text)));
    }
    draft
}

impl Reader<'_> {
    /// Reads what stands side by side. A heading changes the context of what follows it.
    fn walk(&mut self, nodes: &[Node], context: &mut Context) {
        let alternatives = alternatives(nodes, self.rules);
        context.beside = field_components::beside(nodes).or(context.beside);
        let (mut headed, mut taken) = (HeadedFields::default(), 0);
        for (at, node) in nodes.iter().enumerate() {
            if at < taken {
                continue;
            }
            match node {
                Node::Heading(heading) => {
                    match self.headed_fields(nodes.get(at..).unwrap_or_default(), &mut headed, context) {
                        Some(count) => taken = at + count,
                        None => self.heading(heading, context),
                    }
                }
                Node::Prose(prose) => self.running_text(prose, context),
                Node::Code(block) => self.code(block, context),
                Node::Component(component) if alternatives.contains(&component.tag) => {
                    self.component(component, &context.of_case(component.tag));
                }
                Node::Component(component) => self.component(component, context),
                Node::Endpoint(endpoint) => {
                    let origin = self.draft.origin(Evidence::RenderedEndpoint, endpoint.span);
                    let target = target::target(&endpoint.path);
                    let method = Some(endpoint.method.to_ascii_uppercase());
                    self.draft.endpoints.push(EndpointClaim { method, target, origin });
                }
                Node::ListedField(field) => self.listed(field, context),
            }
        }
    }

    /// Keeps a request line; one that stands there already is no second one.
    pub(crate) fn note(&mut self, claim: EndpointClaim) {
        let is_known = |known: &EndpointClaim| (&known.method, &known.target) == (&claim.method, &claim.target);
        if !self.draft.hints.lines.iter().any(is_known) {
            self.draft.hints.lines.push(claim);
        }
    }

    pub(crate) fn claim(&self, line: RequestLine) -> EndpointClaim {
        let origin = self.draft.origin(Evidence::RequestLine, line.span);
        EndpointClaim { method: Some(line.method), target: Some(line.target), origin }
    }

    fn heading(&mut self, heading: &Heading, context: &mut Context) {
        context.enter_heading(heading);
        self.draft.hints.headings.push(HeadingDraft {
            at: heading.span.start,
            level: heading.level,
            is_label: request_line::is_label(&heading.text),
        });
        let line = request_line::of_heading(heading).map(|(_, line)| self.claim(line));
        line.into_iter().for_each(|line| self.note(line));
        if let Some(words) = crate::gather::page::other::other(&heading.text) {
            self.draft.hints.other.get_or_insert((heading.span, words));
        }
        if let Some(status) = &context.status {
            let origin = self.draft.origin(Evidence::Component, heading.span);
            self.draft.response(Some(status.key())).origin.get_or_insert(origin);
        }
    }

    pub(crate) fn prose(&mut self, markdown: &str, span: Span, context: &Context) {
        self.draft.hints.mentions.extend(mentioned_calls::mentions(markdown, span));
        for name in prose::keyed::stated(markdown) {
            let origin = self.draft.origin(Evidence::Prose, span);
            self.draft.hints.keyed.push((context.section, Keyed { name, origin }));
        }
        let line = request_line::of_prose(markdown, span);
        let markdown = line.as_ref().map_or(markdown, |(_, rest)| rest.as_str());
        let claim = line.as_ref().map(|(line, _)| self.claim(line.clone()));
        claim.into_iter().for_each(|claim| self.note(claim));
        let may_succeed = context.status.as_ref().is_none_or(|status| status.key().starts_with('2'));
        let speaks = context.section == Some(Section::Response) || stated_media::returns(markdown);
        if speaks && may_succeed && self.draft.answers.stated_media.is_none() {
            self.draft.answers.stated_media = stated_media::media_type(markdown).map(|media_type| (media_type, span));
        }
        if context.status.is_none() && speaks {
            append(&mut self.draft.answers.returned, markdown);
        }
        if context.status.is_none() && empty_answers::is_stated(markdown) {
            let origin = self.draft.origin(Evidence::Prose, span);
            self.draft.response(Some("204")).origin.get_or_insert(origin);
        }
        if let Some(status) = &context.status {
            let origin = self.draft.origin(Evidence::Prose, span);
            let response = self.draft.response(Some(status.key()));
            response.origin.get_or_insert(origin);
            append(&mut response.description, markdown);
        } else if context.section == Some(Section::Response) && context.announced.is_none() {
            append(&mut self.draft.answers.sentence, markdown);
        } else if context.is_introduction() {
            append(&mut self.draft.description, markdown);
        }
    }

    fn component(&mut self, component: &Component, context: &Context) {
        if let Some(tag) = field_components::field(component, self.rules) {
            return self.root_field(component, tag, context);
        }
        if let Some((method, target)) = field_components::endpoint(component, self.rules) {
            let origin = self.draft.origin(Evidence::Component, component.tag);
            self.draft.endpoints.push(EndpointClaim { method: Some(method), target: Some(target), origin });
            self.ledger.settle(component.id, Outcome::Collected);
        }
        let mut inner = context.clone();
        match &*component.name {
            "RequestExample" => inner.sample = Some(SampleRole::Request),
            "ResponseExample" => {
                inner.sample = Some(SampleRole::Response);
                // What stands here answers the page's own call, whatever sample precedes it.
                let at = component.tag.start;
                self.draft.hints.headings.push(HeadingDraft { at, level: u8::MAX, is_label: false });
            }
            name => {
                if matches!(name, "Tab" | "Accordion") {
                    inner.tab = Some(component.tag);
                }
                if let Some(title) = component.attribute("title").and_then(|title| title.value.text()) {
                    inner.enter_titled(&title);
                    if let Some(status) = &inner.status {
                        let origin = self.draft.origin(Evidence::Component, component.tag);
                        self.draft.response(Some(status.key())).origin.get_or_insert(origin);
                    }
                }
            }
        }
        self.ledger.settle(component.id, Outcome::Ignored(Reason::Layout));
        self.walk(&component.children, &mut inner);
    }

    fn root_field(&mut self, component: &Component, tag: FieldComponent<'_>, context: &Context) {
        let row = self.draft.rows.len();
        let around = statuses::around(component, tag, context);
        let context = around.as_ref().unwrap_or(context);
        let Some(field) = self.field(component, tag, context) else { return };
        let Field { sections, member } = field;
        let titled = context.titled.as_ref().filter(|name| self.named.contains(*name));
        if sections.first() == Some(&Section::Response)
            && let Some(name) = context.announced.as_ref().or(titled)
        {
            announce(&mut self.draft.answers.announced, name, context, member);
        } else if sections.first() == Some(&Section::Response) {
            let case = self.draft.answers.of(context.status.as_ref().map(Status::key)).case(context.tab);
            // Of several fields without a name none is the answer, and that is told once.
            if member.name.is_empty() {
                case.push(member);
            } else {
                let key = (context.status.as_ref().map(|status| status.key().to_owned()), context.tab);
                self.answered.entry(key).or_default().add(case, member, self.diagnostics);
            }
        } else {
            self.draft.request.fields.push(RequestField {
                sections,
                heading: context.section,
                member,
                tab: context.tab,
                row: Some(row),
            });
        }
    }

    /// Keeps a field of a rendered list with its neighbours until the nesting of the whole list can be told.
    fn listed(&mut self, field: &ListedField, context: &Context) {
        match self.draft.lists.last_mut() {
            Some(list) if list.section == context.section && list.status == context.status => {
                list.fields.push(field.clone());
            }
            _ => self.draft.lists.push(ListDraft {
                section: context.section,
                status: context.status.clone(),
                fields: vec![field.clone()],
            }),
        }
    }

    /// Components that no walk met stand inside running text.
    fn settle_account(&mut self) {
        let open: Vec<_> = self.ledger.open().map(|entry| (entry.name.clone(), entry.tag)).collect();
        for (name, tag) in open {
            let mapped = self.rules.iter().any(|rule| rule.component.value == name && rule.name.is_some());
            if mapped || matches!(&*name, "ParamField" | "ResponseField" | "Param") {
                self.diagnostics.push(Diagnostic::at(
                    Code::FieldNotAccounted,
                    tag,
                    format!("this `{name}` was read and nothing was made of it"),
                ));
            }
        }
    }
}

/// Adds a field to the type that the heading above it announces.
fn announce(types: &mut Vec<TypeDraft>, name: &str, context: &Context, member: Member) {
    match types.iter_mut().find(|known| known.name == name) {
        Some(known) => known.members.push(member),
        None => types.push(TypeDraft {
            name: name.to_owned(),
            status: context.status.as_ref().map(|status| status.key().to_owned()),
            members: vec![member],
        }),
    }
}
