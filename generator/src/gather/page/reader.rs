//! Input: nothing; this is what reading a page needs at hand. Output: [`Reader`].
//! Invariant: one reader reads one page.

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::project::ComponentRule;
use crate::read::ledger::Ledger;
use crate::source::SourceMap;

/// What reading a page needs at hand.
pub(crate) struct Reader<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) rules: &'a [ComponentRule],
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) ledger: &'a mut Ledger,
    pub(crate) draft: Draft,
}
