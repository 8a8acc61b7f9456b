//! Input: a draft in which headings announce the fields of types (`Order fields`). Output: the draft with those fields where
//! the type is named.
//! Invariant: no field is lost: of a type that no field names, the fields are the answer's own.

use crate::draft::{Draft, TypeDraft};
use crate::shape::{Kind, Member, ObjectShape, Shape};

/// Puts the announced types into the fields that name them.
pub(crate) fn place(draft: &mut Draft) {
    let types = std::mem::take(&mut draft.types);
    let mut used = vec![false; types.len()];
    let responses = draft.responses.iter_mut().flat_map(|response| &mut response.cases);
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
    match &mut shape.kind {
        Kind::Array(inner) | Kind::Map(inner) => fill(inner, types, used, inside),
        Kind::Object(object) => {
            object.members.iter_mut().for_each(|member| fill(&mut member.shape, types, used, inside));
        }
        Kind::Reference(name) | Kind::Opaque(name) => {
            let Some(index) = types.iter().position(|announced| announced.name == *name) else { return };
            // A type that holds itself stays a reference where it does.
            if inside.contains(name) {
                return;
            }
            inside.push(name.clone());
            let mut members: Vec<Member> = types.get(index).map(|known| known.members.clone()).unwrap_or_default();
            members.iter_mut().for_each(|member| fill(&mut member.shape, types, used, inside));
            inside.pop();
            used.iter_mut().skip(index).take(1).for_each(|used| *used = true);
            shape.kind = Kind::Object(ObjectShape { name: Some(name.clone()), members });
        }
        _ => {}
    }
}
