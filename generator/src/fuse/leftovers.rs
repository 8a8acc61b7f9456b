//! Input: what the documents in the fences of all pages have left over. Output: a diagnostic for each kind of it and
//! each document.
//! Invariant: what every page of a document repeats is told once.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::draft::endpoint::Endpoint;
use crate::draft::leftovers::Leftovers;

/// Tells what is left over of the documents in the fences of all pages: each page repeats its part of one of them.
pub(crate) fn tell(drafts: &mut [(Draft, Option<Endpoint>)], diagnostics: &mut Diagnostics) {
    let mut documents: BTreeMap<Option<String>, Leftovers> = BTreeMap::new();
    for (draft, _) in drafts {
        let leftovers = std::mem::take(&mut draft.document.leftovers);
        documents.entry(draft.document.path.clone()).or_default().append(leftovers);
    }
    documents.into_values().for_each(|leftovers| leftovers.tell(diagnostics));
}
