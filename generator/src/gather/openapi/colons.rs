//! Input: a document. Output: the same, with `{id}` for `:id` in the keys of its paths, where a parameter of that name is
//! documented there.
//! Invariant: a colon behind anything else, and one that no parameter stands for, is text.

use crate::gather::openapi::document::{Look, resolved};
use crate::read::json::{Json, JsonKind};

/// Settles the paths of a document.
pub(crate) fn settle(document: &mut Json) {
    let paths = document.get("paths").map(Look::members).unwrap_or_default();
    let mut keys: Vec<Option<String>> = paths.iter().map(|(key, item)| braced(document, &key.value, item)).collect();
    if let JsonKind::Object(members) = &mut document.kind
        && let Some((_, paths)) = members.iter_mut().rev().find(|(name, _)| name.value == "paths")
        && let JsonKind::Object(paths) = &mut paths.kind
    {
        for ((key, _), new) in paths.iter_mut().zip(keys.drain(..)) {
            key.value = new.unwrap_or_else(|| key.value.clone());
        }
    }
}

/// The key with braces; `None` where it stays.
fn braced(document: &Json, key: &str, item: &Json) -> Option<String> {
    if !key.contains("/:") {
        return None;
    }
    let item = resolved(document, item)?;
    let operations = item.members().iter().filter_map(|(_, operation)| resolved(document, operation));
    let lists = std::iter::once(item).chain(operations).filter_map(|holder| holder.get("parameters"));
    let parameters = lists.flat_map(Look::items).filter_map(|parameter| resolved(document, parameter));
    let names: Vec<&str> = parameters
        .filter(|parameter| parameter.text_of("in") == Some("path"))
        .filter_map(|parameter| parameter.text_of("name"))
        .collect();
    let segment = |segment: &str| match segment.strip_prefix(':').filter(|name| names.contains(name)) {
        Some(name) => format!("{{{name}}}"),
        None => segment.to_owned(),
    };
    Some(key.split('/').map(segment).collect::<Vec<_>>().join("/"))
}
