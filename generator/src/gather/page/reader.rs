//! Input: nothing; this is what reading a page needs at hand. Output: [`Reader`].
//! Invariant: one reader reads one page.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::project::ComponentRule;
use crate::read::code::Bases;
use crate::read::ledger::Ledger;
use crate::shape::members::Names;
use crate::source::{SourceMap, Span};

/// What reading a page needs at hand.
pub(crate) struct Reader<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) rules: &'a [ComponentRule],
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) ledger: &'a mut Ledger,
    pub(crate) draft: Draft,
    /// Where the last sample of a call ends, and whether all that it sends stands in it.
    pub(crate) sampled: Option<(u32, bool)>,
    /// The addresses that variables of its samples hold.
    pub(crate) bases: Bases,
    /// The types that fields of answers named so far and said nothing of.
    pub(crate) named: BTreeSet<String>,
    /// The names of the fields of each answer: its status, and the Tab that they stand in.
    pub(crate) answered: BTreeMap<(Option<String>, Option<Span>), Names>,
}
