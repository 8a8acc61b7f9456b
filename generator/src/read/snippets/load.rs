//! Input: the path of a text that something brings in. Output: the text in the library, and what it brings in itself.
//! Invariant: a text is read once, and never brings in itself, however far around.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::bytes::{MAX_PAGE_BYTES, decode};
use crate::read::detect;
use crate::read::mdx;
use crate::read::page::{Format, Node};
use crate::source::{FileId, SourceMap, Span};

use super::bindings::Module;
use super::import_path::{self, Syntax};
use super::library::{FileText, Library, Reading, Refusal, Snippet};
use super::statement::{self, Import};
use super::{bind, functions};

/// How far snippets may bring in each other.
const MAX_DEPTH: usize = 16;

/// Statements of one text that are read: more are no page's.
const MAX_STATEMENTS: usize = 1000;

impl Library<'_> {
    /// Reads a snippet that no page may have brought in.
    pub fn add(&mut self, path: &str, sources: &mut SourceMap, diagnostics: &mut Diagnostics) {
        let mut reading = Reading { sources, diagnostics, open: Vec::new() };
        if let Err(refusal) = self.load(path, None, &mut reading) {
            let (code, why) = match refusal {
                Refusal::Missing => (Code::UnreadablePage, "there is no such file".to_owned()),
                Refusal::Outside => (Code::PathEscape, "it is a link that leads out of its API's folder".to_owned()),
                Refusal::Unreadable(why) => (Code::UnreadablePage, why),
            };
            let message = format!("`{path}` cannot be read: {why}");
            reading.diagnostics.push(Diagnostic::nowhere(code, message));
        }
    }

    /// The first of `paths` that there is. `Ok(None)` where it was left out, and a diagnostic at `at` says so.
    fn find(
        &mut self,
        paths: Option<Vec<String>>,
        at: Span,
        reading: &mut Reading<'_>,
    ) -> Result<Option<usize>, Refusal> {
        if reading.open.len() > MAX_DEPTH {
            let message = format!("snippets bring in each other more than {MAX_DEPTH} deep; this one was left out");
            reading.diagnostics.push(Diagnostic::at(Code::NestingTooDeep, at, message));
            return Ok(None);
        }
        let paths = paths.ok_or(Refusal::Outside)?;
        let mut refusal = Refusal::Missing;
        for path in paths {
            match self.load(&path, Some(at), reading) {
                Err(Refusal::Missing) => {}
                Err(other) => refusal = other,
                found => return found,
            }
        }
        Err(refusal)
    }

    fn load(&mut self, path: &str, at: Option<Span>, reading: &mut Reading<'_>) -> Result<Option<usize>, Refusal> {
        if let Some(known) = self.by_path.get(path) {
            return Ok(Some(*known));
        }
        let text = self.files.open(path)?;
        if let Some(known) = self.by_path.get(&text.page).copied() {
            self.by_path.insert(path.to_owned(), known);
            return Ok(Some(known));
        }
        let page = text.page.clone();
        let file = match self.pages.get(&page) {
            Some(file) => *file,
            None => add(text, reading)?,
        };
        self.pages.insert(page.clone(), file);
        if reading.open.contains(&file) {
            if let Some(at) = at {
                let message = format!("`{path}` is brought in by itself; it was left out here");
                let first = reading.open.first().map(|file| Span::new(*file, 0..0)).filter(|first| first.file != file);
                let help = "move what both need into a snippet of its own";
                let diagnostic = Diagnostic::at(Code::SnippetCycle, at, message).label(first, "from here");
                reading.diagnostics.push(diagnostic.help(help));
            }
            return Ok(None);
        }
        reading.open.push(file);
        let snippet = self.snippet(&page, file, reading);
        reading.open.pop();
        let index = self.snippets.len();
        self.snippets.push(snippet);
        self.by_path.insert(path.to_owned(), index);
        self.by_path.insert(page, index);
        Ok(Some(index))
    }

    fn snippet(&mut self, page: &str, file: FileId, reading: &mut Reading<'_>) -> Snippet {
        if import_path::syntax(page) == Some(Syntax::Script) {
            let text = reading.sources.file(file).map_or("", |source| source.text());
            let statements = mdx::statements(text, file);
            let module = resolve(self, page, &statements, &[], true, reading);
            let (shown, settled) = functions::shown(&module, file, true, reading);
            let (format, content) = (Format::Mdx, Vec::new());
            return Snippet { file, format, content, shown, settled, module };
        }
        let format = detect::markup(reading.sources.file(file).map_or("", |source| source.text()));
        let mdx::Parsed { page: read, ledger, statements } =
            mdx::read(reading.sources, file, format, reading.diagnostics);
        let module = resolve(self, page, &statements, &read.content, false, reading);
        let (shown, _) = functions::shown(&module, file, false, reading);
        let settled = ledger.entries().iter().filter(|entry| entry.outcome.is_some()).cloned().collect();
        Snippet { file, format: read.format, content: read.content, shown, settled, module }
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
    let mut module = Module::default();
    for span in statements.iter().take(MAX_STATEMENTS) {
        match statement::imports(reading.sources.text(*span)) {
            Some(imports) => imports.iter().for_each(|one| import(library, page, one, *span, &mut module, reading)),
            None => bind::declare(&mut module, *span, reading),
        }
    }
    if let Some(span) = statements.get(MAX_STATEMENTS) {
        let message = format!("a text has no more than {MAX_STATEMENTS} statements; the others were not read");
        reading.diagnostics.push(Diagnostic::at(Code::Unsupported, *span, message));
    }
    older(library, content, &mut module, reading);
    if script {
        functions::own(&mut module, reading);
    }
    module
}

fn import(
    library: &mut Library<'_>,
    page: &str,
    import: &Import,
    at: Span,
    module: &mut Module,
    reading: &mut Reading<'_>,
) {
    let from = &import.from;
    if !import_path::is_snippet(from) {
        return;
    }
    let found = library.find(import_path::candidates(page, from), at, reading);
    if let Some(index) = or_tell(found, from, at, reading.diagnostics) {
        bind::import(module, library, index, import, at, reading);
    }
}

/// `<Snippet file="...">`, wherever it stands.
fn older(library: &mut Library<'_>, nodes: &[Node], module: &mut Module, reading: &mut Reading<'_>) {
    for node in nodes {
        let Node::Component(component) = node else { continue };
        if component.name == "Snippet"
            && !module.bindings.contains_key("Snippet")
            && let Some(file) = component.attribute("file").and_then(|file| file.value.text())
            && !module.older.contains_key(&file)
        {
            let found = library.find(import_path::older(&file), component.tag, reading);
            if let Some(index) = or_tell(found, &file, component.tag, reading.diagnostics) {
                module.older.insert(file, index);
            }
        }
        older(library, &component.children, module, reading);
    }
}

/// The snippet that was found; a diagnostic where there is none.
fn or_tell(
    found: Result<Option<usize>, Refusal>,
    from: &str,
    at: Span,
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
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
    diagnostics.push(Diagnostic::at(code, at, message).help(help));
    None
}

fn add(text: FileText, reading: &mut Reading<'_>) -> Result<FileId, Refusal> {
    if text.bytes.len() > MAX_PAGE_BYTES {
        return Err(Refusal::Unreadable(format!("it is larger than {} MiB", MAX_PAGE_BYTES >> 20)));
    }
    let (words, replaced) = decode(text.bytes);
    let file = reading.sources.add(text.shown, text.page, words);
    if let Some(at) = replaced {
        let message = "the snippet is not UTF-8 from here on; what is not was replaced";
        reading.diagnostics.push(Diagnostic::at(Code::InvalidUtf8, Span::new(file, at..at), message));
    }
    Ok(file)
}
