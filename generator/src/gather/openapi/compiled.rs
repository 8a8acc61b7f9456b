//! Input: an operation in the form into which older exports compiled it. Output: what it claims, added to the page's
//! [`Draft`].
//! Invariant: it means what the document that it was compiled from means: a list of schemas is their alternatives.

use crate::draft::Draft;
use crate::gather::openapi::contents::Content;
use crate::gather::openapi::document::Look;
use crate::gather::openapi::operation_claims::{add_body, add_response};
use crate::gather::openapi::parameter_claims::{Parameter, add, location};
use crate::gather::openapi::schemas::Schemas;
use crate::read::json::{Json, JsonKind};
use crate::source::Spanned;

/// Reads `paths`, which is the operation itself.
pub(crate) fn read(paths: &Json, draft: &mut Draft, schemas: &mut Schemas<'_>) {
    let request = paths.get("request");
    for (place, parameters) in
        request.and_then(|request| request.get("parameters")).map(Look::members).unwrap_or_default()
    {
        let Some(location) = location(&place.value) else { continue };
        for (name, json) in parameters.members() {
            let list = json.get("schema").map(Look::items).unwrap_or_default();
            let required = json.is("required") || list.iter().any(|schema| schema.is("required"));
            let schema = alternatives(json.get("schema"));
            let json = Json { kind: json.kind.clone(), span: name.span };
            let (name, schema) = (name.value.as_str(), schema.as_ref());
            let parameter = Parameter { json: &json, name, location, schema, required, is_document: false };
            add(&parameter, draft, schemas);
        }
    }
    let bodies = request.and_then(|request| request.get("body")).map(Look::members).unwrap_or_default();
    let read = compiled(bodies);
    let contents: Vec<Content<'_>> = read.iter().map(Compiled::content).collect();
    let required = bodies.iter().any(|(_, json)| {
        json.is("required")
            || json.get("schemaArray").is_some_and(|list| list.items().iter().any(|part| part.is("required")))
    });
    let description = bodies.iter().find_map(|(_, json)| json.text_of("description"));
    add_body(&contents, required, description, draft, schemas);
    for (status, response) in paths.get("response").map(Look::members).unwrap_or_default() {
        let read = compiled(response.members());
        let contents: Vec<Content<'_>> = read.iter().map(Compiled::content).collect();
        let description = response.members().iter().find_map(|(_, json)| json.text_of("description"));
        add_response((&status.value, status.span), &contents, description, draft, schemas);
    }
}

struct Compiled<'a> {
    media: &'a Spanned<String>,
    schema: Option<Json>,
    json: &'a Json,
}

impl Compiled<'_> {
    fn content(&self) -> Content<'_> {
        Content { media: &self.media.value, place: self.media.span, schema: self.schema.as_ref(), json: self.json }
    }
}

/// Media types with their schemas; what stands beside them is of no media type.
fn compiled(members: &[(Spanned<String>, Json)]) -> Vec<Compiled<'_>> {
    members
        .iter()
        .filter(|(_, json)| json.get("schemaArray").is_some())
        .map(|(media, json)| Compiled { media, schema: alternatives(json.get("schemaArray")), json })
        .collect()
}

/// A list of schemas as one.
fn alternatives(list: Option<&Json>) -> Option<Json> {
    let list = list?;
    match list.items() {
        [] => None,
        [only] => Some(only.clone()),
        _ => {
            let key = Spanned::new("anyOf".to_owned(), list.span);
            Some(Json { kind: JsonKind::Object(vec![(key, list.clone())]), span: list.span })
        }
    }
}
