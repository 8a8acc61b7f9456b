//! Input: a folder of pages, or a checkout of a docs repository. Output: the same pages in a new folder.
//! Invariant: what is copied are bytes of files inside the source: no link is copied, and none is followed out of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::begun::Begun;
use crate::cli::folders::{PAGES, shown};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::output::{NewFolder, OutputError};
use crate::project::{Input, Texts, discover_one, pages};
use crate::read::snippets::Files as _;
use crate::source::SourceMap;

/// The files that say how a site is arranged.
const SITE_FILES: [&str; 2] = ["docs.json", "mint.json"];
/// A site's file is looked for so deep.
const MAX_DEPTH: usize = 4;
/// More lines than this are counted alone.
const MAX_LINES: usize = 8;

/// Copies what belongs to an API. What lies below one of `ours`, folders of this project, is not the source's.
pub(super) fn copy(new: NewFolder, source: &Path, ours: &[PathBuf]) -> Result<Begun, Box<dyn std::error::Error>> {
    let given = shown(source);
    if !source.is_dir() {
        return Err(format!("`{given}` is no folder, and no address that begins with `https://`").into());
    }
    let root = site_root(source, ours)?;
    let named = shown(&root);
    let ours = ours.iter().filter_map(|ours| ours.canonicalize().ok()).collect::<Vec<_>>();
    if root.join("api.toml").exists() {
        return Err(format!("`{named}` is the folder of an API already: copy it below `{PAGES}`").into());
    }
    if root.join(PAGES).canonicalize().is_ok_and(|pages| pages.is_dir() && !ours.contains(&pages)) {
        return Err(format!(
            "`{named}` is a project with APIs of its own: name the folder of one, `{named}/{PAGES}/...`"
        )
        .into());
    }
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let input = Input { path: root.clone(), shown: named.clone(), config: None, everything: false };
    let mut project = discover_one(&input, &mut sources, &mut diagnostics)?;
    let found = pages(&mut project, &sources, &mut diagnostics);
    let mut copier = Copier { new: &new, texts: project.texts(), root: project.root.clone(), ours };
    let mut taken = Vec::new();
    taken.push((copier.all(found.iter().map(|page| page.page.as_str()))?.len(), "page"));
    taken.push((copier.all(project.snippets.iter().map(String::as_str))?.len(), "snippet"));
    let documents = copier.all(project.documents.iter().map(String::as_str))?;
    taken.push((documents.len(), "OpenAPI document"));
    taken.push((copier.parts(&documents, project.parts)?, "part of a document"));
    let site_files = SITE_FILES.iter().copied().filter(|name| root.join(name).is_file()).collect::<Vec<_>>();
    copier.all(site_files.iter().copied())?;
    if taken.iter().all(|(count, what)| *count == 0 || !matches!(*what, "page" | "OpenAPI document")) {
        return Err(format!("there is no page and no OpenAPI document in `{named}`").into());
    }
    let counted = taken.iter().filter(|(count, _)| *count > 0).map(|(count, what)| match (count, *what) {
        (1, what) => format!("1 {what}"),
        (count, "part of a document") => format!("{count} parts of documents"),
        (count, what) => format!("{count} {what}s"),
    });
    let text = counted.chain(site_files.iter().map(|name| (*name).to_owned())).collect::<Vec<_>>().join(", ");
    Ok(Begun {
        taken: format!("{text} of `{named}`"),
        passed_over: passed_over(&diagnostics),
        folder: new,
        title: None,
        docs: None,
        from: None,
    })
}

/// The folder that has the site's file: the source, or the only one in it that has; else the source.
fn site_root(source: &Path, ours: &[PathBuf]) -> Result<PathBuf, String> {
    let has_file = |folder: &Path| SITE_FILES.iter().any(|name| folder.join(name).is_file());
    if has_file(source) {
        return Ok(source.to_owned());
    }
    let is_apart = |name: &str| name.starts_with('.') || name == "node_modules";
    let walk = WalkDir::new(source).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    let folders = walk.filter_entry(|entry| {
        entry.depth() == 0
            || !is_apart(&entry.file_name().to_string_lossy()) && !ours.iter().any(|ours| entry.path() == ours)
    });
    let folders = folders.filter_map(Result::ok).filter(|entry| entry.file_type().is_dir() && has_file(entry.path()));
    let folders = folders.map(walkdir::DirEntry::into_path).collect::<Vec<_>>();
    match folders.as_slice() {
        [] => Ok(source.to_owned()),
        [folder] => Ok(folder.clone()),
        several => {
            let names = several.iter().map(|folder| format!("`{}`", shown(folder))).collect::<Vec<_>>();
            Err(format!("there are several sites in `{}`: name one of {}", shown(source), names.join(", ")))
        }
    }
}

struct Copier<'a> {
    new: &'a NewFolder,
    texts: Texts,
    root: PathBuf,
    ours: Vec<PathBuf>,
}

impl Copier<'_> {
    /// Copies files of the source; gives the bytes of those that it copied. What cannot be read was told when it was found.
    fn all<'p>(&mut self, paths: impl Iterator<Item = &'p str>) -> Result<Vec<Vec<u8>>, OutputError> {
        let mut copied = Vec::new();
        for path in paths {
            let is_ours = self.ours.iter().any(|ours| self.root.join(path).starts_with(ours));
            if let Some(text) = self.texts.open(path).ok().filter(|_| !is_ours) {
                self.new.write(path, &text.bytes)?;
                copied.push(text.bytes);
            }
        }
        Ok(copied)
    }

    /// Copies those of `parts` that a document names, and those that they name.
    fn parts(&mut self, documents: &[Vec<u8>], mut parts: Vec<String>) -> Result<usize, OutputError> {
        let mut named = documents.iter().flat_map(|bytes| file_names(bytes)).collect::<BTreeSet<_>>();
        let mut count = 0;
        loop {
            let is_named = |path: &String| named.contains(path.rsplit('/').next().unwrap_or(path));
            let (now, later) = parts.into_iter().partition::<Vec<_>, _>(is_named);
            parts = later;
            let copied = self.all(now.iter().map(String::as_str))?;
            if copied.is_empty() {
                return Ok(count);
            }
            count += copied.len();
            named = copied.iter().flat_map(|bytes| file_names(bytes)).collect();
        }
    }
}

/// The names of files that a document may refer to.
fn file_names(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_')));
    let is_file = |word: &&str| [".json", ".yaml", ".yml"].iter().any(|ending| word.ends_with(ending));
    words.filter(is_file).map(str::to_owned).collect()
}

/// What of the source was not taken.
fn passed_over(diagnostics: &Diagnostics) -> String {
    let list = diagnostics.as_slice();
    let errors = list.iter().filter(|one| one.severity == Severity::Error);
    let mut lines = errors.map(|one| format!("passed over: {}\n", one.message)).collect::<Vec<_>>();
    if lines.len() > MAX_LINES {
        let more = lines.len() - MAX_LINES;
        lines.truncate(MAX_LINES);
        lines.push(format!("passed over: {more} more\n"));
    }
    match list.iter().filter(|one| one.code == Code::NotAPage && one.span.is_none()).count() {
        0 => {}
        1 => lines.push("passed over: 1 file that is no page, or that the site does not list\n".to_owned()),
        count => lines.push(format!("passed over: {count} files that are no pages, or that the site does not list\n")),
    }
    lines.into_iter().map(|line| annotate_snippets::normalize_untrusted_str(line.trim_end()) + "\n").collect()
}
