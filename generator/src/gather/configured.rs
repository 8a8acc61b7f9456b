//! Input: what `[[evidence]]` in api.toml says of a page. Output: its claims, in the page's draft.
//! Invariant: they are claims as any others: the strongest wins elsewhere.

use crate::draft::Draft;
use crate::draft::endpoint::EndpointClaim;
use crate::draft::target::target;
use crate::project::PageEvidence;
use crate::schema::Evidence;

/// Adds what api.toml says of the page.
pub(crate) fn configured(draft: &mut Draft, evidence: &[PageEvidence]) {
    for entry in evidence.iter().filter(|entry| entry.page.value == draft.page) {
        let known = draft.endpoints.iter().find_map(|claim| claim.target.clone());
        let target = entry.path.as_ref().and_then(|path| target(&path.value)).or(known);
        let method = entry.method.as_ref().map(|method| method.value.to_ascii_uppercase());
        let origin = draft.origin(Evidence::Config, entry.page.span);
        draft.endpoints.push(EndpointClaim { method, target, origin });
    }
}

/// Whether it names the operation of a page, which then has that one alone.
pub(crate) fn names(evidence: &[PageEvidence], page: &str) -> bool {
    evidence.iter().any(|entry| entry.page.value == page)
}
