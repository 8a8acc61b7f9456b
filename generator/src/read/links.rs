//! Input: a text in Markdown. Output: where its links lead, in order.
//! Invariant: whatever the text is there is a list; what leads to a place in the text itself is no link.

use pulldown_cmark::{Event, Parser, Tag};

/// The destinations of all links, as they are written.
pub fn links(text: &str) -> Vec<String> {
    let link = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    Parser::new(text).filter_map(link).filter(|link| !link.starts_with('#')).collect()
}
