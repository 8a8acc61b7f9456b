//! Input: nodes. Output: the same, where some have become one.
//! Invariant: of two that contradict neither changes; what one takes in never makes an answer fail that was fine before.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::origins::dedup;
use crate::identify::types::fields;
use crate::identify::types::node::{Node, number};
use crate::schema::{EnumValue, Evidence, Field, Type, TypeKind};

/// Nodes, and which of them are one.
pub(crate) struct Unified {
    pub(crate) nodes: Vec<Node>,
    /// The node that each has become part of; its own number where that is none.
    roots: Vec<usize>,
    /// Whether two answers are compared that the pages do not name: then a wider type for both is none that contradicts.
    pub(crate) widens: bool,
    /// Whether two are compared that the pages call alike: then a literal is one value of the list that another page has.
    pub(crate) takes_literals: bool,
}

/// How much two objects have in common.
pub(crate) struct Overlap {
    pub(crate) shared: usize,
    pub(crate) smaller: usize,
    pub(crate) larger: usize,
}

/// What a name stands for.
#[derive(PartialEq, Eq)]
enum Meant<'a> {
    Node(usize),
    Given(&'a str),
}

impl Unified {
    pub(crate) fn new(nodes: Vec<Node>) -> Self {
        let roots = (0..nodes.len()).collect();
        Self { nodes, roots, widens: false, takes_literals: false }
    }

    /// The node that this one has become part of.
    pub(crate) fn root(&self, mut node: usize) -> usize {
        while let Some(next) = self.roots.get(node).copied().filter(|next| *next != node) {
            node = next;
        }
        node
    }

    /// The nodes that stand for themselves.
    pub(crate) fn all(&self) -> Vec<usize> {
        (0..self.nodes.len()).filter(|node| self.root(*node) == *node).collect()
    }

    /// What a node has become.
    pub(crate) fn get(&self, node: usize) -> Option<&Node> {
        self.nodes.get(self.root(node))
    }

    /// What a node has become, to be changed.
    pub(crate) fn get_mut(&mut self, node: usize) -> Option<&mut Node> {
        let root = self.root(node);
        self.nodes.get_mut(root)
    }

    fn meant<'a>(&'a self, name: &'a str) -> Meant<'a> {
        let Some(root) = number(name).map(|node| self.root(node)) else { return Meant::Given(name) };
        match self.nodes.get(root) {
            Some(Node { given: Some(given), rival: None, .. }) => Meant::Given(given),
            _ => Meant::Node(root),
        }
    }

    /// What tells what a name stands for from anything else.
    pub(crate) fn label(&self, name: &str) -> String {
        match self.meant(name) {
            Meant::Node(node) => format!("#{node}"),
            Meant::Given(name) => format!("{name:?}"),
        }
    }

    /// The fields of an object.
    pub(crate) fn fields(&self, node: usize) -> Option<&[Field]> {
        match &self.get(node)?.def.kind {
            TypeKind::Struct { fields } => Some(fields),
            _ => None,
        }
    }

    /// How much two objects have in common, by the names of their members.
    pub(crate) fn overlap(&self, a: usize, b: usize) -> Option<Overlap> {
        let (a, b) = (self.fields(a)?, self.fields(b)?);
        let names: BTreeSet<&str> = a.iter().map(|field| field.name.as_str()).collect();
        let shared = b.iter().filter(|field| names.contains(field.name.as_str())).count();
        Some(Overlap { shared, smaller: a.len().min(b.len()), larger: a.len().max(b.len()) })
    }

    /// Whether two nodes can be documentations of one type.
    pub(crate) fn can_be_one(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        let (Some(first), Some(second)) = (self.nodes.get(a), self.nodes.get(b)) else { return false };
        if let (Some(name), Some(other)) = (&first.locked, &second.locked)
            && name != other
        {
            return false;
        }
        match (&first.def.kind, &second.def.kind) {
            (TypeKind::Opaque, _) | (_, TypeKind::Opaque) => true,
            (TypeKind::Struct { fields }, TypeKind::Struct { fields: more }) => {
                let known: BTreeMap<&str, &Field> = fields.iter().map(|field| (field.name.as_str(), field)).collect();
                let shared = || more.iter().filter_map(|new| Some((*known.get(new.name.as_str())?, new)));
                let disjoint = shared().next().is_none() && !fields.is_empty() && !more.is_empty();
                !disjoint && shared().all(|(old, new)| self.agree(old, new))
            }
            (TypeKind::Enum { base, values, .. }, TypeKind::Enum { base: other, values: more, .. }) => {
                let within = |a: &[EnumValue], b: &[EnumValue]| a.iter().all(|value| b.contains(value));
                let is_literal = values.len() == 1 || more.len() == 1;
                base == other && (within(values, more) || within(more, values) || self.takes_literals && is_literal)
            }
            (TypeKind::Union { variants }, TypeKind::Union { variants: others }) => {
                variants.len() == others.len() && variants.iter().zip(others).all(|(a, b)| self.same(&a.ty, &b.ty))
            }
            (TypeKind::Alias { ty }, TypeKind::Alias { ty: other }) => self.same(ty, other),
            _ => false,
        }
    }

    /// Whether two types are the same, by what their names have become.
    fn same(&self, a: &Type, b: &Type) -> bool {
        match (a, b) {
            (Type::Named(a), Type::Named(b)) => self.meant(a) == self.meant(b) || self.unnamed_twins(a, b),
            (Type::Array(a), Type::Array(b))
            | (Type::Map(a), Type::Map(b))
            | (Type::Nullable(a), Type::Nullable(b)) => self.same(a, b),
            (a, b) => a == b,
        }
    }

    /// Whether two names stand for unnamed things at the same member that can be one.
    fn unnamed_twins(&self, a: &str, b: &str) -> bool {
        let (Meant::Node(a), Meant::Node(b)) = (self.meant(a), self.meant(b)) else { return false };
        let mostly = self.overlap(a, b).is_none_or(|overlap| overlap.shared * 2 >= overlap.smaller);
        mostly && self.can_be_one(a, b)
    }

    fn agree(&self, a: &Field, b: &Field) -> bool {
        let is_number = |ty: &Type| matches!(ty, Type::Number | Type::Integer | Type::Unsigned);
        let finer = self.is_finer(&a.ty, &b.ty) || self.is_finer(&b.ty, &a.ty);
        self.same(&a.ty, &b.ty) || finer || self.widens && is_number(&a.ty) && is_number(&b.ty)
    }

    /// Whether `fine` says more than `ty` and nothing else: anything is finer than any JSON, and a sentence may tell of a text
    /// that it is a date or one of some values, where another page calls it a text.
    fn is_finer(&self, fine: &Type, ty: &Type) -> bool {
        match (fine, ty) {
            (_, Type::Any) | (Type::DateTime, Type::String) | (Type::Unsigned, Type::Integer) => true,
            (Type::Named(name), Type::String) => number(name).is_some_and(|node| self.is_soft(node)),
            (Type::Array(fine), Type::Array(ty)) => self.is_finer(fine, ty),
            _ => false,
        }
    }

    /// Whether a node is a list of texts that was read from a sentence: another page may call the same field plain text. So
    /// may another answer of one resource, whoever says the values: they are never taken to be all.
    fn is_soft(&self, node: usize) -> bool {
        let kind = self.get(node).map(|node| &node.def.kind);
        let Some(TypeKind::Enum { base: Type::String, values, inferred }) = kind else { return false };
        *inferred || self.widens || self.takes_literals && values.len() == 1
    }

    /// Makes `b` part of `a`, of which [`can_be_one`](Self::can_be_one) is true.
    pub(crate) fn absorb(&mut self, a: usize, b: usize) {
        self.take(a, b, false);
    }

    /// Makes `b` part of `a`, which has the same structure and stands elsewhere.
    pub(crate) fn share(&mut self, a: usize, b: usize) {
        self.take(a, b, true);
    }

    fn take(&mut self, a: usize, b: usize, is_shared: bool) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        if let Some(root) = self.roots.get_mut(b) {
            *root = a;
        }
        let Some(node) = self.nodes.get_mut(b) else { return };
        let (kind, origins) =
            (std::mem::replace(&mut node.def.kind, TypeKind::Opaque), std::mem::take(&mut node.def.origins));
        let description = node.def.description.take();
        let (titles, locked) = (std::mem::take(&mut node.titles), node.locked.take());
        let Some(own) = self.nodes.get_mut(a) else { return };
        own.locked = own.locked.take().or(locked);
        own.def.origins.extend(origins);
        if is_shared {
            own.def.origins = dedup(own.def.origins.iter());
        }
        own.def.description = own.def.description.take().or(description);
        let known = std::mem::replace(&mut own.def.kind, TypeKind::Opaque);
        let merged = match (known, kind) {
            (TypeKind::Opaque, kind) => {
                own.titles = titles;
                kind
            }
            (TypeKind::Struct { fields }, TypeKind::Struct { fields: more }) => {
                TypeKind::Struct { fields: self.joined(fields, more, is_shared) }
            }
            (TypeKind::Enum { base, mut values, inferred }, TypeKind::Enum { values: more, inferred: also, .. }) => {
                values.extend(more.into_iter().filter(|value| !values.contains(value)).collect::<Vec<_>>());
                TypeKind::Enum { base, values, inferred: inferred || also }
            }
            (TypeKind::Union { variants }, TypeKind::Union { variants: more }) => {
                for (known, new) in variants.iter().zip(&more) {
                    self.take_type(&known.ty, &new.ty, is_shared);
                }
                TypeKind::Union { variants }
            }
            (known, _) => known,
        };
        if let Some(node) = self.nodes.get_mut(a) {
            node.def.kind = merged;
        }
    }

    fn joined(&mut self, mut fields: Vec<Field>, more: Vec<Field>, is_shared: bool) -> Vec<Field> {
        let places: BTreeMap<String, usize> =
            fields.iter().enumerate().map(|(index, field)| (field.name.clone(), index)).collect();
        let names: BTreeSet<&str> = more.iter().map(|field| field.name.as_str()).collect();
        for field in &mut fields {
            field.required &= names.contains(field.name.as_str());
        }
        for new in more {
            match places.get(&new.name).and_then(|index| fields.get_mut(*index)) {
                Some(known) => {
                    if self.is_finer(&new.ty, &known.ty) || is_wider(known, &new) {
                        known.ty = new.ty.clone();
                    }
                    self.take_type(&known.ty, &new.ty, is_shared);
                    if is_shared { fields::share(known, &new) } else { fields::add(known, &new) }
                }
                None => fields.push(Field { required: false, ..new }),
            }
        }
        fields
    }

    /// What stands at the same place of two types that have become one has become one, too.
    fn take_type(&mut self, a: &Type, b: &Type, is_shared: bool) {
        match (a, b) {
            (Type::Named(a), Type::Named(b)) => {
                if let (Some(a), Some(b)) = (number(a), number(b)) {
                    self.take(a, b, is_shared);
                }
            }
            (Type::Array(a), Type::Array(b))
            | (Type::Map(a), Type::Map(b))
            | (Type::Nullable(a), Type::Nullable(b)) => self.take_type(a, b, is_shared),
            _ => {}
        }
    }
}

/// Whether the new field may be any number where the known one is whole. What an example shows of a number says nothing
/// against that.
fn is_wider(known: &Field, new: &Field) -> bool {
    let is_whole = |ty: &Type| matches!(ty, Type::Integer | Type::Unsigned);
    let is_shown = |field: &Field| field.origins.iter().all(|origin| origin.evidence >= Evidence::Placeholder);
    match (&known.ty, &new.ty) {
        (known, Type::Number) if is_whole(known) => !is_shown(new),
        (Type::Number, new) if is_whole(new) => is_shown(known),
        _ => false,
    }
}
