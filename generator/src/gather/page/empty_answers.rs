//! Input: the text of a sample of an answer, and its status. Output: whether it shows an answer without a body.
//! Invariant: what may be a body is one.

use crate::read::pattern::patterns;

patterns! {
    /// Words that stand in place of a body: `No content`, `(empty response body)`, `HTTP/1.1 204 No Content`.
    NOTHING = concat!(
        r"(?i)^(?:HTTP/[0-9.]+ +)?(?:20[45]|304)?\W*(?:",
        r"(?:there is |returns )?(?:no|an empty|empty|without(?: an?)?)\W+(?:(?:response|http|json)\W+)?(?:body|content|data|payload|response)",
        r"(?:\W+(?:body|content|is returned|returned))?",
        r"|empty|nothing|none|n/a|no response)\W*$",
    );
    /// A sentence that says so: ``Returns `204 No Content` on success``.
    STATED = r"(?i)\b(?:returns?|responds? with|answers? with|(?:response|answer|status) is)\b[^.\n]{0,24}\b204\b";
}

/// Statuses whose answers have no body by the rules of HTTP.
const BODILESS: [&str; 3] = ["204", "205", "304"];

/// Whether a sample below `status` shows that nothing comes back.
pub(crate) fn is_none(status: &str, text: &str) -> bool {
    let text = text.trim();
    if BODILESS.contains(&status) {
        // An empty object there is how some write that nothing comes.
        let inside = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).map(str::trim);
        return inside.is_some_and(str::is_empty) || !text.starts_with(['{', '[', '"']);
    }
    !text.starts_with(['{', '[', '"']) && NOTHING.is_match(text)
}

/// Whether a sentence says that nothing comes back.
pub(crate) fn is_stated(text: &str) -> bool {
    STATED.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_that_nothing_comes_back() {
        assert!(is_stated("Returns `204 No Content` on success."));
        assert!(is_stated("On success, the response is a 204."));
        assert!(!is_stated("Returns the lamp. 204 lamps are lit") && !is_stated("A 204 is an error here"));
    }

    #[test]
    fn words_for_nothing_are_no_body() {
        for text in
            ["No content", "// No Content", "(empty response body)", "Empty", "<No body>", "no response body returned"]
        {
            assert!(is_none("200", text), "{text}");
        }
        for text in ["{}", "[]", "null", "\"none\"", "No content was found for this id", "ok", "{ \"a\": 1 }"] {
            assert!(!is_none("200", text), "{text}");
        }
        for text in ["{}", "204 No Content", "HTTP/1.1 204 No Content", "The payment is stopped.", "null"] {
            assert!(is_none("204", text), "{text}");
        }
        assert!(!is_none("204", "{\"a\": 1}"));
    }
}
