//! Input: nothing; this is what the statements of a text come to. Output: [`Module`].
//! Invariant: a name stands for one thing; a name that stands for nothing is not there.

use std::collections::BTreeMap;

use crate::read::page::AttributeValue;

use super::statement::Declared;

/// What the names of one text stand for.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) bindings: BTreeMap<String, Binding>,
    /// What the text itself declares.
    pub(super) declared: BTreeMap<String, Declared>,
    /// The texts that `<Snippet file="...">` names, by that name.
    pub(super) older: BTreeMap<String, usize>,
}

/// What one name stands for.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// A value.
    Value(AttributeValue),
    /// All that a snippet shows.
    Content(usize),
    /// What a function of a snippet shows.
    Function(usize, String),
    /// What a function of this text shows.
    Own(String),
}

impl Module {
    /// Whether nothing in the text stands for anything else.
    pub(super) fn is_empty(&self) -> bool {
        self.bindings.is_empty() && self.older.is_empty()
    }

    /// What `name` is to those who ask for it by name; `default` is a name too.
    pub(super) fn exported(&self, name: &str) -> Option<&Declared> {
        match self.declared.get(name)? {
            Declared::Value(AttributeValue::Expression(alias)) if alias != name => {
                self.declared.get(&**alias).or(self.declared.get(name))
            }
            declared => Some(declared),
        }
    }
}
