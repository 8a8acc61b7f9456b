//! Input: a draft in which headings announce the fields of types (`Order fields`). Output: the draft with those fields where
//! the type is named.
//! Invariant: no field is lost: of a type that no field names, the fields are the answer's own.

use crate::draft::Draft;
use crate::draft::answers::TypeDraft;
use crate::shape::visit::children_mut;
use crate::shape::{Kind, Member, ObjectShape, Shape};

/// Puts the announced types into the fields that name them.
pub(crate) fn attach(draft: &mut Draft) {
    let types = std::mem::take(&mut draft.answers.announced);
    let mut used = vec![false; types.len()];
    let responses = draft.answers.responses.iter_mut().flat_map(|response| &mut response.cases);
    for member in responses.flat_map(|(_, members)| members) {
        fill(&mut member.shape, &types, &mut used, &mut Vec::new());
    }
    for (announced, used) in types.into_iter().zip(used) {
        if !used {
            draft.response(announced.status.as_deref()).case(None).extend(announced.members);
        }
    }
}

fn fill(shape: &mut Shape, types: &[TypeDraft], used: &mut [bool], inside: &mut Vec<String>) {
    let (Kind::Reference(name) | Kind::Opaque(name)) = &shape.kind else {
        return children_mut(shape, &mut |inner| fill(inner, types, used, inside));
    };
    let Some(index) = types.iter().position(|announced| announced.name == *name) else { return };
    // A type that holds itself stays a reference where it does.
    if inside.contains(name) {
        return;
    }
    let name = name.clone();
    inside.push(name.clone());
    let mut members: Vec<Member> = types.get(index).map(|known| known.members.clone()).unwrap_or_default();
    members.iter_mut().for_each(|member| fill(&mut member.shape, types, used, inside));
    inside.pop();
    used.iter_mut().skip(index).take(1).for_each(|used| *used = true);
    shape.kind = Kind::Object(ObjectShape { name: Some(name), members });
}
