//! Input: the heading that an export gives a page. Output: what the page documents that is no call.
//! Invariant: only the export's own words count.

/// What a page that is no operation documents, by the heading that its export gives it.
pub(crate) fn other(heading: &str) -> Option<&'static str> {
    Some(match heading.trim().to_ascii_lowercase().as_str() {
        "asyncapi" => "this page documents a channel of messages (AsyncAPI), and no call over HTTP",
        "graphql" => "this page documents GraphQL, and no call of its own",
        "sdk" => "this page documents a library, and no call over HTTP",
        _ => return None,
    })
}
