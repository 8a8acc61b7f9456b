//! Input: the media type of an answer, and its bytes. Output: whether it is what was asked for, or one clause that says why not.
//! Invariant: HTML is never taken for Markdown, whatever its type says.

use crate::read::openapi::is_document;

/// What a page may come as.
pub(super) const PAGES: &str = "text/markdown, text/plain;q=0.9, */*;q=0.1";
/// What a list may come as.
pub(super) const LISTS: &str = "text/plain, text/markdown, application/xml;q=0.9, */*;q=0.1";
/// What a document may come as.
pub(super) const DOCUMENTS: &str = "application/json, application/yaml, */*;q=0.1";

const HTML: &str = "it is served as HTML alone";

/// Whether a page may be of a type.
pub(super) fn page_type(mime: Option<&str>) -> Result<(), String> {
    typed(mime, |mime| mime.starts_with("text/") || mime.ends_with("markdown"))
}

/// Whether a list may be of a type.
pub(super) fn list_type(mime: Option<&str>) -> Result<(), String> {
    typed(mime, |mime| mime.starts_with("text/") || mime.ends_with("xml") || mime.ends_with("markdown"))
}

/// Whether a document may be of a type.
pub(super) fn document_type(mime: Option<&str>) -> Result<(), String> {
    typed(mime, |mime| mime.starts_with("text/") || ["json", "yaml", "yml"].iter().any(|kind| mime.ends_with(kind)))
}

fn typed(mime: Option<&str>, is_wanted: impl Fn(&str) -> bool) -> Result<(), String> {
    let mime = mime.unwrap_or_default().to_ascii_lowercase();
    match mime.as_str() {
        "text/html" | "application/xhtml+xml" => Err(HTML.to_owned()),
        // What says nothing is judged by its text.
        "" | "application/octet-stream" | "binary/octet-stream" => Ok(()),
        mime if is_wanted(mime) => Ok(()),
        mime => Err(format!("its type is `{}`", mime.chars().take(60).collect::<String>())),
    }
}

/// The text of a page or a list.
pub(super) fn page_text(bytes: &[u8]) -> Result<&str, String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Err("it is not UTF-8".to_owned()) };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let begins = |tag: &str| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    if begins("<!doctype html") || begins("<html") {
        return Err(HTML.to_owned());
    }
    if text.contains('\0') {
        return Err("it is no text".to_owned());
    }
    if start.is_empty() {
        return Err("it is empty".to_owned());
    }
    Ok(text)
}

/// The text of an OpenAPI document.
pub(super) fn document_text(bytes: &[u8]) -> Result<&str, String> {
    let text = page_text(bytes)?;
    if is_document(text) { Ok(text) } else { Err("it is no OpenAPI document".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_told_from_what_sites_answer_in_its_place() {
        for mime in [None, Some("text/markdown"), Some("Text/Plain"), Some("application/octet-stream")] {
            assert_eq!(page_type(mime), Ok(()), "{mime:?}");
        }
        for mime in ["text/html", "application/xhtml+xml", "image/png", "application/json", "application/pdf"] {
            assert!(page_type(Some(mime)).is_err(), "{mime}");
        }
        assert_eq!(page_text(b"# A\n"), Ok("# A\n"));
        for bytes in [&b"\xff\xfe"[..], b"<!DOCTYPE html><p>", b"\xef\xbb\xbf \n<HTML>", b"a\0b", b" \n", b""] {
            assert!(page_text(bytes).is_err(), "{bytes:?}");
        }
        assert!(document_text(b"openapi: 3.1.0\n").is_ok() && document_text(b"{\"asyncapi\": \"2.0\"}").is_err());
    }
}
