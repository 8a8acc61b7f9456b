//! Input: the operations of one API. Output: the paths of its document, and the order of its operations where the paths do not
//! say it.
//! Invariant: templates that differ in nothing but the names of their parameters are one path.

use std::collections::BTreeMap;

use crate::schema::method::is_of_openapi;
use crate::schema::path::{bare, identity, tail};
use crate::schema::{Api, Operation};

use super::document::{OtherOperation, PathItem};
use super::json_schema::Schemas;
use super::members::Pairs;
use super::operation_object;

/// Each path stands where its first operation does, and each operation of it in its order.
pub(super) fn paths<'a>(api: &'a Api, schemas: &Schemas<'a>) -> (Pairs<PathItem<'a>>, Vec<&'a str>) {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&'a Operation>> = Vec::new();
    for operation in &api.operations {
        let next = groups.len();
        let at = *places.entry(identity(bare(&operation.path))).or_insert(next);
        match groups.get_mut(at) {
            Some(operations) => operations.push(operation),
            None => groups.push(vec![operation]),
        }
    }
    let mut paths = Pairs::default();
    let mut written: Vec<&'a str> = Vec::new();
    for operations in groups {
        let Some(first) = operations.first() else { continue };
        let path = template(bare(&first.path));
        let mut item = PathItem::default();
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
        let (own, others): (Vec<&Operation>, Vec<&Operation>) =
            operations.into_iter().partition(|operation| has_place(operation));
        written.extend(own.iter().chain(&others).map(|operation| operation.id.as_str()));
        for operation in own {
            let mut object = operation_object::object(api, operation, &path, schemas);
            object.path = Some(operation.path.as_str()).filter(|path| !tail(path).is_empty());
            item.methods.push(operation.method.to_ascii_lowercase(), object);
        }
        for operation in others {
            let object = operation_object::object(api, operation, &path, schemas);
            item.others.push(OtherOperation { method: &operation.method, path: &operation.path, operation: object });
        }
        paths.push(path, item);
    }
    let order = || api.operations.iter().map(|operation| operation.id.as_str());
    let order = if order().eq(written.iter().copied()) { Vec::new() } else { order().collect() };
    (paths, order)
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
