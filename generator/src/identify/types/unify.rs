//! Input: nodes. Output: the same, where some have become one.
//! Invariant: of two that contradict neither changes; what one takes in never makes an answer fail that was fine before.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::origins::dedup;
use crate::identify::types::fields;
use crate::identify::types::grown::Grown;
use crate::identify::types::node::{Node, number};
use crate::schema::{EnumValue, Evidence, Field, Type, TypeKind};

/// Nodes, and which of them are one.
pub(crate) struct Unified {
    pub(crate) nodes: Vec<Node>,
    /// The node that each has become part of; its own number where that is none.
    roots: Vec<usize>,
    /// The objects that have taken in others.
    grown: BTreeMap<usize, Grown>,
    /// Those that have taken in what stood elsewhere.
    shared: BTreeSet<usize>,
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
pub(super) enum Meant<'a> {
    Node(usize),
    Given(&'a str),
}

impl Unified {
    pub(crate) fn new(nodes: Vec<Node>) -> Self {
        let roots = (0..nodes.len()).collect();
        Self { nodes, roots, grown: BTreeMap::new(), shared: BTreeSet::new(), widens: false, takes_literals: false }
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

    pub(super) fn meant<'a>(&'a self, name: &'a str) -> Meant<'a> {
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
        let (first, second) = (self.fields(a)?, self.fields(b)?);
        let shared = self.shared(self.root(a), first, second).count();
        let (a, b) = (first.len(), second.len());
        Some(Overlap { shared, smaller: a.min(b), larger: a.max(b) })
    }

    /// The fields of `more` that the node `a`, whose fields are `known`, has too: its own, and the other one.
    pub(super) fn shared<'s>(
        &'s self,
        a: usize,
        known: &'s [Field],
        more: &'s [Field],
    ) -> impl Iterator<Item = (&'s Field, &'s Field)> + 's {
        let grown = self.grown.get(&a);
        let places: BTreeMap<&str, &Field> = match grown {
            Some(_) => BTreeMap::new(),
            None => known.iter().map(|field| (field.name.as_str(), field)).collect(),
        };
        more.iter().filter_map(move |new| {
            let old = match grown {
                Some(grown) => grown.place(&new.name).and_then(|place| known.get(place)),
                None => places.get(new.name.as_str()).copied(),
            };
            Some((old?, new))
        })
    }

    /// Whether `fine` says more than `ty` and nothing else: anything is finer than any JSON, and a sentence may tell of a text
    /// that it is a date or one of some values, where another page calls it a text.
    pub(super) fn is_finer(&self, fine: &Type, ty: &Type) -> bool {
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

    /// One becomes part of the other, and with them what stands at the same places of both: as a list of what is to be done,
    /// since types refer to each other as far as they like.
    fn take(&mut self, a: usize, b: usize, is_shared: bool) {
        let mut pairs = vec![(a, b)];
        while let Some((a, b)) = pairs.pop() {
            let first = pairs.len();
            self.take_one(a, b, is_shared, &mut pairs);
            // What comes first is done first.
            if let Some(added) = pairs.get_mut(first..) {
                added.reverse();
            }
        }
    }

    /// Makes `b` part of `a`, and says which others then are one, too.
    fn take_one(&mut self, a: usize, b: usize, is_shared: bool, pairs: &mut Vec<(usize, usize)>) {
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
        let arguments = std::mem::take(&mut node.arguments);
        let Some(own) = self.nodes.get_mut(a) else { return };
        own.locked = own.locked.take().or(locked);
        if own.arguments.is_empty() {
            own.arguments = arguments;
        }
        own.def.origins.extend(origins);
        if is_shared || self.shared.remove(&b) {
            self.shared.insert(a);
        }
        own.def.description = own.def.description.take().or(description);
        let known = std::mem::replace(&mut own.def.kind, TypeKind::Opaque);
        let merged = match (known, kind) {
            (TypeKind::Opaque, kind) => {
                own.titles = titles;
                kind
            }
            (TypeKind::Struct { fields }, TypeKind::Struct { fields: more }) => {
                let mut grown = self.grown.remove(&a).unwrap_or_else(|| Grown::of(&fields));
                let theirs = self.grown.remove(&b).unwrap_or_default();
                let fields = self.joined(fields, more, (&mut grown, &theirs), is_shared, pairs);
                self.grown.insert(a, grown);
                TypeKind::Struct { fields }
            }
            (TypeKind::Enum { base, mut values, inferred }, TypeKind::Enum { values: more, inferred: also, .. }) => {
                let known: BTreeSet<String> = values.iter().map(text).collect();
                values.extend(more.into_iter().filter(|value| !known.contains(&text(value))));
                TypeKind::Enum { base, values, inferred: inferred || also }
            }
            (TypeKind::Union { variants }, TypeKind::Union { variants: more }) => {
                variants.iter().zip(&more).for_each(|(known, new)| pairs.extend(named(&known.ty, &new.ty)));
                TypeKind::Union { variants }
            }
            (known, _) => known,
        };
        if let Some(node) = self.nodes.get_mut(a) {
            node.def.kind = merged;
        }
    }

    fn joined(
        &self,
        mut fields: Vec<Field>,
        more: Vec<Field>,
        (grown, theirs): (&mut Grown, &Grown),
        is_shared: bool,
        pairs: &mut Vec<(usize, usize)>,
    ) -> Vec<Field> {
        let names: BTreeSet<&str> = more.iter().map(|field| field.name.as_str()).collect();
        grown.require_only(&mut fields, |name| names.contains(name));
        for new in more {
            match grown.place(&new.name).and_then(|index| Some((index, fields.get_mut(index)?))) {
                Some((index, known)) => {
                    grown.merged.insert(index);
                    // What a page calls any JSON is that, whatever an example of another page shows.
                    let is_any = |field: &Field| field.ty == Type::Any && !is_shown(field);
                    if is_any(&new) && is_shown(known) {
                        known.ty = Type::Any;
                    } else if !(is_any(known) && is_shown(&new))
                        && (self.is_finer(&new.ty, &known.ty) || is_wider(known, &new))
                    {
                        known.ty = new.ty.clone();
                    }
                    pairs.extend(named(&known.ty, &new.ty));
                    if is_shared { fields::share(known, new) } else { fields::add(known, new) }
                }
                None => {
                    let is_merged = theirs.place(&new.name).is_some_and(|index| theirs.merged.contains(&index));
                    grown.push(&new.name, fields.len(), is_merged);
                    fields.push(Field { required: false, ..new });
                }
            }
        }
        fields
    }

    /// Brings the origins of what has taken in others into their order: once for all of them, since each may have many.
    pub(crate) fn settle_origins(&mut self) {
        for number in &self.shared {
            if let Some(node) = self.nodes.get_mut(*number) {
                node.def.origins = dedup(node.def.origins.iter());
            }
        }
        for (number, grown) in &self.grown {
            let kind = self.nodes.get_mut(*number).map(|node| &mut node.def.kind);
            let Some(TypeKind::Struct { fields }) = kind else { continue };
            for index in &grown.merged {
                if let Some(field) = fields.get_mut(*index) {
                    fields::settle_origins(field, self.shared.contains(number));
                }
            }
        }
    }
}

/// The nodes that stand at the same place of two types.
fn named(a: &Type, b: &Type) -> Option<(usize, usize)> {
    match (a, b) {
        (Type::Named(a), Type::Named(b)) => Some((number(a)?, number(b)?)),
        (Type::Array(a), Type::Array(b)) | (Type::Map(a), Type::Map(b)) | (Type::Nullable(a), Type::Nullable(b)) => {
            named(a, b)
        }
        _ => None,
    }
}

/// All that is known of a value.
pub(super) fn text(value: &EnumValue) -> String {
    format!("{value:?}")
}

/// Whether nothing but examples shows a field.
fn is_shown(field: &Field) -> bool {
    field.origins.iter().all(|origin| origin.evidence >= Evidence::Placeholder)
}

/// Whether the new field may be any number where the known one is whole. What an example shows of a number says nothing
/// against that.
fn is_wider(known: &Field, new: &Field) -> bool {
    let is_whole = |ty: &Type| matches!(ty, Type::Integer | Type::Unsigned);
    match (&known.ty, &new.ty) {
        (known, Type::Number) if is_whole(known) => !is_shown(new),
        (Type::Number, new) if is_whole(new) => is_shown(known),
        _ => false,
    }
}
