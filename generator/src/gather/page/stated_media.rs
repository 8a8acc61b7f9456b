//! Input: the sentences below an answer's heading. Output: the answer that they tell of, where nothing else documents it.
//! Invariant: a sentence is weaker than any field and any sample, and counts only where it names one media type.

use std::collections::BTreeSet;

use crate::read::pattern::patterns;

patterns! {
    /// A media type of the registered trees, as a word of its own.
    MEDIA_TYPE = r"(?i)(?:^|[\s`'\x22*(:])((?:application|audio|image|text|video)/[a-z0-9][a-z0-9.+-]*)";
    /// Running text that says what a call gives.
    RETURNS = r"(?i)^\W*(?:this (?:endpoint|call|method) )?(?:returns|responds with|downloads|streams)\b|^\W*the (?:response|answer) is\b";
}

/// Whether a text says what a call gives, wherever it stands.
pub(crate) fn returns(text: &str) -> bool {
    RETURNS.is_match(text)
}

/// The one media type that a text names, unless that is JSON.
pub(crate) fn media_type(text: &str) -> Option<String> {
    let found = MEDIA_TYPE.captures_iter(text).filter_map(|found| found.get(1));
    let named: BTreeSet<String> =
        found.map(|found| found.as_str().trim_end_matches(['.', '-', '+']).to_ascii_lowercase()).collect();
    let mut named = named.into_iter();
    named.next().filter(|named_first| named.next().is_none() && !named_first.contains("json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_one_media_type_or_none_that_counts() {
        let of = |text| media_type(text);
        assert_eq!(of("Returns the file with `Content-Type: application/pdf`.").as_deref(), Some("application/pdf"));
        assert_eq!(of("A CSV file (text/csv). It is `text/csv`.").as_deref(), Some("text/csv"));
        for none in ["`application/json`", "image/png or image/jpeg", "see docs/text/plain", "and/or", "text/", ""] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
