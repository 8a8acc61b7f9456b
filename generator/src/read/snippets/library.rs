//! Input: where the texts of an API lie. Output: those that pages bring in, and what their names stand for.
//! Invariant: no text is asked for outside the API's folder, and a text has one place in the library, whatever paths lead to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::read::ledger::Entry;
use crate::read::page::{AttributeValue, Format, Node};
use crate::read::pattern::patterns;
use crate::source::{FileId, SourceMap};

use super::bindings::Module;
use super::statement::Declared;

patterns! {
    /// A property in the markup that a function gives back.
    SHOWN = r"\{\s*(?:props\.)?(?P<name>[A-Za-z_]\w*)\s*\}";
}

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
    pub(super) files: &'a dyn Files,
    /// Names of components that api.toml gives a meaning: they are never looked into.
    pub(super) kept: BTreeSet<String>,
    /// Words that stand for a text on every page, written `{{word}}`.
    pub(super) variables: BTreeMap<String, String>,
    /// Pages that were read before anything brought them in.
    pub(super) pages: BTreeMap<String, FileId>,
    pub(super) by_path: BTreeMap<String, usize>,
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
    pub(super) shown: BTreeMap<String, Shown>,
    /// Components of which the reader already knows what became.
    pub(super) settled: Vec<Entry>,
    pub(super) module: Module,
}

/// What a function shows that gives markup.
#[derive(Debug)]
pub(super) struct Shown {
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
            snippets: Vec::new(),
        }
    }

    /// Tells of a page that was already read into the source map, so that it has one id when it is brought in too.
    pub fn know(&mut self, page: impl Into<String>, file: FileId) {
        self.pages.insert(page.into(), file);
    }

    /// The properties that each component of these texts writes into what it shows.
    pub fn properties(&self, sources: &SourceMap) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for snippet in &self.snippets {
            let text = sources.file(snippet.file).map_or("", |source| source.text());
            for (name, declared) in &snippet.module.declared {
                let Declared::Function(function) = declared else { continue };
                let source = text.get(function.whole.clone()).unwrap_or_default();
                let shown =
                    SHOWN.captures_iter(source).filter_map(|shown| Some(shown.name("name")?.as_str().to_owned()));
                found.entry(name.clone()).or_default().extend(shown);
            }
        }
        found
    }

    /// Whether the text at this path was brought in.
    pub fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// The text at this path, where it was read.
    pub fn file(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).and_then(|at| self.snippets.get(*at)).map(|snippet| snippet.file)
    }

    /// Whether the text is one that was brought in.
    pub fn holds(&self, file: FileId) -> bool {
        self.snippets.iter().any(|snippet| snippet.file == file)
    }
}
