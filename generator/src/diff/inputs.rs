//! Input: what the caller of an operation gives, on both sides. Output: what changed about it.
//! Invariant: what is a field of a type that several use is told at the type.

use std::collections::BTreeMap;

use super::call::{call, names, written};
use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found, says_same};
use super::input_pairs::{is_of_body, match_inputs, place};
use super::order;
use super::structs::reason;
use crate::emit::shown;
use crate::plan::model::{BodyPlan, InputPlan, OperationPlan, Presence, RustType};
use crate::schema::{Operation, Origin, Type};

type Planned<'t> = (&'t Operation, &'t OperationPlan);

/// What is known of the inputs of one operation.
struct Sides<'t> {
    is: &'t Operation,
    before: &'t OperationPlan,
    after: &'t OperationPlan,
    was: &'t Operation,
    said_before: Parameters<'t>,
    said_now: Parameters<'t>,
    /// Whether the members of the body are told at its type.
    body_is_told: bool,
}

/// Compares what is given.
pub(super) fn inputs(comparison: &mut Comparison<'_>, (was, before): Planned<'_>, (is, after): Planned<'_>) {
    let name = |operation: &'_ Operation| match operation.request_body.as_ref().map(|body| &body.ty) {
        Some(Type::Named(name)) => Some(name.clone()),
        _ => None,
    };
    let (body_before, body_after) = (name(was), name(is));
    let is_one = body_before.as_ref().and_then(|name| comparison.pairs.types.get(name.as_str()).copied())
        == body_after.as_deref();
    let is_own =
        |side: &super::side::Side<'_>, name: &Option<String>| name.as_ref().is_some_and(|name| side.is_own_body(name));
    let is_told_here = is_own(comparison.before, &body_before) && is_own(comparison.after, &body_after);
    let sides = Sides {
        is,
        before,
        after,
        was,
        said_before: parameters(was),
        said_now: parameters(is),
        body_is_told: is_one && body_before.is_some() && !is_told_here,
    };
    let body_changed = is_made_otherwise(&before.body, &after.body);
    let taken = |plan: &'_ OperationPlan| -> Vec<InputPlan> {
        plan.inputs.iter().filter(|input| !(body_changed && is_of_body(input))).cloned().collect()
    };
    let (old, new) = (taken(before), taken(after));
    if body_changed {
        body(comparison, &sides);
    } else if before.body != BodyPlan::None && after.body != BodyPlan::None && word(before) != word(after) {
        let message = format!("the body of `{}` is {}, and was {}", is.id, word(after), word(before));
        comparison.tell(Found::new(Code::WireChanged, Class::Additive, &is.id, message).at(&is.origins));
    }
    let matched = match_inputs((&old, was), (&new, is), |one, other| {
        old.get(one)
            .zip(new.get(other))
            .is_some_and(|(one, other)| one.presence == other.presence && comparison.is_same(&one.ty, &other.ty))
    });
    let first = comparison.found.len();
    for (one, other) in matched.same.iter().chain(&matched.renamed) {
        if let (Some(old), Some(new)) = (old.get(*one), new.get(*other)) {
            pair(comparison, &sides, old, new);
        }
    }
    for input in matched.removed.iter().filter_map(|at| old.get(*at)) {
        removed(comparison, &sides, input);
    }
    for input in matched.added.iter().filter_map(|at| new.get(*at)) {
        added(comparison, &sides, input);
    }
    order::order(comparison, is, (before, after), (&old, &new), &matched, first);
}

/// Whether the members of the body are given one by one on one side alone.
fn is_made_otherwise(before: &BodyPlan, after: &BodyPlan) -> bool {
    let is_whole = |body: &BodyPlan| {
        matches!(body, BodyPlan::Whole | BodyPlan::WholeForm { .. } | BodyPlan::Upload | BodyPlan::Text)
    };
    // A first body, or the last, is told by what it is made of.
    *before != BodyPlan::None && *after != BodyPlan::None && is_whole(before) != is_whole(after)
}

fn word(plan: &OperationPlan) -> &'static str {
    match &plan.body {
        BodyPlan::None => "nothing",
        BodyPlan::Fields { required: true, .. } => "JSON, field by field",
        BodyPlan::Fields { required: false, .. } => "JSON, field by field, where one is given",
        BodyPlan::Whole => "JSON, as one value",
        BodyPlan::Form { multipart: true } => "a form of parts, field by field",
        BodyPlan::Form { multipart: false } => "a form, field by field",
        BodyPlan::WholeForm { multipart: true } => "a form of parts, as one value",
        BodyPlan::WholeForm { multipart: false } => "a form, as one value",
        BodyPlan::Upload => "a file",
        BodyPlan::Text => "text",
    }
}

fn body(comparison: &mut Comparison<'_>, sides: &Sides<'_>) {
    let message = format!("the body of `{}` is {}, and was {}", sides.is.id, word(sides.after), word(sides.before));
    let setters =
        sides.before.inputs.iter().filter(|input| is_of_body(input)).map(|input| Needle::member(input.name.as_str()));
    let mut names =
        vec![Needle::member(sides.before.method_name.as_str()), Needle::of_type(sides.before.type_name.as_str())];
    names.extend(setters);
    let origins = sides.is.request_body.as_ref().map_or(&sides.is.origins, |body| &body.origins);
    let mut found = Found::new(Code::BodyChanged, Class::Breaking, &sides.is.id, message)
        .rust(Some(call(sides.before)), Some(call(sides.after)))
        .at(origins)
        .names(names);
    let of = |operation: &Operation| {
        operation
            .request_body
            .iter()
            .filter_map(|body| crate::schema::walk::name(&body.ty))
            .map(str::to_owned)
            .collect()
    };
    (found.gone, found.come) = (of(sides.was), of(sides.is));
    comparison.tell(found);
}

/// Who documents an input: its parameter, else the body, else the operation.
fn origins<'t>((operation, parameters): (&'t Operation, &Parameters<'t>), input: &InputPlan) -> &'t [Origin] {
    match &operation.request_body {
        Some(body) if is_of_body(input) => &body.origins,
        _ => parameters.get(input.wire.0.as_str()).copied().unwrap_or(&operation.origins),
    }
}

/// Who documents each parameter, by name.
type Parameters<'t> = BTreeMap<&'t str, &'t [Origin]>;

fn parameters(operation: &Operation) -> Parameters<'_> {
    let fields = operation.parameters.iter().map(|parameter| &parameter.field);
    fields.map(|field| (field.name.as_str(), field.origins.as_slice())).collect()
}

fn pair(comparison: &mut Comparison<'_>, sides: &Sides<'_>, old: &InputPlan, new: &InputPlan) {
    if sides.body_is_told && old.target.is_body_field() && new.target.is_body_field() {
        return;
    }
    let item = format!("{}.{}", sides.is.id, new.wire.0);
    let of = format!("`{}` of `{}`", new.name.as_str(), sides.is.id);
    let found = |comparison: &Comparison<'_>, code, class, message: String| {
        let found = Found::new(code, class, &item, message)
            .rust(Some(written(sides.before, old)), Some(written(sides.after, new)))
            .at(origins((sides.is, &sides.said_now), new))
            .types(comparison.before.named(&old.ty), comparison.after.named(&new.ty));
        if class == Class::Breaking { found.names(names(sides.before, old)) } else { found }
    };
    let (was, is) = (old.presence.is_required(), new.presence.is_required());
    let mut all = Vec::new();
    if was != is {
        let (code, what) = match is {
            true => (Code::ArgumentRequired, "has to be given"),
            false => (Code::ArgumentOptional, "can be left out, and is a setter"),
        };
        let called = names(sides.before, if is { new } else { old });
        all.push(found(comparison, code, Class::Breaking, format!("{of} {what}")).names(called));
    } else if !comparison.is_same(&old.ty, &new.ty) {
        let ty = |input: &InputPlan| shown::argument(&input.ty, input.presence);
        let message = format!("{of} is `{}`, and was `{}`", ty(new), ty(old));
        let class = if takes_more(sides, old, new) { Class::Additive } else { Class::Breaking };
        all.push(found(comparison, Code::ArgumentRetyped, class, message));
    } else if old.presence != new.presence {
        let is_null = matches!(new.presence, Presence::ThreeState | Presence::RequiredNullable);
        // A setter that takes `null` is one more; the field behind it, where there is one, has another type all the same.
        let is_more = new.presence == Presence::ThreeState && !new.target.is_body_field();
        let class = if is_more { Class::Additive } else { Class::Breaking };
        let what = if is_null { "may be `null`" } else { "is never `null`" };
        let mut found = found(comparison, Code::ArgumentRetyped, class, format!("{of} {what}"));
        if new.presence == Presence::ThreeState && new.target.is_body_field() {
            found = found.note(format!(
                "the setter stays as it was; the field of the body is a `{}`",
                shown::stored(&new.ty, new.presence)
            ));
        }
        if old.presence == Presence::ThreeState {
            found = found.names([Needle::member(old.name.null_setter().as_str())]);
        }
        all.push(found);
    }
    if old.name != new.name {
        let is_named = !is || sides.after.required_struct.is_some();
        let class = if was != is || !is_named { Class::Additive } else { Class::Breaking };
        let message = format!("{of} was called `{}`", old.name.as_str());
        all.push(found(comparison, Code::ArgumentRenamed, class, message));
    } else if old.wire != new.wire {
        let message = format!("{of} is sent as `{}`, and was as `{}`", new.wire.0, old.wire.0);
        all.push(found(comparison, Code::WireChanged, Class::Additive, message));
    }
    if place(old) != place(new) {
        let message = format!("{of} goes into {}, and went into {}", place(new), place(old));
        all.push(found(comparison, Code::ArgumentMoved, Class::Additive, message));
    }
    match (&old.deprecated, &new.deprecated) {
        (None, Some(why)) => {
            all.push(found(
                comparison,
                Code::Deprecated,
                Class::Additive,
                format!("{of} is deprecated{}", reason(why)),
            ));
        }
        (Some(_), None) => {
            all.push(found(comparison, Code::Undeprecated, Class::Additive, format!("{of} is no longer deprecated")));
        }
        _ => {}
    }
    if old.style != new.style || old.media_type != new.media_type {
        all.push(found(comparison, Code::WireChanged, Class::Additive, format!("{of} is written in another way")));
    }
    let is_reworded = matches!((&old.deprecated, &new.deprecated), (Some(old), Some(new)) if old != new);
    if is_reworded || !says_same(&old.docs, &new.docs) {
        all.push(
            Found::new(Code::DocsChanged, Class::Docs, &item, format!("what is said of {of}"))
                .at(origins((sides.is, &sides.said_now), new)),
        );
    }
    all.into_iter().for_each(|found| comparison.tell(found));
}

/// Whether an argument that was of one type takes that, and more. What is stored by name has a type of its own.
fn takes_more(sides: &Sides<'_>, old: &InputPlan, new: &InputPlan) -> bool {
    let is_plain = matches!(old.ty, RustType::Bool | RustType::I64 | RustType::U64 | RustType::F64);
    let is_named = new.presence.is_required() && sides.after.required_struct.is_some();
    let is_stored = old.target.is_body_field() || new.target.is_body_field() || is_named;
    is_plain
        && new.ty == RustType::Json
        && old.presence == new.presence
        && new.presence != Presence::RequiredNullable
        && !is_stored
}

fn removed(comparison: &mut Comparison<'_>, sides: &Sides<'_>, old: &InputPlan) {
    if sides.body_is_told && old.target.is_body_field() {
        return;
    }
    let message = format!("`{}` takes no `{}` any more", sides.is.id, old.name.as_str());
    comparison.tell(
        Found::new(Code::ArgumentRemoved, Class::Breaking, format!("{}.{}", sides.is.id, old.wire.0), message)
            .rust(Some(written(sides.before, old)), old.presence.is_required().then(|| call(sides.after)))
            .at(origins((sides.was, &sides.said_before), old))
            .names(names(sides.before, old))
            .types(comparison.before.named(&old.ty), None),
    );
}

fn added(comparison: &mut Comparison<'_>, sides: &Sides<'_>, new: &InputPlan) {
    if sides.body_is_told && new.target.is_body_field() {
        return;
    }
    let required = new.presence.is_required();
    let (class, what) = match required {
        true => (Class::Breaking, "has to be given"),
        false => (Class::Additive, "can be given"),
    };
    let message = format!("`{}` of `{}` {what}", new.name.as_str(), sides.is.id);
    let found = Found::new(Code::ArgumentAdded, class, format!("{}.{}", sides.is.id, new.wire.0), message)
        .rust(required.then(|| call(sides.before)), Some(written(sides.after, new)))
        .at(origins((sides.is, &sides.said_now), new))
        .types(None, comparison.after.named(&new.ty));
    comparison.tell(if required { found.names(names(sides.before, new)) } else { found });
}
