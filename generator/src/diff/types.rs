//! Input: the types that both sides have. Output: what changed about each, its members apart.
//! Invariant: a type's change is told once, and never at what holds it.

use std::collections::BTreeSet;

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found};
use super::{enums, structs, unions};
use crate::emit::shown;
use crate::plan::model::{Equality, StructPlan, TypePlan, TypePlanKind};
use crate::schema::TypeDef;

/// Compares all of them.
pub(super) fn types(comparison: &mut Comparison<'_>) {
    let (before, after) = (comparison.before, comparison.after);
    let mut lost = Vec::new();
    let mut gained = Vec::new();
    for (old, new) in &comparison.pairs.types {
        let (Some(was), Some(is)) = (before.defs.get(old), after.defs.get(new)) else { continue };
        let sides = [before.received(old), before.input(old), after.received(new), after.input(new)];
        let pairs: Vec<(&TypePlan, &TypePlan)> = match sides {
            [Some(old), None, Some(new), Some(input)] if was.sent => {
                comparison.tell(split(old, input, is));
                // Whoever sent it sends the new one; whoever received it goes on with the old name.
                if was.received { vec![(old, new)] } else { vec![(old, input)] }
            }
            [Some(old), None, Some(new), Some(input)] => {
                let message = format!("`{}` can be sent, as `{}`", new.name.as_str(), input.name.as_str());
                comparison.tell(
                    Found::new(Code::TypeAdded, Class::Additive, &is.name, message)
                        .rust(None, Some(definition(input)))
                        .at(&is.origins),
                );
                vec![(old, new)]
            }
            [Some(old), Some(input), Some(new), None] => {
                comparison.tell(joined(input, new, is));
                vec![(old, new)]
            }
            [Some(old), old_input, Some(new), new_input] => {
                std::iter::once((old, new)).chain(old_input.zip(new_input)).collect()
            }
            // The fields of a form are given to its operation, and it has no type.
            [Some(old), _, None, None] => {
                let message = format!("there is no `{}` any more: it is a form", old.name.as_str());
                comparison.tell(
                    Found::new(Code::TypeRemoved, Class::Breaking, &is.name, message)
                        .rust(Some(definition(old)), None)
                        .at(&is.origins)
                        .names([Needle::of_type(old.name.as_str())]),
                );
                Vec::new()
            }
            [None, None, Some(new), _] => {
                let message = format!("`{}` is new: it is no form any more", new.name.as_str());
                comparison.tell(
                    Found::new(Code::TypeAdded, Class::Additive, &is.name, message)
                        .rust(None, Some(definition(new)))
                        .at(&is.origins),
                );
                Vec::new()
            }
            _ => Vec::new(),
        };
        for (was_plan, is_plan) in pairs {
            one(comparison, (was, was_plan), (is, is_plan));
            match is_plan.equality.cmp(&was_plan.equality) {
                std::cmp::Ordering::Less => lost.push((was_plan, is_plan)),
                std::cmp::Ordering::Greater => gained.push((was_plan, is_plan)),
                std::cmp::Ordering::Equal => {}
            }
        }
    }
    traits(comparison, Code::TraitsLost, &lost);
    traits(comparison, Code::TraitsGained, &gained);
}

fn one(comparison: &mut Comparison<'_>, (was, before): (&TypeDef, &TypePlan), (is, after): (&TypeDef, &TypePlan)) {
    if before.name != after.name && !after.is_input {
        let message = format!("`{}` is called `{}`", before.name.as_str(), after.name.as_str());
        let names = [Some(before.name.as_str()), required_struct(before)].into_iter().flatten().map(Needle::of_type);
        comparison.tell(
            Found::new(Code::TypeRenamed, Class::Breaking, &is.name, message)
                .rust(Some(before.name.as_str().to_owned()), Some(after.name.as_str().to_owned()))
                .at(&is.origins)
                .names(names),
        );
    }
    match (&before.kind, &after.kind) {
        (TypePlanKind::Struct(old), TypePlanKind::Struct(new)) => {
            structs::structs(comparison, (was, before, old), (is, after, new));
        }
        (TypePlanKind::Enum(old), TypePlanKind::Enum(new)) if old.integer == new.integer => {
            enums::enums(comparison, (was, before, old), (is, after, new));
        }
        (TypePlanKind::Union(old), TypePlanKind::Union(new)) => {
            unions::unions(comparison, (was, before, old), (is, after, new));
        }
        (TypePlanKind::Alias(old), TypePlanKind::Alias(new)) if comparison.is_same(old, new) => {}
        (TypePlanKind::Opaque, TypePlanKind::Opaque) => {}
        (old, new) => comparison.tell(
            Found::new(Code::TypeKind, Class::Breaking, &is.name, kinds(after, old, new))
                .rust(Some(definition(before)), Some(definition(after)))
                .at(&is.origins)
                .names([Needle::of_type(before.name.as_str())])
                .types(held(comparison.before, old).as_deref(), held(comparison.after, new).as_deref()),
        ),
    }
    if was.description != is.description && !after.is_input {
        comparison.tell(
            Found::new(Code::DocsChanged, Class::Docs, &is.name, format!("what is said of `{}`", after.name.as_str()))
                .at(&is.origins),
        );
    }
}

fn required_struct(plan: &TypePlan) -> Option<&str> {
    match &plan.kind {
        TypePlanKind::Struct(StructPlan { required_struct, .. }) => required_struct.as_ref().map(|name| name.as_str()),
        _ => None,
    }
}

fn held(side: &super::side::Side<'_>, kind: &TypePlanKind) -> Option<String> {
    match kind {
        TypePlanKind::Alias(ty) => side.named(ty).map(str::to_owned),
        _ => None,
    }
}

fn kinds(plan: &TypePlan, old: &TypePlanKind, new: &TypePlanKind) -> String {
    let word = |kind: &TypePlanKind| match kind {
        TypePlanKind::Struct(_) => "an object with known members",
        TypePlanKind::Enum(plan) if plan.integer => "a list of numbers",
        TypePlanKind::Enum(_) => "a list of values",
        TypePlanKind::Union(_) => "one of several types",
        TypePlanKind::Opaque => "any JSON",
        TypePlanKind::Alias(_) => "another name for a type",
    };
    format!("`{}` is {}, and was {}", plan.name.as_str(), word(new), word(old))
}

/// The head of what defines a type.
pub(super) fn definition(plan: &TypePlan) -> String {
    let name = plan.name.as_str();
    match &plan.kind {
        TypePlanKind::Struct(_) => format!("struct {name} {{ .. }}"),
        TypePlanKind::Enum(_) | TypePlanKind::Union(_) => format!("enum {name} {{ .. }}"),
        TypePlanKind::Opaque => format!("struct {name}(Json)"),
        TypePlanKind::Alias(ty) => format!("type {name} = {}", shown::value(ty)),
    }
}

fn split(old: &TypePlan, input: &TypePlan, is: &TypeDef) -> Found {
    let (old, input) = (old.name.as_str(), input.name.as_str());
    let message = format!("what is sent of `{old}` has a type of its own: `{input}`");
    Found::new(Code::TypeSplit, Class::Breaking, &is.name, message)
        .rust(Some(old.to_owned()), Some(input.to_owned()))
        .at(&is.origins)
        .names([Needle::of_type(old)])
}

fn joined(input: &TypePlan, new: &TypePlan, is: &TypeDef) -> Found {
    let (input, new) = (input.name.as_str(), new.name.as_str());
    let message = format!("what is sent of `{new}` is no longer a type of its own");
    Found::new(Code::TypeJoined, Class::Breaking, &is.name, message)
        .rust(Some(input.to_owned()), Some(new.to_owned()))
        .at(&is.origins)
        .names([Needle::of_type(input)])
}

/// What can be compared, or be a key, and could not, or the other way round. It is part of the change that it follows from,
/// where one of the types has one.
fn traits(comparison: &mut Comparison<'_>, code: Code, list: &[(&TypePlan, &TypePlan)]) {
    let Some((old, new)) = list.first() else { return };
    let names: Vec<&str> = list.iter().map(|(_, plan)| plan.name.as_str()).collect();
    let shown = match names.as_slice() {
        [] => return,
        [one] => format!("`{one}`"),
        [one, two] => format!("`{one}` and `{two}`"),
        [one, rest @ ..] => format!("`{one}` and {} other types", rest.len()),
    };
    let (class, does, why) = match code {
        Code::TraitsLost => (Class::Breaking, "no longer", "a value in it can be a fraction, or any JSON"),
        _ => (Class::Additive, "now", "everything in it can be compared"),
    };
    let verb = if names.len() == 1 { "implements" } else { "implement" };
    let message = format!("{shown} {does} {verb} all of `Eq` and `Hash`: {why}");
    let needles: Vec<Needle> = match class {
        Class::Breaking => list.iter().map(|(old, _)| Needle::of_type(old.name.as_str())).collect(),
        _ => Vec::new(),
    };
    let models: BTreeSet<&str> = list.iter().map(|(_, plan)| plan.of.as_str()).collect();
    let is_cause = |found: &&mut Found| {
        let owner = found.change.item.split('.').next().unwrap_or_default();
        is_of_contents(found.change.code) && models.contains(owner)
    };
    if let Some(found) = comparison.found.iter_mut().find(is_cause) {
        found.change.class = found.change.class.min(class);
        found.change.silent &= class != Class::Breaking;
        found.change.notes.push(message);
        found.change.names.extend(needles);
        return;
    }
    let words = |plan: &TypePlan| match plan.equality {
        Equality::Partial => "#[derive(PartialEq)]".to_owned(),
        Equality::Eq => "#[derive(PartialEq, Eq)]".to_owned(),
        Equality::Hash => "#[derive(PartialEq, Eq, Hash)]".to_owned(),
    };
    comparison.tell(Found::new(code, class, &new.of, message).rust(Some(words(old)), Some(words(new))).names(needles));
}

/// Whether a change is one of what a type holds.
fn is_of_contents(code: Code) -> bool {
    matches!(
        code,
        Code::FieldAdded
            | Code::FieldRemoved
            | Code::FieldRetyped
            | Code::TypeKind
            | Code::VariantAdded
            | Code::VariantRemoved
            | Code::VariantRetyped
            | Code::RustOptions
    )
}
