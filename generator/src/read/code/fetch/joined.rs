//! Input: an expression of a script. Output: the text that it joins with `+`, each name in it as a template has it: `{id}`.
//! Invariant: nothing is evaluated; what is more than names, calls of one name and literals is no text.

use std::ops::Range;

use crate::read::code::fetch::Sample;
use crate::read::mdx::{Brackets, balanced, string_end, string_literal};

impl Sample<'_> {
    /// `"/boats/" + boat.id + "/crew"`; `None` where nothing is joined, or not all of it is known.
    pub(super) fn joined(&self, range: &Range<usize>) -> Option<String> {
        let parts = parts(self.slice(range))?;
        let is_text = |part: &&str| part.starts_with(['"', '\'', '`']);
        if parts.len() < 2 || !parts.iter().any(is_text) {
            return None;
        }
        parts.into_iter().map(|part| literal(part).or_else(|| name(part).map(|name| format!("{{{name}}}")))).collect()
    }
}

/// What stands between the signs at the top; `None` where something else is calculated.
fn parts(source: &str) -> Option<Vec<&str>> {
    let bytes = source.as_bytes();
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => at = string_end(bytes, at, *byte)?,
            b'(' | b'[' | b'`' => at = balanced(bytes, at, Brackets::All)?,
            b'+' => {
                parts.push(source.get(start..at)?.trim());
                at += 1;
                start = at;
            }
            _ => at += 1,
        }
    }
    parts.push(source.get(start..)?.trim());
    Some(parts)
}

fn literal(part: &str) -> Option<String> {
    let template = || Some(part.strip_prefix('`')?.strip_suffix('`')?.replace("${", "{"));
    template().or_else(|| string_literal(part))
}

/// A name, or the one that a call is given: `encodeURIComponent(id)`, `str(id)`.
fn name(part: &str) -> Option<&str> {
    let is_name = |text: &str| {
        !text.starts_with(|c: char| c.is_ascii_digit())
            && !text.is_empty()
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
    };
    let given = part.strip_suffix(')').and_then(|call| call.split_once('(')).filter(|(call, _)| is_name(call));
    let name = given.map_or(part, |(call, given)| if given.is_empty() { call } else { given });
    let name = name.strip_suffix(".toString").unwrap_or(name).trim();
    is_name(name).then_some(name)
}
