//! Input: the sentences of a description. Output: the form of a text, or of a number, that they state.
//! Invariant: a form is read where the sentence is about the field's own value, and is the only one that it may have.

use crate::read::pattern::patterns;

patterns! {
    ISO = r"(?i)\b(?:ISO[- ]?8601(?:-1)?|RFC[- ]?3339)\b";
    TIME = r"(?i)\b(?:time-?stamps?|date-?times?|date and time|date/time)\b";
    DATE_ONLY = r"\bYYYY-MM-DD\b";
    TIME_TOO = r"(?i)YYYY-MM-DD['`]?[T ]|\bHH\b|time-?stamp|date-?time";
    /// Other forms that the same text may have, or things that only have to do with a time.
    OTHER_TIME = concat!(
        r"(?i)\b(?:unix|epoch|milliseconds?|relative|natural|duration|interval|durations|intervals|week)\b|\bdate/timestamp\b|",
        r"(?:time-?stamp|date-?time|8601|3339|string|format|YYYY-MM-DD`?)\)?,?\s+or\s+(?:an? |the )?",
        r"(?:date|string|number|integer|human|keyword|`[^n]|YYYY)",
    );
    UUID = r"(?i)\bUUID(?:v\d|s)?\b";
    OTHER_ID = r"(?i)\bUUID(?:v\d|s)?\)?,? (?:or|recommended|and|prefix|without)\b|\b(?:or|not|no|an existing) (?:an? )?UUID|UUIDv?\d? recommended";
    /// The whole sentence is about an address: `Email address of the recipient`.
    EMAIL = r"(?i)^(?:(?:the|a|an|valid|your|optional|their|this)\s+|[\w'’]+\s+){0,3}e-?mail (?:address(?:es)?)\b";
    OTHER_EMAIL = r"(?i)\b(?:or|and|whether|if|number|count|list of|id|name|comma|display|hash|part|domain|verified)\b";
    URL = r"(?i)^(?:[\w'’]+\s+){0,3}(?:URL|URI)(?:\s+(?:of|to|for|where|that|which|pointing|used|when|at)\b|\s*[,(:]|$)";
    OTHER_URL = r"(?i)^(?:[\w'’]+\s+)*?(?:or|and|whether|if|number|count|relative|base64|list|part|alias|path)\b";
    UNIX = r"(?i)\b(?:unix|epoch)[- ](?:time-?stamp|time|seconds)\b|\bseconds since (?:the )?(?:unix )?epoch\b";
    NOT_SECONDS = r"(?i)\b(?:milli|micro|nano)|\bms\b|\bor\b";
    /// A sentence that only mentions the form of something else.
    ASIDE = r"(?i)\b(?:e\.?g|for example|whether|when|if [^a]\w*|unless|instead)\b";
}

/// The form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextForm {
    /// A date with a time.
    DateTime,
    /// Any other form, by name.
    Named(&'static str),
}

/// The form that the sentences give the texts of the field `name`.
pub(crate) fn of_text(sentences: &[&str], name: &str) -> Option<TextForm> {
    if sentences.iter().any(|sentence| OTHER_TIME.is_match(sentence)) {
        return None;
    }
    for sentence in sentences {
        if let Some(form) = time(sentence) {
            return Some(form);
        }
    }
    let first = sentences.first()?;
    let name = name.to_lowercase();
    let called = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if UUID.is_match(first) && !OTHER_ID.is_match(first) && !ASIDE.is_match(first) {
        return Some(TextForm::Named("uuid"));
    }
    if EMAIL.is_match(first) && !OTHER_EMAIL.is_match(first) {
        return Some(TextForm::Named("email"));
    }
    if called(&["url", "uri", "link", "href", "callback", "webhook", "endpoint"])
        && URL.is_match(first)
        && !OTHER_URL.is_match(first)
    {
        return Some(TextForm::Named("uri"));
    }
    None
}

fn time(sentence: &str) -> Option<TextForm> {
    if ISO.is_match(sentence) && TIME.is_match(sentence) && !DATE_ONLY.is_match(sentence) {
        return Some(TextForm::DateTime);
    }
    if DATE_ONLY.is_match(sentence) && !TIME_TOO.is_match(sentence) && !sentence.contains(" or ") {
        return Some(TextForm::Named("date"));
    }
    None
}

/// The form that the sentences give a whole number.
pub(crate) fn of_integer(sentences: &[&str]) -> Option<&'static str> {
    let unix = sentences.iter().any(|sentence| UNIX.is_match(sentence));
    (unix && !sentences.iter().any(|sentence| NOT_SECONDS.is_match(sentence))).then_some("unix-time")
}
