//! Input: two nodes. Output: whether both can be documentations of one type.
//! Invariant: each pair is looked at once. All that has to hold has to hold together, so that of two types that lead back to
//! themselves nothing speaks against it but what is found on the way.

use std::collections::BTreeSet;

use crate::identify::types::unify::{Meant, Unified, text};
use crate::schema::{EnumValue, Field, Type, TypeKind};

/// What has to be compared before two types are the same.
enum Same {
    Yes,
    No,
    /// Whether these nodes can be one.
    Nodes(usize, usize),
}

impl Unified {
    /// Whether two nodes can be documentations of one type.
    pub(crate) fn can_be_one(&self, a: usize, b: usize) -> bool {
        let (mut left, mut seen) = (Vec::new(), BTreeSet::new());
        if !self.is_alike(self.root(a), self.root(b), &mut left) {
            return false;
        }
        while let Some((a, b)) = left.pop() {
            if a != b && seen.insert((a, b)) && !(self.is_mostly_shared(a, b) && self.is_alike(a, b, &mut left)) {
                return false;
            }
        }
        true
    }

    /// Whether two nodes can be one as far as they say themselves; what they refer to is `left` to be compared.
    fn is_alike(&self, a: usize, b: usize, left: &mut Vec<(usize, usize)>) -> bool {
        if a == b {
            return true;
        }
        let (Some(first), Some(second)) = (self.nodes.get(a), self.nodes.get(b)) else { return false };
        if let (Some(name), Some(other)) = (&first.locked, &second.locked)
            && name != other
        {
            return false;
        }
        let mut holds = |same: Same| match same {
            Same::Yes => true,
            Same::No => false,
            Same::Nodes(a, b) => {
                left.push((a, b));
                true
            }
        };
        match (&first.def.kind, &second.def.kind) {
            (TypeKind::Opaque, _) | (_, TypeKind::Opaque) => true,
            (TypeKind::Struct { fields }, TypeKind::Struct { fields: more }) => {
                let mut shared = self.shared(a, fields, more).peekable();
                let disjoint = shared.peek().is_none() && !fields.is_empty() && !more.is_empty();
                !disjoint && shared.all(|(old, new)| holds(self.agree(old, new)))
            }
            (TypeKind::Enum { base, values, .. }, TypeKind::Enum { base: other, values: more, .. }) => {
                let is_literal = values.len() == 1 || more.len() == 1;
                base == other
                    && (is_within(values, more) || is_within(more, values) || self.takes_literals && is_literal)
            }
            (TypeKind::Union { variants }, TypeKind::Union { variants: others }) => {
                let mut pairs = variants.iter().zip(others);
                variants.len() == others.len() && pairs.all(|(a, b)| holds(self.same(&a.ty, &b.ty)))
            }
            (TypeKind::Alias { ty }, TypeKind::Alias { ty: other }) => holds(self.same(ty, other)),
            _ => false,
        }
    }

    /// Whether two objects share at least half of what the smaller one has.
    pub(crate) fn is_mostly_shared(&self, a: usize, b: usize) -> bool {
        self.overlap(a, b).is_none_or(|overlap| overlap.shared * 2 >= overlap.smaller)
    }

    /// Whether two types are the same, by what their names have become: of unnamed things whether they can be one.
    fn same(&self, a: &Type, b: &Type) -> Same {
        match (a, b) {
            (Type::Named(a), Type::Named(b)) => match (self.meant(a), self.meant(b)) {
                (a, b) if a == b => Same::Yes,
                (Meant::Node(a), Meant::Node(b)) => Same::Nodes(a, b),
                _ => Same::No,
            },
            (Type::Array(a), Type::Array(b))
            | (Type::Map(a), Type::Map(b))
            | (Type::Nullable(a), Type::Nullable(b)) => self.same(a, b),
            (a, b) if a == b => Same::Yes,
            _ => Same::No,
        }
    }

    /// The same of the types of two fields, where one may say more than the other.
    fn agree(&self, a: &Field, b: &Field) -> Same {
        let is_number = |ty: &Type| matches!(ty, Type::Number | Type::Integer | Type::Unsigned);
        let is_finer = self.is_finer(&a.ty, &b.ty) || self.is_finer(&b.ty, &a.ty);
        if is_finer || self.widens && is_number(&a.ty) && is_number(&b.ty) {
            return Same::Yes;
        }
        self.same(&a.ty, &b.ty)
    }
}

/// Whether each value of the one is one of the other.
fn is_within(a: &[EnumValue], b: &[EnumValue]) -> bool {
    let known: BTreeSet<String> = b.iter().map(text).collect();
    a.len() <= b.len() && a.iter().all(|value| known.contains(&text(value)))
}
