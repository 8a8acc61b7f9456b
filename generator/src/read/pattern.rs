//! Input: regular expressions that are written in this crate. Output: them, compiled at their first use.
//! Invariant: no text of a page ever becomes a pattern, and one that cannot be compiled fails the test that
//! [`patterns`] writes beside it.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

/// A regular expression. One that is broken finds nothing, so that no page stops the program; a test finds it first.
pub(crate) struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern of [`patterns`], and of nobody else: it writes the test.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, compiled: OnceLock::new() }
    }

    fn compiled(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&lean(self.text)).ok()).as_ref()
    }

    /// Why it cannot be compiled.
    #[cfg(test)]
    pub(crate) fn error(&self) -> Option<regex::Error> {
        Regex::new(&lean(self.text)).err()
    }

    /// Whether it is found in `text`.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.compiled().is_some_and(|regex| regex.is_match(text))
    }

    /// Its first match.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.compiled()?.find(text)
    }

    /// Its matches, in order.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.compiled().into_iter().flat_map(move |regex| regex.find_iter(text))
    }

    /// The groups of its first match.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.compiled()?.captures(text)
    }

    /// The groups of its matches, in order.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.compiled().into_iter().flat_map(move |regex| regex.captures_iter(text))
    }

    /// `text` with `replacement` in place of every match; `$1` in it is a group.
    pub(crate) fn replace_all<'t>(&self, text: &'t str, replacement: &str) -> Cow<'t, str> {
        self.compiled().map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, replacement))
    }

    /// What stands between its matches.
    pub(crate) fn split<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let whole = self.compiled().is_none().then_some(text);
        self.compiled().into_iter().flat_map(move |regex| regex.split(text)).chain(whole)
    }
}

/// The letters, digits and underscores of a word. What punctuates stands between these ranges.
const WORD: &str = r"0-9A-Za-z_\u{c0}-\u{24f}\u{370}-\u{1fff}\u{2c00}-\u{2dff}\u{3040}-\u{d7ff}";

/// The expression with classes that are quickly compiled: the tables of Unicode take longer than all the rest of a run, and so
/// does it to look for the other case of everything that words are made of, which holds both.
fn lean(text: &str) -> String {
    let mut lean = String::with_capacity(2 * text.len());
    // Where the class begins that is open, and whether it holds all of what words are made of.
    let mut class: Option<(usize, bool)> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            if c == '[' && class.is_none() {
                class = Some((lean.len(), false));
            }
            lean.push(c);
            if let (']', Some((start, holds_words))) = (c, class) {
                class = None;
                if holds_words {
                    lean.insert_str(start, "(?-i:");
                    lean.push(')');
                }
            }
            continue;
        }
        match (chars.next(), &mut class) {
            (Some('w'), Some((_, holds_words))) => {
                *holds_words = true;
                lean.push_str(WORD);
            }
            (Some('w'), None) => lean.extend(["(?-i:[", WORD, "])"]),
            (Some('W'), None) => lean.extend(["(?-i:[^", WORD, "])"]),
            (Some('d'), Some(_)) => lean.push_str("0-9"),
            (Some('d'), None) => lean.push_str("[0-9]"),
            (Some('b'), None) => lean.push_str(r"(?-u:\b)"),
            (next, _) => {
                lean.push('\\');
                lean.extend(next);
            }
        }
    }
    lean
}

/// Declares the patterns of a module, and the test that compiles every one of them. Once a module.
///
/// ```text
/// patterns! {
///     /// `[words](address)`
///     LINK = r"\[([^\]\n]*)\]\([^)\n]*\)";
/// }
/// ```
macro_rules! patterns {
    ($($(#[$meta:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$meta])* static $name: $crate::read::pattern::Pattern = $crate::read::pattern::Pattern::new($text);)+

        #[cfg(test)]
        #[test]
        fn every_pattern_is_a_regular_expression() {
            for (name, pattern) in [$((stringify!($name), &$name)),+] {
                assert_eq!(pattern.error(), None, "{name}");
            }
        }
    };
}

pub(crate) use patterns;

#[cfg(test)]
mod tests {
    use super::*;

    super::patterns! {
        /// A word with its number.
        NUMBERED = r"(?P<word>[a-z]+)(\d)";
        COMMA = concat!(r"\s*", ",", r"\s*");
    }

    #[test]
    fn a_pattern_finds_what_its_expression_does() {
        assert!(NUMBERED.is_match("a1") && !NUMBERED.is_match("a"));
        assert_eq!(NUMBERED.find("- ab2").map(|found| found.as_str()), Some("ab2"));
        assert_eq!(NUMBERED.find_iter("a1 b2").count(), 2);
        assert_eq!(NUMBERED.captures("ab2").and_then(|found| Some(found.name("word")?.as_str())), Some("ab"));
        let digits = NUMBERED.captures_iter("a1 b2").filter_map(|found| Some(found.get(2)?.as_str()));
        assert_eq!(digits.collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(NUMBERED.replace_all("a1 b2", "$2"), "1 2");
        assert_eq!(COMMA.split("a , b,c").collect::<Vec<_>>(), ["a", "b", "c"]);
    }

    #[test]
    fn classes_are_those_of_what_pages_are_written_in() {
        assert_eq!(lean(r"\b[^\d\]]\d\\w"), r"(?-u:\b)[^0-9\]][0-9]\\w");
        let words = Regex::new(&lean(r"^\w+$")).unwrap();
        assert!(["größe", "число", "名前", "a_1"].iter().all(|word| words.is_match(word)));
        assert!(["a b", "a–b", "“a”", "a\u{a0}b"].iter().all(|word| !words.is_match(word)));
        assert_eq!(lean(r"(?i)a[\w-]b"), format!("(?i)a(?-i:[{WORD}-])b"));
        let either = Regex::new(&lean(r"(?i)^x[\w-]+\w$")).unwrap();
        assert!(["xÄ-b", "XäB", "xΣ-ж"].iter().all(|word| either.is_match(word)));
    }

    #[test]
    fn a_broken_pattern_finds_nothing_and_says_why() {
        let broken = Pattern::new("(");
        assert!(broken.error().is_some());
        assert!(!broken.is_match("(") && broken.find("(").is_none() && broken.captures("(").is_none());
        assert_eq!((broken.find_iter("(").count(), broken.captures_iter("(").count()), (0, 0));
        assert_eq!(broken.replace_all("(", "x"), "(");
        assert_eq!(broken.split("(").collect::<Vec<_>>(), ["("]);
    }
}
