//! Input: the alternatives of a union, and what the union is called. Output: what each of them is called.
//! Invariant: an alternative is called by what tells it, never by its position.

use std::collections::BTreeMap;

use crate::identify::types::place::Own;
use crate::identify::words::{self, Words};
use crate::shape::{Kind, Member, Shape};

/// Titles of more words than this are sentences.
const LONGEST_TITLE: usize = 4;

/// The words of each alternative: of its tag, of its title, or of a member that it alone has.
pub(crate) fn words(parts: &[(Option<String>, Shape)], union: &Own) -> Vec<Own> {
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for member in parts.iter().flat_map(|(_, part)| members(part)) {
        *owners.entry(member.name.as_str()).or_default() += 1;
    }
    let word = |(title, part): &(Option<String>, Shape)| {
        let answer = ["Response".to_owned()];
        let own = match union {
            Own::Member(words) => words.as_slice(),
            Own::Answer => &answer,
            _ => &[],
        };
        if let Some(words) = tag(part, parts).or_else(|| title.as_deref().and_then(spoken)) {
            return Own::Member(words);
        }
        let objects = parts.iter().filter(|(_, part)| matches!(part.kind, Kind::Object(_))).count();
        let alone = members(part).iter().find(|member| owners.get(member.name.as_str()) == Some(&1));
        match alone.filter(|_| objects > 1) {
            Some(member) => Own::Member(words::joined([words::split(&member.name).as_slice(), own])),
            None => union.clone(),
        }
    };
    parts.iter().map(word).collect()
}

fn members(shape: &Shape) -> &[Member] {
    match &shape.kind {
        Kind::Object(object) => &object.members,
        _ => &[],
    }
}

/// The value that tells an alternative, in a member that has one in each of them.
fn tag(part: &Shape, parts: &[(Option<String>, Shape)]) -> Option<Words> {
    let documented = part.discriminator.as_ref().and_then(|tag| tag.values.first());
    let only = |member: &Member| match &member.shape.kind {
        Kind::Enum(values) if values.values.len() == 1 => values.values.first()?.as_str().map(str::to_owned),
        _ => None,
    };
    let in_each = |name: &str| {
        parts.iter().all(|(_, part)| members(part).iter().any(|member| member.name == name && only(member).is_some()))
    };
    let told = || members(part).iter().find_map(|member| only(member).filter(|_| in_each(&member.name)));
    let words = words::split(&documented.cloned().or_else(told)?);
    Some(words).filter(|words| words.first().is_some_and(|word| word.starts_with(char::is_alphabetic)))
}

/// The words of a title, where it is one that says something.
fn spoken(title: &str) -> Option<Words> {
    let words = words::split(title);
    let is_position = |word: &String| word.chars().any(|c| c.is_ascii_digit());
    let is_filler = |word: &String| matches!(word.as_str(), "Object" | "Option" | "Variant" | "Array" | "String");
    let says = words.len() <= LONGEST_TITLE && !words.iter().any(is_position) && !words.iter().all(is_filler);
    Some(words).filter(|words| says && !words.is_empty())
}
