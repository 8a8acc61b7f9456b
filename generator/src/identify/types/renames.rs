//! Input: the types with their names, and `[names]` of api.toml. Output: the names that they have by that.
//! Invariant: what meets nothing, or takes a name that another type has, is an error. The lock holds the names without
//! these, so that a key goes on meeting what it met.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::identify::types::node::number;
use crate::identify::types::unify::Unified;
use crate::identify::words::camel;
use crate::project::Rename;
use crate::schema::{Type, TypeKind};
use crate::source::Span;

/// Renames types; what is about operations is none of its business. Gives the names that they had, by those that they have.
pub(crate) fn apply(
    nodes: &Unified,
    names: &mut BTreeMap<usize, String>,
    renames: &[&Rename],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let by_name: BTreeMap<String, usize> = names.iter().map(|(node, name)| (name.clone(), *node)).collect();
    let places: BTreeMap<&str, usize> =
        nodes.nodes.iter().enumerate().map(|(node, of)| (of.place.key.as_str(), nodes.root(node))).collect();
    let mut given: BTreeMap<usize, (&str, Span)> = BTreeMap::new();
    for rename in renames {
        let (at, name) = (&rename.at.value, rename.name.value.as_str());
        let found = places.get(at.as_str()).copied().or_else(|| find(nodes, &by_name, at));
        let Some(node) = found else {
            let message = format!("`{at}` meets no type that is made for these pages");
            let help = "a type is met by its name, or by the way to it: `Type.member`, `Type.list[]`; an operation by method and path";
            diagnostics.push(Diagnostic::at(Code::StaleName, rename.at.span, message).help(help));
            continue;
        };
        if camel(name) != name || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
            let message = format!("`{name}` is no name for a type");
            let help = format!(
                "a type is called like `{}`",
                Some(camel(name)).filter(|name| !name.is_empty()).unwrap_or("Item".to_owned())
            );
            diagnostics.push(Diagnostic::at(Code::StaleName, rename.name.span, message).help(help));
            continue;
        }
        match given.insert(node, (name, rename.name.span)) {
            Some((other, span)) if other != name => {
                let message = format!("`{at}` is called `{name}` here, and `{other}` by another key");
                let told = Diagnostic::at(Code::StaleName, rename.name.span, message);
                diagnostics
                    .push(told.label(span, "the other name").help("both keys lead to one type: leave one of them"));
            }
            _ => {}
        }
    }
    let mut unrenamed = BTreeMap::new();
    for (node, (name, _)) in &given {
        unrenamed.extend(names.insert(*node, (*name).to_owned()).map(|was| ((*name).to_owned(), was)));
    }
    let mut taken: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (node, name) in names.iter() {
        taken.entry(camel(name)).or_default().push(*node);
    }
    for (node, (name, span)) in &given {
        let others = taken.get(&camel(name)).map(Vec::as_slice).unwrap_or_default();
        if let Some(other) = others.iter().find(|other| *other != node) {
            let place = nodes.get(*other).map(|node| node.place.key.clone()).unwrap_or_default();
            let message = format!("`{name}` is the name of another type, which stands at `{place}`");
            diagnostics.push(Diagnostic::at(Code::StaleName, *span, message).help("take a name that is free"));
        }
    }
    unrenamed
}

/// The type at the end of `Type.member.list[]`.
fn find(nodes: &Unified, by_name: &BTreeMap<String, usize>, at: &str) -> Option<usize> {
    if let Some(node) = by_name.get(at) {
        return Some(*node);
    }
    let (root, mut rest) = at.split_once('.')?;
    let mut node = *by_name.get(root)?;
    loop {
        let TypeKind::Struct { fields } = &nodes.get(node)?.def.kind else { return None };
        // A member's name may have a dot in it: the longest counts.
        let fits = fields.iter().filter(|field| {
            rest.strip_prefix(field.name.as_str())
                .is_some_and(|after| after.is_empty() || after.starts_with(['.', '[']))
        });
        let field = fits.max_by_key(|field| field.name.len())?;
        let after = rest.get(field.name.len()..)?;
        node = inner(&field.ty, by_name)?;
        rest = after.trim_start_matches("[]");
        match rest.strip_prefix('.') {
            Some(more) => rest = more,
            None => return rest.is_empty().then_some(node),
        }
    }
}

fn inner(ty: &Type, by_name: &BTreeMap<String, usize>) -> Option<usize> {
    let name = crate::schema::walk::name(ty)?;
    number(name).or_else(|| by_name.get(name).copied())
}
