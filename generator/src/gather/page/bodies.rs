//! Input: what samples show of bodies that are no JSON: forms, files, texts and event streams. Output: the fields,
//! media types and events that they prove, in the draft.
//! Invariant: a sample adds to what fields document and replaces none of it.

use crate::draft::request::BodyDraft;
use crate::draft::sample::Sample;
use crate::draft::section::{SampleRole, Section, Status};
use crate::gather::page::context::Context;
use crate::gather::page::reader::Reader;
use crate::read::code::{FenceInfo, FormEncoding, FormPart, RequestSample, Tool};
use crate::read::json;
use crate::read::page::CodeBlock;
use crate::schema::Evidence;
use crate::schema::media::{EVENTS, PAIRS};
use crate::shape::example::classify;
use crate::shape::{Kind, Member, Shape};

impl Reader<'_> {
    /// What a sample of a call sends that is no JSON.
    pub(crate) fn form_sample(&self, request: &RequestSample, evidence: Evidence) -> BodyDraft {
        let mut body = BodyDraft::default();
        let (pairs, encoding) = pairs(request);
        body.encoding = request.encoding.or(encoding);
        for part in request.form.iter().chain(&pairs) {
            let kind = if part.is_file { Kind::Binary } else { Kind::String };
            let origin = self.draft.origin(evidence, part.span);
            let member = Member::new(part.name.clone(), Shape::new(kind, Some(part.span)), origin);
            body.absorb(BodyDraft { form: vec![(evidence, member)], ..BodyDraft::default() });
        }
        body.upload = request.upload.map(|span| {
            let origin = self.draft.origin(evidence, span);
            Member::new(String::new(), Shape::new(Kind::Binary, Some(span)), origin)
        });
        body
    }

    /// Reads a block that shows an answer which is no JSON; `false` where it shows none.
    pub(crate) fn other_answer(&mut self, block: &CodeBlock, info: &FenceInfo, context: &Context) -> bool {
        let Some(media_type) = answer_of(info.language.as_deref(), &block.text) else { return false };
        let shows_answer = match context.sample {
            Some(role) => role == SampleRole::Response,
            // Nothing but an answer is a stream of events.
            None => info.status.is_some() || media_type == EVENTS && context.section == Some(Section::Response),
        };
        if !shows_answer {
            return false;
        }
        let titled = Status::of_title(&info.title);
        let status = info.status.as_deref().and_then(Status::parse).or(titled).or_else(|| context.status.clone());
        let origin = self.draft.origin(Evidence::Example, block.outer);
        let events = if media_type == EVENTS { self.event_samples(block) } else { Vec::new() };
        let response = self.draft.response(status.as_ref().map(Status::key));
        response.origin.get_or_insert(origin);
        response.events.extend(events);
        response.shown_as.get_or_insert((media_type.to_owned(), block.outer));
        true
    }

    /// The data of the events that a block shows, as far as each is JSON on a line of its own.
    fn event_samples(&self, block: &CodeBlock) -> Vec<Sample> {
        let mut samples = Vec::new();
        let mut at = block.span.range().start;
        for line in block.text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let Some(data) = line.trim_start().strip_prefix("data:") else { continue };
            let data = data.trim_start();
            let offset = start + (line.len() - data.len());
            if data.starts_with(['{', '['])
                && let Ok(json) = json::parse(data.trim_end(), block.span.file, offset)
            {
                let origin = self.draft.origin(classify(&json), json.span);
                samples.push(Sample { title: None, json, origin });
            }
        }
        samples
    }
}

/// The fields of a body that is written as pairs: `-d 'a=1&b=2'`.
fn pairs(request: &RequestSample) -> (Vec<FormPart>, Option<FormEncoding>) {
    let none = (Vec::new(), None);
    let Some((text, span)) = &request.body else { return none };
    let says_pairs = request.header("content-type").map(|said| said.to_ascii_lowercase().starts_with(PAIRS));
    if !says_pairs.unwrap_or(request.tool == Tool::Curl) {
        return none;
    }
    let part = |pair: &str| {
        let (name, _) = pair.split_once('=')?;
        let name = name.trim().replace("%5B", "[").replace("%5D", "]");
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'));
        is_name.then_some(FormPart { name, is_file: false, span: *span })
    };
    match text.trim().split('&').map(part).collect::<Option<Vec<FormPart>>>() {
        Some(parts) => (parts, Some(FormEncoding::Pairs)),
        None => none,
    }
}

/// The media type that a block's language and text stand for.
fn answer_of(language: Option<&str>, text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.is_empty() || text.starts_with(['{', '[']) || text.starts_with("HTTP/") {
        return None;
    }
    // Whatever the fence is called: no line of JSON begins as those of an event stream do.
    let may_be = matches!(
        language,
        None | Some(
            "text"
                | "txt"
                | "plaintext"
                | "plain"
                | "sse"
                | "event-stream"
                | "json"
                | "jsonc"
                | "json5"
                | "http"
                | "bash"
        )
    );
    if may_be && is_event_stream(text) {
        return Some(EVENTS);
    }
    match language? {
        "text" | "txt" | "plaintext" | "plain" => Some("text/plain"),
        "csv" => Some("text/csv"),
        "html" => Some("text/html"),
        "xml" => Some("application/xml"),
        "yaml" | "yml" => Some("application/yaml"),
        "markdown" | "md" => Some("text/markdown"),
        _ => None,
    }
}

fn is_event_stream(text: &str) -> bool {
    let is_line = |line: &str| {
        line.starts_with(':') || ["data:", "event:", "id:", "retry:"].iter().any(|field| line.starts_with(field))
    };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.all(is_line) && text.lines().any(|line| line.trim_start().starts_with("data:"))
}
