//! Input: an API's folder. Output: its pages, sorted by path, and their bytes.
//! Invariant: no byte is read that lies outside the folder, and none of a file larger than its kind may be.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::MAX_PAGE_BYTES;
use crate::source::{SourceMap, Span};

use super::{ApiProject, discover::Selection, documents, select};

/// A project file beyond this many bytes is not read.
const MAX_PROJECT_BYTES: u64 = 8 << 20;
/// Folders deeper than this are not entered.
pub(super) const MAX_DEPTH: usize = 64;

/// Files that are no pages and need no word about it.
const PROJECT_FILES: &[&str] = &["api.toml", "names.lock", "docs.json", "mint.json"];
/// Folders whose files are never pages.
const PASSED_OVER: &[&str] = &["node_modules"];
/// Folders of texts that pages bring in.
const SNIPPETS: &[&str] = &["snippets", "_snippets"];
/// Texts about the folder rather than the API.
const ABOUT_THE_FOLDER: &[&str] = &["readme", "license", "contributing", "code_of_conduct"];

/// A page file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The path as the user gave it, for diagnostics.
    pub shown: String,
    /// The path inside the API's folder, with `/` between parts.
    pub page: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Whether a file of this name can hold a page.
pub fn is_page_file(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let about = ABOUT_THE_FOLDER.contains(&stem.to_ascii_lowercase().as_str());
    matches!(extension, "md" | "mdx" | "txt") && !about && !name.starts_with('.')
}

/// Whether a text of an API's folder is one of its project files.
pub fn is_project_file(page: &str) -> bool {
    PROJECT_FILES.contains(&page)
}

pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || PASSED_OVER.contains(&name)
}

/// Whether a folder of this name is never that of an API.
pub(super) fn is_no_api(name: &str) -> bool {
    is_passed_over(name) || SNIPPETS.contains(&name)
}

/// Whether a file lies where texts lie that pages bring in. Below the top an API may have a section of that name, so that
/// there only a text that claims no operation is one.
fn is_snippet(root: &Path, page: &str) -> bool {
    let mut folders = page.split('/').rev().skip(1).peekable();
    let top = page.split_once('/').is_some_and(|(top, _)| SNIPPETS.contains(&top));
    top || folders.any(|folder| SNIPPETS.contains(&folder)) && !select::claims(&root.join(page))
}

/// Whether a file of this name in a folder of snippets is one.
fn may_be_snippet(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    matches!(extension, Some("md" | "mdx" | "jsx" | "tsx"))
}

/// The pages of `project`, sorted by path. What else lies in the folder is told, and its snippets are noted in `project`.
pub fn pages(project: &mut ApiProject, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Vec<Page> {
    match &project.selection {
        Selection::One { page, shown } => {
            let page = Page { shown: shown.clone(), page: page.clone(), path: project.root.join(page) };
            project.documents = documents::find(&project.root);
            return vec![page];
        }
        Selection::Nothing => return Vec::new(),
        Selection::Configured | Selection::Everything => {}
    }
    let walk = WalkDir::new(&project.root).max_depth(MAX_DEPTH).into_iter();
    let wanted = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_str().is_some_and(is_passed_over);
    let mut pages = Vec::new();
    let mut others = Vec::new();
    for entry in walk.filter_entry(wanted) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(Diagnostic::nowhere(Code::UnreadablePage, error.to_string()));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let Some(page) = inside(&project.root, entry.path()) else {
            others.push((entry.path().display().to_string(), "its name is not Unicode"));
            continue;
        };
        let name = page.rsplit('/').next().unwrap_or(&page);
        if entry.path_is_symlink() {
            match confine(&project.root, entry.path()) {
                Confined::Inside(target) if target.is_file() => {}
                Confined::Inside(_) => {
                    others.push((page, "it is a link to a folder"));
                    continue;
                }
                Confined::Missing => {
                    others.push((page, "it is a link to nothing"));
                    continue;
                }
                Confined::Outside => {
                    let message = format!("`{}/{page}` is a link that leads out of its API's folder", project.shown);
                    let help = "copy the file into the folder";
                    diagnostics.push(Diagnostic::nowhere(Code::PathEscape, message).help(help));
                    project.failed = true;
                    continue;
                }
            }
        } else if !entry.file_type().is_file() {
            others.push((page, "it is no regular file"));
            continue;
        }
        if (is_page_file(name) || may_be_snippet(name)) && is_snippet(&project.root, &page) {
            if may_be_snippet(name) {
                project.snippets.push(page);
            }
        } else if is_page_file(name) {
            pages.push(page);
        } else if is_project_file(&page) {
            // It was read first of all.
        } else if documents::is_one(entry.path(), name) {
            project.documents.push(page);
        } else if documents::may_be_one(name) && documents::is_too_large(entry.path()) {
            let message =
                format!("`{}/{page}` is larger than {} MiB, and is not read", project.shown, MAX_PAGE_BYTES >> 20);
            let help = "if it is an OpenAPI document, split it, or cut it down to what is documented";
            diagnostics.push(Diagnostic::nowhere(Code::PageTooLarge, message).help(help));
        } else if documents::may_be_one(name) {
            others.push((page, "it is no page, and no OpenAPI document by its first keys"));
        } else {
            others.push((page, "pages are .mdx, .md and .txt files"));
        }
    }
    pages.sort();
    project.snippets.sort();
    project.documents.sort();
    select::select(project, &mut pages, &mut others, sources, diagnostics);
    others.sort();
    for (page, why) in others {
        let message = format!("`{}/{page}` is passed over: {why}", project.shown);
        diagnostics.push(Diagnostic::nowhere(Code::NotAPage, message));
    }
    let page = |page: String| Page {
        shown: format!("{}/{page}", project.shown.trim_end_matches('/')),
        path: project.root.join(&page),
        page,
    };
    pages.into_iter().map(page).collect()
}

/// Reads a page. What cannot be read is told, and the text is then empty to `sources`.
pub fn load(page: &Page, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let (code, message) = match read_capped(&page.path, MAX_PAGE_BYTES as u64) {
        Ok(Some(bytes)) => return Some(bytes),
        Ok(None) => (Code::PageTooLarge, format!("the page is larger than {} MiB", MAX_PAGE_BYTES >> 20)),
        Err(error) => (Code::UnreadablePage, format!("the page cannot be read: {error}")),
    };
    let file = sources.add(page.shown.clone(), page.page.clone(), "");
    diagnostics.push(Diagnostic::at(code, Span::new(file, 0..0), message));
    None
}

/// A project file as text; `Ok(None)` where there is none.
pub(super) fn project_file(root: &Path, path: &Path) -> Result<Option<String>, String> {
    match confine(root, path) {
        Confined::Missing => return Ok(None),
        Confined::Outside => return Err("it is a link that leads out of its API's folder".to_owned()),
        Confined::Inside(_) => {}
    }
    match read_capped(path, MAX_PROJECT_BYTES) {
        Ok(Some(bytes)) => String::from_utf8(bytes).map(Some).map_err(|_| "it is not UTF-8".to_owned()),
        Ok(None) => Err(format!("it is larger than {} MiB", MAX_PROJECT_BYTES >> 20)),
        Err(error) => Err(error.to_string()),
    }
}

/// Where a path leads, links followed.
pub(super) enum Confined {
    Inside(PathBuf),
    Outside,
    Missing,
}

pub(super) fn confine(root: &Path, path: &Path) -> Confined {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) if path.starts_with(&root) => Confined::Inside(path),
        (Ok(_), Ok(_)) => Confined::Outside,
        _ => Confined::Missing,
    }
}

/// A path below `root`, with `/` between parts; `None` where it is not Unicode.
pub(super) fn inside(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str());
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

/// The bytes of a regular file; `None` where there are more than `limit`.
pub(super) fn read_capped(path: &Path, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    // A pipe or a device would be waited for without end.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}
