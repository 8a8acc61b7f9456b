//! Input: nothing; this is what a type is before it has its name. Output: [`Node`] and [`Def`].
//! Invariant: a node refers to others by their numbers, in the form of a name that no page can write.

use crate::identify::types::place::Place;
use crate::schema::{Origin, Type, TypeKind};
use crate::source::Span;

/// What stands at one place.
#[derive(Clone)]
pub(crate) struct Node {
    pub(crate) place: Place,
    /// The name that the pages give it.
    pub(crate) given: Option<String>,
    /// Of two that the pages call alike and that cannot be one, what the second is called there.
    pub(crate) rival: Option<String>,
    /// The name that it had before: two that have different ones stay two.
    pub(crate) locked: Option<String>,
    /// Of an envelope, and of what is like one, the type of what it is there for.
    pub(crate) content: Option<Type>,
    /// The titles of a union's alternatives, as far as they have one.
    pub(crate) titles: Vec<Option<String>>,
    /// The order of what it requires, where our own export says it.
    pub(crate) arguments: Vec<String>,
    pub(crate) def: Def,
}

/// A type on its way into the model.
#[derive(Clone)]
pub(crate) struct Def {
    pub(crate) kind: TypeKind,
    pub(crate) description: Option<String>,
    pub(crate) origins: Vec<Origin>,
    pub(crate) span: Option<Span>,
}

/// The type that refers to a node.
pub(crate) fn reference(node: usize) -> Type {
    Type::Named(format!("\0{node}"))
}

/// The node that a name stands for.
pub(crate) fn number(name: &str) -> Option<usize> {
    name.strip_prefix('\0')?.parse().ok()
}

/// Leads every name in a type elsewhere; what `to` knows nothing of stays.
pub(crate) fn lead(ty: &mut Type, to: &dyn Fn(&str) -> Option<Type>) {
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => lead(inner, to),
        Type::Named(name) => {
            if let Some(new) = to(name) {
                *ty = new;
            }
        }
        _ => {}
    }
}

/// The types that a kind holds, to be led elsewhere.
pub(crate) fn held_mut(kind: &mut TypeKind) -> Vec<&mut Type> {
    match kind {
        TypeKind::Struct { fields } => fields.iter_mut().map(|field| &mut field.ty).collect(),
        TypeKind::Union { variants } => variants.iter_mut().map(|variant| &mut variant.ty).collect(),
        TypeKind::Alias { ty } => vec![ty],
        TypeKind::Enum { .. } | TypeKind::Opaque => Vec::new(),
    }
}
