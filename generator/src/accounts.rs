//! Input: what the pages of an API were read as, and the texts that they brought in. Output: the same of every text by itself.
//! Invariant: a text is shown as it is written, whatever stands in it for something else.

use crate::draft::PageReport;
use crate::gather;
use crate::project::ComponentRule;
use crate::read::ledger::Ledger;
use crate::read::snippets::Library;
use crate::source::{FileId, SourceMap};

/// Gives every snippet a report and an account of its own; those of pages hold what stands on the page.
pub(crate) fn accounts(
    library: Library<'_>,
    rules: &[ComponentRule],
    pages: &mut Vec<PageReport>,
    ledgers: Vec<Ledger>,
    sources: &SourceMap,
) -> Vec<(FileId, Ledger)> {
    let mut accounts: Vec<_> = pages.iter().map(|page| page.file).zip(ledgers).collect();
    let snippets = library.into_snippets(accounts.iter().map(|(file, ledger)| (*file, ledger)));
    for page in pages.iter_mut() {
        let file = page.file;
        page.fields.retain(|row| row.tag.file == file);
        page.fields.iter_mut().for_each(|row| row.parent = row.parent.filter(|parent| parent.file == file));
    }
    for snippet in snippets {
        let file = snippet.page.file;
        // A page that another brings in whole is listed already.
        if !pages.iter().any(|page| page.file == file) {
            pages.push(gather::listing(rules, sources, &snippet.page, snippet.ledger.clone()));
            accounts.push((file, snippet.ledger));
        }
    }
    accounts
}
