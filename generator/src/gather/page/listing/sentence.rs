//! Input: a paragraph. Output: the fields that one of its sentences lists, each with its type in brackets.
//! Invariant: fewer than two, or one without a type, are none.

use crate::gather::page::listing::entry::Entry;
use crate::gather::page::listing::{cells, facts};
use crate::read::pattern::patterns;

patterns! {
    NAMED = r"`(?P<name>[^`]+)`\s*\((?P<facts>(?:[^()]|\([^()]*\))*)\)";
}

/// The fields that a paragraph names.
pub(crate) fn entries(paragraph: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for captures in NAMED.captures_iter(paragraph) {
        let (Some(name), Some(facts)) = (captures.name("name"), captures.name("facts")) else { continue };
        let facts = facts::facts(facts.as_str());
        // `mode` (see below) and `open` (the default) name no field.
        if facts.type_text.is_none() || !cells::is_name(name.as_str()) {
            return Vec::new();
        }
        found.push(Entry {
            name: name.as_str().to_owned(),
            type_text: facts.type_text,
            required: facts.required,
            nullable: facts.nullable,
            deprecated: facts.deprecated,
            default: facts.default,
            range: captures.get(0).map_or(0..0, |whole| whole.range()),
            ..Entry::default()
        });
    }
    if found.len() < 2 { Vec::new() } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_members_in_one_sentence() {
        let shown = |text: &str| {
            entries(text)
                .into_iter()
                .map(|entry| format!("{}: {}", entry.name, entry.type_text.unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            shown("Who it is: `id` (string), `age` (integer, optional) and `tags` (string[])."),
            ["id: string", "age: integer", "tags: string[]"]
        );
        for text in ["Only `id` (string).", "Either `open` (the default) or `closed` (string).", "None."] {
            assert!(shown(text).is_empty(), "{text}");
        }
    }
}
