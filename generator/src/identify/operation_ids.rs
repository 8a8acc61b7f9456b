//! Input: the fused operations, and the ids that were given before. Output: the operations by their ids.
//! Invariant: an id that was given once stays.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase as _;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fuse::parts::Parts;
use crate::identify::locked_names::Names;
use crate::identify::{spoken_ids, words};
use crate::project::Rename;
use crate::schema::path::identity;

/// So many operations whose paths differ in signs alone are told apart by how often they are others.
const MOST_AGAIN: usize = 4;

/// The operations with their ids.
pub(crate) struct Identified<'a> {
    pub(crate) operations: BTreeMap<String, Parts>,
    /// The ids that they would have without `[names]`, by method and path.
    pub(crate) made: BTreeMap<String, String>,
    /// What of `[names]` is about no operation.
    pub(crate) others: Vec<&'a Rename>,
}

/// Gives every operation its id: the one that api.toml or an earlier run gave it, else the first of its names that no other
/// wants.
pub(crate) fn identify<'a>(
    parts: Vec<Parts>,
    locked: &Names,
    renames: &'a [Rename],
    diagnostics: &mut Diagnostics,
) -> Identified<'a> {
    let operations = by_own_ids(parts, locked);
    let made = operations.iter().map(|(id, parts)| (parts.endpoint.key(), id.clone())).collect();
    let (about, others): (Vec<&Rename>, Vec<&Rename>) =
        renames.iter().partition(|rename| key(&rename.at.value).is_some());
    Identified { operations: by_hand(operations, &about, diagnostics), made, others }
}

/// Method and path of a key of `[names]`, as operations are told apart; `None` where it is about a type.
fn key(at: &str) -> Option<String> {
    let (method, path) = at.split_once(' ')?;
    let path = identity(path);
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path.as_str() };
    (path.starts_with('/') && !path.contains(' ')).then(|| format!("{} {path}", method.to_uppercase()))
}

/// The operations by the ids that api.toml gives them.
fn by_hand(
    operations: BTreeMap<String, Parts>,
    renames: &[&Rename],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Parts> {
    let known: BTreeSet<String> = operations.values().map(|parts| parts.endpoint.key()).collect();
    let mut given: BTreeMap<String, &Rename> = BTreeMap::new();
    for rename in renames {
        let (at, name) = (&rename.at.value, &rename.name.value);
        let found = key(at).filter(|key| known.contains(key));
        let is_id = words::operation_id(name).as_ref() == Some(name);
        match found {
            None => {
                let message = format!("`{at}` meets no operation of these pages");
                let help = "an operation is met by its method and its path";
                diagnostics.push(Diagnostic::at(Code::StaleName, rename.at.span, message).help(help));
            }
            Some(_) if !is_id => {
                let message = format!("`{name}` is no name for an operation");
                let help = "an operation is called like `list_items`";
                diagnostics.push(Diagnostic::at(Code::StaleName, rename.name.span, message).help(help));
            }
            Some(key) => drop(given.insert(key, rename)),
        }
    }
    let mut called = BTreeMap::new();
    let (by_hand, others): (Vec<_>, Vec<_>) =
        operations.into_iter().partition(|(_, parts)| given.contains_key(&parts.endpoint.key()));
    let mut clashes = Vec::new();
    for (id, parts) in others.into_iter().chain(by_hand) {
        let rename = given.get(&parts.endpoint.key());
        let mut name = rename.map_or(id, |rename| rename.name.value.clone());
        if let (Some(other), Some(rename)) = (called.get(&name), rename) {
            let other: &Parts = other;
            clashes.push((other.endpoint.key(), *rename));
        }
        while called.contains_key(&name) {
            name.push_str("_operation");
        }
        called.insert(name, parts);
    }
    for (other, rename) in clashes {
        let message = format!("`{}` is the name of `{other}`", rename.name.value);
        diagnostics.push(Diagnostic::at(Code::StaleName, rename.name.span, message).help("take a name that is free"));
    }
    called
}

/// The operations by the ids that they have without `[names]`.
fn by_own_ids(parts: Vec<Parts>, locked: &Names) -> BTreeMap<String, Parts> {
    let (old, mut open): (Vec<Parts>, Vec<Parts>) =
        parts.into_iter().partition(|parts| locked.operation(&parts.endpoint.key()).is_some());
    let mut operations = BTreeMap::new();
    for parts in old {
        let id = locked.operation(&parts.endpoint.key()).unwrap_or_default().to_owned();
        operations.insert(id, parts);
    }
    for wish in [titled, spoken, whole, versioned] {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        open.iter().filter_map(wish).for_each(|id| *counts.entry(id).or_default() += 1);
        let mut left = Vec::new();
        for parts in open {
            match wish(&parts).filter(|id| counts.get(id) == Some(&1) && !operations.contains_key(id)) {
                Some(id) => drop(operations.insert(id, parts)),
                None => left.push(parts),
            }
        }
        open = left;
    }
    for parts in open {
        let mut id = words::long_operation_id(&parts.endpoint.method, &parts.endpoint.path);
        for again in 0.. {
            if !operations.contains_key(&id) {
                break;
            }
            // Of many, each would be longer than the one before it.
            match again {
                MOST_AGAIN => id = format!("call_{}", words::spelled(&parts.endpoint.key())).to_snake_case(),
                _ => id.push_str("_operation"),
            }
        }
        operations.insert(id, parts);
    }
    operations
}

/// As its page, or its document, calls it.
fn titled(parts: &Parts) -> Option<String> {
    words::operation_id(parts.id.as_deref().or(parts.title.as_deref()).unwrap_or_default())
}

/// As a person would say method and path.
fn spoken(parts: &Parts) -> Option<String> {
    spoken_ids::spoken(&parts.endpoint.method, &parts.endpoint.path)
}

/// Method and path with the version, too.
fn versioned(parts: &Parts) -> Option<String> {
    Some(words::versioned_operation_id(&parts.endpoint.method, &parts.endpoint.path))
}

/// Method and path with all that is in it.
fn whole(parts: &Parts) -> Option<String> {
    Some(words::long_operation_id(&parts.endpoint.method, &parts.endpoint.path))
}
