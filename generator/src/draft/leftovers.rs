//! Input: what a document says that has no place in the model. Output: [`Leftovers`], by their words.
//! Invariant: what is repeated is kept once, at its first place, with the number of the operations that it touches.

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
    /// What it stands in: components, or operations themselves.
    owners: BTreeSet<String>,
    operations: BTreeSet<String>,
}

impl Leftovers {
    /// Something that stands in `owner`: an operation, or a component that operations lead to.
    pub(crate) fn add(&mut self, code: Code, span: Span, words: String, help: &'static str, owner: &str) {
        let new = || Leftover {
            code,
            help,
            first: span,
            all: BTreeSet::new(),
            owners: BTreeSet::new(),
            operations: BTreeSet::new(),
        };
        let known = self.0.entry(words).or_insert_with(new);
        known.all.insert(span);
        known.owners.insert(owner.to_owned());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says which operations lead to each owner.
    pub(crate) fn settle(&mut self, operations: &dyn Fn(&str) -> BTreeSet<String>) {
        for leftover in self.0.values_mut() {
            let touched = leftover.owners.iter().flat_map(|owner| operations(owner)).collect::<Vec<_>>();
            leftover.operations.extend(touched);
        }
    }

    pub(crate) fn append(&mut self, other: Self) {
        for (words, leftover) in other.0 {
            match self.0.get_mut(&words) {
                Some(known) => {
                    known.all.extend(leftover.all);
                    known.operations.extend(leftover.operations);
                }
                None => drop(self.0.insert(words, leftover)),
            }
        }
    }

    /// Tells each of them.
    pub(crate) fn tell(self, diagnostics: &mut Diagnostics) {
        for (words, leftover) in self.0 {
            let others = leftover.all.len().saturating_sub(1);
            let mut diagnostic = Diagnostic::at(leftover.code, leftover.first, words)
                .of_others(others, ("in", "place"))
                .help(leftover.help);
            match leftover.operations.len() {
                0 => {}
                1 => diagnostic.message.push_str(" (1 operation)"),
                count => diagnostic.message.push_str(&format!(" ({count} operations)")),
            }
            diagnostics.push(diagnostic);
        }
    }
}
