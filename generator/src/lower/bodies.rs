//! Input: what a page shows of bodies that are no JSON: forms and files in samples of calls, texts and event streams in
//! samples of answers. Output: the fields, media types and events that they prove.
//! Invariant: fields that the page documents come first; what a sample shows besides adds to them.

use crate::diagnostics::{Code, Diagnostic};
use crate::read::code::{FenceInfo, FormEncoding, FormPart, RequestSample, Tool};
use crate::read::json;
use crate::read::page::CodeBlock;
use crate::schema::media::{BYTES, EVENTS, JSON, MULTIPART, PAIRS, essence};
use crate::schema::{Evidence, Location};

use super::context::{Context, SampleRole, Status};
use super::draft::{BodyDraft, ResponseDraft, Sample};
use super::operation::Assembler;
use super::page::Reader;
use super::sample::classify;
use super::shape::{Kind, Member, Shape};

impl Reader<'_> {
    /// What a sample of a call sends that is no JSON.
    pub(super) fn form_sample(&mut self, request: &RequestSample, evidence: Evidence) {
        if let Some(encoding) = request.encoding {
            self.draft.body.encoding.get_or_insert(encoding);
        }
        let (pairs, encoding) = pairs(request);
        if let Some(encoding) = encoding {
            self.draft.body.encoding.get_or_insert(encoding);
        }
        for part in request.form.iter().chain(&pairs) {
            let kind = if part.is_file { Kind::Binary } else { Kind::String };
            let shape = Shape::new(kind, Some(part.span));
            let origin = self.draft.origin(evidence, part.span);
            let form = &mut self.draft.body.form;
            match form.iter_mut().find(|(_, known)| known.name == part.name) {
                // One name with several files is one field; so is one that two samples show.
                Some((_, known)) if part.is_file => known.shape = shape,
                Some(_) => {}
                None => form.push((evidence, Member::new(part.name.clone(), shape, origin))),
            }
        }
        if let Some(span) = request.upload {
            let origin = self.draft.origin(evidence, span);
            let shape = Shape::new(Kind::Binary, Some(span));
            self.draft.body.upload.get_or_insert(Member::new(String::new(), shape, origin));
        }
    }

    /// Reads a block that shows an answer which is no JSON; `false` where it shows none.
    pub(super) fn other_answer(&mut self, block: &CodeBlock, info: &FenceInfo, context: &Context) -> bool {
        let shows_answer = match context.sample {
            Some(role) => role == SampleRole::Response,
            None => info.status.is_some(),
        };
        let Some(media_type) = answer_of(info.language.as_deref(), &block.text).filter(|_| shows_answer) else {
            return false;
        };
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

/// The media type that a documented `Content-Type` header has unless something else is given.
pub(super) fn documented_header(parameters: &[(Location, Member)]) -> Option<String> {
    let is_it = |(location, member): &&(Location, Member)| {
        *location == Location::Header && member.name.eq_ignore_ascii_case("content-type")
    };
    let said = parameters.iter().find(is_it)?.1.default.as_ref()?.as_str()?;
    let media_type = essence(said);
    media_type.contains('/').then_some(media_type)
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

impl BodyDraft {
    /// The media type: the page's word, else what its samples do, else what its fields are.
    pub(super) fn media_type_of(&self, shape: &Shape) -> String {
        let has_file = match &shape.kind {
            Kind::Object(object) => object.members.iter().any(|member| is_file(&member.shape)),
            _ => false,
        };
        let form = self.encoding.map(|encoding| match encoding {
            FormEncoding::Pairs if !has_file => PAIRS,
            FormEncoding::Pairs | FormEncoding::Multipart => MULTIPART,
        });
        match (&self.media_type, form) {
            // A header that was copied along says less than what is sent.
            (Some(said), Some(form)) if said.contains("json") => form.to_owned(),
            (Some(said), _) => said.clone(),
            (None, Some(form)) => form.to_owned(),
            (None, None) if has_file => MULTIPART.to_owned(),
            (None, None) if is_file(shape) => BYTES.to_owned(),
            (None, None) => JSON.to_owned(),
        }
    }

    /// Whether samples show a body that no field documents.
    pub(super) fn shows_other(&self) -> bool {
        !self.form.is_empty() || self.upload.is_some()
    }
}

fn is_file(shape: &Shape) -> bool {
    match &shape.kind {
        Kind::Binary => true,
        Kind::Array(item) => is_file(item),
        _ => false,
    }
}

impl Assembler<'_> {
    /// The documented fields, completed by those that a form shows.
    pub(super) fn with_form(&mut self, documented: Option<Shape>, body: &mut BodyDraft) -> Option<Shape> {
        let form = std::mem::take(&mut body.form);
        let upload = body.upload.take();
        let Some(mut shape) = documented else {
            let members: Vec<Member> = form.into_iter().map(|(_, member)| member).collect();
            let span = members.first().and_then(Member::span);
            // A file that is sent with the header of JSON holds JSON, of which nothing is known.
            let is_json = body.media_type.as_deref().is_some_and(|said| said.contains("json"));
            return match (members.is_empty(), upload) {
                (false, _) => Some(Shape::object(members, span)),
                (true, Some(upload)) if body.samples.is_empty() && !is_json => Some(upload.shape),
                (true, _) => None,
            };
        };
        let Kind::Object(object) = &mut shape.kind else { return Some(shape) };
        for (evidence, member) in form {
            match object.members.iter_mut().find(|known| known.name == member.name) {
                // What is called a text and sent as a file is one.
                Some(known) if known.shape.kind == Kind::String && member.shape.kind == Kind::Binary => {
                    known.shape.kind = Kind::Binary;
                }
                Some(_) => {}
                None => {
                    if let Some(place) = member.span() {
                        let message = format!(
                            "`{}` stands in this {} and in no field list; added",
                            member.name,
                            evidence.as_str()
                        );
                        self.diagnostics.push(Diagnostic::at(Code::FieldOnlyInExample, place, message));
                    }
                    object.members.push(member);
                }
            }
        }
        Some(shape)
    }

    /// The media type of an answer and the type of its events' data, where it can be an event stream.
    pub(super) fn answer(
        &mut self,
        media_type: Option<(String, crate::source::Span)>,
        events: Vec<Sample>,
        (shape, description): (&mut Option<Shape>, &mut Option<String>),
        has_samples: bool,
    ) -> (Option<String>, Option<Shape>) {
        // JSON holds no file: an answer of which a file is all that is documented is the file.
        if media_type.is_none()
            && !has_samples
            && let Some(Shape { kind: Kind::Object(object), .. }) = shape
            && let [only] = object.members.as_slice()
            && only.shape.kind == Kind::Binary
        {
            *description = description.take().or_else(|| only.description.clone());
            *shape = Some(only.shape.clone());
        }
        if let Some(Shape { kind: Kind::Binary, .. }) = shape {
            return (Some(media_type.map_or_else(|| BYTES.to_owned(), |(said, _)| said)), None);
        }
        let Some((media_type, place)) = media_type else { return (None, None) };
        if media_type == EVENTS {
            if has_samples {
                let text = Shape::new(Kind::String, Some(place));
                return (None, Some(self.fuse(None, events).unwrap_or(text)));
            }
            *shape = self.fuse(shape.take(), events);
            return (Some(media_type), None);
        }
        if shape.is_none() {
            *shape = Some(Shape::new(Kind::String, Some(place)));
            return (Some(media_type), None);
        }
        let message = format!("this answer may be `{media_type}`, too; it is read as JSON, which is documented");
        self.diagnostics.push(
            Diagnostic::at(Code::Unsupported, place, message).help("the raw answer of a call gives whatever comes"),
        );
        (None, None)
    }
}

impl ResponseDraft {
    /// What is shown of it besides JSON.
    pub(super) fn take_other(&mut self) -> (Option<(String, crate::source::Span)>, Vec<Sample>) {
        (self.shown_as.take(), std::mem::take(&mut self.events))
    }
}
