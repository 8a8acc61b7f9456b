//! Input: a media type and the type that is documented with it. Output: how such a body is written and read.
//! Invariant: what is no JSON is never read as JSON, and no text of a page becomes a header unless it is a media type.

use crate::schema::media::{BYTES, JSON, essence, is_lines};
use crate::schema::{Api, Type, TypeKind, walk};

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyKind {
    Json,
    /// Pairs.
    Form,
    /// Parts, of which each can be a file.
    Multipart,
    Text,
    /// A stream of events.
    Events,
    /// A value of JSON on each line.
    Lines,
    Bytes,
}

/// What a body of this media type is. Where none is documented, its type says it.
pub(super) fn body_kind(api: &Api, media_type: Option<&str>, ty: Option<&Type>) -> BodyKind {
    let is_binary = matches!(ty, Some(Type::Binary));
    let essence = media_type.map(essence).unwrap_or_default();
    let (main, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    if is_lines(&essence) {
        let is_text = matches!(ty, None | Some(Type::String | Type::Binary));
        return if is_text { BodyKind::Text } else { BodyKind::Lines };
    }
    match (main, subtype) {
        ("" | "*", _) | (_, "") => {
            if is_binary {
                BodyKind::Bytes
            } else {
                BodyKind::Json
            }
        }
        ("application", "x-www-form-urlencoded") => BodyKind::Form,
        ("multipart", _) => BodyKind::Multipart,
        ("text", "event-stream") => BodyKind::Events,
        // Some servers call JSON so.
        ("text", "plain") if ty.is_some_and(|ty| is_structured(api, ty)) => BodyKind::Json,
        (_, "json") if is_binary => BodyKind::Bytes,
        (_, "json") => BodyKind::Json,
        (_, subtype) if subtype.ends_with("+json") => BodyKind::Json,
        ("text", _) => BodyKind::Text,
        (_, "xml" | "yaml" | "x-yaml" | "csv" | "javascript") => BodyKind::Text,
        (_, subtype) if subtype.ends_with("+xml") || subtype.ends_with("+yaml") => BodyKind::Text,
        _ => BodyKind::Bytes,
    }
}

/// Whether an answer of this media type is read as JSON.
pub fn is_read_as_json(api: &Api, media_type: Option<&str>, ty: Option<&Type>) -> bool {
    matches!(body_kind(api, media_type, ty), BodyKind::Json | BodyKind::Form | BodyKind::Multipart)
}

/// Whether a value of this type is one that JSON gives a form of its own.
fn is_structured(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Map(_) => true,
        Type::Nullable(inner) => is_structured(api, inner),
        Type::Named(name) => {
            let def = walk::definition(&api.types, name);
            def.is_some_and(|def| matches!(def.kind, TypeKind::Struct { .. } | TypeKind::Union { .. }))
        }
        _ => false,
    }
}

/// The media type as a header may have it; `None` where it is none.
pub(super) fn header(media_type: &str) -> Option<String> {
    let token = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&byte))
    };
    let (main, subtype) = media_type.split(';').next()?.trim().split_once('/')?;
    let printable = media_type.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    (token(main) && token(subtype) && printable).then(|| media_type.trim().to_owned())
}

/// The media type as one that something can have, which a range such as `image/*` is not.
pub(super) fn exact(media_type: &str) -> Option<String> {
    header(media_type).filter(|media_type| !media_type.contains('*'))
}

/// Whether it says no more than that there are bytes.
pub(super) fn is_unnamed(media_type: &str) -> bool {
    essence(media_type) == BYTES
}

/// Whether it is what a JSON body is called anyway.
pub(super) fn is_plain_json(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), JSON | "*/*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api() -> Api {
        serde_json::from_value(serde_json::json!({
            "format_version": 1, "name": "a", "title": "A", "operations": [],
            "types": [{ "name": "S", "kind": "struct", "fields": [], "sent": false, "received": true, "origins": [] }]
        }))
        .unwrap()
    }

    #[test]
    fn a_media_type_says_how_its_body_is_read() {
        let named = Type::Named("S".to_owned());
        let cases = [
            (None, None, BodyKind::Json),
            (None, Some(&Type::Binary), BodyKind::Bytes),
            (Some("application/json; charset=utf-8"), None, BodyKind::Json),
            (Some("application/vnd.api+json"), None, BodyKind::Json),
            (Some("*/*"), Some(&Type::String), BodyKind::Json),
            (Some("application/json"), Some(&Type::Binary), BodyKind::Bytes),
            (Some("Multipart/Form-Data; boundary=x"), None, BodyKind::Multipart),
            (Some("application/x-www-form-urlencoded"), None, BodyKind::Form),
            (Some("text/csv"), Some(&named), BodyKind::Text),
            (Some("text/plain"), Some(&named), BodyKind::Json),
            (Some("text/plain"), Some(&Type::String), BodyKind::Text),
            (Some("application/soap+xml"), None, BodyKind::Text),
            (Some("text/event-stream"), Some(&named), BodyKind::Events),
            (Some("application/x-ndjson"), Some(&named), BodyKind::Lines),
            (Some("application/jsonl"), None, BodyKind::Text),
            (Some("image/*"), None, BodyKind::Bytes),
            (Some("application/pdf"), Some(&named), BodyKind::Bytes),
            (Some("json"), None, BodyKind::Json),
        ];
        for (media_type, ty, expected) in cases {
            assert_eq!(body_kind(&api(), media_type, ty), expected, "{media_type:?} {ty:?}");
        }
    }

    #[test]
    fn only_a_media_type_becomes_a_header() {
        for good in ["text/csv", "image/*", "application/vnd.x+json;version=1", "text/plain; charset=utf-8"] {
            assert_eq!(header(good).as_deref(), Some(good));
        }
        for bad in ["", "text", "/", "text/", "a b/c", "text/csv\r\nx: y", "text/plain;\u{e9}", "text/\u{7f}"] {
            assert_eq!(header(bad), None, "{bad:?}");
        }
        assert_eq!(exact("image/*"), None);
    }
}
