//! Input: what was found, and the types that one side alone has. Output: each such type with the change that it goes with.
//! Invariant: a type that is gone or new is in one change: in that of what held it, or in one of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found};
use super::side::Side;
use super::types::definition;
use crate::plan::model::TypePlan;
use crate::schema::walk;

/// So many names are listed.
const MOST: usize = 6;

/// Gives each type its change.
pub(super) fn reach(comparison: &mut Comparison<'_>) {
    let (before, after) = (comparison.before, comparison.after);
    let gone =
        spread(before, &comparison.pairs.types_removed, comparison.found.iter().map(|found| found.gone.as_slice()));
    let come = spread(after, &comparison.pairs.types_added, comparison.found.iter().map(|found| found.come.as_slice()));
    for (found, types) in comparison.found.iter_mut().zip(&gone.of) {
        let names = rust_names(before, types);
        if names.is_empty() {
            continue;
        }
        let change = &mut found.change;
        (change.class, change.silent) = (Class::Breaking, false);
        change.notes.push(format!("with it {}: {}", if names.len() == 1 { "goes" } else { "go" }, listed(&names)));
        change.names.extend(names.iter().map(|name| Needle::of_type(name)));
    }
    for (found, types) in comparison.found.iter_mut().zip(&come.of) {
        let names = rust_names(after, types);
        if !names.is_empty() {
            let word = if names.len() == 1 { "comes" } else { "come" };
            found.change.notes.push(format!("with it {word}: {}", listed(&names)));
        }
    }
    for name in gone.left {
        if let (Some(plan), Some(def)) = (before.received(name), before.defs.get(name)) {
            comparison.tell(
                Found::new(
                    Code::TypeRemoved,
                    Class::Breaking,
                    name,
                    format!("there is no `{}` any more", plan.name.as_str()),
                )
                .rust(Some(definition(plan)), None)
                .at(&def.origins)
                .names([Needle::of_type(plan.name.as_str())]),
            );
        }
    }
    for name in come.left {
        if let (Some(plan), Some(def)) = (after.received(name), after.defs.get(name)) {
            comparison.tell(
                Found::new(Code::TypeAdded, Class::Additive, name, format!("`{}` is new", plan.name.as_str()))
                    .rust(None, Some(definition(plan)))
                    .at(&def.origins),
            );
        }
    }
}

/// Types by what led to them.
struct Spread<'t> {
    of: Vec<Vec<&'t str>>,
    left: Vec<&'t str>,
}

/// Follows what each change held into the types that only this side has; the first that comes to one has it.
fn spread<'t, 's>(side: &Side<'t>, only: &BTreeSet<&'t str>, seeds: impl Iterator<Item = &'s [String]>) -> Spread<'t> {
    let mut left: BTreeMap<&str, &'t str> = only.iter().map(|name| (*name, *name)).collect();
    let mut of = Vec::new();
    for seeds in seeds {
        let mut reached = Vec::new();
        let mut open: Vec<&str> = seeds.iter().map(String::as_str).collect();
        while let Some(next) = open.pop() {
            let Some(name) = left.remove(next) else { continue };
            reached.push(name);
            if let Some(def) = side.defs.get(name) {
                open.extend(walk::held(def).into_iter().filter_map(walk::name));
            }
        }
        reached.sort_unstable();
        of.push(reached);
    }
    // What a type holds that stands by itself goes with it.
    let held = left.values().filter_map(|name| side.defs.get(name)).flat_map(|def| walk::held(def));
    let inner: BTreeSet<&str> = held.filter_map(walk::name).collect();
    let tops: Vec<&'t str> = left.values().copied().filter(|name| !inner.contains(name)).collect();
    let left = if tops.is_empty() { left.into_values().collect() } else { tops };
    Spread { of, left }
}

/// The names in Rust; a form's type has none.
fn rust_names(side: &Side<'_>, types: &[&str]) -> Vec<String> {
    let plans = types.iter().flat_map(|name| [side.received(name), side.input(name)]).flatten();
    plans.map(|plan: &TypePlan| plan.name.as_str().to_owned()).collect()
}

fn listed(names: &[String]) -> String {
    let first = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
