//! Input: the one operation of an OpenAPI document. Output: what it claims, added to the page's [`Draft`].
//! Invariant: every parameter, body and response ends in the draft or in a diagnostic.

use crate::draft::Draft;
use crate::draft::request::BodyDraft;
use crate::draft::sample::Sample;
use crate::gather::openapi::contents::Content;
use crate::gather::openapi::document::{Look, resolved};
use crate::gather::openapi::parameter_claims::{other, parameter};
use crate::gather::openapi::schemas::Schemas;
use crate::gather::openapi::{contents, extensions};
use crate::read::json::{Json, JsonKind};
use crate::schema::Evidence;
use crate::schema::media::is_lines;
use crate::shape::example;
use crate::source::Span;

/// An operation with what its path says for all methods.
pub(crate) struct Found<'a> {
    pub(crate) item: &'a Json,
    pub(crate) operation: &'a Json,
}

impl Found<'_> {
    /// Reads parameters, body and responses.
    pub(crate) fn read(&self, draft: &mut Draft, schemas: &mut Schemas<'_>) {
        let of = |holder: &Json| holder.get("parameters").map(|list| list.items().to_vec()).unwrap_or_default();
        // The operation's own parameters count before those of its path.
        for json in of(self.operation).iter().chain(&of(self.item)) {
            parameter(json, draft, schemas);
        }
        for json in self.operation.get("x-fieldstone-parameters").map(Look::items).unwrap_or_default() {
            other(json, draft, schemas);
        }
        if let Some(json) = self.operation.get("requestBody") {
            body(json, draft, schemas);
        }
        for (status, json) in self.operation.get("responses").map(Look::members).unwrap_or_default() {
            response(&status.value, status.span, json, draft, schemas);
        }
    }
}

fn body(json: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let document = schemas.document;
    let Some(body) = resolved(document, json) else {
        return schemas.astray("body", json);
    };
    add_body(&contents::contents(body), body.is("required"), body.text_of("description"), draft, schemas);
}

/// Adds the body: of several media types the one that is sent.
pub(crate) fn add_body(
    contents: &[Content<'_>],
    required: bool,
    description: Option<&str>,
    draft: &mut Draft,
    schemas: &mut Schemas<'_>,
) {
    let Some(content) = contents::sent(contents) else { return };
    if draft.request.body.whole.is_some() {
        return;
    }
    let any = Json { kind: JsonKind::Object(Vec::new()), span: content.place };
    let known = contents::member(content, required, schemas);
    let mut whole = known.unwrap_or_else(|| schemas.member("", &any, required, content.place));
    whole.description = description.map(|text| text.trim().to_owned()).or(whole.description);
    let samples = samples(content, draft, schemas);
    draft.request.body.written = contents::encodings(content, schemas);
    // Fields and samples that the page has by hand stay: they are evidence of their own.
    let BodyDraft { whole: place, media_type, samples: all, .. } = &mut draft.request.body;
    *place = Some(whole);
    *media_type = Some(contents::name(content.media));
    all.extend(samples);
}

fn response(status: &str, place: Span, json: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let document = schemas.document;
    let Some(response) = resolved(document, json) else {
        return schemas.astray("response", json);
    };
    schemas.beside_answer(response);
    add_response((status, place), &contents::contents(response), response.text_of("description"), draft, schemas);
}

/// Adds a response: of several media types the one that is read.
pub(crate) fn add_response(
    (status, place): (&str, Span),
    contents: &[Content<'_>],
    description: Option<&str>,
    draft: &mut Draft,
    schemas: &mut Schemas<'_>,
) {
    let Some(key) = crate::draft::section::Status::parse(status).map(|status| status.key().to_owned()) else {
        return schemas.unsupported(place, format!("`{status}` is no status of a response"));
    };
    let origin = draft.origin(Evidence::Openapi, place);
    let content = contents::received(contents);
    let member = content.and_then(|content| contents::member(content, true, schemas));
    let events = content.and_then(|content| contents::events(content, contents, schemas));
    let samples = content.map(|content| samples(content, draft, schemas)).unwrap_or_default();
    let response = draft.response(Some(&key));
    response.origin.get_or_insert(origin);
    response.description = description.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    response.samples.extend(samples);
    response.event_data = events;
    let media_type = content.map(|content| contents::of_answer(content, contents));
    // That JSON comes, and nothing else of it, is what is taken for granted anyway.
    response.media_type =
        media_type.filter(|media_type| member.is_some() || is_lines(media_type) || !media_type.contains("json"));
    if let Some(member) = member {
        response.case(None).push(member);
    }
}

/// The examples of a body. Where a schema stands beside them, they are shown and are no evidence of their own.
fn samples(content: &Content<'_>, draft: &Draft, schemas: &mut Schemas<'_>) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |title: Option<&str>, json: &Json, of_a_page: bool| {
        let kind = example::classify(json);
        // The vendor's tool fills in what it compiled: nobody wrote these.
        if kind == Evidence::Placeholder && content.schema.is_some() && !of_a_page {
            return;
        }
        let evidence = if content.schema.is_some() { Evidence::Openapi } else { kind };
        let title = title.filter(|title| *title != "example").map(str::to_owned);
        samples.push(Sample { title, json: json.clone(), origin: draft.origin(evidence, json.span) });
    };
    if let Some(json) = content.json.get("example") {
        add(None, json, false);
    }
    let examples = content.json.get("examples").map(Look::members).unwrap_or_default();
    for (name, json) in extensions::with_odd_examples(content.json, examples) {
        let document = schemas.document;
        if let Some((json, value)) = schemas.example(document, json) {
            let of_a_page = extensions::is_of_a_page(json);
            let title = json.text_of("summary").or((!of_a_page).then_some(&name.value));
            add(title, value, of_a_page);
        }
    }
    samples
}
