//! Input: the plain text of a description. Output: the facts that its sentences state.
//! Invariant: a fact is read only where the sentence is about the field itself, and none can make a valid value fail.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;

static DEPRECATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?is)^\W*(?:this (?:field|parameter|property|endpoint|operation|attribute) (?:is|has been) )?deprecated\b",
        r"(?:\s*[.:;,!)\]\-–—]+\s*|\s+(?P<word>use|in|since|as|by|and|from|after|please|instead|with)\b|\s*$)(?P<rest>.*)$",
    ))
});

static NULL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:^|[\s(,.;:])(?:null (?:means|if|when|for|until|unless|indicates|where|in case|is returned|otherwise)\b",
        r"|(?:may|can|could|might|will) (?:also )?be null\b|or null\b|nullable\b|null\s*=)",
    ))
});

static NEVER_NULL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:never|not|cannot|can't|non)[ -](?:be )?null"));

/// The note of a description that begins by saying that the field is deprecated: `deprecated. Use X` gives `Use X`. The
/// note is empty where there is nothing but the word. A description that only speaks of deprecated things gives `None`.
pub(super) fn deprecation(text: &str) -> Option<String> {
    let captures = DEPRECATED.captures(text)?;
    let rest = captures.name("rest").map_or("", |rest| rest.as_str());
    let note = match captures.name("word") {
        Some(word) => format!("{}{rest}", word.as_str()),
        None => rest.to_owned(),
    };
    Some(note.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a description says that the value may be `null`.
pub(super) fn is_nullable(text: &str) -> bool {
    NULL.is_match(text) && !NEVER_NULL.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_that_begins_with_the_word_deprecates() {
        let note = |text| deprecation(text);
        assert_eq!(note("deprecated. Use nationality_codes instead").as_deref(), Some("Use nationality_codes instead"));
        assert_eq!(note("Deprecated").as_deref(), Some(""));
        assert_eq!(note("(deprecated) use b").as_deref(), Some("use b"));
        assert_eq!(note("Deprecated since v2, use `b`.").as_deref(), Some("since v2, use `b`."));
        assert_eq!(note("This field is deprecated: gone soon").as_deref(), Some("gone soon"));
    }

    #[test]
    fn a_description_that_only_speaks_of_deprecated_things_does_not() {
        assert_eq!(deprecation("Deprecated errors are listed too"), None);
        assert_eq!(deprecation("Contains \"v1\" (deprecated, or soon to be) errors"), None);
        assert_eq!(deprecation("Whether it is deprecated"), None);
    }

    #[test]
    fn null_is_read_where_the_value_may_be_null() {
        for text in
            ["null means not verified", "May be null", "The id, or null", "nullable", "Set when x. Null if none"]
        {
            assert!(is_nullable(text), "{text}");
        }
        for text in ["never null", "This cannot be null", "annulled", "the null island", "must not be null or empty"] {
            assert!(!is_nullable(text), "{text}");
        }
    }
}
