//! Input: the operations of both sides. Output: what changed about each, its arguments and answers apart.
//! Invariant: what is gone or new is one change, with all that it alone held.

use super::call::call;
use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found};
use super::side::Side;
use super::structs::reason;
use super::{answers, inputs, paging, servers};
use crate::plan::model::OperationPlan;
use crate::schema::{Operation, path, walk};

/// An operation and its plan.
type Planned<'t> = (&'t Operation, &'t OperationPlan);

/// Compares all of them.
pub(super) fn operations(comparison: &mut Comparison<'_>) {
    let (before, after) = (comparison.before, comparison.after);
    for (old, new) in &comparison.pairs.operations {
        if let (Some(old), Some(new)) = (before.operation(*old), after.operation(*new)) {
            one(comparison, old, new);
        }
    }
    for at in &comparison.pairs.operations_removed {
        let Some((was, plan)) = before.operation(*at) else { continue };
        let mut found = Found::new(Code::OperationRemoved, Class::Breaking, &was.id, format!("{} is gone", title(was)))
            .rust(Some(call(plan)), None)
            .at(&was.origins)
            .names(names(plan));
        found.gone = held(was);
        comparison.tell(found);
    }
    for at in &comparison.pairs.operations_added {
        let Some((is, plan)) = after.operation(*at) else { continue };
        let mut found =
            Found::new(Code::OperationAdded, Class::Additive, &is.id, format!("{} can be called", title(is)))
                .rust(None, Some(call(plan)))
                .at(&is.origins);
        found.come = held(is);
        comparison.tell(found);
    }
}

fn held(operation: &Operation) -> Vec<String> {
    walk::sent(operation).chain(walk::received(operation)).filter_map(walk::name).map(str::to_owned).collect()
}

fn title(operation: &Operation) -> String {
    format!("`{} {}`", operation.method, operation.path)
}

/// The names that an operation takes.
fn names(plan: &OperationPlan) -> Vec<Needle> {
    let mut names = vec![Needle::member(plan.method_name.as_str()), Needle::of_type(plan.type_name.as_str())];
    names.extend(plan.required_struct.iter().map(|name| Needle::of_type(name.as_str())));
    names.extend(plan.answers.iter().map(|answers| Needle::of_type(answers.name.as_str())));
    names
}

fn one(comparison: &mut Comparison<'_>, (was, before): Planned<'_>, (is, after): Planned<'_>) {
    let first = comparison.found.len();
    let is_renamed = before.method_name != after.method_name || before.type_name != after.type_name;
    if is_renamed {
        let message = format!(
            "{} is called `{}`, and was called `{}`",
            title(is),
            after.method_name.as_str(),
            before.method_name.as_str()
        );
        comparison.tell(
            Found::new(Code::OperationRenamed, Class::Breaking, &is.id, message)
                .rust(Some(call(before)), Some(call(after)))
                .at(&is.origins)
                .names(names(before)),
        );
    }
    if title(was) != title(is) && requested(comparison.before, was) != requested(comparison.after, is) {
        let message = format!("`{}` is {}, and was {}", is.id, title(is), title(was));
        comparison.tell(Found::new(Code::PathChanged, Class::Additive, &is.id, message).at(&is.origins));
    }
    if comparison.before.plan.sections.is_empty() == comparison.after.plan.sections.is_empty()
        && before.section != after.section
    {
        let place = |plan: &OperationPlan| {
            let section = plan.section.as_ref().map_or("shared", |section| section.as_str());
            format!("operations::{section}::{}", plan.type_name.as_str())
        };
        let message = format!("`{}` stands in another section, behind its feature", is.id);
        comparison.tell(
            Found::new(Code::OperationMoved, Class::Breaking, &is.id, message)
                .rust(Some(place(before)), Some(place(after)))
                .at(&is.origins)
                .names(before.section.iter().map(|section| Needle::path(section.as_str()))),
        );
    }
    match (&before.deprecated, &after.deprecated) {
        (None, Some(why)) => comparison.tell(
            Found::new(Code::Deprecated, Class::Additive, &is.id, format!("`{}` is deprecated{}", is.id, reason(why)))
                .at(&is.origins),
        ),
        (Some(_), None) => comparison.tell(
            Found::new(Code::Undeprecated, Class::Additive, &is.id, format!("`{}` is no longer deprecated", is.id))
                .at(&is.origins),
        ),
        _ => {}
    }
    servers::of_operation(comparison, (was, before), (is, after));
    inputs::inputs(comparison, (was, before), (is, after));
    answers::answers(comparison, (was, before), (is, after));
    paging::paging(comparison, before, (is, after), first);
    let is_reworded = was.deprecated != is.deprecated && was.deprecated.is_some() && is.deprecated.is_some();
    if was.summary != is.summary || was.description != is.description || is_reworded {
        comparison.tell(
            Found::new(Code::DocsChanged, Class::Docs, &is.id, format!("what is said of `{}`", is.id)).at(&is.origins),
        );
    }
}

/// The request that goes out, whatever the parameters of the path are called, and whether the server's URL has a part of it.
fn requested(side: &Side<'_>, operation: &Operation) -> String {
    let server = operation.servers.first().or(side.api.servers.first());
    let base = server
        .and_then(|server| server.url.split_once("://"))
        .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    let whole = format!("{}{}", base.unwrap_or_default().trim_end_matches('/'), operation.path);
    format!("{} {}", operation.method, path::identity(&whole))
}
