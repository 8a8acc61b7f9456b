//! Input: changes. Output: lines for a terminal, all of them or as many as a screen holds.
//! Invariant: nothing that stands on a page reaches the terminal as a control character.

use std::fmt::Write as _;

use super::{Counts, Told, Use, by_api, verdict, word};
use crate::diff::{Change, Class, Verdict};

/// So many changes are one screen.
const SCREEN: usize = 14;
/// So many places of one's own code are shown for each change.
const MOST_USES: usize = 5;

/// Everything but changes of words, which are counted.
pub(in crate::cli) fn human(told: &[Told]) -> String {
    let mut text = String::new();
    for (api, changes) in by_api(told) {
        let counts = Counts::of(changes);
        line(&mut text, &format!("{api}: {}", counts.words()));
        for Told { change, place, uses } in changes.iter().filter(|one| one.change.class != Class::Docs) {
            text.push('\n');
            line(
                &mut text,
                &format!("{}[{}]: {}{}", word(change), change.code.as_str(), change.message, silent(change)),
            );
            if let Some(place) = place {
                line(&mut text, &format!("  --> {place}"));
            }
            for (mark, rust) in [('-', &change.before), ('+', &change.after)] {
                if let Some(rust) = rust.as_ref().filter(|_| change.before != change.after) {
                    line(&mut text, &format!("   {mark} {rust}"));
                }
            }
            change.notes.iter().for_each(|note| line(&mut text, &format!("   = {note}")));
            for Use { path, line: at, text: code } in uses.iter().take(MOST_USES) {
                line(&mut text, &format!("   {path}:{at}: {code}"));
            }
            if let Some(more) = uses.len().checked_sub(MOST_USES).filter(|more| *more > 0) {
                line(&mut text, &format!("   and {more} more places"));
            }
        }
        text.push('\n');
    }
    text
}

/// What the compiler does not tell has to be said.
fn silent(change: &Change) -> &'static str {
    if change.silent { " (the compiler does not tell)" } else { "" }
}

/// One screen: a line each, what breaks first. `all` is the command that shows the rest.
pub(in crate::cli) fn summary(told: &[Told], all: &str) -> String {
    let mut text = String::new();
    let mut left = SCREEN;
    let mut hidden = 0;
    for (api, changes) in by_api(told) {
        line(&mut text, &format!("{api}: {}", Counts::of(changes).words()));
        for Told { change, .. } in changes.iter().filter(|one| one.change.class != Class::Docs) {
            if left == 0 {
                hidden += 1;
                continue;
            }
            left -= 1;
            line(&mut text, &format!("  {}: {}{}", word(change), change.message, silent(change)));
        }
    }
    if hidden > 0 {
        line(&mut text, &format!("  and {hidden} more: {all}"));
    }
    let step = match verdict(told) {
        Verdict::Same => return text,
        Verdict::Patch => "words alone: a patch",
        Verdict::Minor => "nothing that was written breaks: a minor version, before 1.0 a patch",
        Verdict::Major => "what was written breaks: a major version, before 1.0 a minor one",
    };
    line(&mut text, step);
    text
}

fn line(text: &mut String, one: &str) {
    let _ = writeln!(text, "{}", annotate_snippets::normalize_untrusted_str(&one.replace('\n', " ")));
}
