//! Input: a draft whose page was read. Output: the same, without the samples that call through a library where others show
//! the call.
//! Invariant: of one call in several languages one sample speaks.

use crate::draft::Draft;
use crate::schema::Evidence;

pub(crate) fn settle(draft: &mut Draft) {
    if draft.request.calls.iter().any(|call| call.evidence != Evidence::Library) {
        draft.request.calls.retain(|call| call.evidence != Evidence::Library);
        draft.endpoints.retain(|claim| claim.origin.evidence != Evidence::Library);
    }
}
