//! Input: a site, and what was fetched before. Output: its pages, with a line on the terminal while they come.
//! Invariant: nothing is decided here.

use std::collections::BTreeSet;

use crate::cli::progress::Progress;
use crate::fetch::{FetchError, Fetched, Shelf, Site, fetch};
use crate::project::Sources;

/// What a site has now.
pub(in crate::cli) fn pages(
    site: &Site,
    known: &Sources,
    intact: &BTreeSet<String>,
    shelf: &dyn Shelf,
) -> Result<Fetched, FetchError> {
    let progress = Progress::start("looking for the pages");
    fetch(site, known, intact, shelf, &|at| progress.tell(format!("fetching: {} of {} pages", at.done, at.all)))
}
