//! Input: the text inside `type="..."`. Output: the bounds that it states beside the type, and the text without them.
//! Invariant: a note is read as a whole or not at all: `max 10 MB`, `1-based` and `e.g. 1-10` bound nothing.

use std::ops::Range;

use crate::read::pattern::{Pattern, patterns};

/// Longer texts are sentences, not types.
pub(super) const MAX_LENGTH: usize = 512;

/// A number as pages write it.
macro_rules! number {
    ($name:literal) => {
        concat!(r"`?(?P<", $name, r">-?\d+(?:,\d{3})*(?:\.\d+)?)`?")
    };
}

/// What is counted, behind the number.
macro_rules! unit {
    () => {
        concat!(
            r"(?:\s*-?(?P<unit>(?:char(?:acter)?s?|letters?|items?|elements?|entries|percent)\b|%))?",
            r"(?:\s*(?:long|in length|inclusive|\(inclusive\)|max(?:imum)?|min(?:imum)?|allowed))?$",
        )
    };
}

/// What is bounded, in front of the number.
macro_rules! what {
    () => {
        r"(?:[ _-]?(?P<what>len(?:gth)?|size|count|char(?:acter)?s|items|value|number))?\s*(?:of|is|are|:|=)?\s*"
    };
}

patterns! {
    HIGH = concat!(
        r"(?i)^(?P<word>max(?:imum)?\.?|up to|at most|no (?:more|longer) than|not more than|less than|fewer than|<=|=<|≤|<)",
        what!(), number!("high"), unit!(),
    );
    LOW = concat!(
        r"(?i)^(?P<word>min(?:imum)?\.?|at least|no (?:less|fewer) than|not less than|greater than|more than|>=|=>|≥|>)",
        what!(), number!("low"), unit!(),
    );
    /// `1 or more`, `1+`
    OR_MORE = concat!(r"(?i)^", number!("low"), r"\s*(?:or (?:more|greater|higher)|and up|\+)", unit!());
    BOTH = concat!(
        r"(?i)^(?:(?P<what>length|len|size|count|range|values?)\b\s*(?:is|of|from|between)?\s*[:=]?\s*)?",
        number!("low"), r"\s*(?:-|–|—|\.\.=|\.{2,3}|…|~|to|through)\s*", number!("high"), unit!(),
    );
    /// With the words that `and` needs in front of it.
    BETWEEN = concat!(
        r"(?i)^(?:(?P<what>length|len|size|count)\s+)?(?:between|from)\s+", number!("low"), r"\s*(?:and|to|-|–)\s*",
        number!("high"), unit!(),
    );
    AROUND = concat!(
        r"(?i)^", number!("low"), r"\s*(?P<first><=?|≤)\s*[a-z]\w*\s*(?P<second><=?|≤)\s*", number!("high"), unit!(),
    );
    /// `3 characters`: no more than that, and perhaps no less.
    MOST = concat!(r"(?i)^", number!("high"), r"\s*-?(?P<unit>char(?:acter)?s?|letters?)(?:\s*long)?$");
    EXACT = concat!(r"(?i)^(?P<word>exactly)\s+(?P<what>)", number!("both"), unit!());
    /// Where a second bound begins: `min 1 max 50`, `>= 1 and <= 50`.
    SECOND = r"(?i)\s*(?:\band\b|&&?|/|-|–)?\s*(?P<second>\bmax|\bat most\b|\bup to\b|<=?|≤)";
    /// A length where nothing is said: `varchar(255)`.
    SIZED = r"(?i)^(?:string|str|text|varchar|nvarchar)\s*\(\s*(?P<high>[1-9]\d*)\s*\)";
    /// A text of which a bare bound can be nothing but the length.
    PLAIN_TEXT = r"(?i)^\W*(?:required |optional |nullable )?(?:string|str|text|varchar|nvarchar)\b(?:$|\s*[(\[,;:<>≤≥?|-]|\s+(?:max|min|up to|at|between|with|of|no|or null)\b)";
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Nothing is said: the value itself, or how long it is.
    Unsaid,
    /// The value itself.
    Value,
    /// Characters of a text.
    Characters,
    /// Items of a list.
    Items,
    /// Characters or items: `length 1-5`.
    Length,
}

/// A bound, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Digits, without what only groups them.
    pub number: String,
    /// Whether the number itself is allowed.
    pub is_inclusive: bool,
}

/// What a note of a type text states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The lower one.
    pub low: Option<Bound>,
    /// The upper one.
    pub high: Option<Bound>,
    /// What they count.
    pub counted: Counted,
    /// Whether a word says that it is a bound (`max`): a sign, or a bare `1-10`, may be about the number that a text holds.
    pub is_named: bool,
}

/// Whether a note is a bound and nothing else.
pub fn is_bound(note: &str) -> bool {
    !of_part(note).is_empty()
}

/// The bounds in a type text, and whether it is about plain text, so that a bound without a unit is that of its length.
pub fn bounds(text: &str) -> (Vec<Bounds>, bool) {
    if !has_digit(text) {
        return (Vec::new(), false);
    }
    let mut all: Vec<Bounds> = noted(text).into_iter().flat_map(|(_, bounds)| bounds).collect();
    if let Some(size) = SIZED.captures(text).and_then(|captures| captures.name("high")) {
        let high = Bound { number: size.as_str().to_owned(), is_inclusive: true };
        all.push(Bounds { low: None, high: Some(high), counted: Counted::Characters, is_named: true });
    }
    (all, PLAIN_TEXT.is_match(text))
}

/// The text without its bounds; `None` where it has none.
pub(super) fn without(text: &str) -> Option<String> {
    let notes = if has_digit(text) { noted(text) } else { Vec::new() };
    let (first, _) = notes.first()?;
    let mut rest = text.get(..first.start)?.to_owned();
    for (at, (note, _)) in notes.iter().enumerate() {
        let next = notes.get(at + 1).map_or(text.len(), |(next, _)| next.start);
        rest.push_str(text.get(note.end..next).unwrap_or_default());
    }
    let rest = rest.replace("()", "").replace("( ", "(").replace("(,", "(");
    let rest = rest.trim().trim_end_matches([',', ';', ':', '-', '–']).trim();
    (!rest.is_empty()).then(|| rest.to_owned())
}

fn has_digit(text: &str) -> bool {
    text.len() <= MAX_LENGTH && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The notes that state bounds, by their bytes, with the brackets that hold nothing else.
fn noted(text: &str) -> Vec<(Range<usize>, Vec<Bounds>)> {
    let mut notes = Vec::new();
    for (at, part) in parts(text).into_iter().enumerate() {
        let Some(written) = text.get(part.clone()) else { continue };
        let found = of_part(written);
        if !found.is_empty() {
            let (before, after) =
                (text.get(..part.start).unwrap_or_default(), text.get(part.end..).unwrap_or_default());
            let is_alone = before.ends_with(['(', '[']) && after.starts_with([')', ']']);
            notes.push((if is_alone { part.start - 1..part.end + 1 } else { part }, found));
        } else if at == 0 {
            // Behind the type: `integer between 1 and 10`, `integer >= 1`.
            let starts = written.char_indices().filter(|(_, c)| matches!(c, ' ' | ':' | '<' | '>' | '≤' | '≥'));
            let behind = starts.filter_map(|(start, c)| {
                let start = if matches!(c, ' ' | ':') { start + c.len_utf8() } else { start };
                let found = of_part(written.get(start..)?);
                (start > 0 && !found.is_empty()).then_some((part.start + start..part.end, found))
            });
            notes.extend(behind.take(1));
        }
    }
    notes
}

/// The parts of a type text: what stands in brackets, and between commas that part no digits.
fn parts(text: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    for (at, c) in text.char_indices() {
        let is_end = match c {
            '(' | ')' | '[' | ']' | ';' | '·' | '|' => true,
            ',' => !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))),
            _ => false,
        };
        if is_end {
            parts.push(start..at);
            start = at + c.len_utf8();
        }
    }
    parts.push(start..text.len());
    parts
}

/// The bounds of a part that is nothing else.
fn of_part(part: &str) -> Vec<Bounds> {
    let part = part.trim().trim_end_matches('.');
    if let Some(whole) = whole(part) {
        return vec![whole];
    }
    let second = SECOND.captures_iter(part).find_map(|captures| {
        let (all, second) = (captures.get(0)?, captures.name("second")?);
        let (low, high) = (whole(part.get(..all.start())?.trim())?, whole(part.get(second.start()..)?)?);
        (low.high.is_none() && high.low.is_none()).then(|| vec![low, high])
    });
    second.unwrap_or_default()
}

fn whole(part: &str) -> Option<Bounds> {
    let patterns: [&Pattern; 8] = [&HIGH, &LOW, &OR_MORE, &BOTH, &BETWEEN, &AROUND, &MOST, &EXACT];
    let captures = patterns.iter().find_map(|pattern| pattern.captures(part))?;
    let group = |name: &str| captures.name(name).map(|found| found.as_str().to_lowercase()).unwrap_or_default();
    let number = |name: &str, is_inclusive: bool| {
        let number = captures.name(name)?.as_str().replace(',', "");
        Some(Bound { number, is_inclusive })
    };
    let word = group("word");
    let is_inclusive = !matches!(word.as_str(), "<" | ">" | "less than" | "fewer than" | "greater than" | "more than");
    let (unit, what) = (group("unit"), group("what"));
    let counted = match (unit.as_str(), what.as_str()) {
        ("%" | "percent", "" | "value" | "values" | "range") => Counted::Value,
        ("", "") => Counted::Unsaid,
        ("", "value" | "values" | "number" | "range") => Counted::Value,
        ("", "len" | "length" | "size") => Counted::Length,
        (unit, _) if unit.starts_with("char") || unit.starts_with("letter") => Counted::Characters,
        ("", what) if what.starts_with("char") => Counted::Characters,
        ("%" | "percent", _) => return None,
        _ => Counted::Items,
    };
    let both = number("both", true);
    let low = number("low", is_inclusive && group("first") != "<").or_else(|| both.clone());
    let high = number("high", is_inclusive && group("second") != "<").or(both);
    Some(Bounds { low, high, counted, is_named: word.starts_with(char::is_alphabetic) })
}
