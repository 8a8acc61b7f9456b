//! Input: what a page says of a field, and a fact about it. Output: whether its words state that fact already.
//! Invariant: words and value stand in one sentence, and the value as a whole: `10` is not stated by `100`.

/// A fact that a sentence may state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    Default,
    Least,
    Most,
    Example,
}

impl Stated {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Default => &["default"],
            Self::Least => &[
                "minim",
                "min ",
                "min:",
                "min. ",
                "at least",
                "between",
                "no less",
                "or more",
                "starting at",
                "starts at",
                ">=",
                "≥",
            ],
            Self::Most => &[
                "maxim",
                "max ",
                "max:",
                "max. ",
                "at most",
                "up to",
                "between",
                "no more than",
                "or less",
                "or fewer",
                "limit",
                "<=",
                "≤",
            ],
            Self::Example => &["e.g", "example", "such as", "for instance", "like "],
        }
    }
}

/// Whether `text` states the fact with this value.
pub(super) fn is_said(text: &str, fact: Stated, value: &str) -> bool {
    if value.is_empty() {
        return false;
    }
    // What is short for something ends no sentence.
    let text = text.replace("e.g. ", "e.g.: ").replace("i.e. ", "i.e.: ");
    let states = |text: &str| text.contains(value) && sentences(text).any(|sentence| states(sentence, fact, value));
    states(&text) || text.contains(',') && states(&without_separators(&text))
}

fn states(sentence: &str, fact: Stated, value: &str) -> bool {
    let lower = sentence.to_lowercase();
    let has_word = fact.words().iter().any(|word| lower.contains(word));
    sentence.match_indices(value).any(|(at, _)| {
        let (before, rest) = (sentence.get(..at).unwrap_or_default(), sentence.get(at..).unwrap_or_default());
        let after = rest.get(value.len()..).unwrap_or_default();
        is_apart(value, before, after) && (has_word || is_end_of_range(fact, before, after))
    })
}

/// Whether a value stands by itself, and is no piece of a word or of a number.
fn is_apart(value: &str, before: &str, after: &str) -> bool {
    let is_number = value.ends_with(|c: char| c.is_ascii_digit());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let point = |text: &str| {
        is_number && text.starts_with(['.', ',']) && text.len() > 1 && {
            text.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        }
    };
    let last = before.chars().next_back();
    let is_behind_point = last.is_some_and(|c| matches!(c, '.' | ',')) && is_number && {
        before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit())
    };
    !last.is_some_and(is_word) && !after.starts_with(is_word) && !point(after) && !is_behind_point
}

/// `1-100`, `1 to 100`: the first number is the least, the second the most.
fn is_end_of_range(fact: Stated, before: &str, after: &str) -> bool {
    const BETWEEN: [&str; 5] = ["-", "–", "—", "to ", "through "];
    let trim = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '`' | '*' | '"')).to_owned();
    match fact {
        Stated::Least => {
            let after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '`');
            let rest = BETWEEN.iter().find_map(|word| after.strip_prefix(word));
            rest.is_some_and(|rest| trim(rest).starts_with(|c: char| c.is_ascii_digit()))
        }
        Stated::Most => {
            let before = before.trim_end_matches(['`', '*']);
            let rest = BETWEEN.iter().find_map(|word| before.trim_end().strip_suffix(word.trim_end()));
            rest.is_some_and(|rest| trim(rest).ends_with(|c: char| c.is_ascii_digit()))
        }
        Stated::Default | Stated::Example => false,
    }
}

/// The sentences of a text. What stands in code ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").flat_map(|paragraph| paragraph.split_inclusive(". ")).flat_map(|part| part.split("\n- "))
}

/// The text without what parts the thousands of a number.
fn without_separators(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_between =
            plain.ends_with(|c: char| c.is_ascii_digit()) && chars.peek().is_some_and(char::is_ascii_digit);
        if !(c == ',' && is_between) {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Stated::{Default, Example, Least, Most};
    use super::*;

    #[test]
    fn a_sentence_states_a_value_with_a_word_for_it() {
        for (text, fact, value) in [
            ("How many. Defaults to 21.", Default, "21"),
            ("The order (default: `asc`).", Default, "asc"),
            ("Whether to wait; `false` by default", Default, "false"),
            ("At least 1, at most 50.", Least, "1"),
            ("At least 1, at most 50.", Most, "50"),
            ("A page (1-100).", Least, "1"),
            ("A page (1-100).", Most, "100"),
            ("From `5` to `60` seconds", Least, "5"),
            ("From `5` to `60` seconds", Most, "60"),
            ("Max 1,000 items.", Most, "1000"),
            ("Its id, e.g. `ab_1`", Example, "ab_1"),
        ] {
            assert!(is_said(text, fact, value), "{text}: {value}");
        }
    }

    #[test]
    fn another_value_another_word_or_another_sentence_states_nothing() {
        for (text, fact, value) in [
            ("Defaults to 210.", Default, "21"),
            ("Defaults to 2.1.", Default, "2"),
            ("Defaults to 2.1.", Default, "1"),
            ("The default is kept. Of 21 pages each is read.", Default, "21"),
            ("Page 21 of the book.", Default, "21"),
            ("Sort `ascending` by default", Default, "asc"),
            ("Max 1,0000 items.", Most, "1000"),
            ("At most 50.", Most, "5"),
            ("Ends in -100.", Most, "100"),
            ("Its id", Example, "ab_1"),
            ("", Default, "x"),
        ] {
            assert!(!is_said(text, fact, value), "{text}: {value}");
        }
    }
}
