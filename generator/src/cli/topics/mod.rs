//! Input: the diagnostics of a run. Output: what a person reads of them: where they are few each in full, where they are many
//! each topic once.
//! Invariant: every diagnostic is in one topic, and every topic names its severity, its code and its first place.

use std::collections::BTreeMap;

use super::render;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::SourceMap;

/// So many diagnostics fit on a screen with the lines of their pages.
const FEW: usize = 6;
/// So many members of a topic are named.
const NAMED: usize = 3;

/// How much is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// Every one in full.
    pub(super) verbose: bool,
    /// Every one of these codes in full.
    pub(super) codes: Vec<Code>,
}

/// The same fact at several places.
#[derive(Debug)]
pub(super) struct Topic<'a> {
    pub(super) severity: Severity,
    pub(super) code: Code,
    pub(super) members: Vec<&'a Diagnostic>,
}

/// Prints the diagnostics, the gravest last, where the eye is; a project file that is wrong comes after everything else.
pub(super) fn print<'a>(
    sources: &SourceMap,
    list: impl Iterator<Item = &'a Diagnostic>,
    shown: &Shown,
    mut emit: impl FnMut(&str),
) {
    let mut list = list.collect::<Vec<_>>();
    list.sort_by_key(|one| (one.severity, one.code == Code::InvalidProject));
    if shown.verbose || list.len() <= FEW {
        render::each(sources, &list, emit);
        return;
    }
    let (whole, grouped): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        list.iter().copied().partition(|one| shown.codes.contains(&one.code));
    let topics = topics(&grouped);
    let is_many = |topic: &&Topic<'_>| topic.members.len() > NAMED;
    let is_cut = topics.iter().any(|topic| is_many(&topic));
    let errors = topics.iter().filter(|topic| topic.severity == Severity::Error).map(|topic| topic.members.len());
    let few_errors = errors.sum::<usize>() <= FEW;
    for topic in &topics {
        // An error keeps an API from being written: its line of the page helps more than its brevity.
        if topic.severity == Severity::Error && few_errors {
            render::each(sources, &topic.members, &mut emit);
        } else {
            emit(&topic.text(sources));
        }
    }
    if is_cut {
        let name = super::program::name();
        emit(&format!("`--show CODE` shows every one of a code, `{name} explain CODE` what to do about it"));
    }
    render::each(sources, &whole, emit);
}

/// The topics of diagnostics, in the order of their first members.
pub(super) fn topics<'a>(list: &[&'a Diagnostic]) -> Vec<Topic<'a>> {
    let mut places: BTreeMap<(Severity, Code, String), usize> = BTreeMap::new();
    let mut topics: Vec<Topic<'a>> = Vec::new();
    for one in list {
        let key = (one.severity, one.code, subject(one));
        let at = *places.entry(key).or_insert(topics.len());
        match topics.get_mut(at) {
            Some(topic) => topic.members.push(one),
            None => topics.push(Topic { severity: one.severity, code: one.code, members: vec![*one] }),
        }
    }
    topics
}

/// What tells a topic from others of its code. Notes are counted, whatever their sentence, and both directions of one
/// difference are one fact.
fn subject(one: &Diagnostic) -> String {
    if one.severity == Severity::Note || one.code == Code::FieldOnlyOnSomePages {
        return String::new();
    }
    sentence(&one.message)
}

/// A message without its names and numbers; a list of names is one name.
fn sentence(message: &str) -> String {
    let mut sentence = String::new();
    for (at, piece) in message.split('`').enumerate() {
        if at % 2 == 1 {
            sentence.push('`');
            continue;
        }
        for c in piece.chars() {
            let c = if c.is_ascii_digit() { '0' } else { c };
            if !(c == '0' && sentence.ends_with('0')) {
                sentence.push(c);
            }
        }
    }
    while sentence.contains("`, `") {
        sentence = sentence.replace("`, `", "`");
    }
    sentence
}

impl Topic<'_> {
    /// One line: the first member with its place, and the others by their names, or by their number.
    pub(super) fn text(&self, sources: &SourceMap) -> String {
        let Some((first, rest)) = self.members.split_first() else { return String::new() };
        let mut text = format!("{}{}", first.message, place(sources, first));
        if rest.len() < NAMED {
            for one in rest {
                let more = match sentence(&first.message) == sentence(&one.message) {
                    true => differing(&first.message, &one.message).join(", "),
                    false => one.message.clone(),
                };
                let space = if more.is_empty() { "" } else { " " };
                text.push_str(&format!("; also{space}{more}{}", place(sources, one)));
            }
        } else {
            text.push_str(&format!("; and {} like it", rest.len()));
        }
        render::headline(self.severity, self.code, &text)
    }
}

fn place(sources: &SourceMap, one: &Diagnostic) -> String {
    one.span.map(|span| format!(" ({})", sources.place(span))).unwrap_or_default()
}

/// The names of a message that another of its kind does not have at the same place.
fn differing(first: &str, other: &str) -> Vec<String> {
    let names = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let (first, other) = (names(first), names(other));
    let is_same = |(at, name): &(usize, &String)| first.get(*at) == Some(*name);
    other.iter().enumerate().filter(|pair| !is_same(pair)).map(|(_, name)| format!("`{name}`")).collect()
}

#[cfg(test)]
mod tests;
