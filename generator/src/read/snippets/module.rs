//! Input: the `import` and `export` statements of a text. Output: what each name in it stands for.
//! Invariant: a name that cannot be followed is told at its import, and then stands for nothing.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::ledger::{Entry, Outcome};
use crate::read::mdx::{self, Body, field_tags};
use crate::read::page::{AttributeValue, Node};
use crate::source::{FileId, Span};

use super::import_path;
use super::library::{Component, Library, Reading, Refusal};
use super::scope;
use super::statement::{self, Declared, Function, Import};

/// Statements of one text that are read: more are no page's.
const MAX_STATEMENTS: usize = 1000;

/// How often functions are gone through that show fields through each other.
const MAX_ROUNDS: usize = 16;

/// What the names of one text stand for.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) bindings: BTreeMap<String, Binding>,
    /// What the text itself declares.
    declared: BTreeMap<String, Declared>,
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
    Component(usize, String),
    /// What a function of this text shows.
    Own(String),
}

impl Module {
    /// Whether nothing in the text stands for anything else.
    pub(super) fn is_empty(&self) -> bool {
        self.bindings.is_empty() && self.older.is_empty()
    }

    /// What `name` is to those who ask for it by name; `default` is a name too.
    fn exported(&self, name: &str) -> Option<&Declared> {
        match self.declared.get(name)? {
            Declared::Value(AttributeValue::Expression(alias)) if alias != name => {
                self.declared.get(alias).or(self.declared.get(name))
            }
            declared => Some(declared),
        }
    }
}

/// Reads the statements of the text at `page`, and the texts that it brings in.
pub(super) fn resolve(
    library: &mut Library<'_>,
    page: &str,
    statements: &[Span],
    content: &[Node],
    script: bool,
    reading: &mut Reading<'_>,
) -> Module {
    let mut resolver = Resolver { library, page, reading, module: Module::default() };
    for span in statements.iter().take(MAX_STATEMENTS) {
        resolver.statement(*span);
    }
    if let Some(span) = statements.get(MAX_STATEMENTS) {
        let message = format!("a text has no more than {MAX_STATEMENTS} statements; the others were not read");
        resolver.reading.diagnostics.push(Diagnostic::at(Code::Unsupported, *span, message));
    }
    resolver.older(content);
    let mut module = resolver.module;
    if script {
        own(&mut module, reading);
    }
    module
}

struct Resolver<'a, 'l, 'r> {
    library: &'a mut Library<'l>,
    page: &'a str,
    reading: &'a mut Reading<'r>,
    module: Module,
}

impl Resolver<'_, '_, '_> {
    fn statement(&mut self, span: Span) {
        let text = self.reading.sources.text(span).trim().to_owned();
        let is_import = text.starts_with("import");
        let reexport = text.strip_prefix("export").filter(|rest| rest.trim_start().starts_with('{'));
        if is_import || reexport.is_some() {
            for part in text.split_inclusive(';') {
                let part = part.trim();
                let part = part.strip_prefix("export").map_or(part.to_owned(), |rest| format!("import{rest}"));
                if let Some(import) = statement::import(&part) {
                    self.import(&import, span);
                }
            }
            return;
        }
        let Some(source) = self.reading.sources.file(span.file) else { return };
        let Some((name, declared)) = statement::declaration(source.text(), span) else { return };
        if let Declared::Value(value) = &declared {
            let none = BTreeMap::new();
            let variables = BTreeMap::new();
            let names = scope::Names { props: &none, bindings: &self.module.bindings, variables: &variables };
            let value = match value {
                AttributeValue::Expression(source) => names.eval(source, true),
                value => Some(value.clone()),
            };
            if let Some(value) = value {
                self.module.bindings.insert(name.clone(), Binding::Value(value.clone()));
                self.module.declared.insert(name, Declared::Value(value));
                return;
            }
        }
        self.module.declared.insert(name, declared);
    }

    fn import(&mut self, import: &Import, at: Span) {
        let from = &import.from;
        if !import_path::is_snippet(from) {
            return;
        }
        let found = self.library.find(import_path::candidates(self.page, from), at, self.reading);
        let Some(index) = self.told(found, from, at) else { return };
        let is_script =
            self.library.snippets.get(index).is_some_and(|snippet| snippet.module.declared.contains_key("default"));
        if let Some(local) = &import.default {
            if is_script {
                self.named(index, "default", local, from, at);
            } else {
                self.module.bindings.insert(local.clone(), Binding::Content(index));
            }
        }
        for (name, local) in &import.named {
            self.named(index, name, local, from, at);
        }
    }

    fn named(&mut self, index: usize, name: &str, local: &str, from: &str, at: Span) {
        let Some(snippet) = self.library.snippets.get_mut(index) else { return };
        let exported = snippet.module.exported(name).cloned();
        let component = match (&exported, snippet.components.contains_key(name)) {
            (_, true) => Some(name.to_owned()),
            (Some(Declared::Component(function)), _) => {
                let same = |other: &&String| matches!(snippet.module.declared.get(*other), Some(Declared::Component(known)) if known == function);
                snippet.components.keys().find(same).cloned()
            }
            _ => None,
        };
        if let Some(component) = component {
            let unread = snippet.components.get_mut(&component).is_some_and(|component| {
                component.asked = true;
                component.unread
            });
            self.module.bindings.insert(local.to_owned(), Binding::Component(index, component));
            if unread {
                self.unsupported(local, at);
            }
            return;
        }
        match exported {
            Some(Declared::Value(value)) => {
                self.module.bindings.insert(local.to_owned(), Binding::Value(value));
            }
            Some(Declared::Component(function)) => {
                let file = snippet.file;
                let text = self.reading.sources.file(file).map_or("", |source| source.text());
                if text.get(function.whole).is_some_and(|source| field_tags(source).next().is_some()) {
                    self.unsupported(local, at);
                }
            }
            None => match snippet.module.bindings.get(name).cloned() {
                Some(binding) => {
                    self.module.bindings.insert(local.to_owned(), binding);
                }
                None if name == "default" => {}
                None => {
                    let message = format!("`{from}` has nothing called `{name}`");
                    self.reading.diagnostics.push(Diagnostic::at(Code::MissingSnippet, at, message));
                }
            },
        }
    }

    fn unsupported(&mut self, name: &str, at: Span) {
        let message = format!("fields of `{name}` stand in code that is not followed; they were not read");
        let help = "let the component give back its markup as it is, or write the fields into an .mdx snippet";
        self.reading.diagnostics.push(Diagnostic::at(Code::Unsupported, at, message).help(help));
    }

    /// `<Snippet file="...">`, wherever it stands.
    fn older(&mut self, nodes: &[Node]) {
        for node in nodes {
            let Node::Component(component) = node else { continue };
            if component.name == "Snippet"
                && !self.module.bindings.contains_key("Snippet")
                && let Some(file) = component.attribute("file").and_then(|file| file.value.text())
                && !self.module.older.contains_key(&file)
            {
                let found = self.library.find(import_path::older(&file), component.tag, self.reading);
                if let Some(index) = self.told(found, &file, component.tag) {
                    self.module.older.insert(file, index);
                }
            }
            self.older(&component.children);
        }
    }

    fn told(&mut self, found: Result<Option<usize>, Refusal>, from: &str, at: Span) -> Option<usize> {
        let (code, message) = match found {
            Ok(found) => return found,
            Err(Refusal::Missing) => (Code::MissingSnippet, format!("`{from}` is not here; what it holds is left out")),
            Err(Refusal::Outside) => (Code::PathEscape, format!("`{from}` leads out of the API's folder")),
            Err(Refusal::Unreadable(why)) => (Code::UnreadablePage, format!("`{from}` cannot be read: {why}")),
        };
        let help = match code {
            Code::MissingSnippet => "a path that begins with `/` begins at the folder of docs.json or api.toml",
            _ => "copy the file into the API's folder",
        };
        self.reading.diagnostics.push(Diagnostic::at(code, at, message).help(help));
        None
    }
}

/// Makes the functions of a script known to each other, where they show fields.
fn own(module: &mut Module, reading: &Reading<'_>) {
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
        let Declared::Component(function) = declared else { return None };
        let file = reading.open.last()?;
        let text = reading.sources.file(*file)?.text();
        let markup = text.get(function.markup.clone()?)?;
        shows(markup).then_some((name, function))
    })
}

/// What the functions of a text show, where that is plain; and the field tags of a script that are not.
pub(super) fn components(
    module: &Module,
    file: FileId,
    script: bool,
    reading: &mut Reading<'_>,
) -> (BTreeMap<String, Component>, Vec<Entry>) {
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
        found.insert(name, Component { content, defaults, unread: unread && !script, asked: script });
    }
    if script {
        for (at, name) in field_tags(text) {
            if read.iter().any(|markup| markup.contains(&at)) {
                continue;
            }
            let tag = Span::new(file, at..at + 1 + name.len());
            settled.push(Entry { name: name.to_owned(), tag, parent: None, outcome: Some(Outcome::Diagnosed) });
            let message = format!("`<{name}>` stands in code that is not followed, and was not read");
            let help = "let a component give back its markup as it is, or write the fields into an .mdx snippet";
            reading.diagnostics.push(Diagnostic::at(Code::Unsupported, tag, message).help(help));
        }
    }
    (found, settled)
}
