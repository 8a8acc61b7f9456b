//! Input: a fenced block, and what is said around it. Output: the sample of a call or a body that it is, in the draft.
//! Invariant: a block of which nothing says what it shows is no evidence; one that is broken JSON is told.

use crate::diagnostics::{Code, Diagnostic};
use crate::draft::endpoint::EndpointClaim;
use crate::draft::request::CallDraft;
use crate::draft::sample::Sample;
use crate::draft::section::{SampleRole, Section, Status};
use crate::draft::target::{self, Target};
use crate::gather::openapi::fence;
use crate::gather::page::context::Context;
use crate::gather::page::empty_answers;
use crate::gather::page::reader::Reader;
use crate::gather::page::{request_line, stated_bases};
use crate::read::json::JsonError;
use crate::read::page::{CodeBlock, Format};
use crate::read::{code, json, openapi};
use crate::schema::media::essence;
use crate::schema::method::sends_body;
use crate::schema::{AuthScheme, Evidence};
use crate::shape::example;
use crate::source::Span;

/// What is right below something stands not further from it: a sentence may stand between.
const NEAR: u32 = 160;

impl Reader<'_> {
    pub(crate) fn code(&mut self, block: &CodeBlock, context: &Context) {
        if let Some(fence) = openapi::fence(&block.info) {
            return fence::fence(&mut self.draft, self.diagnostics, block, &fence);
        }
        if let Some(line) = request_line::of_block(block) {
            let claim = self.claim(line);
            self.http_body(block, &claim);
            return self.note(claim);
        }
        if self.http_answer(block) {
            return;
        }
        stated_bases::note(&mut self.draft, &block.text, block.span, context);
        let info = code::info(&block.info);
        self.bases.note(&block.text);
        let mut requests = code::requests(block);
        requests.iter_mut().for_each(|request| self.bases.write_out(request));
        if context.sample != Some(SampleRole::Response) && !requests.is_empty() {
            let sends = |request: &code::RequestSample| {
                let method = request.method.as_ref().map_or("GET", |method| method.value.as_str());
                request.body.is_some() || !request.form.is_empty() || !sends_body(method)
            };
            self.sampled = Some((block.outer.end, requests.iter().all(sends)));
            return requests.iter().for_each(|request| self.request_sample(request, block));
        }
        if self.no_answer(block, &info, context) || self.other_answer(block, &info, context) {
            return;
        }
        if !may_be_json(info.language.as_deref(), &block.text) {
            self.draft.hints.shows_code |= info.language.is_some() && !block.text.contains("://");
            return;
        }
        let titled = Status::of_title(&info.title);
        let status = info.status.as_deref().and_then(Status::parse).or(titled).or_else(|| context.status.clone());
        // A rendered page repeats its samples below the headings of fields that it does not show.
        let section = context.section.filter(|_| self.draft.format != Format::Rendered);
        let below =
            self.below_sample(block).filter(|_| !info.title.contains('.') && self.draft.format != Format::Rendered);
        // One answer stands below a sample; what follows it shows something else.
        self.sampled = self.sampled.filter(|_| below.is_none());
        let role = context.sample.or(match section {
            _ if status.is_some() => Some(SampleRole::Response),
            Some(Section::Response) => Some(SampleRole::Response),
            Some(Section::Body) | None if below == Some(true) => Some(SampleRole::Response),
            Some(Section::Body) => Some(SampleRole::Request),
            None if context.shows_request && self.draft.format != Format::Rendered => Some(SampleRole::Request),
            _ => None,
        });
        // Below a request line a sample is of its call, whichever way it goes.
        let is_below = |claim: &EndpointClaim| {
            claim.origin.evidence == Evidence::RequestLine
                && claim.origin.span.is_some_and(|line| self.draft.hints.scope(line.start).contains(&block.span.start))
        };
        let is_below_line = self.draft.hints.lines.iter().chain(&self.draft.endpoints).any(is_below);
        let is_below_line = is_below_line || below.is_some();
        if role.is_none() && self.draft.format != Format::Rendered && !is_below_line {
            return;
        }
        let title = Some(info.title).filter(|title| !title.is_empty());
        let samples = self.json_samples(&block.text, block.span, title);
        match role {
            Some(SampleRole::Response) if !samples.is_empty() => {
                self.draft.response(status.as_ref().map(Status::key)).samples.extend(samples);
            }
            Some(SampleRole::Response) => {}
            Some(SampleRole::Request) => self.draft.request.body.samples.extend(samples),
            None => self.draft.loose.extend(samples),
        }
    }

    /// Whether the call that a block stands right below is shown with all that it sends: then this is what comes back.
    fn below_sample(&self, block: &CodeBlock) -> Option<bool> {
        let (end, is_whole) = self.sampled?;
        let is_parted = self.draft.hints.headings.last().is_some_and(|heading| heading.at > end);
        let distance = block.outer.start.checked_sub(end).filter(|_| !is_parted)?;
        (distance <= NEAR).then_some(is_whole)
    }

    /// Reads a block that shows an answer without a body; `false` where it shows none.
    fn no_answer(&mut self, block: &CodeBlock, info: &code::FenceInfo, context: &Context) -> bool {
        let titled = Status::of_title(&info.title);
        let own = info.status.as_deref().and_then(Status::parse).or(titled);
        let is_answer = match context.sample {
            Some(role) => role == SampleRole::Response,
            None => own.is_some() || context.section == Some(Section::Response),
        };
        let Some(status) = own.or_else(|| context.status.clone()).filter(|_| is_answer) else { return false };
        if !block.text.trim().is_empty() && !empty_answers::is_none(status.key(), &block.text) {
            return false;
        }
        let origin = self.draft.origin(Evidence::Example, block.outer);
        self.draft.response(Some(status.key())).origin.get_or_insert(origin);
        true
    }

    pub(crate) fn json_samples(&mut self, text: &str, span: Span, title: Option<String>) -> Vec<Sample> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let (values, passed_over) = match json::parse_loose(text, span.file, span.start as usize) {
            Ok(read) => read,
            Err(error) => {
                self.diagnostics.push(
                    Diagnostic::at(
                        Code::InvalidExample,
                        error.span,
                        format!("this example is not JSON: {}", error.message),
                    )
                    .help("the example is no evidence until it is; the rest of the page is read"),
                );
                return Vec::new();
            }
        };
        self.passed_over(passed_over);
        // Of an example that leaves all of it out nothing can be learned.
        let shown = values.into_iter().filter(|json| json.kind != json::JsonKind::LeftOut);
        shown
            .map(|json| {
                self.duplicates(&json);
                let origin = self.draft.origin(example::classify(&json), json.span);
                Sample { title: title.clone(), json, origin }
            })
            .collect()
    }

    /// Tells of an example that was read though it is not quite JSON: once, at its first slip.
    fn passed_over(&mut self, slip: Option<JsonError>) {
        let Some(JsonError { message, span }) = slip else { return };
        let message = format!("this example is not quite JSON: {message}");
        let help = "what is none was passed over, here and further down; the rest of the example counts";
        self.diagnostics.push(Diagnostic::at(Code::LooseExample, span, message).help(help));
    }

    /// The JSON that a sample of a call sends. What JavaScript holds beside literals is code, and no slip of an example.
    fn sent(&mut self, tool: code::Tool, text: &str, places: &code::Places) -> Option<json::Json> {
        let at = |range| places.place(range);
        if let Ok(json) = json::parse_script_at(text, &at) {
            return Some(json);
        }
        let (values, slip) = json::parse_loose_at(text, &at).ok().filter(|_| tool == code::Tool::Curl)?;
        // `-d '{ ... }'` says that there is a body, and of what, the page.
        let json = values.into_iter().next().filter(|json| json.kind != json::JsonKind::LeftOut)?;
        self.passed_over(slip);
        Some(json)
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

    fn request_sample(&mut self, request: &code::RequestSample, block: &CodeBlock) {
        let evidence = match request.tool {
            code::Tool::Curl => Evidence::Curl,
            code::Tool::Fetch => Evidence::Fetch,
            code::Tool::Library => Evidence::Library,
        };
        let method = request.method.as_ref().map(|method| method.value.to_ascii_uppercase());
        let url = request.url.as_ref().map(|url| url.value.as_str());
        let named = url.and_then(target::target).filter(Target::is_written_out);
        if let Some(url) = request.url.as_ref().filter(|_| named.is_some()) {
            let origin = self.draft.origin(evidence, url.span);
            self.draft.endpoints.push(EndpointClaim { method: method.clone(), target: named.clone(), origin });
        }
        // Behind a variable stands a part of the path: enough to tell whose call it is, and too little to name one.
        let target = named.or_else(|| url.and_then(behind_variable).filter(Target::is_written_out));
        // Where a call goes whose address nobody can read is not known: it is the page's own only if nothing is said of it.
        let is_unreadable = target.is_none() && url.is_some_and(|url| url.contains('/'));
        let mut body = self.form_sample(request, evidence);
        let mut auth = Vec::new();
        for (name, value, span) in &request.headers {
            auth.extend(self.credential(name, value, evidence, *span));
            if name.eq_ignore_ascii_case("content-type") {
                body.media_type.get_or_insert_with(|| essence(value));
            }
        }
        if request.basic_auth
            && let Some(url) = &request.url
        {
            auth.push((AuthScheme::Basic, self.draft.origin(evidence, url.span)));
        }
        // A body that is a JavaScript object and no JSON is no defect of the page.
        if let Some((text, span)) = &request.body
            && let places = code::Places::of(text, block.words(*span), *span)
            && let Some(json) = self.sent(request.tool, text, &places)
        {
            let origin = self.draft.origin(example::classify(&json), json.span);
            body.samples.push(Sample { title: None, json, origin });
        }
        let span = request.url.as_ref().map_or(block.span, |url| url.span);
        let (headers, query) = self.shown(request, evidence);
        let call = CallDraft { method, target, evidence, is_unreadable, span, auth, headers, query, body };
        self.draft.request.calls.push(call);
    }
}

/// The path behind a variable that holds the base: `$BASE/v1/pets`, `{{url}}/pets`.
fn behind_variable(url: &str) -> Option<Target> {
    let is_variable = url.starts_with(['$', '{', '<']);
    let at = url.find('/').filter(|_| is_variable)?;
    target::target(url.get(at..)?)
}

/// Whether a block is worth reading as JSON: it says so, or says nothing and looks like it.
fn may_be_json(language: Option<&str>, text: &str) -> bool {
    match language {
        Some(language) => language.to_ascii_lowercase().starts_with("json"),
        None => text.trim_start().starts_with(['{', '[']),
    }
}
