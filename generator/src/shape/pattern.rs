//! Input: a regular expression that is written in this crate. Output: it, ready for use.
//! Invariant: no text of a page ever becomes a pattern.

use regex::Regex;

/// Compiles a pattern. One that cannot be compiled would read nothing, in silence: better a loud end at its first use.
#[expect(clippy::expect_used, reason = "patterns are constants; the tests of each use it")]
pub(crate) fn pattern(text: &'static str) -> Regex {
    Regex::new(text).expect("a pattern of this crate is a regular expression")
}
