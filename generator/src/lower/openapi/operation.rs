//! Input: the one operation of an OpenAPI document. Output: what it claims, added to the page's [`Draft`].
//! Invariant: every parameter, body and response ends in the draft or in a diagnostic.

use crate::lower::draft::{BodyDraft, Draft, Sample};
use crate::lower::sample;
use crate::read::json::{Json, JsonKind};
use crate::schema::{Evidence, Location};
use crate::source::Span;

use super::document::{Look, resolved};
use super::schema::Schemas;

/// An operation with what its path says for all methods.
pub(super) struct Found<'a> {
    pub(super) item: &'a Json,
    pub(super) operation: &'a Json,
}

impl Found<'_> {
    /// Reads parameters, body and responses.
    pub(super) fn read(&self, draft: &mut Draft, schemas: &mut Schemas<'_>) {
        let of = |holder: &Json| holder.get("parameters").map(|list| list.items().to_vec()).unwrap_or_default();
        // The operation's own parameters count before those of its path.
        for json in of(self.operation).iter().chain(&of(self.item)) {
            parameter(json, draft, schemas);
        }
        if let Some(json) = self.operation.get("requestBody") {
            body(json, draft, schemas);
        }
        for (status, json) in self.operation.get("responses").map(Look::members).unwrap_or_default() {
            response(&status.value, status.span, json, draft, schemas);
        }
    }
}

fn parameter(json: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let document = schemas.document;
    // What the document holds outlives it; a list of the page is borrowed from its copy.
    let found = json.text_of("$ref").map_or(Some(json), |pointer| resolved(document, document.at(pointer)?));
    let Some(json) = found else {
        return schemas.unsupported(json.span, "this parameter's reference leads nowhere in the document");
    };
    let (Some(name), Some(location)) = (json.text_of("name"), json.text_of("in").and_then(location)) else {
        return schemas.unsupported(json.span, "a parameter needs `name` and `in`: path, query, header or cookie");
    };
    let content = json.get("content").and_then(|content| content.members().first()).map(|(_, media)| media);
    if let Some(media) = content {
        schemas
            .unsupported(media.span, format!("`{name}` is sent as a document of its own, which no parameter can be"));
    }
    let schema = json.get("schema").or_else(|| content?.get("schema"));
    add(&Parameter { json, name, location, schema, required: json.is("required") }, draft, schemas);
}

/// A parameter in either form of the document.
pub(super) struct Parameter<'a> {
    pub(super) json: &'a Json,
    pub(super) name: &'a str,
    pub(super) location: Location,
    pub(super) schema: Option<&'a Json>,
    pub(super) required: bool,
}

/// Adds a parameter.
pub(super) fn add(parameter: &Parameter<'_>, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let Parameter { json, name, location, schema, required } = *parameter;
    // The document's own rule: these three say nothing that the body and the authentication do not.
    let ignored = ["accept", "content-type", "authorization"];
    if location == Location::Header && ignored.iter().any(|ignored| name.eq_ignore_ascii_case(ignored)) {
        return;
    }
    if draft.parameters.iter().any(|(at, known)| *at == location && known.name == name) {
        return;
    }
    let any = Json { kind: JsonKind::Object(Vec::new()), span: json.span };
    let mut member = schemas.member(name, schema.unwrap_or(&any), required || location == Location::Path, json.span);
    let own = |name: &str| json.text_of(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    member.description = own("description").or(member.description);
    if json.is("deprecated") {
        member.deprecated.get_or_insert_default();
    }
    if let Some(example) = json.get("example") {
        member.examples = vec![example.to_value()];
    }
    let is_list = matches!(member.shape.kind, crate::lower::shape::Kind::Array(_));
    let joined = json.get("explode").is_some_and(|explode| explode.kind == JsonKind::Bool(false));
    if is_list && location == Location::Query && joined {
        schemas.unsupported(
            json.span,
            format!("`{name}` is one text with commas (`explode: false`); the client repeats the key"),
        );
    }
    if json.text_of("style") == Some("deepObject") {
        schemas.unsupported(json.span, format!("`{name}` is an object in the query (`style: deepObject`)"));
    }
    draft.parameters.push((location, member));
}

pub(super) fn location(word: &str) -> Option<Location> {
    Some(match word {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        _ => return None,
    })
}

fn body(json: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let document = schemas.document;
    let Some(body) = resolved(document, json) else {
        return schemas.unsupported(json.span, "this body's reference leads nowhere in the document");
    };
    let contents = body.get("content").map(Look::members).unwrap_or_default();
    let contents: Vec<Content<'_>> = contents
        .iter()
        .map(|(media, json)| Content { media: &media.value, place: media.span, schema: json.get("schema"), json })
        .collect();
    add_body(&contents, body.is("required"), body.text_of("description"), draft, schemas);
}

/// A body of one media type, in either form of the document.
pub(super) struct Content<'a> {
    pub(super) media: &'a str,
    pub(super) place: Span,
    pub(super) schema: Option<&'a Json>,
    pub(super) json: &'a Json,
}

/// Adds the body: of several media types the one that is read best.
pub(super) fn add_body(
    contents: &[Content<'_>],
    required: bool,
    description: Option<&str>,
    draft: &mut Draft,
    schemas: &mut Schemas<'_>,
) {
    let Some(content) = best(contents) else { return };
    for other in contents.iter().filter(|other| other.media != content.media) {
        schemas.unsupported(
            other.place,
            format!("the body may be `{}`, too; it is sent as `{}`", other.media, content.media),
        );
    }
    if draft.body.whole.is_some() {
        return;
    }
    let any = Json { kind: JsonKind::Object(Vec::new()), span: content.place };
    let mut whole = schemas.member("", content.schema.unwrap_or(&any), required, content.place);
    whole.description = description.map(|text| text.trim().to_owned()).or(whole.description);
    let media = content.media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let samples = samples(content, draft, schemas);
    // Fields and samples that the page has by hand stay: they are evidence of their own.
    let BodyDraft { whole: place, media_type, samples: all, .. } = &mut draft.body;
    *place = Some(whole);
    *media_type = Some(media);
    all.extend(samples);
}

fn best<'a, 'b>(contents: &'a [Content<'b>]) -> Option<&'a Content<'b>> {
    ["json", "x-www-form-urlencoded", "multipart", ""]
        .iter()
        .find_map(|word| contents.iter().find(|content| content.media.contains(word)))
}

fn response(status: &str, place: Span, json: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let document = schemas.document;
    let Some(response) = resolved(document, json) else {
        return schemas.unsupported(json.span, "this response's reference leads nowhere in the document");
    };
    let contents = response.get("content").map(Look::members).unwrap_or_default();
    let contents: Vec<Content<'_>> = contents
        .iter()
        .map(|(media, json)| Content { media: &media.value, place: media.span, schema: json.get("schema"), json })
        .collect();
    add_response((status, place), &contents, response.text_of("description"), draft, schemas);
}

/// Adds a response.
pub(super) fn add_response(
    (status, place): (&str, Span),
    contents: &[Content<'_>],
    description: Option<&str>,
    draft: &mut Draft,
    schemas: &mut Schemas<'_>,
) {
    let Some(key) = crate::lower::context::Status::parse(status).map(|status| status.key().to_owned()) else {
        return schemas.unsupported(place, format!("`{status}` is no status of a response"));
    };
    let origin = draft.origin(Evidence::Openapi, place);
    let json = contents.iter().find(|content| is_json(content.media));
    for other in contents.iter().filter(|other| !is_json(other.media) && !other.media.starts_with("_mintlify")) {
        let what = if json.is_some() { "may be" } else { "is" };
        schemas.unsupported(other.place, format!("this answer {what} `{}`, which has no type", other.media));
    }
    let member = json.and_then(|content| Some(schemas.member("", content.schema?, true, content.place)));
    let samples = json.map(|content| samples(content, draft, schemas)).unwrap_or_default();
    let response = draft.response(Some(&key));
    response.origin.get_or_insert(origin);
    response.description = description.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    response.samples.extend(samples);
    if let Some(member) = member {
        response.case(None).push(member);
    }
}

fn is_json(media: &str) -> bool {
    media.to_ascii_lowercase().contains("json") || media == "*/*"
}

/// The examples of a body. Where a schema stands beside them, they are shown and are no evidence of their own.
fn samples(content: &Content<'_>, draft: &Draft, schemas: &Schemas<'_>) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |title: Option<&str>, json: &Json| {
        let kind = sample::classify(json);
        // The vendor's tool fills in what it compiled: nobody wrote these.
        if kind == Evidence::Placeholder && content.schema.is_some() {
            return;
        }
        let evidence = if content.schema.is_some() { Evidence::Openapi } else { kind };
        let title = title.filter(|title| *title != "example").map(str::to_owned);
        samples.push(Sample { title, json: json.clone(), origin: draft.origin(evidence, json.span) });
    };
    if let Some(json) = content.json.get("example") {
        add(None, json);
    }
    for (name, json) in content.json.get("examples").map(Look::members).unwrap_or_default() {
        let json = resolved(schemas.document, json);
        if let Some(value) = json.and_then(|json| json.get("value")) {
            let title = json.and_then(|json| json.text_of("summary")).unwrap_or(&name.value);
            add(Some(title), value);
        }
    }
    samples
}
