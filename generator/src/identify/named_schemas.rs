//! Input: the components that the documents of all pages hold. Output: each type of the API once, and every page's
//! references led to it.
//! Invariant: one name is one type. Pages that agree on what they share add up; where they contradict, the newcomer has
//! a name of its own, which is told.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::draft::answers::ResponseDraft;
use crate::draft::endpoint::Endpoint;
use crate::draft::named_schema::NamedSchema;
use crate::fuse::older;
use crate::identify::locked_names::Names;
use crate::identify::spoken_ids::spoken;
use crate::identify::words::{self, camel};
use crate::shape::join::{OLDER, join, joinable, named};
use crate::shape::visit::{each, each_mut};
use crate::shape::{Kind, Shape};
use crate::source::Span;

/// New names lead to new contradictions; a chain of them longer than this is cut.
const MAX_ROUNDS: usize = 32;

type Renames = BTreeMap<String, String>;

/// Makes one list of all components, and leads the references of every page to it.
pub(crate) fn unify(
    drafts: &mut [(Draft, Endpoint)],
    shared: &mut [Draft],
    locked: &Names,
    diagnostics: &mut Diagnostics,
) -> Vec<NamedSchema> {
    let keys = drafts.iter().map(|(_, endpoint)| Some(endpoint.key())).chain(shared.iter().map(|_| None));
    let keys: Vec<Option<String>> = keys.collect();
    let mut drafts: Vec<&mut Draft> = drafts.iter_mut().map(|(draft, _)| draft).chain(shared).collect();
    let order = order(&drafts, &keys);
    // The operations of one document have its types in common; every page is a world of its own.
    let world = |(index, draft): (usize, &&mut Draft)| match &draft.document.path {
        Some(path) if draft.document.is_whole => path.clone(),
        _ => format!("{index} "),
    };
    let worlds: Vec<String> = drafts.iter().enumerate().map(world).collect();
    let mut renames: BTreeMap<String, Renames> = worlds.iter().map(|world| (world.clone(), Renames::new())).collect();
    let mut table = Table::default();
    for _ in 0..MAX_ROUNDS {
        table = Table::default();
        let mut settled = true;
        for index in &order {
            let (Some(draft), Some(world)) = (drafts.get(*index), worlds.get(*index)) else { continue };
            let Some(renames) = renames.get_mut(world) else { continue };
            for component in &draft.document.schemas {
                let mut component = component.clone();
                component.document = draft.document.path.as_deref().map(file_name);
                component.is_older = draft.document.is_older;
                rename(&mut component.shape, renames);
                let original = component.name.clone();
                let place = Place { draft, key: keys.get(*index).and_then(Option::as_deref) };
                let name = table.name_of(component, &place, renames.get(&original), locked);
                let known = renames.get(&original).unwrap_or(&original);
                if *known != name {
                    renames.insert(original, name);
                    settled = false;
                }
            }
        }
        if settled {
            break;
        }
    }
    for (draft, world) in drafts.iter_mut().zip(&worlds) {
        let Some(renames) = renames.get(world) else { continue };
        let members = draft.document.webhooks.iter_mut().filter_map(|webhook| webhook.member.as_mut());
        members.for_each(|member| rename(&mut member.shape, renames));
        let members =
            draft.request.parameters.iter_mut().map(|(_, member)| member).chain(draft.request.body.whole.as_mut());
        members.for_each(|member| rename(&mut member.shape, renames));
        let members = draft
            .answers
            .responses
            .iter_mut()
            .flat_map(|response| &mut response.cases)
            .flat_map(|(_, members)| members);
        members.for_each(|member| rename(&mut member.shape, renames));
        let events = draft.answers.responses.iter_mut().filter_map(|response| response.event_data.as_mut());
        events.for_each(|shape| rename(shape, renames));
    }
    table.told.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
    used(table.components, &drafts)
}

/// The components that an operation refers to, on whatever way. What was only merged into others is no type.
fn used(mut components: BTreeMap<String, NamedSchema>, drafts: &[&mut Draft]) -> Vec<NamedSchema> {
    let mut open = Vec::new();
    for draft in drafts {
        let sent = draft.document.webhooks.iter().filter_map(|webhook| webhook.member.as_ref());
        sent.for_each(|member| references(&member.shape, &mut open));
        let responses = draft.answers.responses.iter().flat_map(ResponseDraft::members);
        let events = draft.answers.responses.iter().filter_map(|response| response.event_data.as_ref());
        events.for_each(|shape| references(shape, &mut open));
        let body = draft.request.body.whole.iter().chain(&draft.request.body.members);
        let parameters = draft.request.parameters.iter().map(|(_, member)| member);
        responses.chain(body).chain(parameters).for_each(|member| references(&member.shape, &mut open));
    }
    let mut kept = BTreeMap::new();
    while let Some(name) = open.pop() {
        if let Some(component) = components.remove(&name) {
            references(&component.shape, &mut open);
            kept.insert(name, component);
        }
    }
    kept.into_values().collect()
}

fn references(shape: &Shape, names: &mut Vec<String>) {
    each(shape, &mut |shape| {
        if let Kind::Reference(name) = &shape.kind {
            names.push(name.clone());
        }
    });
}

/// Newer exports come before older ones, and then the pages of the document that most pages are from: it is the API's own.
/// Then they come in the order of their operations, whatever their files are called.
fn order(drafts: &[&mut Draft], keys: &[Option<String>]) -> Vec<usize> {
    let mut counts: BTreeMap<&Option<String>, usize> = BTreeMap::new();
    for draft in drafts {
        *counts.entry(&draft.document.path).or_default() += 1;
    }
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| {
        let draft = drafts.get(*index);
        let count = draft.and_then(|draft| counts.get(&draft.document.path)).copied();
        let key = keys.get(*index).and_then(Option::as_ref);
        (draft.map(|draft| draft.document.is_older), std::cmp::Reverse(count), key, draft.map(|draft| &draft.page))
    });
    order
}

/// Where a component stands.
struct Place<'a> {
    draft: &'a Draft,
    /// Method and path of the operation whose page it is.
    key: Option<&'a str>,
}

impl Place<'_> {
    /// What the lock remembers it by.
    fn lock_key(&self, original: &str) -> String {
        self.lock_key_at(original, self.key.unwrap_or(&self.draft.page))
    }

    fn lock_key_at(&self, original: &str, at: &str) -> String {
        let document = self.draft.document.path.as_deref().map(file_name).unwrap_or_default();
        format!("components {original} {document} {at}")
    }

    /// The operation's name.
    fn words(&self) -> Option<String> {
        let titled = self.draft.title.as_deref().and_then(words::operation_id);
        let spoken = || self.key.and_then(|key| key.split_once(' ')).and_then(|(method, path)| spoken(method, path));
        titled.or_else(spoken).map(|id| camel(&id)).filter(|_| self.key.is_some())
    }
}

#[derive(Default)]
struct Table {
    components: BTreeMap<String, NamedSchema>,
    /// The types of one name in the documents.
    variants: BTreeMap<String, Vec<String>>,
    /// How many components of one name were renamed on a page: each has a key of its own.
    keys: BTreeMap<String, usize>,
    told: Vec<Diagnostic>,
}

impl Table {
    /// The name of the type that the component is.
    fn name_of(&mut self, component: NamedSchema, at: &Place<'_>, before: Option<&String>, locked: &Names) -> String {
        let original = component.name.clone();
        let variants = self.variants.entry(original.clone()).or_default();
        for name in variants.iter() {
            // Of one document the newer version counts.
            if let Some(known) = self.components.get_mut(name)
                && component.is_older
                && !known.is_older
                && known.document == component.document
            {
                self.told.extend(older::component(name, &known.shape, &component.shape));
                known.origins.extend(component.origins);
                return name.clone();
            }
            if let Some(known) = self.components.get_mut(name)
                && joinable(&known.shape, &component.shape)
                && (known.document == component.document || same_members(&known.shape, &component.shape))
            {
                let mut told = Vec::new();
                join(&mut known.shape, &component.shape, &mut told);
                known.origins.extend(component.origins);
                known.description = known.description.take().or(component.description);
                if known.arguments.is_empty() {
                    known.arguments = component.arguments;
                }
                self.told.extend(told);
                return name.clone();
            }
        }
        let place = at.lock_key(&original);
        let count = self.keys.get(&place).copied().unwrap_or_default() + 1;
        let place_key = if count == 1 { place.clone() } else { format!("{place} {count}") };
        let name = match (variants.first(), before) {
            (None, _) if !self.components.contains_key(&original) => original.clone(),
            (_, Some(before)) if !self.components.contains_key(before) => before.clone(),
            _ => {
                // Locks of old remember the page.
                let of_old = || locked.ty(&at.lock_key_at(&original, &at.draft.page));
                self.free(&original, at, locked.ty(&place_key).or_else(of_old))
            }
        };
        let mut key = None;
        if name != original {
            self.keys.insert(place, count);
            key = Some(place_key);
            self.told.push(conflict(&original, &name, component.shape.span, self.components.get(&original)));
        }
        self.variants.entry(original).or_default().push(name.clone());
        self.components.insert(name.clone(), NamedSchema { name: name.clone(), key, ..component });
        name
    }

    /// A name for the newcomer: by its document, else by its operation, else by its page.
    fn free(&self, original: &str, at: &Place<'_>, locked: Option<&str>) -> String {
        let draft = at.draft;
        let stem = |path: &str| {
            let file = path.rsplit('/').next().unwrap_or_default();
            let stem = file.split('.').next().unwrap_or_default().to_owned();
            let words: Vec<&str> = stem.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            camel(
                &words
                    .iter()
                    .filter(|word| !word.eq_ignore_ascii_case("openapi"))
                    .copied()
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        };
        let document = draft.document.path.as_deref().map(file_name);
        let elsewhere = self.components.get(original).is_some_and(|known| known.document != document);
        let by_document = draft.document.path.as_deref().map(stem).filter(|word| elsewhere && !word.is_empty());
        let is_taken = |name: &str| self.components.contains_key(name);
        let by_page = [Some(stem(&draft.page)), Some(camel(draft.page.trim_end_matches(".md")))];
        let wishes = [by_document, at.words()].into_iter().chain(by_page);
        // `CancelOrder` and `CancelOrderResponse` make no `CancelOrderCancelOrderResponse`.
        let joined = |word: String| {
            // `StrangeKiln` and `Kiln` make no `StrangeKilnKiln`.
            if word.len() > original.len() && word.ends_with(original) {
                return word;
            }
            let tail = original.strip_prefix(word.as_str()).filter(|tail| !tail.is_empty());
            tail.map_or_else(|| format!("{word}{original}"), |tail| format!("{word}Page{tail}"))
        };
        let mut wishes = wishes.flatten().map(joined);
        let locked = locked.map(str::to_owned).filter(|name| !is_taken(name));
        locked.or_else(|| wishes.find(|wish| !is_taken(wish))).unwrap_or_else(|| {
            let mut name = original.to_owned();
            while is_taken(&name) {
                name.push_str("Object");
            }
            name
        })
    }
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Whether two objects have the same members. Two documents are two worlds: what they call the same is the same only then.
fn same_members(a: &Shape, b: &Shape) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Object(a), Kind::Object(b)) => {
            a.members.len() == b.members.len()
                && a.members.iter().all(|member| named(&b.members, &member.name).is_some())
        }
        _ => true,
    }
}

fn conflict(original: &str, name: &str, span: Option<Span>, known: Option<&NamedSchema>) -> Diagnostic {
    let message =
        format!("`{original}` is documented in two ways that cannot both be right; this one is called `{name}`");
    let diagnostic = Diagnostic::at(Code::TypeConflict, span, message)
        .label(known.and_then(|known| known.shape.span), "documented differently here");
    diagnostic.help(OLDER)
}

/// Leads references to the names that the page's components have.
fn rename(shape: &mut Shape, renames: &Renames) {
    if renames.is_empty() {
        return;
    }
    each_mut(shape, &mut |shape| {
        if let Kind::Reference(name) = &mut shape.kind
            && let Some(new) = renames.get(name)
        {
            name.clone_from(new);
        }
    });
}
