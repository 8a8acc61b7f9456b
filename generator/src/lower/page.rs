//! Input: a [`Page`] and its ledger. Output: the [`Draft`] of what it claims; every field tag becomes a row.
//! Invariant: layout never swallows a field, and every component of the page is settled in the ledger.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::ComponentRule;
use crate::read::code;
use crate::read::json;
use crate::read::ledger::{Ledger, Outcome, Reason};
use crate::read::openapi::{self, Subject};
use crate::read::page::{CodeBlock, Component, Format, Heading, ListedField, Node, Page};
use crate::read::prose::plain_text;
use crate::schema::{AuthScheme, Evidence, KeyLocation};
use crate::source::{SourceMap, Span};

use super::announced;
use super::context::{Context, SampleRole, Section, Status};
use super::draft::{Draft, EndpointClaim, ParamDraft, Sample, TypeDraft};
use super::facts;
use super::field::Field;
use super::listed::{CREDENTIALS, ListDraft};
use super::mention;
use super::path;
use super::shape::Member;
use super::tags::{self, FieldTag};

/// What reading a page needs at hand.
pub(super) struct Reader<'a> {
    pub(super) rules: &'a [ComponentRule],
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) ledger: &'a mut Ledger,
    pub(super) draft: Draft,
}

/// Understands a page.
pub(super) fn draft(
    rules: &[ComponentRule],
    sources: &SourceMap,
    page: &Page,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> Draft {
    let path = sources.file(page.file).map_or("", |file| file.page()).to_owned();
    let mut draft = Draft::new(page.file, page.format, path);
    draft.title = page.title.as_ref().map(|title| title.value.clone()).filter(|title| !title.is_empty());
    draft.description = page.description.as_ref().map(|description| description.value.clone());
    draft.is_blank = page.content.is_empty() && page.frontmatter.is_empty();
    let mut reader = Reader { rules, diagnostics, ledger, draft };
    reader.frontmatter(page);
    reader.walk(&page.content, &mut Context::default());
    reader.settle_account();
    let mut draft = reader.draft;
    announced::place(&mut draft);
    mention::claim(&mut draft);
    if draft.deprecated.is_none() {
        draft.deprecated = draft.description.as_deref().and_then(|text| facts::deprecation(&plain_text(text)));
    }
    draft
}

impl Reader<'_> {
    fn frontmatter(&mut self, page: &Page) {
        if let Some(entry) = page.frontmatter("api") {
            let origin = self.draft.origin(Evidence::Frontmatter, entry.span);
            match entry.value.split_once(char::is_whitespace) {
                Some((method, rest)) if is_method(method) && path::target(rest).is_some() => {
                    let method = Some(method.to_ascii_uppercase());
                    self.draft.endpoints.push(EndpointClaim { method, target: path::target(rest), origin });
                }
                _ => self.diagnostics.push(
                    Diagnostic::at(
                        Code::InvalidFrontmatter,
                        entry.span,
                        format!("`api: {}` is no method and path", entry.value),
                    )
                    .help("write `api: \"POST /v1/threads/{id}\"`, or a whole URL behind the method"),
                ),
            }
        }
        self.references(page);
        if let Some(entry) = page.frontmatter("authMethod") {
            let origin = self.draft.origin(Evidence::Frontmatter, entry.span);
            match entry.value.as_str() {
                "bearer" => self.draft.auth.push((AuthScheme::Bearer, origin)),
                "basic" => self.draft.auth.push((AuthScheme::Basic, origin)),
                "none" => self.draft.auth.push((AuthScheme::None, origin)),
                _ => {}
            }
        }
        if page.frontmatter("deprecated").is_some_and(|entry| entry.value == "true") {
            self.draft.deprecated = Some(String::new());
        }
        self.draft.body.media_type = page.frontmatter("contentType").map(|entry| entry.value.clone());
    }

    /// What the page takes from OpenAPI documents.
    fn references(&mut self, page: &Page) {
        if let Some(entry) = page.frontmatter("openapi") {
            match openapi::reference(&entry.value) {
                Some(reference) => {
                    if let Subject::Operation { method, path } = &reference.subject
                        && let Some(target) = path::target(path)
                    {
                        let origin = self.draft.origin(Evidence::Frontmatter, entry.span);
                        let method = Some(method.clone());
                        self.draft.endpoints.push(EndpointClaim { method, target: Some(target), origin });
                    }
                    self.draft.references.push((reference, entry.span));
                }
                None => self.diagnostics.push(
                    Diagnostic::at(
                        Code::InvalidFrontmatter,
                        entry.span,
                        format!("`openapi: {}` names no operation and no webhook", entry.value),
                    )
                    .help("write `openapi: \"FILE METHOD /path\"`, or `openapi: \"FILE webhook NAME\"`"),
                ),
            }
        }
        if let Some(entry) = page.frontmatter("openapi-schema") {
            let words = "this page shows a schema of an OpenAPI document, and no call of its own";
            self.draft.other.get_or_insert((entry.span, words));
        }
    }

    /// Reads what stands side by side. A heading changes the context of what follows it.
    fn walk(&mut self, nodes: &[Node], context: &mut Context) {
        for node in nodes {
            match node {
                Node::Heading(heading) => self.heading(heading, context),
                Node::Prose(prose) => self.prose(&prose.markdown, prose.span, context),
                Node::Code(block) => self.code(block, context),
                Node::Component(component) => self.component(component, context),
                Node::Endpoint(endpoint) => {
                    let origin = self.draft.origin(Evidence::RenderedEndpoint, endpoint.span);
                    let target = path::target(&endpoint.path);
                    let method = Some(endpoint.method.to_ascii_uppercase());
                    self.draft.endpoints.push(EndpointClaim { method, target, origin });
                }
                Node::ListedField(field) => self.listed(field, context),
            }
        }
    }

    fn heading(&mut self, heading: &Heading, context: &mut Context) {
        context.enter_heading(heading);
        if let Some(words) = super::openapi::other(&heading.text) {
            self.draft.other.get_or_insert((heading.span, words));
        }
        if let Some(status) = &context.status {
            let origin = self.draft.origin(Evidence::Component, heading.span);
            self.draft.response(Some(status.key())).origin.get_or_insert(origin);
        }
    }

    fn prose(&mut self, markdown: &str, span: Span, context: &Context) {
        self.draft.mentions.extend(mention::mentions(markdown, span));
        if let Some(status) = &context.status {
            let origin = self.draft.origin(Evidence::Prose, span);
            let response = self.draft.response(Some(status.key()));
            response.origin.get_or_insert(origin);
            append(&mut response.description, markdown);
        } else if context.section == Some(Section::Response) && context.announced.is_none() {
            append(&mut self.draft.answer, markdown);
        } else if context.is_introduction() {
            append(&mut self.draft.description, markdown);
        }
    }

    fn component(&mut self, component: &Component, context: &Context) {
        if let Some(tag) = tags::field(component, self.rules) {
            return self.root_field(component, tag, context);
        }
        if let Some((method, target)) = tags::endpoint(component, self.rules) {
            let origin = self.draft.origin(Evidence::Component, component.tag);
            self.draft.endpoints.push(EndpointClaim { method: Some(method), target: Some(target), origin });
            self.ledger.settle(component.id, Outcome::Collected);
        }
        let mut inner = context.clone();
        match component.name.as_str() {
            "RequestExample" => inner.sample = Some(SampleRole::Request),
            "ResponseExample" => inner.sample = Some(SampleRole::Response),
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

    fn root_field(&mut self, component: &Component, tag: FieldTag<'_>, context: &Context) {
        let row = self.draft.rows.len();
        let Some(field) = self.field(component, tag, context) else { return };
        let Field { sections, member } = field;
        if sections.first() == Some(&Section::Response)
            && let Some(name) = &context.announced
        {
            announce(&mut self.draft.types, name, context, member);
        } else if sections.first() == Some(&Section::Response) {
            let status = context.status.as_ref().map(Status::key);
            add(self.draft.response(status).case(context.tab), member, self.diagnostics);
        } else {
            self.draft.params.push(ParamDraft { sections, heading: context.section, member, tab: context.tab, row });
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

    fn code(&mut self, block: &CodeBlock, context: &Context) {
        if let Some(fence) = openapi::fence(&block.info) {
            return super::openapi::fence(&mut self.draft, self.diagnostics, block, &fence);
        }
        let info = code::info(&block.info);
        let requests = code::requests(block);
        if context.sample != Some(SampleRole::Response) && !requests.is_empty() {
            return requests.iter().for_each(|request| self.request_sample(request));
        }
        if self.other_answer(block, &info, context) {
            return;
        }
        if !may_be_json(info.language.as_deref(), &block.text) {
            self.draft.shows_code |= info.language.is_some() && !block.text.contains("://");
            return;
        }
        let titled = Status::of_title(&info.title);
        let status = info.status.as_deref().and_then(Status::parse).or(titled).or_else(|| context.status.clone());
        // A rendered page repeats its samples below the headings of fields that it does not show.
        let section = context.section.filter(|_| self.draft.format != Format::Rendered);
        let role = context.sample.or(match section {
            _ if status.is_some() => Some(SampleRole::Response),
            Some(Section::Response) => Some(SampleRole::Response),
            Some(Section::Body) => Some(SampleRole::Request),
            _ => None,
        });
        if role.is_none() && self.draft.format != Format::Rendered {
            return;
        }
        if role == Some(SampleRole::Response)
            && block.text.trim().is_empty()
            && let Some(status) = &status
        {
            let origin = self.draft.origin(Evidence::Example, block.outer);
            self.draft.response(Some(status.key())).origin.get_or_insert(origin);
            return;
        }
        let title = Some(info.title).filter(|title| !title.is_empty());
        let Some(sample) = self.json_sample(&block.text, block.span, title) else { return };
        match role {
            Some(SampleRole::Response) => {
                self.draft.response(status.as_ref().map(Status::key)).samples.push(sample);
            }
            Some(SampleRole::Request) => self.draft.body.samples.push(sample),
            None => self.draft.loose.push(sample),
        }
    }

    fn json_sample(&mut self, text: &str, span: Span, title: Option<String>) -> Option<Sample> {
        if text.trim().is_empty() {
            return None;
        }
        match json::parse(text, span.file, span.start as usize) {
            Ok(json) => {
                self.duplicates(&json);
                let origin = self.draft.origin(super::sample::classify(&json), json.span);
                Some(Sample { title, json, origin })
            }
            Err(error) => {
                self.diagnostics.push(
                    Diagnostic::at(
                        Code::InvalidExample,
                        error.span,
                        format!("this example is not JSON: {}", error.message),
                    )
                    .help("the example is no evidence until it is; the rest of the page is read"),
                );
                None
            }
        }
    }

    fn duplicates(&mut self, json: &json::Json) {
        match &json.kind {
            json::JsonKind::Array(items) => items.iter().for_each(|item| self.duplicates(item)),
            json::JsonKind::Object(members) => {
                let mut seen = std::collections::BTreeMap::new();
                for (name, value) in members {
                    if let Some(first) = seen.insert(name.value.as_str(), name.span) {
                        self.diagnostics.push(
                            Diagnostic::at(
                                Code::DuplicateMember,
                                name.span,
                                format!("`{}` stands twice in one object; the last one counts", name.value),
                            )
                            .label(first, "first here")
                            .help("take one of the two out"),
                        );
                    }
                    self.duplicates(value);
                }
            }
            _ => {}
        }
    }

    fn request_sample(&mut self, request: &code::RequestSample) {
        let evidence = match request.tool {
            code::Tool::Curl => Evidence::Curl,
            code::Tool::Fetch => Evidence::Fetch,
        };
        let target = request.url.as_ref().and_then(|url| path::target(&url.value));
        if let Some(place) = request.url.as_ref().map(|url| url.span)
            && target.is_some()
        {
            let origin = self.draft.origin(evidence, place);
            let method = request.method.as_ref().map(|method| method.value.to_ascii_uppercase());
            self.draft.endpoints.push(EndpointClaim { method, target, origin });
        }
        for (name, value, span) in &request.headers {
            if name.eq_ignore_ascii_case("authorization")
                && let Some(scheme) = authorization(value)
            {
                let origin = self.draft.origin(evidence, *span);
                self.draft.auth.push((scheme, origin));
            } else if CREDENTIALS.iter().any(|known| name.eq_ignore_ascii_case(known)) {
                let origin = self.draft.origin(evidence, *span);
                let scheme = AuthScheme::Key { location: KeyLocation::Header, name: name.to_lowercase() };
                self.draft.auth.push((scheme, origin));
            } else if name.eq_ignore_ascii_case("content-type") && self.draft.body.media_type.is_none() {
                self.draft.body.media_type = value.split(';').next().map(|media| media.trim().to_ascii_lowercase());
            }
        }
        if request.basic_auth
            && let Some(url) = &request.url
        {
            let origin = self.draft.origin(evidence, url.span);
            self.draft.auth.push((AuthScheme::Basic, origin));
        }
        self.form_sample(request, evidence);
        // A body that is a JavaScript object and no JSON is no defect of the page.
        if let Some((text, span)) = &request.body
            && let Ok(json) = json::parse_script(text, span.file, span.start as usize)
        {
            let origin = self.draft.origin(super::sample::classify(&json), json.span);
            self.draft.body.samples.push(Sample { title: None, json, origin });
        }
    }

    /// Components that no walk met stand inside running text.
    fn settle_account(&mut self) {
        let open: Vec<_> = self.ledger.open().map(|entry| (entry.name.clone(), entry.tag)).collect();
        for (name, tag) in open {
            let mapped = self.rules.iter().any(|rule| rule.component.value == name && rule.name.is_some());
            if mapped || matches!(name.as_str(), "ParamField" | "ResponseField" | "Param") {
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

/// Whether a block is worth reading as JSON: it says so, or says nothing and looks like it.
fn may_be_json(language: Option<&str>, text: &str) -> bool {
    match language {
        Some(language) => language.to_ascii_lowercase().starts_with("json"),
        None => text.trim_start().starts_with(['{', '[']),
    }
}

/// The scheme of an `Authorization` header as a sample shows it.
fn authorization(value: &str) -> Option<AuthScheme> {
    let scheme = value.split_whitespace().next()?;
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => Some(AuthScheme::Bearer),
        "basic" => Some(AuthScheme::Basic),
        _ => None,
    }
}

pub(super) fn is_method(word: &str) -> bool {
    matches!(
        word.to_ascii_uppercase().as_str(),
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY"
    )
}

/// Adds a paragraph.
pub(super) fn append(text: &mut Option<String>, more: &str) {
    let more = more.trim();
    if more.is_empty() {
        return;
    }
    match text {
        Some(text) => {
            text.push_str("\n\n");
            text.push_str(more);
        }
        None => *text = Some(more.to_owned()),
    }
}

/// Adds a member to an object; one that is already there is told.
pub(super) fn add(members: &mut Vec<Member>, member: Member, diagnostics: &mut Diagnostics) {
    match members.iter().find(|known| known.name == member.name) {
        Some(known) => duplicate(known, &member, diagnostics),
        None => members.push(member),
    }
}

pub(super) fn duplicate(known: &Member, member: &Member, diagnostics: &mut Diagnostics) {
    let (Some(first), Some(second)) = (known.span(), member.span()) else { return };
    // A snippet that a page shows twice documents nothing twice.
    if first == second {
        return;
    }
    diagnostics.push(
        Diagnostic::at(Code::DuplicateField, second, format!("`{}` is documented a second time here", member.name))
            .label(first, "the first time, which counts")
            .help("say all of it in one place"),
    );
}
