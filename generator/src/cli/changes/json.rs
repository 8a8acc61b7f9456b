//! Input: changes. Output: one JSON object a line.
//! Invariant: the keys of a line are a contract; scripts read them.

use serde::Serialize;

use super::Told;
use crate::diff::Change;

/// A change as scripts read it.
#[derive(Serialize)]
pub(in crate::cli) struct Line<'a> {
    reason: &'static str,
    #[serde(flatten)]
    change: &'a Change,
    page: Option<&'a str>,
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    uses: Vec<UseLine<'a>>,
}

#[derive(Serialize)]
struct UseLine<'a> {
    path: &'a str,
    line: usize,
}

impl<'a> Line<'a> {
    pub(in crate::cli) fn of(told: &'a Told) -> Self {
        let uses = told.uses.iter().map(|one| UseLine { path: &one.path, line: one.line }).collect();
        let page = told.change.origin.as_ref().map(|origin| origin.page.as_str());
        Self { reason: "change", change: &told.change, page, place: told.place.as_deref(), uses }
    }
}
