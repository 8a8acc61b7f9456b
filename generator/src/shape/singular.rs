//! Input: a word. Output: the same for one of what it names.
//! Invariant: a word whose ending leaves a doubt stays as it is.

use heck::ToUpperCamelCase;

/// Plurals that have no ending.
const IRREGULAR: &[(&str, &str)] = &[("people", "person"), ("children", "child"), ("men", "man"), ("women", "woman")];

/// The singular of an English plural, where its ending leaves no doubt.
pub(crate) fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    for (many, one) in IRREGULAR {
        if lower == *many {
            let is_upper = word.starts_with(char::is_uppercase);
            return if is_upper { one.to_upper_camel_case() } else { (*one).to_owned() };
        }
    }
    let cut = |ending: &str, instead: &str| {
        let front = word.get(..word.len().saturating_sub(ending.len()))?;
        Some(format!("{front}{instead}"))
    };
    let keeps = [
        "ss",
        "us",
        "is",
        "news",
        "series",
        "species",
        "analytics",
        "statistics",
        "logistics",
        "graphics",
        "diagnostics",
        "economics",
        "mathematics",
        "physics",
        "ethics",
        "politics",
    ];
    let changed = if keeps.iter().any(|ending| lower.ends_with(ending)) {
        None
    } else if lower.ends_with("ies") && lower.len() > 4 {
        cut("ies", "y")
    } else if ["sses", "shes", "ches", "xes", "zes", "tuses"].iter().any(|ending| lower.ends_with(ending)) {
        cut("es", "")
    } else if lower.ends_with('s') && lower.len() > 2 {
        cut("s", "")
    } else {
        None
    };
    changed.unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn case_and_what_is_no_plural_stay() {
        for (word, want) in [("People", "Person"), ("lots", "lot"), ("Boxes", "Box"), ("bus", "bus"), ("news", "news")]
        {
            assert_eq!(singular(word), want);
        }
    }
}
