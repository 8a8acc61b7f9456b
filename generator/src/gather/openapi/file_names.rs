//! Input: a document into which the files stand that it refers to. Output: how the schemas of those files are called.
//! Invariant: one schema has one name: the one of the component that is nothing but it, else its own in the file, else the
//! file's; and no two have the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::gather::openapi::document::{Look, step};
use crate::read::json::Json;
use crate::read::referred_files::FILES;

/// The names of schemas in files, by the pointers to them.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    names: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl FileNames {
    pub(crate) fn of(document: &Json) -> Self {
        let mut names = Self::default();
        let schemas = document.get("components").and_then(|components| components.get("schemas"));
        for (name, json) in schemas.map(Look::members).unwrap_or_default() {
            names.taken.insert(name.value.clone());
            if let Some(pointer) = json.text_of("$ref").filter(|pointer| in_file(pointer).is_some()) {
                names.names.entry(pointer.to_owned()).or_insert_with(|| name.value.clone());
            }
        }
        names
    }

    /// The name of the schema at a pointer, where that leads into a file.
    pub(crate) fn of_schema(&mut self, pointer: &str) -> Option<String> {
        let (file, inside) = in_file(pointer)?;
        if let Some(known) = self.names.get(pointer) {
            return Some(known.clone());
        }
        let file = step(file);
        let stem = file.rsplit('/').next()?.split('.').next().unwrap_or_default();
        let own = inside.rsplit('/').next().map(step).filter(|name| !name.is_empty());
        let mut name = own.clone().unwrap_or_else(|| stem.to_owned());
        if self.taken.contains(&name) && own.is_some() {
            name = format!("{stem} {name}");
        }
        while !self.taken.insert(name.clone()) {
            name.push_str("Object");
        }
        self.names.insert(pointer.to_owned(), name.clone());
        Some(name)
    }

    /// Key and content of a component that is nothing but the schema of a file, or of that schema: they are one.
    pub(crate) fn behind<'a>(&self, document: &'a Json, key: &str, target: &'a Json) -> (String, &'a Json) {
        let pointer = target.text_of("$ref").filter(|pointer| self.names.get(*pointer).is_some_and(|name| name == key));
        match pointer.and_then(|pointer| Some((pointer, document.at(pointer)?))) {
            Some((pointer, content)) => (pointer.to_owned(), content),
            None => (key.to_owned(), target),
        }
    }
}

/// The file and the way in it.
fn in_file(pointer: &str) -> Option<(&str, &str)> {
    let rest = pointer.strip_prefix("#/")?.strip_prefix(FILES)?.strip_prefix('/')?;
    Some(rest.split_once('/').unwrap_or((rest, "")))
}
