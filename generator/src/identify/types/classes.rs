//! Input: nodes. Output: the same, where those of one structure and one last word are one.
//! Invariant: structure is names, types, formats and known values. What is sent keeps what must be in it; of what is received,
//! only what must be in all of them must be there.

use std::collections::{BTreeMap, BTreeSet};

use crate::identify::types::node::number;
use crate::identify::types::place::Own;
use crate::identify::types::unify::Unified;
use crate::schema::{Field, Type, TypeKind};

/// What makes two nodes one type.
type Key = (String, String);

/// Makes one of what has one structure. The nodes that are given are sent, and have the structure of another type that is
/// received: the second of each pair.
pub(crate) fn unite(nodes: &mut Unified) -> BTreeMap<usize, usize> {
    let mut inputs = BTreeMap::new();
    for level in levels(nodes) {
        let mut groups: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for node in level {
            if let Some(key) = key(nodes, node) {
                groups.entry(key).or_default().push(node);
            }
        }
        for group in groups.into_values().filter(|group| group.len() > 1) {
            for group in apart(nodes, group) {
                unite_group(nodes, &group, &mut inputs);
            }
        }
    }
    inputs
}

/// What had different names stays apart; what had none goes with the first of them.
fn apart(nodes: &Unified, group: Vec<usize>) -> Vec<Vec<usize>> {
    let name = |node: &usize| nodes.get(*node).and_then(|node| node.locked.clone());
    let first = group.iter().filter_map(name).min();
    let mut groups: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for node in group {
        groups.entry(name(&node).or_else(|| first.clone())).or_default().push(node);
    }
    groups.into_values().collect()
}

fn unite_group(nodes: &mut Unified, group: &[usize], inputs: &mut BTreeMap<usize, usize>) {
    let is_sent = |node: &usize| nodes.get(*node).is_some_and(|node| node.place.is_sent);
    let (sent, received): (Vec<usize>, Vec<usize>) = group.iter().copied().partition(is_sent);
    let answer = received.first().copied();
    for other in received.iter().skip(1) {
        nodes.share(received.first().copied().unwrap_or(*other), *other);
    }
    let mut by_presence: BTreeMap<Vec<(String, bool, bool)>, usize> = BTreeMap::new();
    by_presence.extend(answer.map(|answer| (presence(nodes, answer), answer)));
    for node in sent {
        match by_presence.get(&presence(nodes, node)) {
            Some(known) => nodes.share(*known, node),
            None => {
                by_presence.insert(presence(nodes, node), node);
                inputs.extend(answer.map(|answer| (node, answer)));
            }
        }
    }
}

/// What must be in an object, and what may be `null`.
fn presence(nodes: &Unified, node: usize) -> Vec<(String, bool, bool)> {
    let fields = nodes.fields(node).unwrap_or_default();
    let mut all: Vec<_> = fields.iter().map(|field| (field.name.clone(), field.required, field.nullable)).collect();
    all.sort();
    all
}

/// The nodes by their height: what each holds is in a level before it.
fn levels(nodes: &Unified) -> Vec<Vec<usize>> {
    let mut heights: BTreeMap<usize, usize> = BTreeMap::new();
    for node in nodes.all() {
        height(nodes, node, &mut heights, &mut BTreeSet::new());
    }
    let mut levels: Vec<Vec<usize>> = Vec::new();
    for (node, height) in heights {
        if levels.len() <= height {
            levels.resize(height + 1, Vec::new());
        }
        if let Some(level) = levels.get_mut(height) {
            level.push(node);
        }
    }
    levels
}

fn height(nodes: &Unified, node: usize, known: &mut BTreeMap<usize, usize>, open: &mut BTreeSet<usize>) -> usize {
    let node = nodes.root(node);
    if let Some(height) = known.get(&node) {
        return *height;
    }
    if !open.insert(node) {
        return 0;
    }
    let kind = nodes.get(node).map(|node| &node.def.kind);
    let height = kind.map(names).unwrap_or_default().into_iter().filter_map(number);
    let height = height.map(|inner| height_of_inner(nodes, inner, known, open)).max().unwrap_or_default();
    open.remove(&node);
    known.insert(node, height);
    height
}

fn height_of_inner(
    nodes: &Unified,
    inner: usize,
    known: &mut BTreeMap<usize, usize>,
    open: &mut BTreeSet<usize>,
) -> usize {
    height(nodes, inner, known, open) + 1
}

/// The names that a kind holds.
fn names(kind: &TypeKind) -> Vec<&str> {
    let types: Vec<&Type> = match kind {
        TypeKind::Struct { fields } => fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union { variants } => variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Alias { ty } => vec![ty],
        TypeKind::Enum { .. } | TypeKind::Opaque => Vec::new(),
    };
    types.into_iter().filter_map(crate::schema::walk::name).collect()
}

/// The structure and the last word of a node that the pages do not name; `None` for one that they do.
fn key(nodes: &Unified, number: usize) -> Option<Key> {
    let node = nodes.get(number).filter(|node| node.given.is_none())?;
    let structure = match &node.def.kind {
        TypeKind::Struct { fields } => {
            let mut fields: Vec<String> = fields.iter().map(|field| self::field(nodes, field)).collect();
            fields.sort();
            format!("object {}", fields.join(", "))
        }
        TypeKind::Enum { base, values, .. } => {
            let mut values: Vec<String> = values.iter().map(|known| known.value.to_string()).collect();
            values.sort();
            format!("{base:?} of {}", values.join(", "))
        }
        TypeKind::Union { variants } => {
            let variants: Vec<String> = variants.iter().map(|variant| ty(nodes, &variant.ty)).collect();
            format!("one of {}", variants.join(" or "))
        }
        TypeKind::Alias { .. } | TypeKind::Opaque => return None,
    };
    let word = match &node.place.own {
        // An error is one whatever it is called.
        Own::Error(_) => String::new(),
        own => own.last_word(),
    };
    Some((word, structure))
}

fn field(nodes: &Unified, field: &Field) -> String {
    let format = field.constraints.format.as_deref().unwrap_or_default();
    format!("{:?}: {} {format} {:?}", field.name, ty(nodes, &field.ty), field.only)
}

fn ty(nodes: &Unified, of: &Type) -> String {
    match of {
        Type::Array(item) => format!("[{}]", ty(nodes, item)),
        Type::Map(value) => format!("<{}>", ty(nodes, value)),
        Type::Nullable(inner) => format!("{}?", ty(nodes, inner)),
        Type::Named(name) => nodes.label(name),
        plain => format!("{plain:?}"),
    }
}
