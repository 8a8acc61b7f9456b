//! Input: the items of the model, and what they are called by hand. Output: by what names.lock knows each.
//! Invariant: a name by hand is no key: the lock goes on meeting what it met, whatever api.toml calls it.

use std::collections::BTreeMap;

use crate::schema::{Operation, TypeDef};

/// By what the lock knows operations and types.
#[derive(Debug, Default)]
pub(crate) struct LockKeys {
    /// Method and path of each operation as the pages have them, by its id.
    pub(crate) operations: BTreeMap<String, String>,
    /// The name without api.toml of each type that it names, by the name that it gives.
    pub(crate) types: BTreeMap<String, String>,
}

impl LockKeys {
    /// Method and path of an operation.
    pub(crate) fn operation(&self, operation: &Operation) -> Option<&str> {
        self.operations.get(&operation.id).map(String::as_str)
    }

    /// The name of a type.
    pub(crate) fn ty<'a>(&'a self, def: &'a TypeDef) -> &'a str {
        self.types.get(&def.name).unwrap_or(&def.name)
    }

    /// Notes that a correction has given an operation another id.
    pub(crate) fn rename_operation(&mut self, was: &str, is: &str) {
        if let Some(key) = self.operations.remove(was) {
            self.operations.insert(is.to_owned(), key);
        }
    }

    /// Notes that a correction has given a type another name.
    pub(crate) fn rename_type(&mut self, was: &str, is: &str) {
        let first = self.types.remove(was).unwrap_or_else(|| was.to_owned());
        self.types.insert(is.to_owned(), first);
    }
}
