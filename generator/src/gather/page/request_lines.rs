//! Input: a draft with the request lines of its part of the page. Output: the claims that they are.
//! Invariant: a line below which nothing stands is a mention, and claims nothing.

use crate::draft::Draft;
use crate::draft::endpoint::EndpointClaim;
use crate::schema::Evidence;
use crate::shape::Member;

/// Makes the lines claims that something on the page is about: fields wherever they stand, samples below the line.
pub(crate) fn claim(draft: &mut Draft) {
    let lines = std::mem::take(&mut draft.hints.lines);
    // What the frontmatter or api.toml names needs no line.
    if draft.endpoints.iter().any(|claim| claim.origin.evidence <= Evidence::RequestLine) {
        return;
    }
    let has_fields = !draft.rows.is_empty() || !draft.lists.is_empty();
    let counts =
        |line: &EndpointClaim| has_fields || line.origin.span.is_some_and(|span| shows_something(draft, span.start));
    let lines: Vec<EndpointClaim> = lines.into_iter().filter(counts).collect();
    draft.endpoints.extend(lines);
}

/// Whether a sample or an answer stands in what a line at this place is about.
fn shows_something(draft: &Draft, at: u32) -> bool {
    let scope = draft.hints.scope(at);
    let answers = draft.answers.responses.iter();
    let listed = answers.clone().flat_map(|response| &response.listed);
    let listed = draft.request.fields.iter().map(|field| &field.member).chain(listed).filter_map(Member::span);
    let samples = answers.clone().flat_map(|response| &response.samples).chain(&draft.loose);
    let mut places = samples
        .map(|sample| &sample.origin)
        .chain(answers.filter_map(|response| response.origin.as_ref()))
        // A table of what may go wrong stands on pages of errors, too.
        .filter(|origin| origin.evidence != Evidence::Table)
        .filter_map(|origin| origin.span)
        .chain(listed)
        .chain(draft.request.calls.iter().map(|call| call.span));
    places.any(|span| scope.contains(&span.start))
}
