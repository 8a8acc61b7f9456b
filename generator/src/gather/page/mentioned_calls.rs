//! Input: the running text of a page. Output: the calls that it mentions, method and path or URL side by side.
//! Invariant: a mention is the weakest of claims: it counts only where a page with fields mentions one call and nothing
//! else on it names any.

use crate::draft::Draft;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::mention::{Mention, distinct};
use crate::draft::target::target;
use crate::read::pattern::patterns;
use crate::schema::Evidence;
use crate::source::Span;

patterns! {
    /// `POST /a`, `POST https://host/a`, each of the two perhaps in backticks or bold.
    CALL = r"\b(GET|POST|PUT|PATCH|DELETE)\b[`*:]*[ \t]+(?:\|[ \t]*)?[`*]*((?:https?://[^\s`*<>)\]]+|/[A-Za-z0-9_{][^\s`*<>)\],]*))";
}

/// The calls that a text mentions; `span` is where it stands.
pub(crate) fn mentions(text: &str, span: Span) -> Vec<Mention> {
    let mention = |found: regex::Captures<'_>| {
        let (method, to) = (found.get(1)?.as_str().to_owned(), found.get(2)?.as_str());
        Some(Mention { method, target: target(to.trim_end_matches(['.', ';']))?, span })
    };
    CALL.captures_iter(text).filter_map(mention).collect()
}

/// Makes the one call that a page mentions its operation, where it has fields and nothing else names one.
pub(crate) fn claim(draft: &mut Draft) {
    if !draft.endpoints.is_empty() || draft.rows.is_empty() || distinct(&draft.hints.mentions) != 1 {
        return;
    }
    let Some(mention) = draft.hints.mentions.first().cloned() else { return };
    let origin = draft.origin(Evidence::Prose, mention.span);
    draft.endpoints.push(EndpointClaim { method: Some(mention.method), target: Some(mention.target), origin });
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
        assert_eq!(of("| `PUT` | `/bells/{id}` | rings |"), ["PUT /bells/{id}"]);
        assert_eq!(of("GET the bell, or POST/GET it; a DELETE / is none"), Vec::<String>::new());
    }
}
