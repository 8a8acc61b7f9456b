//! Input: a text and the words of a page that stand for it, quoted or escaped. Output: where the bytes of the text stand.
//! Invariant: a place is one of whole characters, within these words.

use std::ops::Range;

use crate::source::Span;

/// So many characters of quotes and backslashes stand between two characters of a text at most: `'"'"'`.
const BETWEEN: usize = 8;

/// Where the bytes of a text stand.
pub(crate) struct Places {
    span: Span,
    /// For each byte of the text the character of the words that it belongs to. Empty where both are the same.
    characters: Vec<Range<usize>>,
}

impl Places {
    /// Holds `text` to the `words` at `span` that stand for it. What does not stand there is where the last one was.
    pub(crate) fn of(text: &str, words: &str, span: Span) -> Self {
        let mut characters = Vec::new();
        if text == words {
            return Self { span, characters };
        }
        let (mut at, mut last) = (0, 0..0);
        for c in text.chars() {
            let ahead = words.get(at..).unwrap_or_default().char_indices().take(BETWEEN);
            if let Some((before, _)) = ahead.into_iter().find(|(_, there)| *there == c) {
                last = at + before..at + before + c.len_utf8();
                at = last.end;
            }
            characters.extend(std::iter::repeat_n(last.clone(), c.len_utf8()));
        }
        Self { span, characters }
    }

    /// The place of a range of the text's bytes.
    pub(crate) fn place(&self, range: Range<usize>) -> Span {
        let end = self.characters.last().map_or(0, |last| last.end);
        let within = match self.characters.is_empty() {
            true => range,
            false => {
                let start = self.characters.get(range.start).map_or(end, |character| character.start);
                let last = range.end.checked_sub(1).filter(|last| *last >= range.start);
                let last = last.map(|last| self.characters.get(last).map_or(end, |character| character.end));
                start..last.unwrap_or(start)
            }
        };
        let offset = self.span.range().start;
        Span::new(self.span.file, offset + within.start..offset + within.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn what_is_quoted_knows_its_place() {
        for (words, text, of, there) in [
            (r#"{"a": 1}"#, r#"{"a": 1}"#, 1..4, r#""a""#),
            (r#"{\"a\": \"é\"}"#, r#"{"a": "é"}"#, 7..9, "é"),
            (r#"{\"a\": 1}"#, r#"{"a": 1}"#, 6..7, "1"),
            (r#"'{"a": "it'\''s", "b": 1}"#, r#"{"a": "it's", "b": 1}"#, 14..17, r#""b""#),
            ("{\"a\": 1}'é", "{\"a\": 1}é", 8..10, "é"),
            ("'é'1", "é12", 2..4, "1"),
            ("é", "ab", 0..2, ""),
        ] {
            let mut sources = SourceMap::new();
            let file = sources.add("p.md", "p.md", format!("- {words}"));
            let span = Span::new(file, 2..2 + words.len());
            assert_eq!(sources.text(Places::of(text, words, span).place(of)), there, "{words}");
        }
    }
}
