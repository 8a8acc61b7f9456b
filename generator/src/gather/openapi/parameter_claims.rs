//! Input: a parameter of an operation, in either form of the document. Output: a field of the page's [`Draft`], with the
//! style in which it is sent.
//! Invariant: a style that the client cannot write is told, and the parameter lives on.

use crate::draft::Draft;
use crate::gather::openapi::document::{Look, resolved};
use crate::gather::openapi::extensions;
use crate::gather::openapi::schemas::Schemas;
use crate::read::json::{Json, JsonKind};
use crate::schema::{Location, Style};
use crate::shape::{Kind, Shape};

/// Headers that say nothing that the body and the authentication do not. This is the document's own rule.
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Reads a parameter of a document.
pub(crate) fn parameter(json: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    read(json, draft, schemas, add);
}

/// Reads a parameter for whose name a document has no place.
pub(crate) fn other(json: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    read(json, draft, schemas, keep);
}

fn read(
    json: &Json,
    draft: &mut Draft,
    schemas: &mut Schemas<'_>,
    add: fn(&Parameter<'_>, &mut Draft, &mut Schemas<'_>),
) {
    let document = schemas.document;
    // What the document holds outlives it; a list of the page is borrowed from its copy.
    let found = json.text_of("$ref").map_or(Some(json), |pointer| resolved(document, document.at(pointer)?));
    let Some(json) = found else {
        return schemas.astray("parameter", json);
    };
    let (Some(name), Some(location)) = (json.text_of("name"), json.text_of("in").and_then(location)) else {
        return schemas.unsupported(json.span, "a parameter needs `name` and `in`: path, query, header or cookie");
    };
    let content = json.get("content").and_then(|content| content.members().first());
    if let Some((media, _)) = content.filter(|(media, _)| !media.value.to_ascii_lowercase().contains("json")) {
        schemas.left_out(media.span, format!("`{name}` is sent as `{}`; the client sends JSON", media.value));
    }
    let schema = json.get("schema").or_else(|| content?.1.get("schema"));
    let is_document = content.is_some();
    add(&Parameter { json, name, location, schema, required: json.is("required"), is_document }, draft, schemas);
}

/// A parameter in either form of the document.
pub(crate) struct Parameter<'a> {
    pub(crate) json: &'a Json,
    pub(crate) name: &'a str,
    pub(crate) location: Location,
    pub(crate) schema: Option<&'a Json>,
    pub(crate) required: bool,
    /// Whether it is sent as a document of its own.
    pub(crate) is_document: bool,
}

/// Adds a parameter.
pub(crate) fn add(parameter: &Parameter<'_>, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let ignored = IGNORED.iter().any(|ignored| parameter.name.eq_ignore_ascii_case(ignored));
    if parameter.location != Location::Header || !ignored {
        keep(parameter, draft, schemas);
    }
}

/// Adds a parameter, whatever it is called.
fn keep(parameter: &Parameter<'_>, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let Parameter { json, name, location, schema, required, is_document } = *parameter;
    if draft.request.parameters.iter().any(|(at, known)| *at == location && known.name == name) {
        return;
    }
    let any = Json { kind: JsonKind::Object(Vec::new()), span: json.span };
    let mut member = schemas.member(name, schema.unwrap_or(&any), required || location == Location::Path, json.span);
    let own = |name: &str| json.text_of(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    member.description = own("description").or(member.description);
    extensions::deprecation(json, &mut member.deprecated);
    if let Some(example) = json.get("example") {
        member.examples = vec![example.to_value()];
    }
    member.style = if is_document { Style::Json } else { style(json, (name, location), &member.shape, schemas) };
    draft.request.parameters.push((location, member));
}

/// How a value goes over the wire. What is said nowhere is `form` in the query, each item and member by itself.
fn style(json: &Json, (name, location): (&str, Location), shape: &Shape, schemas: &mut Schemas<'_>) -> Style {
    let kind = schemas.opened(shape);
    let (list, object) = (matches!(kind, Kind::Array(_)), matches!(kind, Kind::Object(_) | Kind::Map(_)));
    let word = json.get("style").and_then(|style| Some((style.text()?, style.span)));
    let explode = json.get("explode").map(|explode| explode.kind == JsonKind::Bool(true));
    if location == Location::Path {
        return match (word.map_or("simple", |(word, _)| word), explode == Some(true) && (list || object)) {
            ("label", false) => Style::Label,
            ("label", true) => Style::LabelEach,
            ("matrix", false) => Style::Matrix,
            ("matrix", true) => Style::MatrixEach,
            ("simple", true) if object => Style::Members,
            ("simple", _) => Style::Plain,
            (other, _) => {
                let span = word.map_or(json.span, |(_, span)| span);
                schemas.left_out(span, format!("`{other}` is no style of a path parameter"));
                Style::Plain
            }
        };
    }
    if location != Location::Query {
        if let Some((word, span)) = word.filter(|(word, _)| !matches!(*word, "simple" | "form")) {
            schemas.left_out(span, format!("`{name}` has the style `{word}`, and is written without it"));
        }
        return Style::Plain;
    }
    match word.map_or("form", |(word, _)| word) {
        "form" if explode == Some(false) && (list || object) => Style::Commas,
        // A document that says nothing of it means this.
        "form" if object => Style::Members,
        "spaceDelimited" if list && explode != Some(true) => Style::Spaces,
        "pipeDelimited" if list && explode != Some(true) => Style::Pipes,
        "form" | "deepObject" | "spaceDelimited" | "pipeDelimited" => Style::Plain,
        other => {
            let span = word.map_or(json.span, |(_, span)| span);
            schemas.left_out(span, format!("`{other}` is no style of a query parameter"));
            Style::Plain
        }
    }
}

pub(crate) fn location(word: &str) -> Option<Location> {
    Some(match word {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        _ => return None,
    })
}
