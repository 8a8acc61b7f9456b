//! Input: a draft with what its components say of a field, and what its tables and lists say. Output: the former, completed
//! by the latter.
//! Invariant: a component counts before a table or a list; what contradicts it is told with both places.

use crate::diagnostics::Diagnostics;
use crate::draft::Draft;
use crate::fuse::fusion::Fusion;
use crate::shape::Member;
use crate::source::SourceMap;

/// Gives the answers of a draft the fields that are listed.
pub(crate) fn settle(draft: &mut Draft, sources: &SourceMap, diagnostics: &mut Diagnostics) {
    for response in &mut draft.answers.responses {
        let listed = std::mem::take(&mut response.listed);
        if listed.is_empty() {
            continue;
        }
        if response.cases.is_empty() {
            response.case(None);
        }
        let Some((_, members)) = response.cases.first_mut() else { continue };
        for member in listed {
            match members.iter_mut().find(|known| known.name == member.name) {
                Some(known) => complete(known, &member, sources, diagnostics),
                None => members.push(member),
            }
        }
    }
}

/// Completes a field by what a table or a list says of it.
pub(crate) fn complete(known: &mut Member, listed: &Member, sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let Some(weaker) = listed.listed() else { return };
    Fusion { sources, components: &[], diagnostics, weaker, is_received: false }.member(known, listed);
}
