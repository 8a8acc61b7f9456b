//! Input: a draft, and the fields that stand below headings which name a field or a type. Output: the draft with those
//! fields where the name leads.
//! Invariant: what no field is called after is of the section around the heading; where there is none, it is of no call. The
//! places of a name are known and not searched for.

use crate::draft::Draft;
use crate::draft::answers::{ListedFields, ResponseDraft};
use crate::draft::request::RequestField;
use crate::draft::section::Section;
use crate::gather::page::listing::named_places::{NamedPlaces, Place, Root, roots};
use crate::gather::page::listing::place::plain;
use crate::shape::{Kind, Member, ObjectShape, Shape};

/// Members that are put into more places than one, of a whole page: a type in which two others stand in which two stand each
/// would have as many as nobody can count. What is not put in stays a reference.
const MOST_COPIES: usize = 10_000;

/// Puts the fields into those that their headings name.
pub(crate) fn attach(draft: &mut Draft) {
    if draft.listed.is_empty() {
        return;
    }
    let mut places = NamedPlaces::of(draft);
    let mut copies = MOST_COPIES;
    for listed in std::mem::take(&mut draft.listed) {
        let Some(name) = listed.name.as_deref().map(plain) else {
            if let Some(root) = items(draft, &listed) {
                places.add_root(draft, root);
            }
            continue;
        };
        let mut put = false;
        for place in places.take(&name) {
            if put && copies < listed.members.len() {
                break;
            }
            let Some(shape) = place.shape_mut(draft) else { continue };
            if !fills(shape, &place, &name, &listed.members) {
                continue;
            }
            copies = copies.saturating_sub(if put { listed.members.len() } else { 0 });
            put = true;
            places.add(shape, place.root, &mut place.steps.clone());
        }
        if !put && listed.is_grouped {
            keep(draft, listed).for_each(|root| places.add_root(draft, root));
        }
    }
}

/// Gives fields to the items of the one list of its section of which nothing is known, and says which that is.
fn items(draft: &mut Draft, listed: &ListedFields) -> Option<Root> {
    let status = listed.status.as_deref();
    let is_meant = |root: &Root| match root {
        Root::Request(_) => listed.section != Section::Response,
        Root::Case { response, .. } | Root::Listed { response, .. } => {
            let response = draft.answers.responses.get(*response);
            listed.section == Section::Response && response.is_some_and(|response| response.status.as_deref() == status)
        }
    };
    let has_room = |member: &Member| match &member.shape.kind {
        Kind::Array(item) => match &item.kind {
            Kind::Map(value) => value.kind == Kind::Unknown,
            Kind::Unknown | Kind::Any => true,
            _ => false,
        },
        _ => false,
    };
    let mut open = roots(draft).filter(is_meant).filter(|root| root.member(draft).is_some_and(has_room));
    let (Some(root), None) = (open.next(), open.next()) else { return None };
    drop(open);
    fill(&mut root.member_mut(draft)?.shape, &listed.members).then_some(root)
}

/// Gives fields to a place that is called so, or is of a type that is.
fn fills(shape: &mut Shape, place: &Place, name: &str, fields: &[Member]) -> bool {
    if place.is_member {
        return fill(shape, fields);
    }
    match &mut shape.kind {
        Kind::Reference(known) | Kind::Opaque(known) if plain(known) == name => {
            let name = Some(std::mem::take(known));
            shape.kind = Kind::Object(ObjectShape { name, members: fields.to_vec() });
            true
        }
        _ => false,
    }
}

/// Fills an object of which nothing is known yet.
fn fill(shape: &mut Shape, fields: &[Member]) -> bool {
    let innermost = shape.innermost_mut();
    let name = match &innermost.kind {
        Kind::Map(value) if value.kind == Kind::Unknown => None,
        Kind::Unknown | Kind::Any => None,
        Kind::Reference(name) | Kind::Opaque(name) => Some(name.clone()),
        _ => return false,
    };
    innermost.kind = Kind::Object(ObjectShape { name, members: fields.to_vec() });
    true
}

/// Keeps fields that no other is called after where they belong themselves, and says which they are.
fn keep(draft: &mut Draft, listed: ListedFields) -> impl Iterator<Item = Root> + use<> {
    let ListedFields { section, status, members, .. } = listed;
    let count = members.len();
    let (response, first) = if section == Section::Response {
        let response = draft.answers.of(status.as_deref());
        let first = response.listed.len();
        response.listed.extend(members);
        let is_it = |response: &ResponseDraft| response.status.as_deref() == status.as_deref();
        (draft.answers.responses.iter().position(is_it), first)
    } else {
        let first = draft.request.fields.len();
        draft.hints.lists_fields = true;
        let field = |member| RequestField { sections: vec![section], heading: None, member, tab: None, row: None };
        draft.request.fields.extend(members.into_iter().map(field));
        (None, first)
    };
    (first..first + count).map(move |member| match response {
        Some(response) => Root::Listed { response, member },
        None => Root::Request(member),
    })
}
