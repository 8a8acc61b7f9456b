//! Input: two documentations of what may be one type. Output: whether they are, and the type that both make.
//! Invariant: of two that contradict neither changes; what a type takes in never makes an answer fail that was fine before.

use std::collections::BTreeSet;

use crate::schema::{Field, Origin, Type, TypeKind};
use crate::source::Span;

/// A type on its way into the model.
pub(crate) struct Def {
    pub(crate) kind: TypeKind,
    pub(crate) description: Option<String>,
    pub(crate) origins: Vec<Origin>,
    pub(crate) span: Option<Span>,
    /// For an unnamed object: the resource within which its like is the same type.
    pub(crate) family: Option<String>,
}

impl Def {
    /// Whether both are the same but for who documents them and in what words.
    pub(crate) fn same_structure(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (TypeKind::Struct { fields: a }, TypeKind::Struct { fields: b }) => {
                a.len() == b.len()
                    && a.iter().all(|field| b.iter().any(|other| same_field(field, other) && is_twin(field, other)))
            }
            (TypeKind::Enum { base: a, values: x, .. }, TypeKind::Enum { base: b, values: y, .. }) => a == b && x == y,
            (a, b) => a == b,
        }
    }

    /// Whether two objects are the same resource: no field that they share differs, and they share at least half of the
    /// smaller one's fields.
    pub(crate) fn is_mostly(&self, other: &Self) -> bool {
        let (TypeKind::Struct { fields: a }, TypeKind::Struct { fields: b }) = (&self.kind, &other.kind) else {
            return false;
        };
        let shared = a.iter().filter(|field| b.iter().any(|other| same_field(field, other))).count();
        shared * 2 >= a.len().min(b.len()) && shared > 0
    }

    /// Takes in what another documentation of the same type says; `false`, and nothing changed, where the two contradict.
    pub(crate) fn absorb(&mut self, other: &Self, soft: &BTreeSet<String>) -> bool {
        match (&mut self.kind, &other.kind) {
            (_, TypeKind::Opaque) => {}
            (kind @ TypeKind::Opaque, _) => *kind = other.kind.clone(),
            (TypeKind::Struct { fields }, TypeKind::Struct { fields: more }) => {
                let shared = || more.iter().filter_map(|new| Some((new, fields.iter().find(|f| same_field(f, new))?)));
                let disjoint = shared().next().is_none() && !fields.is_empty() && !more.is_empty();
                if disjoint || shared().any(|(new, old)| !agree(old, new, soft)) {
                    return false;
                }
                more.iter().for_each(|field| absorb_field(fields, field, soft));
            }
            (a, b) if *a == *b => {}
            _ => return false,
        }
        self.origins.extend(other.origins.iter().cloned());
        self.description = self.description.take().or_else(|| other.description.clone());
        true
    }
}

fn same_field(a: &Field, b: &Field) -> bool {
    a.name == b.name
}

/// Whether two fields of unnamed objects say the same: what differs makes them two types.
fn is_twin(a: &Field, b: &Field) -> bool {
    a.ty == b.ty
        && a.required == b.required
        && a.nullable == b.nullable
        && a.deprecated == b.deprecated
        && a.only == b.only
}

fn agree(a: &Field, b: &Field, soft: &BTreeSet<String>) -> bool {
    a.ty == b.ty || is_finer(&a.ty, &b.ty, soft) || is_finer(&b.ty, &a.ty, soft)
}

/// Whether `fine` says more than `ty` and nothing else: anything is finer than any JSON, and a sentence may tell of a text
/// that it is a date or one of some values, where another page calls it a text.
fn is_finer(fine: &Type, ty: &Type, soft: &BTreeSet<String>) -> bool {
    match (fine, ty) {
        (_, Type::Any) | (Type::DateTime, Type::String) | (Type::Unsigned, Type::Integer) => true,
        (Type::Named(name), Type::String) => soft.contains(name),
        (Type::Array(fine), Type::Array(ty)) => is_finer(fine, ty, soft),
        _ => false,
    }
}

/// Adds a field, or completes the one of that name. It is required only where every page says so: a page that knows
/// better must not make another page's answers fail.
fn absorb_field(fields: &mut Vec<Field>, new: &Field, soft: &BTreeSet<String>) {
    let Some(known) = fields.iter_mut().find(|field| same_field(field, new)) else {
        fields.push(Field { required: false, ..new.clone() });
        return;
    };
    if is_finer(&new.ty, &known.ty, soft) {
        known.ty = new.ty.clone();
    }
    known.required &= new.required;
    known.nullable |= new.nullable;
    known.deprecated = known.deprecated.take().or_else(|| new.deprecated.clone());
    known.only = known.only.filter(|only| new.only == Some(*only));
    known.default = known.default.take().or_else(|| new.default.clone());
    known.description = known.description.take().or_else(|| new.description.clone());
    known.origins.extend(new.origins.iter().cloned());
}
