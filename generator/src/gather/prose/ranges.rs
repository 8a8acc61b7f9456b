//! Input: the sentences of a description, and the kind of the field's values. Output: the bounds that they state.
//! Invariant: a bound is about the field's own value: a number with a foreign unit, or two bounds that differ, say nothing.

use serde_json::Number;

use crate::read::pattern::{Pattern, patterns};
use crate::schema::Constraints;
use crate::shape::Kind;

/// A number as pages write it.
macro_rules! number {
    ($name:literal) => {
        concat!(r"[`$]{0,2}(?P<", $name, r">-?\d[\d,_]*(?:\.\d+)?)`?")
    };
}

patterns! {
    /// Both bounds: `between 1 and 100`, `Range: 1-100`.
    BOTH = concat!(
        r"(?i)(?:\bbetween\s+|\brange\b\s*(?:is|of|from)?\s*:?\s*|\bfrom\s+|\bbe\s+|\blength\b\s*:?\s*)",
        number!("low"),
        r"\s*(?:-|–|—|\.\.|to|and|through)\s*",
        number!("high"),
    );
    /// The same without a word before it: `Page size (1-100)`. It counts where no other bound is stated.
    BARE = concat!(r"(?i)(?:^|[(\[:]\s*)", number!("low"), r"\s*(?:-|–|—|\.\.|to)\s*", number!("high"));
    /// Both bounds around a letter: `1 <= x <= 200`.
    AROUND = concat!(number!("low"), r"\s*(?:<=|≤)\s*[a-z]\w*\s*(?:<=|≤)\s*", number!("high"));
    LOW = concat!(
        r"(?i)(?:\bmin(?:imum)?\b\.?(?: (?:value|number|length|items?|characters|size))?(?: is| of)?\s*[:=]?\s*|\bat least\s+|",
        r"\bno (?:less|fewer) than\s+|\bgreater than or equal to\s+|(?:>=|≥)\s*)",
        number!("low"),
    );
    HIGH = concat!(
        r"(?i)(?:\bmax(?:imum)?\b\.?(?: (?:value|number|length|items?|characters|size))?(?: is| of)?\s*[:=]?\s*|\bup to\s+|",
        r"\bat most\s+|\bno (?:more|greater|longer) than\s+|\b(?:not|cannot) exceed\s+|\bless than or equal to\s+|",
        r"\blimited to\s+|(?:<=|≤)\s*)",
        number!("high"),
    );
    /// A bound behind its number: `1 or greater`.
    OR_MORE = concat!(r"(?i)", number!("low"), r"\s+or (?:greater|more|higher|above)\b");
    /// Samples and asides are no bounds.
    ASIDE = r"(?i)\b(?:e\.?g|examples?|for instance|such as|first|last|combined|across|overall|together|sum of)\b";
    /// A condition behind the number: the bound is that of some cases.
    SOME_CASES = r"(?i)^\s*(?:\w+\s+){0,2}(?:for|if|when|on|unless|or)\b";
    CHARACTERS = r"(?i)^[\s-]*(?:char(?:acter)?s?|letters?)\b";
    WORD = r"^\s*(?P<word>[A-Za-z]+)";
}

/// Words behind a number that leave it what it is.
const NEUTRAL: &[&str] = &[
    "per",
    "and",
    "inclusive",
    "default",
    "items",
    "item",
    "results",
    "result",
    "records",
    "rows",
    "entries",
    "pages",
    "elements",
    "required",
    "each",
    "allowed",
    "in",
    "at",
    "with",
    "total",
    "maximum",
    "minimum",
    "max",
    "min",
    "chars",
];

/// Adds to `constraints` the bounds that sentences state and that are not known yet.
pub(crate) fn read(sentences: &[&str], kind: &Kind, name: &str, constraints: &mut Constraints) {
    let reader = match kind {
        Kind::Integer | Kind::Number => Bounded::Number,
        Kind::String => Bounded::Length,
        Kind::Array(_) => Bounded::Items,
        _ => return,
    };
    let mut low = Bound::default();
    let mut high = Bound::default();
    let find = |sentence: &str, pattern: &Pattern, low: &mut Bound, high: &mut Bound| {
        for captures in pattern.captures_iter(sentence) {
            let Some(all) = captures.get(0) else { continue };
            let before = sentence.get(..all.start()).unwrap_or_default();
            let after = sentence.get(all.end()..).unwrap_or_default();
            if ASIDE.is_match(before) || !reader.applies(all.as_str(), after, name) {
                continue;
            }
            let number = |group: &str| captures.name(group).and_then(|found| bound(found.as_str(), kind));
            match (number("low"), number("high")) {
                (Some(a), Some(b)) if a.as_f64() >= b.as_f64() => {}
                (a, b) => {
                    let unsure = SOME_CASES.is_match(after);
                    low.add(a, unsure);
                    high.add(b, unsure);
                }
            }
        }
    };
    for sentence in sentences {
        find(sentence, &BOTH, &mut low, &mut high);
        find(sentence, &AROUND, &mut low, &mut high);
        if !AROUND.is_match(sentence) {
            find(sentence, &LOW, &mut low, &mut high);
            find(sentence, &HIGH, &mut low, &mut high);
        }
        find(sentence, &OR_MORE, &mut low, &mut high);
    }
    if low.value.is_none() && high.value.is_none() {
        sentences.iter().for_each(|sentence| find(sentence, &BARE, &mut low, &mut high));
    }
    let (low, high) = (low.settle(), high.settle());
    let crossed = matches!((&low, &high), (Some(low), Some(high)) if low.as_f64() > high.as_f64());
    if crossed {
        return;
    }
    if reader == Bounded::Number {
        constraints.minimum = constraints.minimum.take().or(low);
        constraints.maximum = constraints.maximum.take().or(high);
    } else {
        constraints.min_length = constraints.min_length.or(low.and_then(|low| low.as_u64()));
        constraints.max_length = constraints.max_length.or(high.and_then(|high| high.as_u64()));
    }
}

/// What of a field is bounded.
#[derive(Clone, Copy, PartialEq)]
enum Bounded {
    Number,
    Length,
    Items,
}

impl Bounded {
    /// Whether bounds in these words are about it.
    fn applies(self, words: &str, after: &str, name: &str) -> bool {
        let after = after.trim_start_matches(['`', '%', '+']);
        // A date or a version is no bound.
        if after.starts_with(['-', '/', ':', '.', '–']) && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        let words = words.to_lowercase();
        let says_length = words.contains("length") || words.contains("characters");
        let word = WORD.captures(after).and_then(|captures| captures.name("word")).map(|word| word.as_str());
        match self {
            Self::Length => CHARACTERS.is_match(after) || (says_length && word.is_none()),
            _ if says_length && self == Self::Number => false,
            Self::Number if words.contains("items") => false,
            Self::Items => !CHARACTERS.is_match(after) && (word.is_none() || is_own_unit(after, name)),
            Self::Number => word.is_none() || is_own_unit(after, name),
        }
    }
}

/// Whether the word behind a number, if any, is neutral or the one that the field is called after: `6 hours` of `hours`.
pub(crate) fn is_own_unit(after: &str, name: &str) -> bool {
    let Some(word) = WORD.captures(after).and_then(|captures| captures.name("word")) else { return true };
    let word = word.as_str().to_lowercase();
    let stem = word.trim_end_matches('s');
    NEUTRAL.contains(&word.as_str()) || (stem.len() > 2 && name.to_lowercase().contains(stem))
}

/// A bound that may have been stated several times.
#[derive(Default)]
struct Bound {
    value: Option<Number>,
    unsure: bool,
}

impl Bound {
    fn add(&mut self, value: Option<Number>, unsure: bool) {
        let Some(value) = value else { return };
        self.unsure |= unsure || self.value.as_ref().is_some_and(|known| *known != value);
        self.value = Some(value);
    }

    fn settle(self) -> Option<Number> {
        self.value.filter(|_| !self.unsure)
    }
}

/// A number as pages write it: `25,000`.
fn bound(text: &str, kind: &Kind) -> Option<Number> {
    let text = text.trim_end_matches(',').replace([',', '_'], "");
    match kind {
        Kind::Number => serde_json::from_str(&text).ok(),
        _ => text.parse::<i64>().ok().map(Number::from),
    }
}
