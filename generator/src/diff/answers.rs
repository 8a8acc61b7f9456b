//! Input: what an operation answers, on both sides. Output: what changed about it.
//! Invariant: a type that is another is told at the answer, and what is in a type at the type.

use super::change::{Class, Needle};
use super::code::Code;
use super::comparison::{Comparison, Found, by, says_same};
use crate::emit::shown;
use crate::plan::model::{AnswersPlan, OperationPlan, RustType};
use crate::schema::{Operation, Origin, Response, status};

type Planned<'t> = (&'t Operation, &'t OperationPlan);

/// Compares them.
pub(super) fn answers(comparison: &mut Comparison<'_>, (was, before): Planned<'_>, (is, after): Planned<'_>) {
    let told = comparison.found.len();
    success(comparison, (was, before), (is, after));
    let is_told = comparison.found.len() > told;
    errors(comparison, (was, before), (is, after));
    statuses(comparison, was, (is, after), is_told);
    streams(comparison, before, (is, after), is_told);
}

/// What a call gives, as it is written.
fn given(plan: &OperationPlan) -> String {
    match (&plan.answers, &plan.success) {
        (Some(answers), _) => answers.name.as_str().to_owned(),
        (None, Some(ty)) => shown::value(ty),
        (None, None) => "()".to_owned(),
    }
}

/// What was written to call it.
fn names(plan: &OperationPlan) -> [Needle; 2] {
    [Needle::member(plan.method_name.as_str()), Needle::of_type(plan.type_name.as_str())]
}

fn origins(operation: &Operation, wanted: impl Fn(&Response) -> bool) -> &[Origin] {
    let response = operation.responses.iter().find(|response| wanted(response));
    response.map_or(&operation.origins, |response| &response.origins)
}

fn success(comparison: &mut Comparison<'_>, (was, before): Planned<'_>, (is, after): Planned<'_>) {
    if let (Some(old), Some(new)) = (&before.answers, &after.answers) {
        return variants(comparison, (was, old), (is, new));
    }
    let is_same = match (&before.success, &after.success) {
        (Some(old), Some(new)) => comparison.is_same(old, new),
        (old, new) => old.is_none() && new.is_none(),
    };
    if is_same && before.answers.is_none() && after.answers.is_none() {
        return;
    }
    let message = format!("`{}` gives `{}`, and gave `{}`", is.id, given(after), given(before));
    let is_success = |response: &Response| status::is_success(&response.status);
    let mut found = Found::new(Code::AnswerChanged, Class::Breaking, &is.id, message)
        .rust(Some(format!("-> {}", given(before))), Some(format!("-> {}", given(after))))
        .at(origins(is, is_success))
        .names(names(before));
    let held = |side: &super::side::Side<'_>, plan: &OperationPlan| -> Vec<String> {
        let variants =
            plan.answers.iter().flat_map(|answers| answers.variants.iter().filter_map(|one| one.ty.as_ref()));
        plan.success.iter().chain(variants).filter_map(|ty| side.named(ty)).map(str::to_owned).collect()
    };
    found.gone = held(comparison.before, before);
    found.come = held(comparison.after, after);
    if before.answers.is_none() && after.answers.is_some() {
        let list: Vec<&str> =
            is.responses.iter().map(|one| one.status.as_str()).filter(|one| status::is_success(one)).collect();
        found = found.note(format!("its successes answer with different types: {}", list.join(", ")));
    }
    comparison.tell(found);
}

/// The answers by status, where both sides have an enum of them.
fn variants(
    comparison: &mut Comparison<'_>,
    (was, old): (&Operation, &AnswersPlan),
    (is, new): (&Operation, &AnswersPlan),
) {
    let name = new.name.as_str();
    let written = |plan: &AnswersPlan, name: &str, ty: &Option<RustType>| match ty {
        Some(ty) => format!("{}::{name}({})", plan.name.as_str(), shown::value(ty)),
        None => format!("{}::{name}", plan.name.as_str()),
    };
    let (there, kept) = (by(&new.variants, |one| one.status.as_str()), by(&old.variants, |one| one.status.as_str()));
    for variant in &old.variants {
        let before = written(old, variant.name.as_str(), &variant.ty);
        let needles = [Needle::path(variant.name.as_str())];
        let Some(other) = there.get(variant.status.as_str()) else {
            let message = format!("`{}` answers no {} any more", is.id, variant.status);
            comparison.tell(
                Found::new(Code::StatusRemoved, Class::Breaking, &is.id, message)
                    .rust(Some(before), None)
                    .at(origins(was, |one| one.status == variant.status))
                    .names(needles)
                    .types(variant.ty.as_ref().and_then(|ty| comparison.before.named(ty)), None),
            );
            continue;
        };
        let is_same = match (&variant.ty, &other.ty) {
            (Some(old), Some(new)) => comparison.is_same(old, new),
            (old, new) => old.is_none() && new.is_none(),
        };
        if !is_same || variant.name != other.name {
            let message = format!("what `{}` answers with {} has another type", is.id, variant.status);
            comparison.tell(
                Found::new(Code::StatusRetyped, Class::Breaking, &is.id, message)
                    .rust(Some(before), Some(written(new, other.name.as_str(), &other.ty)))
                    .at(origins(is, |one| one.status == variant.status))
                    .names(needles)
                    .types(
                        variant.ty.as_ref().and_then(|ty| comparison.before.named(ty)),
                        other.ty.as_ref().and_then(|ty| comparison.after.named(ty)),
                    ),
            );
        }
        if !says_same(&variant.docs, &other.docs) {
            let message = format!("what is said of `{name}::{}`", other.name.as_str());
            comparison.tell(Found::new(Code::DocsChanged, Class::Docs, &is.id, message).at(&is.origins));
        }
    }
    for variant in new.variants.iter().filter(|one| !kept.contains_key(one.status.as_str())) {
        let message = format!("`{}` can answer {}", is.id, variant.status);
        comparison.tell(
            Found::new(Code::StatusAdded, Class::Additive, &is.id, message)
                .rust(None, Some(written(new, variant.name.as_str(), &variant.ty)))
                .at(origins(is, |one| one.status == variant.status))
                .types(None, variant.ty.as_ref().and_then(|ty| comparison.after.named(ty))),
        );
    }
}

fn errors(comparison: &mut Comparison<'_>, (was, before): Planned<'_>, (is, after): Planned<'_>) {
    let (there, kept) =
        (by(&after.errors, |(status, _)| status.as_str()), by(&before.errors, |(status, _)| status.as_str()));
    let written = |ty: &RustType| format!("error.documented::<{}>()", shown::value(ty));
    let needle = |ty: &RustType| match ty {
        RustType::Named(name) => Some(Needle::of_type(name.as_str())),
        _ => None,
    };
    for (status, ty) in &before.errors {
        let new = there.get(status.as_str()).map(|(_, ty)| ty);
        if new.is_some_and(|new| comparison.is_same(ty, new)) {
            continue;
        }
        let (code, what) = match new {
            Some(_) => (Code::StatusRetyped, "has another body"),
            None => (Code::StatusRemoved, "is documented no more"),
        };
        comparison.tell(
            Found::new(code, Class::Breaking, &is.id, format!("the error {status} of `{}` {what}", is.id))
                .rust(Some(written(ty)), new.map(written))
                .silent()
                .note("where the type is still there, it compiles, and gives `None`")
                .at(origins(if new.is_some() { is } else { was }, |one| one.status == *status))
                .names(needle(ty))
                .types(comparison.before.named(ty), new.and_then(|ty| comparison.after.named(ty))),
        );
    }
    for (status, ty) in after.errors.iter().filter(|(status, _)| !kept.contains_key(status.as_str())) {
        comparison.tell(
            Found::new(
                Code::StatusAdded,
                Class::Additive,
                &is.id,
                format!("the error {status} of `{}` is documented", is.id),
            )
            .rust(None, Some(written(ty)))
            .at(origins(is, |one| one.status == *status))
            .types(None, comparison.after.named(ty)),
        );
    }
}

/// Statuses of which nothing can be seen in the Rust, but in what is said of it.
fn statuses(comparison: &mut Comparison<'_>, was: &Operation, (is, after): Planned<'_>, is_told: bool) {
    let (there, kept) = (by(&is.responses, |one| one.status.as_str()), by(&was.responses, |one| one.status.as_str()));
    let is_seen = |response: &Response| {
        let is_error = !status::is_success(&response.status);
        if is_error { response.ty.is_some() } else { is_told || after.answers.is_some() }
    };
    let gone = was
        .responses
        .iter()
        .filter(|one| !there.contains_key(one.status.as_str()))
        .map(|one| (one, Code::StatusRemoved, "is documented no more"));
    let come = is
        .responses
        .iter()
        .filter(|one| !kept.contains_key(one.status.as_str()))
        .map(|one| (one, Code::StatusAdded, "is documented"));
    for (response, code, what) in gone.chain(come).filter(|(response, _, _)| !is_seen(response)) {
        let message = format!("the status {} of `{}` {what}", response.status, is.id);
        comparison.tell(Found::new(code, Class::Docs, &is.id, message).at(&response.origins));
    }
    for response in &is.responses {
        let is_same = kept.get(response.status.as_str()).is_none_or(|old| {
            old.description == response.description
                && old.examples.iter().map(|one| &one.value).eq(response.examples.iter().map(|one| &one.value))
        });
        if !is_same {
            let message = format!("what is said of the status {} of `{}`", response.status, is.id);
            comparison.tell(Found::new(Code::DocsChanged, Class::Docs, &is.id, message).at(&response.origins));
        }
    }
}

fn streams(comparison: &mut Comparison<'_>, before: &OperationPlan, (is, after): Planned<'_>, is_told: bool) {
    if before.media.stream != after.media.stream && !is_told {
        let method = Some("send_stream()".to_owned());
        comparison.tell(match after.media.stream {
            true => Found::new(
                Code::StreamAdded,
                Class::Additive,
                &is.id,
                format!("the answer of `{}` can be read as it arrives", is.id),
            )
            .rust(None, method),
            false => Found::new(
                Code::StreamRemoved,
                Class::Breaking,
                &is.id,
                format!("the answer of `{}` comes as a whole", is.id),
            )
            .rust(method, None)
            .names([Needle::member("send_stream")]),
        });
    }
    let events = |ty: &RustType| format!("send_events() -> Events<{}>", shown::value(ty));
    match (&before.media.events, &after.media.events) {
        (None, Some(new)) if !is_told => comparison.tell(
            Found::new(
                Code::StreamAdded,
                Class::Additive,
                &is.id,
                format!("`{}` can give its answer as events", is.id),
            )
            .rust(None, Some(events(new)))
            .at(&is.origins)
            .types(None, comparison.after.named(new)),
        ),
        (Some(old), new) if !new.as_ref().is_some_and(|new| comparison.is_same(old, new)) && !is_told => comparison
            .tell(
                Found::new(
                    Code::StreamRemoved,
                    Class::Breaking,
                    &is.id,
                    format!("the events of `{}` are others, or none", is.id),
                )
                .rust(Some(events(old)), new.as_ref().map(events))
                .at(&is.origins)
                .names([Needle::member("send_events")])
                .types(comparison.before.named(old), new.as_ref().and_then(|ty| comparison.after.named(ty))),
            ),
        _ => {}
    }
    if before.media.sent != after.media.sent || before.media.accepted != after.media.accepted {
        let message = format!("the media types of `{}` are others", is.id);
        comparison.tell(Found::new(Code::WireChanged, Class::Additive, &is.id, message).at(&is.origins));
    }
}
