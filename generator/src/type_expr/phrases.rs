//! Input: a type text as people write it: with modifiers, notes in brackets, adjectives. Output: its [`TypeExpr`], if any.
//! Invariant: what is dropped here says nothing of the type; a text whose core is unknown stays unknown.

use super::expr::{TypeExpr, is_known, one_of};
use super::grammar::strict;
use super::known_words;

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
    if let Some(known) = known_words::known(text) {
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
        return Some(known_words::narrowed(&base, &plain_note(note)).unwrap_or(base));
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
    let parts: Vec<TypeExpr> =
        text.split(['/', ',']).map(|part| known_words::known(part.trim())).collect::<Option<_>>()?;
    (parts.len() > 1).then(|| one_of(parts))
}
