//! Input: nothing; this is what reading a page needs at hand. Output: [`Reader`].
//! Invariant: one reader reads one page.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::project::ComponentRule;
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
    /// The names of the fields of each answer: its status, and the Tab that they stand in.
    pub(crate) answered: BTreeMap<(Option<String>, Option<Span>), Names>,
}
