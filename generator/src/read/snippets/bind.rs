//! Input: a declaration, or an import and the snippet that it means. Output: what each name of it stands for.
//! Invariant: a name that cannot be followed is told at its import, and then stands for nothing.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::mdx::field_tags;
use crate::read::page::AttributeValue;
use crate::source::Span;

use super::bindings::{Binding, Module};
use super::evaluate;
use super::library::{Library, Reading};
use super::statement::{self, Declared, Import};

/// Takes in what the statement at `span` declares.
pub(super) fn declare(module: &mut Module, span: Span, reading: &Reading<'_>) {
    let Some(source) = reading.sources.file(span.file) else { return };
    let Some((name, declared)) = statement::declaration(source.text(), span) else { return };
    if let Declared::Value(value) = &declared {
        let none = BTreeMap::new();
        let variables = BTreeMap::new();
        let names = evaluate::Names { props: &none, bindings: &module.bindings, variables: &variables };
        let value = match value {
            AttributeValue::Expression(source) => names.eval(source, true),
            value => Some(value.clone()),
        };
        if let Some(value) = value {
            module.bindings.insert(name.clone(), Binding::Value(value.clone()));
            module.declared.insert(name, Declared::Value(value));
            return;
        }
    }
    module.declared.insert(name, declared);
}

/// Gives the names that `import` brings in out of the snippet at `index` what they stand for there.
pub(super) fn import(
    module: &mut Module,
    library: &mut Library<'_>,
    index: usize,
    import: &Import,
    at: Span,
    reading: &mut Reading<'_>,
) {
    let from = (import.from.as_str(), at);
    let is_script = library.snippets.get(index).is_some_and(|snippet| snippet.module.declared.contains_key("default"));
    if let Some(local) = &import.default {
        if is_script {
            named(module, library, index, ("default", local), from, reading);
        } else {
            module.bindings.insert(local.clone(), Binding::Content(index));
        }
    }
    for (name, local) in &import.named {
        named(module, library, index, (name, local), from, reading);
    }
}

fn named(
    module: &mut Module,
    library: &mut Library<'_>,
    index: usize,
    (name, local): (&str, &str),
    (from, at): (&str, Span),
    reading: &mut Reading<'_>,
) {
    let Some(snippet) = library.snippets.get_mut(index) else { return };
    let exported = snippet.module.exported(name).cloned();
    let shown = match (&exported, snippet.shown.contains_key(name)) {
        (_, true) => Some(name.to_owned()),
        (Some(Declared::Function(function)), _) => {
            let same = |other: &&String| matches!(snippet.module.declared.get(*other), Some(Declared::Function(known)) if known == function);
            snippet.shown.keys().find(same).cloned()
        }
        _ => None,
    };
    if let Some(shown) = shown {
        let unread = snippet.shown.get_mut(&shown).is_some_and(|shown| {
            shown.asked = true;
            shown.unread
        });
        module.bindings.insert(local.to_owned(), Binding::Function(index, shown));
        if unread {
            unsupported(local, at, reading.diagnostics);
        }
        return;
    }
    match exported {
        Some(Declared::Value(value)) => {
            module.bindings.insert(local.to_owned(), Binding::Value(value));
        }
        Some(Declared::Function(function)) => {
            let file = snippet.file;
            let text = reading.sources.file(file).map_or("", |source| source.text());
            if text.get(function.whole).is_some_and(|source| field_tags(source).next().is_some()) {
                unsupported(local, at, reading.diagnostics);
            }
        }
        None => match snippet.module.bindings.get(name).cloned() {
            Some(binding) => {
                module.bindings.insert(local.to_owned(), binding);
            }
            None if name == "default" => {}
            None => {
                let message = format!("`{from}` has nothing called `{name}`");
                reading.diagnostics.push(Diagnostic::at(Code::MissingSnippet, at, message));
            }
        },
    }
}

fn unsupported(name: &str, at: Span, diagnostics: &mut Diagnostics) {
    let message = format!("fields of `{name}` stand in code that is not followed; they were not read");
    let help = "let the component give back its markup as it is, or write the fields into an .mdx snippet";
    diagnostics.push(Diagnostic::at(Code::Unsupported, at, message).help(help));
}
