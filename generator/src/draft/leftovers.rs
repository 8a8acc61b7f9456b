//! Input: what a document says that has no place in the model. Output: [`Leftovers`], by their words.
//! Invariant: what is repeated is kept once, at its first place, with the number of the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// What is left over of one document, by its words.
#[derive(Debug, Default)]
pub(crate) struct Leftovers(BTreeMap<String, Leftover>);

#[derive(Debug)]
struct Leftover {
    code: Code,
    help: &'static str,
    /// In the order in which they were met.
    first: Span,
    all: BTreeSet<Span>,
}

impl Leftovers {
    pub(crate) fn add(&mut self, code: Code, span: Span, words: String, help: &'static str) {
        let known = self.0.entry(words);
        known.or_insert_with(|| Leftover { code, help, first: span, all: BTreeSet::new() }).all.insert(span);
    }

    pub(crate) fn append(&mut self, other: Self) {
        for (words, leftover) in other.0 {
            match self.0.get_mut(&words) {
                Some(known) => known.all.extend(leftover.all),
                None => drop(self.0.insert(words, leftover)),
            }
        }
    }

    /// Tells each of them.
    pub(crate) fn tell(self, diagnostics: &mut Diagnostics) {
        for (words, leftover) in self.0 {
            let words = match leftover.all.len().saturating_sub(1) {
                0 => words,
                1 => format!("{words}; so it is in one other place"),
                count => format!("{words}; so it is in {count} other places"),
            };
            diagnostics.push(Diagnostic::at(leftover.code, leftover.first, words).help(leftover.help));
        }
    }
}
