//! Input: the operations of one API. Output: the paths of its document, and the order of its operations where the paths do not
//! say it.
//! Invariant: templates that differ in nothing but the names of their parameters are one path.

use std::collections::BTreeMap;

use crate::schema::method::is_of_openapi;
use crate::schema::path::{bare, identity, tail};
use crate::schema::{Api, Operation};

use super::document::{OtherOperation, PathItem};
use super::json_schema::Schemas;
use super::operation_object;

/// A path, with the operations that have a place of their own there, and those that a document has no place for.
pub(super) struct Group<'a> {
    path: String,
    own: Vec<&'a Operation>,
    others: Vec<&'a Operation>,
}

/// Each path stands where its first operation does, and each operation of it in its order.
pub(super) fn groups(api: &Api) -> Vec<Group<'_>> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Operation>> = Vec::new();
    for operation in &api.operations {
        let next = groups.len();
        let at = *places.entry(identity(bare(&operation.path))).or_insert(next);
        match groups.get_mut(at) {
            Some(operations) => operations.push(operation),
            None => groups.push(vec![operation]),
        }
    }
    groups.into_iter().filter_map(group).collect()
}

fn group(operations: Vec<&Operation>) -> Option<Group<'_>> {
    let path = template(bare(&operations.first()?.path));
    // Of two of one method, the one whose path says no more than the template has the method's place.
    let mut places: BTreeMap<&str, &Operation> = BTreeMap::new();
    for operation in operations.iter().filter(|operation| is_of_openapi(&operation.method)) {
        let known = places.entry(&operation.method).or_insert(operation);
        if tail(&operation.path).is_empty() && !tail(&known.path).is_empty() {
            *known = operation;
        }
    }
    let has_place = |operation: &Operation| {
        places.get(operation.method.as_str()).is_some_and(|known| std::ptr::eq(*known, operation))
    };
    let (own, others) = operations.into_iter().partition(|operation| has_place(operation));
    Some(Group { path, own, others })
}

/// The order of the operations, where it is another one than that of the groups.
pub(super) fn order<'a>(api: &'a Api, groups: &[Group<'a>]) -> Vec<&'a str> {
    let written = groups.iter().flat_map(|group| group.own.iter().chain(&group.others));
    let order = || api.operations.iter().map(|operation| operation.id.as_str());
    let is_said = order().eq(written.map(|operation| operation.id.as_str()));
    if is_said { Vec::new() } else { order().collect() }
}

/// A path and what stands below it.
pub(super) fn path_item<'a>(api: &'a Api, group: &Group<'a>, schemas: &Schemas<'a>) -> (String, PathItem<'a>) {
    let mut item = PathItem::default();
    for operation in &group.own {
        let mut object = operation_object::object(api, operation, &group.path, schemas);
        object.path = Some(operation.path.as_str()).filter(|path| !tail(path).is_empty());
        item.methods.push(operation.method.to_ascii_lowercase(), object);
    }
    for operation in &group.others {
        let object = operation_object::object(api, operation, &group.path, schemas);
        item.others.push(OtherOperation { method: &operation.method, path: &operation.path, operation: object });
    }
    (group.path.clone(), item)
}

/// A template as a document may have it: it begins with `/`, no name stands twice, and nothing but names has braces.
fn template(path: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut out = String::new();
    for (at, piece) in path.split('{').enumerate() {
        let literal = match piece.split_once('}') {
            Some((name, literal)) if at > 0 => {
                let mut unique = name.replace(['/', '?', '#'], "_");
                while unique.is_empty() || names.contains(&unique) {
                    unique.push('_');
                }
                out.push('{');
                out.push_str(&unique);
                out.push('}');
                names.push(unique);
                literal
            }
            _ if at > 0 => {
                out.push_str("%7B");
                piece
            }
            _ => piece,
        };
        for c in literal.chars() {
            match c {
                '}' => out.push_str("%7D"),
                '?' => out.push_str("%3F"),
                '#' => out.push_str("%23"),
                c => out.push(c),
            }
        }
    }
    if out.starts_with('/') { out } else { format!("/{out}") }
}
