//! Input: running text and fences. Output: the addresses that they call the base URL of the API.
//! Invariant: an address counts only behind those words, or alone below a heading of them; links and calls do not.

use crate::draft::Draft;
use crate::gather::page::context::Context;
use crate::read::pattern::patterns;
use crate::schema::Evidence;
use crate::source::Span;

patterns! {
    /// `**Base URL:** https://...`, `The production base URL is https://...`
    LINE = concat!(
        r"(?im)^[\s>*_`|-]*(?:(?:the|our|api|rest|production|prod|live|sandbox|test|staging)\s+)*base (?:api )?urls?\b",
        r#"[^\n(\[]{0,60}?(https?://[^\s`*<>()\[\]|,"']+)"#,
    );
    HEADING = r"(?i)^(?:(?:the|our|api|rest|production|sandbox)\s+)*base (?:api )?urls?$";
    /// A table with a column of them.
    TABLE = r"(?i)^\s*\|[^\n]*\bbase (?:api )?url\b[^\n]*\|\s*\n\s*\|[\s:|-]+\|";
    ADDRESS = r#"(?:^|[\s`*|:(<])(https?://[^\s`*<>()\[\]|,"']+)"#;
    LINK = r"\[[^\]\n]*\]\([^)\n]*\)";
}

/// Keeps the addresses that a text names so.
pub(crate) fn note(draft: &mut Draft, text: &str, span: Span, context: &Context) {
    let is_below = context.heading.as_deref().is_some_and(|heading| HEADING.is_match(heading.trim()));
    let text = LINK.replace_all(text, "");
    let is_call = text.contains("curl ") || text.contains("fetch(");
    let all = !is_call && (is_below || TABLE.is_match(&text));
    let pattern = if all { &ADDRESS } else { &LINE };
    for found in pattern.captures_iter(&text).filter_map(|found| found.get(1)) {
        let url = found.as_str().trim_end_matches(['.', ';', '/']).to_owned();
        if !draft.hints.bases.iter().any(|(known, _)| *known == url) {
            let origin = draft.origin(Evidence::Prose, span);
            draft.hints.bases.push((url, origin));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::page::{Format, Heading};
    use crate::source::SourceMap;

    #[test]
    fn only_what_is_called_so_is_a_base() {
        let file = SourceMap::new().add("p.md", "p.md", "");
        let read = |heading: Option<&str>, text: &str| {
            let mut draft = Draft::new(file, Format::Mdx, "p.md".to_owned());
            let mut context = Context::default();
            let span = Span::new(file, 0..0);
            let heading = heading.map(|text| Heading { level: 2, text: text.to_owned(), span });
            heading.iter().for_each(|heading| context.enter_heading(heading));
            note(&mut draft, text, Span::new(file, 0..0), &context);
            draft.hints.bases.into_iter().map(|(url, _)| url).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read(None, "Hello.\n**Base URL:** `https://a.example/v1`"), "https://a.example/v1");
        assert_eq!(read(None, "The base URL for all calls is https://a.example/v1."), "https://a.example/v1");
        assert_eq!(read(Some("Base URL"), "All requests go to\nhttps://a.example/"), "https://a.example");
        assert_eq!(
            read(None, "| Region | Base URL |\n|---|---|\n| EU | `https://e.example` |\n| US | https://u.example |"),
            "https://e.example https://u.example"
        );
        assert_eq!(read(None, "Set the base URL of the tool to https://b.example"), "");
        assert_eq!(read(Some("Base URL"), "See [the list](https://b.example/x)."), "");
        assert_eq!(read(Some("Base URL"), "curl https://b.example/x"), "");
        assert_eq!(read(Some("Links"), "https://b.example"), "");
    }
}
