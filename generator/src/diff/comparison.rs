//! Input: two sides and what is which. Output: [`Comparison`], which collects the changes.
//! Invariant: two types of one model type are one, whatever they are called: what they are called is told where they are
//! defined.

use std::collections::BTreeMap;

use super::change::{Change, Class, Needle};
use super::code::Code;
use super::pairs::Pairs;
use super::side::Side;
use crate::emit::shown;
use crate::plan::model::{Docs, RustName, RustType};
use crate::schema::Origin;

/// Two sides, and what was found.
pub(super) struct Comparison<'a> {
    pub(super) before: &'a Side<'a>,
    pub(super) after: &'a Side<'a>,
    pub(super) pairs: &'a Pairs<'a>,
    pub(super) found: Vec<Found>,
}

/// A change, and the types of the models that went or came with it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) change: Change,
    /// What it held.
    pub(super) gone: Vec<String>,
    /// What it holds.
    pub(super) come: Vec<String>,
}

impl Found {
    pub(super) fn new(code: Code, class: Class, item: impl Into<String>, message: impl Into<String>) -> Self {
        let change = Change {
            api: String::new(),
            code,
            class,
            silent: false,
            item: item.into(),
            message: message.into(),
            before: None,
            after: None,
            notes: Vec::new(),
            origin: None,
            names: Vec::new(),
        };
        Self { change, gone: Vec::new(), come: Vec::new() }
    }

    pub(super) fn rust(mut self, before: Option<String>, after: Option<String>) -> Self {
        (self.change.before, self.change.after) = (before, after);
        self
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.change.notes.push(note.into());
        self
    }

    /// That the compiler does not tell.
    pub(super) fn silent(mut self) -> Self {
        self.change.silent = true;
        self
    }

    /// Where a page says so.
    pub(super) fn at(mut self, origins: &[Origin]) -> Self {
        // What only an example shows is seldom what somebody changed.
        let agrees = |origin: &&Origin| origin.overruled.is_none();
        self.change.origin =
            origins.iter().filter(agrees).min_by_key(|origin| origin.evidence).or(origins.first()).cloned();
        self
    }

    pub(super) fn names(mut self, names: impl IntoIterator<Item = Needle>) -> Self {
        self.change.names.extend(names);
        self
    }

    /// What type it held, and what type it holds.
    pub(super) fn types(mut self, gone: Option<&str>, come: Option<&str>) -> Self {
        self.gone.extend(gone.map(str::to_owned));
        self.come.extend(come.map(str::to_owned));
        self
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn tell(&mut self, found: Found) {
        self.found.push(found);
    }

    /// Whether a value of a type is written as it was, names of types apart.
    pub(super) fn is_same(&self, before: &RustType, after: &RustType) -> bool {
        match (before, after) {
            (RustType::Named(before), RustType::Named(after)) => self.is_one(before, after),
            (RustType::Boxed(before), RustType::Boxed(after))
            | (RustType::Vec(before), RustType::Vec(after))
            | (RustType::Map(before), RustType::Map(after))
            | (RustType::Option(before), RustType::Option(after))
            | (RustType::Events(before), RustType::Events(after))
            | (RustType::Lines(before), RustType::Lines(after)) => self.is_same(before, after),
            _ => before == after,
        }
    }

    /// What a type before and one after have in common where they are the same.
    pub(super) fn known_before(&self, ty: &RustType) -> String {
        let known = |name: &RustName| {
            let model = self.before.model(name).unwrap_or_default();
            self.pairs.types.get(model).copied().unwrap_or(model).to_owned()
        };
        shown::value(&named_so(ty, &known))
    }

    /// As [`Self::known_before`], of a type after.
    pub(super) fn known_after(&self, ty: &RustType) -> String {
        shown::value(&named_so(ty, &|name| self.after.model(name).unwrap_or_default().to_owned()))
    }

    fn is_one(&self, before: &RustName, after: &RustName) -> bool {
        let model = self.before.model(before).and_then(|model| self.pairs.types.get(model));
        model.is_some() && model.copied() == self.after.model(after)
    }
}

/// The type with other names.
fn named_so(ty: &RustType, name: &impl Fn(&RustName) -> String) -> RustType {
    let inner = |ty: &RustType| Box::new(named_so(ty, name));
    match ty {
        RustType::Named(named) => RustType::Named(RustName(name(named))),
        RustType::Boxed(ty) => RustType::Boxed(inner(ty)),
        RustType::Vec(ty) => RustType::Vec(inner(ty)),
        RustType::Map(ty) => RustType::Map(inner(ty)),
        RustType::Option(ty) => RustType::Option(inner(ty)),
        RustType::Events(ty) => RustType::Events(inner(ty)),
        RustType::Lines(ty) => RustType::Lines(inner(ty)),
        other => other.clone(),
    }
}

/// Whether two texts of rustdoc say the same.
pub(super) fn says_same(before: &Docs, after: &Docs) -> bool {
    before.summary == after.summary && before.body == after.body && before.facts == after.facts
}

/// Things by a name.
pub(super) fn by<'t, T, K: Ord>(items: &'t [T], key: impl Fn(&'t T) -> K) -> BTreeMap<K, &'t T> {
    items.iter().map(|item| (key(item), item)).collect()
}
