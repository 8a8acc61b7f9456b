//! Input: what a page documents by hand, and what a document says of the same through names. Output: the latter with the
//! types behind the names, as deep as the page goes.
//! Invariant: the page's tree is finite, and so is what is opened for it.

use crate::diagnostics::Diagnostics;
use crate::draft::named_schema::NamedSchema;
use crate::fuse::older;
use crate::fuse::parts::Parts;
use crate::shape::{Kind, Shape};

/// Opens whatever `strong` has by hand and `weak` has by name.
pub(crate) fn parts(strong: &Parts, weak: &mut Parts, components: &[NamedSchema], diagnostics: &mut Diagnostics) {
    if let (Some(strong), Some(weak)) = (&strong.body, &mut weak.body) {
        shape(&strong.shape, &mut weak.shape, components);
        tell_renamed(&strong.shape, &weak.shape, components, diagnostics);
    }
    for response in &mut weak.responses {
        let known = strong.responses.iter().find(|known| known.status == response.status);
        if let (Some(known), Some(weak)) = (known.and_then(|known| known.shape.as_ref()), &mut response.shape) {
            shape(known, weak, components);
            tell_renamed(known, weak, components, diagnostics);
        }
    }
}

/// Tells what is lost where two pages have different names in one place.
fn tell_renamed(strong: &Shape, weak: &Shape, components: &[NamedSchema], diagnostics: &mut Diagnostics) {
    match (&strong.kind, &weak.kind) {
        (Kind::Reference(first), Kind::Reference(other)) if first != other => {
            let named = |name: &String| components.iter().find(|component| component.name == *name);
            if let (Some(first), Some(other)) = (named(first), named(other)) {
                older::renamed(first, other).into_iter().for_each(|told| diagnostics.push(told));
            }
        }
        (Kind::Array(strong), Kind::Array(weak)) => tell_renamed(strong, weak, components, diagnostics),
        _ => {}
    }
}

fn shape(strong: &Shape, weak: &mut Shape, components: &[NamedSchema]) {
    if let (Kind::Object(_), Kind::Reference(name)) = (&strong.kind, &weak.kind)
        && let Some(component) = components.iter().find(|component| component.name == *name)
        && let Kind::Object(_) = component.shape.kind
    {
        weak.kind = component.shape.kind.clone();
    }
    match (&strong.kind, &mut weak.kind) {
        (Kind::Object(strong), Kind::Object(weak)) => {
            for member in &mut weak.members {
                if let Some(known) = strong.members.iter().find(|known| known.name == member.name) {
                    shape(&known.shape, &mut member.shape, components);
                }
            }
        }
        (Kind::Array(strong), Kind::Array(weak)) | (Kind::Map(strong), Kind::Map(weak)) => {
            shape(strong, weak, components);
        }
        _ => {}
    }
}
