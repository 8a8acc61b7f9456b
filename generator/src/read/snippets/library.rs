//! Input: the paths that pages and snippets bring in. Output: each text read once, and what its names stand for.
//! Invariant: no text is asked for outside the API's folder, and a text never brings in itself, however far around.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::detect;
use crate::read::ledger::Entry;
use crate::read::mdx;
use crate::read::page::{AttributeValue, Format, Node};
use crate::read::{MAX_PAGE_BYTES, decode};
use crate::source::{FileId, SourceMap, Span};

use super::import_path::{self, Syntax};
use super::module::{self, Module};

/// How far snippets may bring in each other.
const MAX_DEPTH: usize = 16;

/// Where the texts of an API are read from.
pub trait Files {
    /// Reads the text at `path`, which is relative to the API's folder, has `/` between its parts and no `..` among them.
    fn open(&self, path: &str) -> Result<FileText, Refusal>;
}

/// A text as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// The path as the user would write it, for diagnostics.
    pub shown: String,
    /// The path inside the API's folder, links followed, with `/` between parts.
    pub page: String,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

/// Why there is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such file.
    Missing,
    /// The path leads out of the API's folder.
    Outside,
    /// There is something, and this is why it cannot be read.
    Unreadable(String),
}

/// The texts that pages bring in, by the path that they have in the API's folder.
pub struct Library<'a> {
    files: &'a dyn Files,
    /// Names of components that api.toml gives a meaning: they are never looked into.
    pub(super) kept: BTreeSet<String>,
    /// Words that stand for a text on every page, written `{{word}}`.
    pub(super) variables: BTreeMap<String, String>,
    pages: BTreeMap<String, FileId>,
    by_path: BTreeMap<String, usize>,
    pub(super) rewritten: BTreeSet<FileId>,
    pub(super) snippets: Vec<Snippet>,
}

/// A text that pages bring in, as it stands on the disk.
#[derive(Debug)]
pub(super) struct Snippet {
    pub(super) file: FileId,
    pub(super) format: Format,
    /// What its default export shows.
    pub(super) content: Vec<Node>,
    /// What its functions show, by name.
    pub(super) components: BTreeMap<String, Component>,
    /// Components of which the reader already knows what became.
    pub(super) settled: Vec<Entry>,
    pub(super) module: Module,
}

/// A function that gives markup.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) content: Vec<Node>,
    pub(super) defaults: BTreeMap<String, AttributeValue>,
    /// Whether some of its fields stand where they cannot be read.
    pub(super) unread: bool,
    /// Whether it is one that counts: those of scripts do, those of pages once a page asks for them by name.
    pub(super) asked: bool,
}

/// What is needed to read a text and what it brings in.
pub(super) struct Reading<'r> {
    pub(super) sources: &'r mut SourceMap,
    pub(super) diagnostics: &'r mut Diagnostics,
    /// The texts that are being read, outermost first.
    pub(super) open: Vec<FileId>,
}

impl<'a> Library<'a> {
    /// An empty library. `variables` stand for a text on every page, and components called one of `kept` stay as they are.
    pub fn new(
        files: &'a dyn Files,
        variables: BTreeMap<String, String>,
        kept: impl IntoIterator<Item = String>,
    ) -> Self {
        Self {
            files,
            variables,
            kept: kept.into_iter().collect(),
            pages: BTreeMap::new(),
            by_path: BTreeMap::new(),
            rewritten: BTreeSet::new(),
            snippets: Vec::new(),
        }
    }

    /// Tells of a page that was already read into the source map, so that it has one id when it is brought in too.
    pub fn know(&mut self, page: impl Into<String>, file: FileId) {
        self.pages.insert(page.into(), file);
    }

    /// Whether the text is one that was brought in.
    pub fn holds(&self, file: FileId) -> bool {
        self.snippets.iter().any(|snippet| snippet.file == file)
    }

    /// Whether an attribute of the page was given another value than is written there.
    pub fn rewrote(&self, file: FileId) -> bool {
        self.rewritten.contains(&file)
    }

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
    pub(super) fn find(
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
                let diagnostic = Diagnostic::at(Code::SnippetCycle, at, message)
                    .help("move what both need into a snippet of its own");
                reading.diagnostics.push(match first {
                    Some(first) => diagnostic.label(first, "from here"),
                    None => diagnostic,
                });
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
            let module = module::resolve(self, page, &statements, &[], true, reading);
            let (components, settled) = module::components(&module, file, true, reading);
            let (format, content) = (Format::Mdx, Vec::new());
            return Snippet { file, format, content, components, settled, module };
        }
        let format = detect::markup(reading.sources.file(file).map_or("", |source| source.text()));
        let mdx::Parsed { page: read, ledger, statements } =
            mdx::read(reading.sources, file, format, reading.diagnostics);
        let module = module::resolve(self, page, &statements, &read.content, false, reading);
        let (components, _) = module::components(&module, file, false, reading);
        let settled = ledger.entries().iter().filter(|entry| entry.outcome.is_some()).cloned().collect();
        Snippet { file, format: read.format, content: read.content, components, settled, module }
    }
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
