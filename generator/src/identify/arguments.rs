//! Input: the operations and the types, and the order in which what has to be given of each stood before. Output: the order
//! in which it stands.
//! Invariant: what stood keeps its place; what is new, or has come to be required, comes behind it.

use std::collections::BTreeSet;

use crate::identify::lock_keys::LockKeys;
use crate::identify::locked_names::Names;
use crate::schema::{Api, Location, Operation, TypeDef, TypeKind, Way, walk};

/// Gives each operation and type the order of what it requires, where that is not the one of the pages, and notes the orders
/// for the next run. An order that a correction gave wins over that of the last run.
pub(crate) fn keep(api: &mut Api, keys: &LockKeys, locked: &Names, names: &mut Names) {
    let natural: Vec<Vec<String>> = api.operations.iter().map(|operation| required(api, operation)).collect();
    for (operation, natural) in api.operations.iter_mut().zip(natural) {
        let Some(key) = keys.operation(operation).map(str::to_owned) else { continue };
        let stood = locked.arguments.get(&key).map(Vec::as_slice).unwrap_or_default();
        let order = keep_order(&mut operation.arguments, &natural, stood);
        if order.is_empty() {
            continue;
        }
        let first = Some(stood.len()).filter(|count| *count > 0);
        let first = locked.arguments_at_first.get(&key).copied().or(first).or(operation.arguments_at_first.take());
        let first = first.filter(|count| *count != order.len());
        operation.arguments_at_first = first;
        names.arguments_at_first.extend(first.map(|count| (key.clone(), count)));
        names.arguments.insert(key, order);
    }
    for def in &mut api.types {
        let key = keys.ty(def).to_owned();
        let natural = required_fields(def);
        let stood = locked.fields.get(&key).map(Vec::as_slice).unwrap_or_default();
        let order = keep_order(&mut def.arguments, &natural, stood);
        // One alone has no order that could change.
        if order.len() > 1 {
            names.fields.insert(key, order);
        }
    }
}

/// The order of what is required. `own` has what a correction says of it, and then the order, where it is not the `natural` one
/// of the pages.
fn keep_order(own: &mut Vec<String>, natural: &[String], stood: &[String]) -> Vec<String> {
    let corrected = std::mem::take(own);
    let before = if corrected.is_empty() { stood } else { corrected.as_slice() };
    let known: BTreeSet<&String> = before.iter().collect();
    let still: BTreeSet<&String> = natural.iter().collect();
    let stays = before.iter().filter(|argument| still.contains(argument));
    let order: Vec<String> =
        stays.chain(natural.iter().filter(|argument| !known.contains(argument))).cloned().collect();
    if order != natural {
        own.clone_from(&order);
    }
    order
}

/// What an operation requires, in the order of the pages.
pub(crate) fn required(api: &Api, operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.field.required);
    let mut all: Vec<String> =
        parameters.map(|parameter| argument(location(parameter.location), &parameter.field.name)).collect();
    if let Some(body) = &operation.request_body {
        match walk::members(&api.types, &body.ty) {
            Some(fields) => {
                let fields = fields.iter().filter(|field| field.required && field.only != Some(Way::Received));
                all.extend(fields.map(|field| argument("body", &field.name)));
            }
            None if body.required => all.push("body".to_owned()),
            None => {}
        }
    }
    all
}

/// What a type requires, in the order of the pages; nothing of one that is no object.
pub(crate) fn required_fields(def: &TypeDef) -> Vec<String> {
    let TypeKind::Struct { fields } = &def.kind else { return Vec::new() };
    fields.iter().filter(|field| field.required).map(|field| field.name.clone()).collect()
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

fn argument(place: &str, name: &str) -> String {
    format!("{place} {name}")
}
