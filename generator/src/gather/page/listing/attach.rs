//! Input: a draft, and the fields that stand below headings which name a field or a type. Output: the draft with those
//! fields where the name leads.
//! Invariant: what no field is called after is of the section around the heading; where there is none, it is of no call.

use crate::draft::Draft;
use crate::draft::answers::ListedFields;
use crate::draft::request::RequestField;
use crate::draft::section::Section;
use crate::gather::page::listing::place::plain;
use crate::shape::visit::children_mut;
use crate::shape::{Kind, Member, ObjectShape, Shape};

/// Puts the fields into those that their headings name.
pub(crate) fn attach(draft: &mut Draft) {
    for listed in std::mem::take(&mut draft.listed) {
        let Some(name) = listed.name.as_deref().map(plain) else {
            items(draft, &listed);
            continue;
        };
        let mut put = false;
        let responses = draft.answers.responses.iter_mut();
        let answers = responses.flat_map(|response| {
            response.cases.iter_mut().flat_map(|(_, members)| members).chain(&mut response.listed)
        });
        let request = draft.request.fields.iter_mut().map(|field| &mut field.member);
        for member in request.chain(answers) {
            put |= into(member, &name, &listed.members);
        }
        if !put && listed.is_grouped {
            keep(draft, listed);
        }
    }
}

/// Gives fields to the items of the one list of its section of which nothing is known.
fn items(draft: &mut Draft, listed: &ListedFields) {
    let status = listed.status.as_deref();
    let answers = draft.answers.responses.iter_mut().filter(|response| response.status.as_deref() == status);
    let answers = answers
        .flat_map(|response| response.cases.iter_mut().flat_map(|(_, members)| members).chain(&mut response.listed));
    let request = draft.request.fields.iter_mut().map(|field| &mut field.member);
    let members: Vec<&mut Member> = match listed.section {
        Section::Response => answers.collect(),
        _ => request.collect(),
    };
    let has_room = |member: &&mut Member| match &member.shape.kind {
        Kind::Array(item) => match &item.kind {
            Kind::Map(value) => value.kind == Kind::Unknown,
            Kind::Unknown | Kind::Any => true,
            _ => false,
        },
        _ => false,
    };
    let mut open = members.into_iter().filter(has_room);
    if let (Some(member), None) = (open.next(), open.next()) {
        fill(&mut member.shape, &listed.members);
    }
}

/// Gives fields to a member, or to one in it, that is called so or is of a type that is.
fn into(member: &mut Member, name: &str, fields: &[Member]) -> bool {
    let last = member.name.rsplit('.').next().unwrap_or_default();
    if plain(last) == name && fill(&mut member.shape, fields) {
        return true;
    }
    typed(&mut member.shape, name, fields)
}

fn typed(shape: &mut Shape, name: &str, fields: &[Member]) -> bool {
    match &mut shape.kind {
        Kind::Reference(known) | Kind::Opaque(known) if plain(known) == name => {
            shape.kind = Kind::Object(ObjectShape { name: Some(known.clone()), members: fields.to_vec() });
            true
        }
        Kind::Object(object) => {
            let mut put = false;
            object.members.iter_mut().for_each(|member| put |= into(member, name, fields));
            put
        }
        _ => {
            let mut put = false;
            children_mut(shape, &mut |inner| put |= typed(inner, name, fields));
            put
        }
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

fn keep(draft: &mut Draft, listed: ListedFields) {
    let ListedFields { section, status, members, .. } = listed;
    if section == Section::Response {
        draft.answers.of(status.as_deref()).listed.extend(members);
        return;
    }
    draft.hints.lists_fields = true;
    let field = |member| RequestField { sections: vec![section], heading: None, member, tab: None, row: None };
    draft.request.fields.extend(members.into_iter().map(field));
}
