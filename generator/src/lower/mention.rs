//! Input: the running text of a page. Output: the calls that it mentions, method and path or URL side by side.
//! Invariant: a mention is the weakest of claims: it counts only where a page with fields mentions one call and nothing
//! else on it names any.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::schema::Evidence;
use crate::schema::path::identity;
use crate::source::Span;

use super::draft::{Draft, EndpointClaim};
use super::path::{Target, target};

/// `POST /a`, `POST https://host/a`, each of the two perhaps in backticks or bold.
static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(GET|POST|PUT|PATCH|DELETE)\b[`*:]*[ \t]+[`*]*((?:https?://[^\s`*<>)\]]+|/[A-Za-z0-9_{][^\s`*<>)\],]*))",
    )
    .ok()
});

/// A call that a text mentions.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) method: String,
    pub(super) target: Target,
    pub(super) span: Span,
}

/// The calls that a text mentions; `span` is where it stands.
pub(super) fn mentions(text: &str, span: Span) -> Vec<Mention> {
    let Some(call) = CALL.as_ref() else { return Vec::new() };
    let mention = |found: regex::Captures<'_>| {
        let (method, to) = (found.get(1)?.as_str().to_owned(), found.get(2)?.as_str());
        Some(Mention { method, target: target(to.trim_end_matches(['.', ';']))?, span })
    };
    call.captures_iter(text).filter_map(mention).collect()
}

/// Makes the one call that a page mentions its operation, where it has fields and nothing else names one.
pub(super) fn claim(draft: &mut Draft) {
    if !draft.endpoints.is_empty() || draft.rows.is_empty() || distinct(draft) != 1 {
        return;
    }
    let Some(mention) = draft.mentions.first().cloned() else { return };
    let origin = draft.origin(Evidence::Prose, mention.span);
    draft.endpoints.push(EndpointClaim { method: Some(mention.method), target: Some(mention.target), origin });
}

/// How many different calls the page mentions.
pub(super) fn distinct(draft: &Draft) -> usize {
    let calls: BTreeSet<_> = draft.mentions.iter().map(|call| (&call.method, identity(&call.target.path))).collect();
    // With and without the base path it is one call.
    let longer = |(method, path): &(&String, String)| {
        calls.iter().any(|(known, other)| known == method && other != path && other.ends_with(path.as_str()))
    };
    calls.iter().filter(|call| !longer(call)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn method_and_path_stand_side_by_side() {
        let file = SourceMap::new().add("p.md", "p.md", "");
        let of = |text: &str| -> Vec<String> {
            let calls = mentions(text, Span::new(file, 0..0));
            calls.into_iter().map(|call| format!("{} {}", call.method, call.target.path)).collect()
        };
        assert_eq!(
            of("**Endpoint**: `POST /bells/{id}`, then `GET` `https://a.example/b`."),
            ["POST /bells/{id}", "GET /b"]
        );
        assert_eq!(of("GET the bell, or POST/GET it; a DELETE / is none"), Vec::<String>::new());
    }
}
