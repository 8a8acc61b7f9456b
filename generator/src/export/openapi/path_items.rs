//! Input: the operations of one API. Output: the paths of its document.
//! Invariant: templates that differ in nothing but the names of their parameters are one path.

use crate::schema::method::openapi_rank;
use crate::schema::path::{bare, identity, tail};
use crate::schema::{Api, Operation};

use super::document::{OtherOperation, PathItem};
use super::json_schema::Schemas;
use super::members::Pairs;
use super::operation_object;

pub(super) fn paths<'a>(api: &'a Api, schemas: &Schemas<'a>) -> Pairs<PathItem<'a>> {
    let mut groups: Vec<(String, Vec<&'a Operation>)> = Vec::new();
    for operation in &api.operations {
        let form = identity(bare(&operation.path));
        match groups.iter_mut().find(|(known, _)| *known == form) {
            Some((_, operations)) => operations.push(operation),
            None => groups.push((form, vec![operation])),
        }
    }
    groups.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut paths = Pairs::default();
    for (_, operations) in groups {
        let Some(first) = operations.first() else { continue };
        let path = template(bare(&first.path));
        let mut item = PathItem::default();
        let mut operations = operations;
        operations.sort_by_key(|operation| {
            (openapi_rank(&operation.method).unwrap_or(usize::MAX), !tail(&operation.path).is_empty())
        });
        for operation in operations {
            let mut object = operation_object::object(api, operation, &path, schemas);
            let method = operation.method.to_ascii_lowercase();
            if openapi_rank(&operation.method).is_some() && item.methods.get_mut(&method).is_none() {
                object.path = Some(operation.path.as_str()).filter(|path| !tail(path).is_empty());
                item.methods.push(method, object);
            } else {
                let (method, path) = (operation.method.as_str(), operation.path.as_str());
                item.others.push(OtherOperation { method, path, operation: object });
            }
        }
        paths.push(path, item);
    }
    paths
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
