//! Input: the text inside `type="..."`. Output: the default that it states beside the type, and where.
//! Invariant: a value ends where its note does: `default 30 days` and `default of the account` state none.

use std::ops::Range;

use super::bounds::MAX_LENGTH;
use crate::read::pattern::patterns;

patterns! {
    /// `(default 1)`, `, default: "asc"`, `defaults to false`; and a whole text: `string = asc`.
    NOTE = concat!(
        r"(?i)(?:\bdefaults?(?:\s+(?:to|is|value(?:\s+is)?))?\s*[:=]?\s*|^[a-z]+(?:\[\])?(?P<sign>\s*=\s*))",
        r#"(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<code>[^`]*)`|(?P<bare>[^\s,;()\[\]|"'`]+))"#,
    );
}

/// The default that a type text states, as it is written there without quotes.
pub fn default_note(text: &str) -> Option<&str> {
    found(text).map(|(_, value)| value)
}

/// The text without its default; `None` where it has none.
pub(super) fn without(text: &str) -> Option<String> {
    let (note, _) = found(text)?;
    let before = text.get(..note.start)?.trim_end().trim_end_matches([',', ';', '(', '[', ':', '-']).trim_end();
    let after = text.get(note.end..)?;
    // What follows in the same brackets stays with them.
    let is_closed = after.trim_start().starts_with([')', ']']);
    let rest = if is_closed || after.trim().is_empty() { before.to_owned() } else { format!("{before}{after}") };
    (!rest.is_empty()).then_some(rest)
}

fn found(text: &str) -> Option<(Range<usize>, &str)> {
    let is_meant = text.len() <= MAX_LENGTH && (text.contains('=') || text.to_ascii_lowercase().contains("default"));
    let captures = is_meant.then(|| NOTE.captures(text))??;
    let whole = captures.get(0)?.range();
    let ends = text.get(whole.end..)?.trim_start();
    let quoted = ["double", "single", "code"].iter().find_map(|group| captures.name(group));
    let value = quoted.or_else(|| captures.name("bare").filter(|bare| !says_nothing(bare.as_str())))?;
    let note = captures.name("sign").map_or(whole.start, |sign| sign.start())..whole.end;
    (ends.is_empty() || ends.starts_with([',', ';', ')', ']'])).then_some((note, value.as_str()))
}

/// Whether a word says that there is no default, or which one it is elsewhere.
fn says_nothing(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "none" | "null" | "nil" | "n/a" | "-" | "—" | "value" | "values" | "empty" | "unset" | "undefined" | "varies"
    )
}

#[cfg(test)]
mod tests {
    use super::super::{TypeExpr, parse};
    use super::*;

    #[test]
    fn a_default_ends_where_its_note_does() {
        let cases = [
            ("integer (default 1)", Some("1")),
            ("integer, default 20", Some("20")),
            ("string (default: \"asc\")", Some("asc")),
            ("integer (default: 10, max: 100)", Some("10")),
            ("integer (1-100, default 20)", Some("20")),
            ("string = asc", Some("asc")),
            ("string[] = `a`", Some("a")),
            ("boolean (defaults to false)", Some("false")),
            ("integer default=5", Some("5")),
            ("number (default value is 0.5)", Some("0.5")),
            ("string (default '')", Some("")),
            ("integer (default 30 days)", None),
            ("string (defaults to the current user)", None),
            ("string (default value)", None),
            ("string (no default)", None),
            ("string (default: none)", None),
            ("a >= 1", None),
            ("DefaultValue", None),
        ];
        for (text, value) in cases {
            assert_eq!(default_note(text), value, "{text}");
        }
    }

    #[test]
    fn what_is_left_is_the_type() {
        for text in
            ["integer default=5", "integer = 5", "integer, default 5", "integer (default 5)", "integer [default: 5]"]
        {
            assert_eq!(parse(text), TypeExpr::Integer(None), "{text}");
        }
    }
}
