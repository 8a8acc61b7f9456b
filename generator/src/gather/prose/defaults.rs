//! Input: the sentences of a description, and the kind of the field's values. Output: the value that the API takes where
//! the field is not sent.
//! Invariant: a default is a value of the field's kind, said without a condition, and the only one that is said.

use serde_json::Value;

use crate::gather::prose::ranges::is_own_unit;
use crate::read::pattern::patterns;
use crate::shape::Kind;

patterns! {
    DEFAULT = concat!(
        r"(?i)\bdefault(?:s|ed|ing)?(?: values?)?(?P<link>\s*[:=]\s*|(?: is| are| to| of| value of)?(?: set to)?:?\s+)",
        r#"(?:`(?P<code>[^`]*)`|"(?P<quoted>[^"]*)"|“(?P<curly>[^”]*)”|"#,
        r"(?P<number>[-+]?\d[\d,]*(?:\.\d+)?)|(?P<word>[a-z][a-z0-9_.-]*[a-z0-9]))",
    );
    /// A value in a list that is marked: `asc` (default).
    MARKED = r#"(?i)(?:`(?P<code>[^`]+)`|"(?P<quoted>[^"]+)")\s*\((?:the )?default\)"#;
    /// A default that depends on something, or from which the value is computed.
    DEPENDS = concat!(
        r"(?i)^\s*,?\s*(?:'s\b|(?:when|if|for|unless|in|on|plus|minus|prefixed|followed|or|and the|field|parameter|",
        r"before|after|ago|from|of)\b|\+)",
    );
    /// What only says that the field is absent.
    NOT_GIVEN = concat!(
        r"(?i)^\s*,?\s*(?:if|when|where) (?:it is |it's |this is |the (?:field|parameter|value) is )?",
        r"(?:not (?:specified|provided|set|given|supplied|present|passed)|omitted|absent|unset|unspecified|missing|empty)\b",
    );
}

/// Words that stand where a default would, and name none.
const NO_DEFAULTS: &[&str] = &[
    "none",
    "null",
    "nil",
    "n/a",
    "na",
    "empty",
    "now",
    "today",
    "unset",
    "undefined",
    "not",
    "no",
    "varies",
    "current",
    "auto",
    "the",
    "all",
];

/// The default that the sentences state.
pub(crate) fn read(sentences: &[&str], kind: &Kind, name: &str) -> Option<Value> {
    let mut found: Option<Value> = None;
    for value in sentences.iter().flat_map(|sentence| in_sentence(sentence, kind, name)) {
        match value {
            Some(value) if found.as_ref().is_none_or(|known| *known == value) => found = Some(value),
            _ => return None,
        }
    }
    found
}

/// What a sentence says; `None` in it is a default that this reader cannot make out.
fn in_sentence(sentence: &str, kind: &Kind, name: &str) -> Vec<Option<Value>> {
    let mut values = Vec::new();
    for captures in DEFAULT.captures_iter(sentence) {
        let Some(all) = captures.get(0) else { continue };
        let after = sentence.get(all.end()..).unwrap_or_default();
        if DEPENDS.is_match(after) && !NOT_GIVEN.is_match(after) {
            values.push(None);
            continue;
        }
        let set_off = captures.name("link").is_some_and(|link| link.as_str().contains([':', '=']));
        let closed = after.trim_start().is_empty() || after.trim_start().starts_with([',', ')']);
        if let Some(text) = ["code", "quoted", "curly"].into_iter().find_map(|group| captures.name(group)) {
            values.push(typed(text.as_str().trim_matches('"'), kind));
        } else if let Some(number) = captures.name("number") {
            let is_number = matches!(kind, Kind::Integer | Kind::Number) || is_integer_enum(kind);
            // Of a number with a unit it is unsure that the field counts in it.
            let plain = closed || NOT_GIVEN.is_match(after) || is_own_unit(after, name);
            values.push(if is_number && plain { typed(&number.as_str().replace(',', ""), kind) } else { None });
        } else if let Some(word) = captures.name("word").map(|word| word.as_str()) {
            let boolean =
                matches!(kind, Kind::Boolean) && matches!(word.to_ascii_lowercase().as_str(), "true" | "false");
            let text = matches!(kind, Kind::String | Kind::Enum(_)) && set_off && closed;
            let none = NO_DEFAULTS.iter().any(|stop| word.eq_ignore_ascii_case(stop));
            if boolean {
                values.push(typed(&word.to_ascii_lowercase(), kind));
            } else if text && !none {
                values.push(typed(word, kind));
            }
        }
    }
    for captures in MARKED.captures_iter(sentence) {
        let text = captures.name("code").or_else(|| captures.name("quoted"));
        values.push(text.and_then(|text| typed(text.as_str().trim_matches('"'), kind)));
    }
    values
}

fn is_integer_enum(kind: &Kind) -> bool {
    matches!(kind, Kind::Enum(shape) if shape.integer)
}

/// The text as a value of that kind.
fn typed(text: &str, kind: &Kind) -> Option<Value> {
    let text = text.trim();
    match kind {
        Kind::Boolean => text.parse::<bool>().ok().map(Value::from),
        Kind::Integer => text.parse::<i64>().ok().map(Value::from),
        Kind::Number => serde_json::from_str::<serde_json::Number>(text).ok().map(Value::Number),
        Kind::Enum(shape) if shape.integer => text.parse::<i64>().ok().map(Value::from),
        Kind::String | Kind::Enum(_) if text != "null" && !text.is_empty() => Some(Value::from(text)),
        _ => None,
    }
}
