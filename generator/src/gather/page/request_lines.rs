//! Input: a draft with the request lines of its part of the page. Output: the claims that they are.
//! Invariant: a line below which nothing stands is a mention, and claims nothing.

use crate::draft::Draft;
use crate::schema::Evidence;

/// Makes the lines claims, where something else on the page is about a call.
pub(crate) fn claim(draft: &mut Draft) {
    let lines = std::mem::take(&mut draft.hints.lines);
    let holds_something = !draft.rows.is_empty()
        || !draft.lists.is_empty()
        || !draft.loose.is_empty()
        || !draft.request.calls.is_empty()
        || !draft.request.body.is_empty()
        || !draft.answers.responses.is_empty();
    // What the frontmatter or api.toml names needs no line.
    if holds_something && draft.endpoints.iter().all(|claim| claim.origin.evidence > Evidence::RequestLine) {
        draft.endpoints.extend(lines);
    }
}
