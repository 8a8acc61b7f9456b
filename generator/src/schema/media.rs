//! Input: media types as pages and documents write them. Output: what they are called for certain, and whether they are JSON.
//! Invariant: parameters and case say nothing of what a media type is.

/// JSON.
pub const JSON: &str = "application/json";
/// A stream of events.
pub const EVENTS: &str = "text/event-stream";
/// Bytes of which nothing else is known.
pub const BYTES: &str = "application/octet-stream";
/// A form of parts, of which each can be a file.
pub const MULTIPART: &str = "multipart/form-data";
/// A form of pairs.
pub const PAIRS: &str = "application/x-www-form-urlencoded";

/// Whether what has this media type is a value of JSON on each line, or in each record.
pub fn is_lines(media_type: &str) -> bool {
    let essence = essence(media_type);
    let (_, kind) = essence.split_once('/').unwrap_or(("", &essence));
    let kind = kind.trim_start_matches("x-");
    let words = ["ndjson", "jsonl", "jsonlines", "json-lines", "json-seq", "stream+json", "jsonstream", "ldjson"];
    words.contains(&kind) || kind.ends_with("+ndjson") || kind.ends_with("+jsonl") || kind.ends_with("+json-seq")
}

/// The media type alone, without its parameters and in lower case.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether what has this media type is JSON: by its name, or by the ending of it.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == JSON || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_by_its_name_or_its_ending() {
        for json in ["application/json", "Application/JSON; charset=utf-8", "application/vnd.api+json;version=1"] {
            assert!(is_json(json), "{json}");
        }
        for other in ["application/json-seq", "text/plain; of=application/json", "application/x-ndjson", ""] {
            assert!(!is_json(other), "{other}");
        }
    }
}
