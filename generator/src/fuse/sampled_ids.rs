//! Input: the endpoints of all pages. Output: the same, where an id in a path that only samples show is a parameter, called
//! after the word in front of it.
//! Invariant: a segment that may be a word of the path stays one; what stands for the id is told where the operation is made.

use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::fuse::endpoint::is_value;
use crate::shape::singular::singular;

/// Makes the ids parameters.
pub(crate) fn settle(placed: &mut [(Draft, Option<Endpoint>)]) {
    for endpoint in placed.iter_mut().filter_map(|(_, endpoint)| endpoint.as_mut()) {
        let is_sampled = endpoint.origins.iter().all(|origin| origin.evidence.is_call());
        if is_sampled && let Some((path, values)) = template(&endpoint.path) {
            endpoint.path = path;
            endpoint.values = values;
        }
    }
}

/// The template, and what the path has in place of its parameters; `None` where it has no ids.
fn template(path: &str) -> Option<(String, Vec<(String, String)>)> {
    let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let mut values: Vec<(String, String)> = Vec::new();
    let mut segments: Vec<String> = Vec::new();
    for segment in path.split('/') {
        let word = segments.last().filter(|word| is_word(word));
        let of_word = word.map(|word| format!("{}_id", singular(&word.replace('-', "_"))));
        let name = if is_id(segment) { of_word } else { of_word.and_then(|of_word| stand_in(segment, of_word)) };
        match name.filter(|name| !values.iter().any(|(known, _)| known == name)) {
            Some(name) => {
                segments.push(format!("{{{name}}}"));
                // `YOUR_ID` shows no value.
                values.push((name, if is_id(segment) { segment.to_owned() } else { String::new() }));
            }
            None => segments.push(segment.to_owned()),
        }
    }
    let path = (!values.is_empty()).then(|| format!("{}{query}", segments.join("/")))?;
    values.retain(|(_, value)| !value.is_empty());
    Some((path, values))
}

/// Whether a segment says what the next one is an id of: `/2/users` begins with a version.
fn is_word(segment: &str) -> bool {
    let starts = segment.starts_with(|c: char| c.is_ascii_lowercase());
    let is_version =
        segment.starts_with('v') && segment.len() > 1 && segment.chars().skip(1).all(|c| c.is_ascii_digit());
    starts
        && segment.len() > 2
        && !is_version
        && !matches!(segment, "api" | "rest" | "public" | "version")
        && segment.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
}

/// Whether a segment can be nothing but an id: a number, a UUID, or letters and digits as ids have them.
fn is_id(segment: &str) -> bool {
    let digits = segment.chars().filter(char::is_ascii_digit).count();
    let is_plain = segment.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !is_plain || !is_value(segment) {
        return false;
    }
    let has_prefix = segment.split_once('_').is_some_and(|(front, rest)| {
        front.len() <= 8 && rest.len() >= 3 && front.chars().all(|c| c.is_ascii_lowercase())
    });
    let is_hex = segment.len() >= 16 && segment.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    digits == segment.len() || digits > 1 && (has_prefix || is_hex || segment.len() >= 16)
}

/// What a word in capitals stands for: `YOUR_NOTE_ID` for `note_id`, `YOUR_ID` for the id of the word in front of it.
fn stand_in(segment: &str, of_word: String) -> Option<String> {
    let is_shouted = segment.len() > 1 && segment.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-'));
    let words: Vec<&str> =
        segment.split(['_', '-']).filter(|word| !matches!(*word, "" | "YOUR" | "MY" | "THE")).collect();
    let is_named = matches!(words.last(), Some(&("ID" | "UUID" | "SLUG" | "NAME" | "KEY" | "HASH" | "ADDRESS")));
    if !is_shouted || !is_named && !segment.starts_with("YOUR") {
        return None;
    }
    match words.as_slice() {
        [] | ["ID" | "UUID"] => Some(of_word),
        words => Some(words.join("_").to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn an_id_is_called_after_the_word_in_front_of_it() {
        let read = |path: &str| template(path).map(|(path, _)| path);
        for (path, want) in [
            ("/v1/users/42/notes", "/v1/users/{user_id}/notes"),
            ("/users/42/notes/9f1c2d3e-0000-4000-8000-1234567890ab", "/users/{user_id}/notes/{note_id}"),
            ("/v1/price-lists/pl_81fc20?x=1", "/v1/price-lists/{price_list_id}?x=1"),
            ("/boxes/60d5ec49f1b2c80015a1b2c3", "/boxes/{box_id}"),
            ("/users/YOUR_ID/pins/PIN-ID", "/users/{user_id}/pins/{pin_id}"),
        ] {
            assert_eq!(read(path).as_deref(), Some(want));
        }
        for path in [
            "/2/users",
            "/v1/reports/2026-01-01",
            "/v1/oauth2/token",
            "/api/3/boxes",
            "/files/mp3",
            "/users/me",
            "/pairs/BTC_USD",
        ] {
            assert_eq!(read(path), None, "{path}");
        }
    }
}
