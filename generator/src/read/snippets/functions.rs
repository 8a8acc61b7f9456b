//! Input: what a text declares. Output: which of its functions show fields, and what these show.
//! Invariant: only markup that is plain to see is read; a field tag of a script that is not is told.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::ledger::{Entry, Outcome};
use crate::read::mdx::{self, Body, field_tags};
use crate::source::{FileId, Span};

use super::bindings::{Binding, Module};
use super::library::{Reading, Shown};
use super::statement::{Declared, Function};

/// How often functions are gone through that show fields through each other.
const MAX_ROUNDS: usize = 16;

/// Makes the functions of a script known to each other, where they show fields.
pub(super) fn own(module: &mut Module, reading: &Reading<'_>) {
    // A function that shows fields through another is known once that one is.
    for _ in 0..MAX_ROUNDS {
        let known: Vec<String> = showing(module, reading).map(|(name, _)| name.clone()).collect();
        let before = module.bindings.len();
        for name in known {
            module.bindings.entry(name.clone()).or_insert(Binding::Own(name));
        }
        if module.bindings.len() == before {
            return;
        }
    }
}

/// The functions that show fields, or something that does.
fn showing<'a>(module: &'a Module, reading: &'a Reading<'_>) -> impl Iterator<Item = (&'a String, &'a Function)> {
    let shows = |markup: &str| {
        let brings_in = |name: &str| {
            let is_shown = |binding: &Binding| !matches!(binding, Binding::Value(_));
            module.bindings.get(name).is_some_and(is_shown)
        };
        let tags = markup.split('<').skip(1).map(|tag| {
            tag.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.'))).next().unwrap_or("")
        });
        field_tags(markup).next().is_some() || { tags }.any(|name| brings_in(name) || name == "Snippet")
    };
    module.declared.iter().filter_map(move |(name, declared)| {
        let Declared::Function(function) = declared else { return None };
        let file = reading.open.last()?;
        let text = reading.sources.file(*file)?.text();
        let markup = text.get(function.markup.clone()?)?;
        shows(markup).then_some((name, function))
    })
}

/// What the functions of a text show, where that is plain, by name; and the field tags of a script that are not.
pub(super) fn shown(
    module: &Module,
    file: FileId,
    script: bool,
    reading: &mut Reading<'_>,
) -> (BTreeMap<String, Shown>, Vec<Entry>) {
    let mut found = BTreeMap::new();
    let mut settled: Vec<Entry> = Vec::new();
    let mut unheard = Diagnostics::new();
    let mut read = Vec::new();
    let functions: Vec<(String, Function)> =
        showing(module, reading).map(|(name, function)| (name.clone(), function.clone())).collect();
    let text = reading.sources.file(file).map_or("", |source| source.text());
    for (name, function) in functions {
        let Some(markup) = function.markup else { continue };
        // A component's source in a page is no part of the page until somebody asks for it.
        let diagnostics = if script { &mut *reading.diagnostics } else { &mut unheard };
        let Body { content, ledger, .. } = mdx::markup(text, file, markup.clone(), diagnostics);
        let unread = ledger.entries().iter().filter(|entry| entry.outcome.is_some());
        let before = settled.len();
        settled.extend(unread.cloned());
        let unread = settled.len() > before;
        read.push(markup);
        let defaults = function.defaults.into_iter().collect();
        found.insert(name, Shown { content, defaults, unread: unread && !script, asked: script });
    }
    if script {
        for (at, name) in field_tags(text) {
            if read.iter().any(|markup| markup.contains(&at)) {
                continue;
            }
            let tag = Span::new(file, at..at + 1 + name.len());
            settled.push(Entry { name: name.into(), tag, parent: None, outcome: Some(Outcome::Diagnosed) });
            let message = format!("`<{name}>` stands in code that is not followed, and was not read");
            let help = "let a component give back its markup as it is, or write the fields into an .mdx snippet";
            reading.diagnostics.push(Diagnostic::at(Code::Unsupported, tag, message).help(help));
        }
    }
    (found, settled)
}
