//! Input: the members of an object, and what is added to them. Output: the members with it.
//! Invariant: of two members of one name the second is told, and the first counts unless they are of different kinds.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::shape::alternatives::either;
use crate::shape::{Kind, Member, Shape};

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

/// The names of a list of members, so that the list is searched only for a name that is in it.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// [`add`], where every member of the list was added so.
    pub(crate) fn add(&mut self, members: &mut Vec<Member>, member: Member, diagnostics: &mut Diagnostics) {
        if self.is_new(&member.name) { members.push(member) } else { add(members, member, diagnostics) }
    }

    /// Takes in the name of a member that is there.
    pub(crate) fn note(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// Whether a name comes for the first time.
    pub(crate) fn is_new(&mut self, name: &str) -> bool {
        !self.0.contains(name) && self.0.insert(name.to_owned())
    }
}

/// The member of each name, where the list is long enough for that to pay.
pub(crate) fn places(members: &[Member]) -> BTreeMap<String, usize> {
    // Of two of one name the first counts.
    members.iter().enumerate().rev().map(|(index, member)| (member.name.clone(), index)).collect()
}

/// Adds a member to an object; one that is already there is told. Where the two are of different kinds, either is meant.
pub(crate) fn add(members: &mut Vec<Member>, member: Member, diagnostics: &mut Diagnostics) {
    let Some(known) = members.iter_mut().find(|known| known.name == member.name) else { return members.push(member) };
    if !is_other_kind(&known.shape, &member.shape) {
        return duplicate(known, &member, diagnostics);
    }
    if let (Some(first), Some(second)) = (known.span(), member.span()) {
        let (was, is) = (known.shape.words(), member.shape.words());
        let message =
            format!("`{}` is documented a second time here, as {is} and not {was}; either is taken", member.name);
        diagnostics.push(
            Diagnostic::at(Code::DuplicateField, second, message)
                .label(first, "the first time")
                .help("say all of it in one place"),
        );
    }
    let before = std::mem::replace(&mut known.shape, Shape::new(Kind::Unknown, None));
    known.shape = either(before, member.shape);
    known.required &= member.required;
    known.origins.extend(member.origins);
}

/// Whether no value of the one looks like one of the other.
fn is_other_kind(a: &Shape, b: &Shape) -> bool {
    let kind = |shape: &Shape| match &shape.kind {
        Kind::Boolean => Some(0),
        Kind::Integer | Kind::Number => Some(1),
        Kind::String | Kind::DateTime => Some(2),
        Kind::Array(_) => Some(3),
        Kind::Object(_) | Kind::Map(_) => Some(4),
        Kind::Enum(list) => Some(if list.integer { 1 } else { 2 }),
        Kind::Unknown | Kind::Any | Kind::Binary | Kind::Union(_) | Kind::Reference(_) | Kind::Opaque(_) => None,
    };
    kind(a).zip(kind(b)).is_some_and(|(a, b)| a != b)
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
