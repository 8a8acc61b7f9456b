//! Input: one API on both sides, or on one. Output: all that changed, what breaks first.
//! Invariant: the order follows from the changes alone.

use super::change::{Change, Class};
use super::code::Code;
use super::comparison::{Comparison, Found};
use super::pairs::Pairs;
use super::side::Side;
use super::{operations, reach, servers, types};
use crate::plan::model::SectionPlan;
use crate::project::RustOptions;
use crate::schema::{Api, Webhook};

/// A model, and what api.toml asks of its Rust.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// The model.
    pub api: &'a Api,
    /// What is asked.
    pub rust: RustOptions,
}

/// What changed about an API. Where it is on one side alone, that is all there is to say.
pub fn compare(before: Option<Model<'_>>, after: Option<Model<'_>>) -> Vec<Change> {
    let (found, name) = match (before, after) {
        (None, None) => return Vec::new(),
        (Some(before), None) => {
            (vec![one_side(before.api, Code::ApiRemoved, Class::Breaking, "is gone")], &before.api.name)
        }
        (None, Some(after)) => (vec![one_side(after.api, Code::ApiAdded, Class::Additive, "is new")], &after.api.name),
        (Some(before), Some(after)) => (both(before, after), &after.api.name),
    };
    let mut changes: Vec<Change> = found.into_iter().map(|found| found.change).collect();
    for change in &mut changes {
        change.api.clone_from(name);
        let mut seen = std::collections::BTreeSet::new();
        change.names.retain(|name| seen.insert(name.clone()));
    }
    let key = |change: &Change| (change.class, !is_shouted(change), change.code == Code::DocsChanged);
    changes.sort_by(|one, other| (key(one), &one.item, one.code).cmp(&(key(other), &other.item, other.code)));
    changes
}

/// What stands before all else.
fn is_shouted(change: &Change) -> bool {
    change.code == Code::HostChanged
}

fn one_side(api: &Api, code: Code, class: Class, what: &str) -> Found {
    let message =
        format!("the API `{}` {what}: {} operations, {} types", api.name, api.operations.len(), api.types.len());
    let module = format!("mod {}", api.name);
    let names = [super::change::Needle::of_type(&api.name)];
    match class {
        Class::Breaking => Found::new(code, class, &api.name, message).rust(Some(module), None).names(names),
        _ => Found::new(code, class, &api.name, message).rust(None, Some(module)),
    }
}

fn both(before: Model<'_>, after: Model<'_>) -> Vec<Found> {
    let is_same_model = before.api == after.api;
    if is_same_model && before.rust == after.rust {
        return Vec::new();
    }
    // Other Rust for everything is one cause: the models are compared as they would be with what is asked now.
    let mut asked = Vec::new();
    if before.rust != after.rust {
        asked.extend(options(before, after));
        if is_same_model {
            return asked;
        }
    }
    let (Some(old), Some(new)) = (Side::new(before.api, after.rust), Side::new(after.api, after.rust)) else {
        return asked;
    };
    let pairs = Pairs::of(&old, &new);
    let mut comparison = Comparison { before: &old, after: &new, pairs: &pairs, found: asked };
    servers::of_api(&mut comparison);
    sections(&mut comparison);
    operations::operations(&mut comparison);
    types::types(&mut comparison);
    webhooks(&mut comparison);
    reach::reach(&mut comparison);
    if comparison.found.is_empty() && differ(before.api, after.api) {
        let message = format!("what is said of `{}`, or where it is said", after.api.name);
        comparison.tell(Found::new(Code::DocsChanged, Class::Docs, &after.api.name, message));
    }
    comparison.found
}

/// Whether two models differ as they are written, wherever the docs have their operations.
fn differ(before: &Api, after: &Api) -> bool {
    let written = |api: &Api| {
        let mut api = api.clone();
        api.operations.sort_by(|a, b| a.id.cmp(&b.id));
        serde_json::to_value(api).ok()
    };
    written(before) != written(after)
}

fn options(before: Model<'_>, after: Model<'_>) -> Option<Found> {
    let (old, new) = (Side::new(before.api, before.rust)?, Side::new(before.api, after.rust)?);
    if old.plan == new.plan {
        return None;
    }
    let words = |options: RustOptions| {
        format!(
            "number = {:?}, integer = {:?}, keep-unknown-members = {}",
            options.number, options.integer, options.keep_unknown_members
        )
        .to_lowercase()
    };
    let message = format!("`[rust]` in the api.toml of `{}` asks for other types", after.api.name);
    Some(
        Found::new(Code::RustOptions, Class::Breaking, &after.api.name, message)
            .rust(Some(words(before.rust)), Some(words(after.rust))),
    )
}

/// The features of the parts of a large API.
fn sections(comparison: &mut Comparison<'_>) {
    let (before, after) = (&comparison.before.plan.sections, &comparison.after.plan.sections);
    let item = comparison.after.api.name.clone();
    let missing = |list: &[SectionPlan], other: &[SectionPlan]| -> Vec<String> {
        let there: std::collections::BTreeSet<&str> = other.iter().map(|section| section.feature.as_str()).collect();
        list.iter().map(|section| section.feature.clone()).filter(|feature| !there.contains(feature.as_str())).collect()
    };
    let listed = |features: &[String]| features.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
    let (gone, come) = (missing(before, after), missing(after, before));
    if !gone.is_empty() {
        comparison.tell(
            Found::new(Code::SectionRemoved, Class::Breaking, &item, format!("features are gone: {}", listed(&gone)))
                .rust(Some(format!("features = [{}]", gone.join(", "))), None),
        );
    }
    if !come.is_empty() {
        let message = format!("parts of the API have features of their own: {}", listed(&come));
        comparison.tell(Found::new(Code::SectionAdded, Class::Additive, &item, message));
    }
}

/// What the API sends; its types are told as any.
fn webhooks(comparison: &mut Comparison<'_>) {
    let (before, after) = (&comparison.before.api.webhooks, &comparison.after.api.webhooks);
    let key = |webhook: &Webhook| webhook.name.clone();
    let (there, kept) = (super::comparison::by(after, key), super::comparison::by(before, key));
    let mut all = Vec::new();
    let held = |webhook: &Webhook| webhook.ty.as_ref().and_then(crate::schema::walk::name).map(str::to_owned);
    for webhook in before {
        let other = there.get(&webhook.name);
        if other.is_none_or(|other| other.ty != webhook.ty) {
            let what = if other.is_some() { "carries something else" } else { "is documented no more" };
            let message = format!("the webhook `{}` {what}", webhook.name);
            let origins = other.map_or(&webhook.origins, |other| &other.origins);
            let come = other.and_then(|other| held(other));
            let found = Found::new(Code::WebhookChanged, Class::Docs, &webhook.name, message).at(origins);
            all.push(found.types(held(webhook).as_deref(), come.as_deref()));
        }
    }
    for webhook in after.iter().filter(|webhook| !kept.contains_key(&webhook.name)) {
        let message = format!("the webhook `{}` is documented", webhook.name);
        let found = Found::new(Code::WebhookChanged, Class::Additive, &webhook.name, message).at(&webhook.origins);
        all.push(found.types(None, held(webhook).as_deref()));
    }
    all.into_iter().for_each(|found| comparison.tell(found));
}
