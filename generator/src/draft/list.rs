//! Input: nothing; these are the fields that stand under one heading of a rendered page. Output: [`ListDraft`].
//! Invariant: they are in the order of the page.

use crate::draft::section::{Section, Status};
use crate::read::page::ListedField;

/// Fields that stand under one heading.
#[derive(Debug)]
pub(crate) struct ListDraft {
    pub(crate) section: Option<Section>,
    pub(crate) status: Option<Status>,
    pub(crate) fields: Vec<ListedField>,
}
