//! Input: the text of a page. Output: [`Page`] and its [`Ledger`](ledger::Ledger), whatever format the page is in.
//! Invariant: syntax only. Nothing here knows what a field means, and no text stops the reading.

pub mod json;
pub mod ledger;
mod mdx;
pub mod page;

use crate::diagnostics::Diagnostics;
use crate::source::{FileId, SourceMap};

use self::ledger::Ledger;
use self::page::Page;

/// A page beyond this many bytes is not read: no page of the census comes near it.
pub const MAX_PAGE_BYTES: usize = 16 << 20;

/// Reads one text of `sources`. Whatever it holds, there is a page; what could not be read is in `diagnostics`.
pub fn read(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> (Page, Ledger) {
    mdx::read(sources, file, diagnostics)
}
