//! Input: the members of an object, and what is added to them. Output: the members with it.
//! Invariant: of two members of one name the first counts, and the second is told.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::shape::Member;

/// Adds a paragraph.
pub(crate) fn append(text: &mut Option<String>, more: &str) {
    let more = more.trim();
    if more.is_empty() {
        return;
    }
    match text {
        Some(text) => {
            text.push_str("\n\n");
            text.push_str(more);
        }
        None => *text = Some(more.to_owned()),
    }
}

/// The members that stand below a field, and beside them those that only its type writes out.
pub(crate) fn beside(mut members: Vec<Member>, written: Vec<Member>) -> Vec<Member> {
    for member in written {
        if !members.iter().any(|known| known.name == member.name) {
            members.push(member);
        }
    }
    members
}

/// Adds a member to an object; one that is already there is told.
pub(crate) fn add(members: &mut Vec<Member>, member: Member, diagnostics: &mut Diagnostics) {
    match members.iter().find(|known| known.name == member.name) {
        Some(known) => duplicate(known, &member, diagnostics),
        None => members.push(member),
    }
}

pub(crate) fn duplicate(known: &Member, member: &Member, diagnostics: &mut Diagnostics) {
    let (Some(first), Some(second)) = (known.span(), member.span()) else { return };
    // A snippet that a page shows twice documents nothing twice.
    if first == second {
        return;
    }
    diagnostics.push(
        Diagnostic::at(Code::DuplicateField, second, format!("`{}` is documented a second time here", member.name))
            .label(first, "the first time, which counts")
            .help("say all of it in one place"),
    );
}
