//! Input: the media types of a body. Output: the one that counts, and the shape of what it carries.
//! Invariant: JSON comes first, for it alone has types; what is no JSON keeps its media type and is text or bytes.

use std::collections::BTreeMap;

use crate::gather::openapi::document::{Look, resolved};
use crate::gather::openapi::schemas::Schemas;
use crate::read::json::{Json, JsonKind};
use crate::schema::media::{EVENTS, JSON, essence, is_json, is_lines};
use crate::schema::{Encoding, Style};
use crate::shape::{Kind, Member, Shape};
use crate::source::Span;

/// A body of one media type, in either form of the document.
pub(crate) struct Content<'a> {
    pub(crate) media: &'a str,
    pub(crate) place: Span,
    pub(crate) schema: Option<&'a Json>,
    pub(crate) json: &'a Json,
}

/// The bodies that `content` lists.
pub(crate) fn contents(holder: &Json) -> Vec<Content<'_>> {
    let members = holder.get("content").map(Look::members).unwrap_or_default();
    members
        .iter()
        .map(|(media, json)| Content {
            media: &media.value,
            place: media.span,
            // Of a stream of items, this is one of them.
            schema: json.get("itemSchema").or_else(|| json.get("schema")),
            json,
        })
        .collect()
}

/// Of the bodies that a call may send, the one that it sends.
pub(crate) fn sent<'a, 'b>(contents: &'a [Content<'b>]) -> Option<&'a Content<'b>> {
    first(contents, &["x-www-form-urlencoded", "multipart", ""])
}

/// Of the bodies that an answer may have, the one that is read. `_mintlify` marks what a vendor's tool filled in.
pub(crate) fn received<'a, 'b>(contents: &'a [Content<'b>]) -> Option<&'a Content<'b>> {
    first(contents, &["*/*", "event-stream", ""]).filter(|content| !content.media.starts_with("_mintlify"))
}

/// What the data of each event is, where an answer that is read as JSON can be an event stream, too.
pub(crate) fn events(read: &Content<'_>, contents: &[Content<'_>], schemas: &mut Schemas<'_>) -> Option<Shape> {
    let stream = contents.iter().find(|content| name(content.media) == EVENTS)?;
    if std::ptr::eq(stream, read) {
        return None;
    }
    let described = member(stream, true, schemas).map(|member| member.shape);
    Some(described.unwrap_or(Shape::new(Kind::String, Some(stream.place))))
}

/// JSON itself, then its kin, then what the words name, in their order.
fn first<'a, 'b>(contents: &'a [Content<'b>], words: &[&str]) -> Option<&'a Content<'b>> {
    let is = |content: &&Content<'_>, word: &str| content.media.to_ascii_lowercase().contains(word);
    // A patch is a list of changes, and no value of what is changed.
    let rank = |content: &&Content<'_>| match name(content.media).as_str() {
        JSON => 0,
        media if media.ends_with("patch+json") => 3,
        media if media.ends_with("+json") => 1,
        media if media.contains("json") && !is_lines(media) => 2,
        _ => 4,
    };
    let json =
        contents.iter().filter(|content| rank(content) < 4 && content.media.to_ascii_lowercase().contains("json"));
    let mut json = json.collect::<Vec<_>>();
    json.sort_by_key(rank);
    let other = || words.iter().find_map(|word| contents.iter().find(|content| is(content, word)));
    json.into_iter().next().or_else(other)
}

/// The media type alone, without its parameters. Where anything is allowed, it is JSON.
pub(crate) fn name(media: &str) -> String {
    let name = essence(media);
    if name.is_empty() || name == "*/*" || name == "application/*" { JSON.to_owned() } else { name }
}

/// The media type of an answer. Of files of several kinds none is asked for: which one comes is the call's to say.
pub(crate) fn of_answer(read: &Content<'_>, contents: &[Content<'_>]) -> String {
    let is_file = |media: &str| {
        let typed = ["json", "xml", "yaml", "event-stream", "x-www-form-urlencoded", "multipart"];
        !media.starts_with("text/") && !typed.iter().any(|word| media.contains(word))
    };
    let named = name(read.media);
    let others = contents.iter().map(|content| name(content.media)).any(|other| other != named && is_file(&other));
    if is_file(&named) && others { crate::schema::media::BYTES.to_owned() } else { named }
}

/// The body as a field without a name; `None` where a document says of JSON no more than that it comes.
pub(crate) fn member(content: &Content<'_>, required: bool, schemas: &mut Schemas<'_>) -> Option<Member> {
    let media = name(content.media);
    if media == EVENTS
        && let Some(data) = content.json.get("itemSchema").and_then(|event| data(event, schemas.document))
    {
        return Some(schemas.member("", &data, required, content.place));
    }
    if is_lines(&media)
        && let (Some(schema), None) = (content.schema, content.json.get("itemSchema"))
        && let Some(item) =
            resolved(schemas.document, schema).filter(|list| list.get("type").is_some_and(|ty| ty.names("array")))
        && let Some(item) = item.get("items")
    {
        // The list is the whole, and each line is one of its items.
        return Some(schemas.member("", item, required, content.place));
    }
    let has_types = ["json", "x-www-form-urlencoded", "multipart", "event-stream"];
    if has_types.iter().any(|word| media.contains(word)) {
        return Some(schemas.member("", content.schema?, required, content.place));
    }
    let nothing = Json { kind: JsonKind::Object(Vec::new()), span: content.place };
    let mut member = schemas.member("", &nothing, required, content.place);
    member.shape.kind = if media.starts_with("text/") { Kind::String } else { Kind::Binary };
    member.description = content.schema.and_then(|schema| schema.text_of("description")).map(str::to_owned);
    Some(member)
}

/// What the data of an event is, where the schema is that of the whole event: what its text says that it holds, of each kind
/// of event.
fn data(event: &Json, document: &Json) -> Option<Json> {
    let event = resolved(document, event)?;
    let kinds = event.get("oneOf").or_else(|| event.get("anyOf")).map(Look::items).unwrap_or_default();
    let kinds = if kinds.is_empty() { std::slice::from_ref(event) } else { kinds };
    let mut all: Vec<Json> = Vec::new();
    for kind in kinds {
        let data = resolved(document, kind)?.get("properties")?.get("data")?;
        let text = resolved(document, data)?;
        let is_json = text.text_of("contentMediaType").is_some_and(|media| media.contains("json"));
        let data = match text.get("contentSchema") {
            Some(schema) => schema.clone(),
            None if is_json => Json { kind: JsonKind::Object(Vec::new()), span: data.span },
            None => data.clone(),
        };
        if !all.contains(&data) {
            all.push(data);
        }
    }
    let span = event.span;
    match (all.len(), all.pop()) {
        (1, only) => only,
        (_, last) => {
            all.extend(last);
            let list = Json { kind: JsonKind::Array(all), span };
            let key = crate::source::Spanned::new("anyOf".to_owned(), span);
            Some(Json { kind: JsonKind::Object(vec![(key, list)]), span })
        }
    }
}

/// How the fields of a form are written.
pub(crate) fn encodings(content: &Content<'_>, schemas: &mut Schemas<'_>) -> BTreeMap<String, Encoding> {
    let all = content.json.get("encoding").map(Look::members).unwrap_or_default();
    let mut written = BTreeMap::new();
    for (name, json) in all {
        let explode = json.get("explode").map(|explode| explode.kind == JsonKind::Bool(true));
        let media_type = json.text_of("contentType").map(str::to_owned);
        let style = match (json.text_of("style"), explode) {
            (Some("deepObject"), _) => Style::Deep,
            (Some("spaceDelimited"), _) => Style::Spaces,
            (Some("pipeDelimited"), _) => Style::Pipes,
            (Some("form") | None, Some(false)) => Style::Commas,
            (Some("form"), _) | (None, Some(true)) => Style::Members,
            (Some(other), _) => {
                schemas.left_out(json.span, format!("`{other}` is no style of a form's field"));
                Style::Plain
            }
            (None, None) if media_type.as_deref().is_some_and(is_json) => Style::Json,
            (None, None) => Style::Plain,
        };
        if json.get("headers").is_some_and(|headers| !headers.members().is_empty()) {
            schemas.left_out(json.span, "the headers of a form's part are not sent");
        }
        let media_type = media_type.filter(|_| style == Style::Plain);
        if style != Style::Plain || media_type.is_some() {
            written.insert(name.value.clone(), Encoding { style, media_type });
        }
    }
    written
}
