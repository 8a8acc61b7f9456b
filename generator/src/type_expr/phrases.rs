//! Input: a type text as people write it: with modifiers, notes in brackets, adjectives. Output: its [`TypeExpr`], if any.
//! Invariant: what is dropped here says nothing of the type; a text whose core is unknown stays unknown.

use std::borrow::Cow;

use super::expr::{Literal, TypeExpr, is_known, one_of};
use super::grammar::strict;
use super::{headed, known_words};

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
    let text = unlinked(unmarked(text.trim().trim_end_matches([';', ',', '.', ':'])));
    let text = text.as_ref();
    if let Some(known) = known_words::known(text) {
        return Some(known);
    }
    let articles = ["a ", "an ", "either "];
    let bare = articles.iter().find_map(|article| prefix(text, article).map(str::trim));
    let text = bare.filter(|bare| !bare.starts_with(['|', ','])).unwrap_or(text);
    let (text, nullable) = unmodified(text);
    let (text, questioned) = text.strip_prefix('?').map_or((text, false), |text| (text.trim_start(), true));
    let nullable = nullable || questioned;
    let text = text.strip_prefix('*').filter(|text| !text.contains('*')).unwrap_or(text);
    let expr = alone(text)
        .or_else(|| strict(text))
        .or_else(|| enumerated(text))
        .or_else(|| noted(text))
        .or_else(|| listed(text))?;
    Some(if nullable { one_of(vec![expr, TypeExpr::Null]) } else { expr })
}

/// A whole text in backticks or in the marks of emphasis is the text; in quotes it is a value.
fn unmarked(text: &str) -> &str {
    let within = |mark: &str| text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark));
    ["`", "**", "__", "*", "_"].iter().find_map(|mark| within(mark)).map_or(text, str::trim)
}

/// A link is what it shows: `array of [Invoice](/objects/invoice)`.
fn unlinked(text: &str) -> Cow<'_, str> {
    if !text.contains("](") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    let mut rest = text;
    while let Some((front, behind)) = rest.split_once('[') {
        shown.push_str(front);
        let link = behind.split_once("](").filter(|(words, _)| !words.contains(['[', ']']));
        match link.and_then(|(words, target)| Some((words, target.split_once(')')?.1))) {
            Some((words, behind)) => {
                shown.push_str(words);
                rest = behind;
            }
            None => {
                shown.push('[');
                rest = behind;
            }
        }
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// A list of types or values with words in front that say so: `one of: a, b`, `const "card"`.
fn enumerated(text: &str) -> Option<TypeExpr> {
    let fronts = ["one of:", "one of ", "any of:", "any of ", "enum:", "enum of "];
    if let Some(list) = fronts.iter().find_map(|front| prefix(text, front)) {
        let list = list.trim().trim_start_matches('[').trim_end_matches(']');
        return strict(&list.replace(',', " | ")).filter(|expr| matches!(expr, TypeExpr::Union(_)));
    }
    let value = ["const ", "constant ", "literal "].iter().find_map(|front| prefix(text, front))?;
    strict(value.trim()).filter(|expr| matches!(expr, TypeExpr::Literal(_)))
}

/// Words that say what they are where nothing stands beside them; between bars they are values.
fn alone(text: &str) -> Option<TypeExpr> {
    match text.to_lowercase().as_str() {
        "id" | "identifier" => Some(headed::any_id()),
        "slug" | "ulid" | "locale" => Some(TypeExpr::String(None)),
        _ => None,
    }
}

/// Takes modifiers off both ends: `string (optional)`, `integer, nullable`, `nullable string`.
fn unmodified(mut text: &str) -> (&str, bool) {
    let mut nullable = false;
    'again: loop {
        for (word, null) in MODIFIERS {
            let rest = [("(", ")"), ("[", "]"), ("", "")].iter().find_map(|(open, close)| {
                let before = suffix(text, close).and_then(|text| suffix(suffix(text, word)?, open));
                let behind = || prefix(text, open).and_then(|text| prefix(prefix(text, word)?, close));
                let rest = before.map(|rest| (rest, open.is_empty())).or_else(|| Some((behind()?, true)))?;
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
    // `integer [1..100]`
    let range = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    let range = range.filter(|(_, note)| note.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    let connectors = [
        " in ",
        " with ",
        " as ",
        " representing ",
        " containing ",
        " between ",
        " from ",
        " - ",
        " – ",
        ": ",
        " ≤ ",
        " ≥ ",
        " <= ",
        " >= ",
        " < ",
        " > ",
    ];
    let explained = connectors.iter().find_map(|connector| text.split_once(connector));
    let behind_comma = text.split_once(',').filter(|(_, note)| is_note(note));
    for (front, note) in in_brackets.into_iter().chain(range).chain(explained).chain(behind_comma) {
        let Some(base) = strict(front.trim()).filter(is_known) else { continue };
        if let Some(values) = values(&base, note.trim()) {
            return Some(values);
        }
        return Some(known_words::narrowed(&base, &plain_note(note)).unwrap_or_else(|| narrowed_by_parts(base, note)));
    }
    None
}

/// The values that a note lists, all of the type: `string (enum: a, b)`, `string ("a", "b")`, `integer (1 | 2)`.
fn values(base: &TypeExpr, note: &str) -> Option<TypeExpr> {
    let is_list = note.contains('|') || note.contains(',') && note.starts_with(['"', '\'', '`']);
    let listed = || is_list.then(|| strict(&note.replace(',', " | "))).flatten();
    enumerated(note).or_else(listed).filter(|values| {
        let TypeExpr::Union(values) = values else { return false };
        values.iter().all(|value| match base {
            TypeExpr::String(_) => matches!(value, TypeExpr::Literal(Literal::String(_))),
            TypeExpr::Integer(_) | TypeExpr::Number => matches!(value, TypeExpr::Literal(Literal::Integer(_))),
            _ => false,
        })
    })
}

/// A type with a note of several parts, of which some may narrow it: `timestamp (unix, milliseconds)`.
fn narrowed_by_parts(base: TypeExpr, note: &str) -> TypeExpr {
    note.split(',').map(plain_note).fold(base, |base, part| {
        let speaks = matches!(base, TypeExpr::Integer(Some(_))) || known_words::known(&part).is_some();
        known_words::narrowed(&base, &part).filter(|_| speaks).unwrap_or(base)
    })
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
