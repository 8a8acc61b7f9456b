//! Input: a type text as people write it: with modifiers, notes in brackets, adjectives. Output: its [`TypeExpr`], if any.
//! Invariant: what is dropped here says nothing of the type; a text whose core is unknown stays unknown.

use super::parse::{one_of, strict};
use super::{TypeExpr, is_known, words};

/// Words around a type that say nothing of it, and whether they say that it may be `null`.
const MODIFIERS: &[(&str, bool)] = &[
    ("required", false),
    ("optional", false),
    ("nullable", true),
    ("or null", true),
    ("may be null", true),
    ("can be null", true),
    ("not null", false),
    ("non-null", false),
    ("not nullable", false),
    ("read-only", false),
    ("readonly", false),
    ("read only", false),
    ("write-only", false),
    ("deprecated", false),
    ("immutable", false),
    ("unique", false),
    ("conditional", false),
];

/// Reads a text from the outside in: modifiers, the type itself, notes.
pub(super) fn read(text: &str) -> Option<TypeExpr> {
    let text = unquoted(text.trim().trim_end_matches([';', ',', '.', ':']));
    if let Some(known) = words::known(text) {
        return Some(known);
    }
    let articles = ["a ", "an ", "either "];
    let bare = articles.iter().find_map(|article| prefix(text, article).map(str::trim));
    let text = bare.filter(|bare| !bare.starts_with(['|', ','])).unwrap_or(text);
    let (text, nullable) = unmodified(text);
    let expr = strict(text).or_else(|| noted(text)).or_else(|| listed(text))?;
    Some(if nullable { one_of(vec![expr, TypeExpr::Null]) } else { expr })
}

/// A whole text in backticks is the text; in other quotes it is a value.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    inner.filter(|inner| !inner.contains('`')).map_or(text, str::trim)
}

/// Takes modifiers off both ends: `string (optional)`, `integer, nullable`, `nullable string`.
fn unmodified(mut text: &str) -> (&str, bool) {
    let mut nullable = false;
    'again: loop {
        for (word, null) in MODIFIERS {
            let rest = [format!("({word})"), format!("[{word}]"), (*word).to_owned()].iter().find_map(|form| {
                let rest = suffix(text, form).map(|rest| (rest, !form.starts_with(['(', '['])));
                let rest = rest.or_else(|| prefix(text, form).map(|rest| (rest, true)))?;
                // `order-required` is a word of its own.
                let (words, spaced) = rest;
                let apart = !spaced || words.ends_with([' ', ',']) || words.starts_with([' ', ',']);
                apart.then_some(words)
            });
            let Some(rest) = rest else { continue };
            let rest = rest.trim().trim_matches([',', ';', '-', '–', '—']).trim();
            // Beside a bar such a word is a value.
            if rest.is_empty() || rest.starts_with('|') || rest.ends_with('|') {
                return (text, nullable);
            }
            nullable |= null;
            text = rest;
            continue 'again;
        }
        return (text, nullable);
    }
}

fn suffix<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(end.len())?;
    text.get(at..)?.eq_ignore_ascii_case(end).then(|| text.get(..at))?
}

fn prefix<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.get(..start.len())?.eq_ignore_ascii_case(start).then(|| text.get(start.len()..))?
}

/// A type with a note that narrows it or only explains: `number (USD)`, `string in ISO 8601 format`.
fn noted(text: &str) -> Option<TypeExpr> {
    let in_brackets = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let connectors =
        [" in ", " with ", " as ", " representing ", " containing ", " between ", " from ", " - ", " – ", ": "];
    let explained = connectors.iter().find_map(|connector| text.split_once(connector));
    let behind_comma = text.split_once(',').filter(|(_, note)| is_note(note));
    for (front, note) in in_brackets.into_iter().chain(explained).chain(behind_comma) {
        let Some(base) = strict(front.trim()).filter(is_known) else { continue };
        return Some(words::narrowed(&base, &plain_note(note)).unwrap_or(base));
    }
    None
}

/// The words of a note that may name a form.
fn plain_note(note: &str) -> String {
    let note = note.trim().to_lowercase();
    let note = note.strip_suffix(" format").or_else(|| note.strip_suffix(" string")).unwrap_or(&note);
    note.strip_prefix("format ").or_else(|| note.strip_prefix("format: ")).unwrap_or(note).to_owned()
}

/// Whether what stands behind a comma is no other type.
fn is_note(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let starts = [
        "default", "max", "min", "length", "up to", "e.g", "format", "between", "iso", "uuid", "one of", "comma", "in ",
    ];
    text.starts_with(|c: char| c.is_ascii_digit()) || starts.iter().any(|start| text.starts_with(start))
}

/// Types side by side: `string/integer`, `string, null`. Only words that are known: `application/json` is something else.
fn listed(text: &str) -> Option<TypeExpr> {
    if text.contains(['(', '[', '<', '{', '"']) {
        return None;
    }
    let parts: Vec<TypeExpr> = text.split(['/', ',']).map(|part| words::known(part.trim())).collect::<Option<_>>()?;
    (parts.len() > 1).then(|| one_of(parts))
}

/// Adjectives of numbers that leave them what they are.
const OF_NUMBERS: &[&str] = &[
    "positive",
    "negative",
    "non-negative",
    "nonnegative",
    "signed",
    "unsigned",
    "big",
    "large",
    "small",
    "long",
    "short",
    "8-bit",
    "16-bit",
    "32-bit",
    "64-bit",
    "8",
    "16",
    "32",
    "64",
    "bit",
    "double",
    "precision",
    "floating",
    "point",
    "floating-point",
    "decimal",
    "real",
    "plain",
    "simple",
    "json",
    "random",
    "strict",
];

/// A phrase that ends in its type: `JSON string`, `positive integer`, `string array`.
pub(super) fn headed(text: &str) -> Option<TypeExpr> {
    let (front, head) = text.rsplit_once(' ')?;
    let lower = front.to_lowercase();
    let front_words: Vec<&str> = lower.split(' ').collect();
    let only = |allowed: &[&str]| front_words.iter().all(|word| allowed.contains(word));
    match head.to_lowercase().as_str() {
        "array" | "list" | "arrays" => {
            if matches!(lower.as_str(), "json" | "nested" | "simple" | "empty") {
                return words::known("array");
            }
            let items = words::known(&lower).or_else(|| headed(front)).or_else(|| name(front))?;
            Some(TypeExpr::Array(Box::new(items)))
        }
        "string" | "str" => match words::known(&lower) {
            Some(form @ (TypeExpr::String(_) | TypeExpr::DateTime)) => Some(form),
            Some(TypeExpr::Enum(_)) => words::known("enum"),
            Some(TypeExpr::Number) if lower == "numeric" || lower == "decimal" => Some(TypeExpr::String(None)),
            Some(TypeExpr::Any | TypeExpr::Binary) => Some(TypeExpr::String(None)),
            // Two types side by side say nothing plain.
            Some(_) => None,
            None if front_words.iter().any(|word| words::known(word).is_some_and(|known| known.is_container())) => None,
            None => (front_words.len() <= 3).then_some(TypeExpr::String(None)),
        },
        "integer" | "int" if only(OF_NUMBERS) => words::known("integer"),
        "number" if matches!(lower.as_str(), "whole" | "integer" | "int" | "natural") => words::known("integer"),
        "number" | "float" | "double" | "decimal" | "value" if only(OF_NUMBERS) => Some(TypeExpr::Number),
        "number" | "value" | "type"
            if matches!(lower.as_str(), "string" | "integer" | "boolean" | "float" | "enum" | "number") =>
        {
            words::known(&lower)
        }
        "value" | "type" | "json" | "values"
            if matches!(lower.as_str(), "any" | "json" | "arbitrary" | "mixed" | "valid") =>
        {
            Some(TypeExpr::Any)
        }
        "flag" if lower == "boolean" => Some(TypeExpr::Boolean),
        "enum" => match words::known(&lower) {
            Some(base @ (TypeExpr::String(_) | TypeExpr::Integer(_))) => Some(TypeExpr::Enum(Box::new(base))),
            _ => None,
        },
        "object" | "objects" | "map" | "dictionary" | "pairs"
            if only(&[
                "nested",
                "plain",
                "json",
                "arbitrary",
                "free-form",
                "key-value",
                "key/value",
                "generic",
                "empty",
                "any",
            ]) =>
        {
            words::known("object")
        }
        _ => None,
    }
}

/// A single word that names a type.
fn name(text: &str) -> Option<TypeExpr> {
    strict(text).filter(|expr| matches!(expr, TypeExpr::Named(_)))
}
