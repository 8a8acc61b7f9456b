//! Input: a line, or a place in one. Output: whether a type stands there, and how sure that is.
//! Invariant: it only recognises. What the type means is told elsewhere, from the text as written.

use super::labels;

/// How sure it is that a line is a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Made of words that pages use for types: `string`, `enum<string>`, `string | null`, `object[]`.
    Core,
    /// A name that looks like a vendor's type: `AttachmentMovements`, `Attachment[]`.
    Named,
}

/// Words that are a type wherever they stand at the end of a name, too: `idstring`.
const STRONG: &[&str] = &["string", "integer", "number", "boolean", "object", "array"];

const WORDS: &[&str] = &[
    "string",
    "integer",
    "number",
    "boolean",
    "object",
    "array",
    "str",
    "int",
    "bool",
    "float",
    "double",
    "decimal",
    "long",
    "num",
    "int32",
    "int64",
    "float32",
    "float64",
    "file",
    "binary",
    "bytes",
    "any",
    "json",
    "null",
    "enum",
    "date",
    "datetime",
    "date-time",
    "timestamp",
    "time",
    "uuid",
    "url",
    "uri",
    "email",
    "hash",
    "xml",
    "text",
    "list",
    "map",
    "dict",
    "dictionary",
    "record",
    "obj",
    "arr",
    "unknown",
    "mixed",
    "const",
];

// No type of the census comes near it; it bounds the work on a line.
const MAX_TYPE_BYTES: usize = 300;

/// How sure it is that the whole `text` is a type; `None` where it is none.
pub(super) fn certainty(text: &str) -> Option<Certainty> {
    if text.len() > MAX_TYPE_BYTES {
        return None;
    }
    if let Some((_, last)) = text.rsplit_once(" · ") {
        return certainty(last);
    }
    let parts = alternatives(text);
    if parts.len() < 2 {
        return single(text);
    }
    let mut strongest = None;
    for part in parts {
        let part = if is_literal(part) { Some(Certainty::Core) } else { single(part) };
        strongest = match (strongest, part?) {
            (Some(Certainty::Core), _) | (_, Certainty::Core) => Some(Certainty::Core),
            _ => Some(Certainty::Named),
        };
    }
    strongest
}

// `a | b` and `a or b`, split outside brackets and quotes.
fn alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut from) = (0_usize, None, 0);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '<' | '(' | '[' | '{') => depth += 1,
            (None, '>' | ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, '|') if depth == 0 => {
                parts.extend(text.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(from..));
    parts.into_iter().flat_map(|part| part.split(" or ")).map(str::trim).collect()
}

fn is_literal(text: &str) -> bool {
    let quoted = |quote: char| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    quoted('"') || quoted('\'') || quoted('`') || text.parse::<f64>().is_ok()
}

fn single(text: &str) -> Option<Certainty> {
    let mut base = text;
    while let Some(shorter) = base.strip_suffix("[]") {
        base = shorter.trim_end();
    }
    if WORDS.contains(&base) || chain(base).is_some_and(|(length, _)| length == base.len()) {
        return Some(Certainty::Core);
    }
    let lower = base.to_lowercase();
    for prefix in ["array of ", "list of ", "arrays of "] {
        if let Some(items) = lower.strip_prefix(prefix) {
            return (items.split_whitespace().count() <= 2).then_some(Certainty::Core);
        }
    }
    let head = base.split(['<', '[', '(']).next().unwrap_or("");
    if head.len() < base.len() && base.ends_with(['>', ']', ')']) {
        let word = head.trim_end();
        if WORDS.contains(&word.to_lowercase().as_str()) || matches!(word, "Set" | "Union" | "Optional") {
            return Some(Certainty::Core);
        }
        return (is_type_name(word) && word.len() == head.len()).then_some(Certainty::Named);
    }
    (is_type_name(base) && !is_glued(text)).then_some(Certainty::Named)
}

// `Authorizationstringheaderrequired` has the letters of a vendor's type, and is a field with its type.
fn is_glued(text: &str) -> bool {
    text.char_indices().skip(1).filter_map(|(at, _)| text.get(at..)).any(|rest| {
        prefix(rest).is_some_and(|found| {
            let tail = rest.get(found.length..).unwrap_or("");
            found.strong && tail.is_empty() || !tail.is_empty() && labels::pill(tail).is_some()
        })
    })
}

// Words in capitals only are values and abbreviations more often than types.
fn is_type_name(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
        && text.chars().any(char::is_lowercase)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        && !text.ends_with('.')
}

/// How many bytes at the beginning of `text` are strong words run together, and how many words.
fn chain(text: &str) -> Option<(usize, usize)> {
    let (mut length, mut words) = (0, 0);
    while let Some(word) = text.get(length..).and_then(|rest| STRONG.iter().find(|word| rest.starts_with(**word))) {
        length += word.len();
        words += 1;
    }
    (words > 0).then_some((length, words))
}

/// A type that begins at the beginning of `text` and is glued to what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Its bytes.
    pub(super) length: usize,
    /// How many words were run together: a union that lost its separators.
    pub(super) words: usize,
    /// Whether it is a type without more proof.
    pub(super) strong: bool,
}

/// The type at the beginning of `text`, as glued field lines hold it.
pub(super) fn prefix(text: &str) -> Option<Prefix> {
    let mut found = one_prefix(text)?;
    while let Some(rest) = text.get(found.length..).and_then(|rest| rest.strip_prefix(" | ")) {
        let Some(next) = one_prefix(rest) else { break };
        found.length += 3 + next.length;
        found.strong = true;
    }
    Some(found)
}

fn one_prefix(text: &str) -> Option<Prefix> {
    let (mut length, words, mut strong) = match chain(text) {
        Some((length, words)) => (length, words, true),
        None => (["enum", "file", "any", "null"].iter().find(|word| text.starts_with(**word))?.len(), 1, false),
    };
    if let Some(rest) = text.get(length..)
        && rest.starts_with('<')
        && let Some(close) = rest.find('>').filter(|close| *close < MAX_TYPE_BYTES)
    {
        length += close + 1;
        strong = true;
    }
    while text.get(length..).is_some_and(|rest| rest.starts_with("[]")) {
        length += 2;
        strong = true;
    }
    Some(Prefix { length, words, strong })
}

/// Whether `text` is the beginning of a type's word, and not the whole of it.
pub(super) fn is_cut(text: &str) -> bool {
    let open = |bracket, close| text.matches(bracket).count() > text.matches(close).count();
    text.len() > 1 && STRONG.iter().any(|word| word.len() > text.len() && word.starts_with(text))
        || text.strip_suffix('[').is_some_and(|base| certainty(base).is_some())
        || text.split('<').next().is_some_and(|head| WORDS.contains(&head)) && open('<', '>')
}
