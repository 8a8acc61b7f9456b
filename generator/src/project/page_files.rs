//! Input: an API's folder. Output: its pages, sorted by path, and their bytes.
//! Invariant: no byte is read that lies outside the folder, and none of a file larger than its kind may be.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::MAX_PAGE_BYTES;
use crate::source::{SourceMap, Span};

use super::api_project::{ApiProject, Selection};
use super::file_names::{SNIPPETS, is_page_file, is_passed_over, is_project_file, may_be_snippet};
use super::folder::{Confined, MAX_DEPTH, confine, inside, read_capped};
use super::{document_files, select};

/// A page file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// The path as the user gave it, for diagnostics.
    pub shown: String,
    /// The path inside the API's folder, with `/` between parts.
    pub page: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Whether a file lies where texts lie that pages bring in. Below the top an API may have a section of that name, so that
/// there only a text that claims no operation is one.
fn is_snippet(root: &Path, page: &str) -> bool {
    let mut folders = page.split('/').rev().skip(1).peekable();
    let top = page.split_once('/').is_some_and(|(top, _)| SNIPPETS.contains(&top));
    top || folders.any(|folder| SNIPPETS.contains(&folder)) && !select::claims(&root.join(page))
}

/// The pages of `project`, sorted by path. What else lies in the folder is told, and its snippets are noted in `project`.
pub fn pages(project: &mut ApiProject, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Vec<PageFile> {
    match &project.selection {
        Selection::One { page, shown } => {
            let page = PageFile { shown: shown.clone(), page: page.clone(), path: project.root.join(page) };
            project.documents = document_files::find(&project.root);
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
            let path = entry.path().strip_prefix(&project.root).unwrap_or(entry.path());
            others.push((path.display().to_string(), "its name is not Unicode"));
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
                Confined::Missing if is_page_file(name) => {
                    let message = format!("`{}/{page}` cannot be read: it is a link to nothing", project.shown);
                    let help = "put back what it leads to, or take the link away";
                    diagnostics.push(Diagnostic::nowhere(Code::UnreadablePage, message).help(help));
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
        } else if document_files::is_one(entry.path(), name) {
            project.documents.push(page);
        } else if document_files::may_be_one(name) && document_files::is_too_large(entry.path()) {
            let message =
                format!("`{}/{page}` is larger than {} MiB, and is not read", project.shown, MAX_PAGE_BYTES >> 20);
            let help = "if it is an OpenAPI document, split it, or cut it down to what is documented";
            diagnostics.push(Diagnostic::nowhere(Code::PageTooLarge, message).help(help));
        } else if document_files::may_be_one(name) {
            // Whether it is a part of one shows when that is read.
            project.parts.push(page);
        } else {
            others.push((page, "pages are .mdx, .md and .txt files"));
        }
    }
    pages.sort();
    project.snippets.sort();
    project.documents.sort();
    project.has_pages = !pages.is_empty() || !project.documents.is_empty();
    let all = pages.len();
    select::select(project, &mut pages, &mut others, sources, diagnostics);
    project.leaves_out_pages = pages.len() < all;
    others.sort();
    for (page, why) in others {
        let message = format!("`{}/{page}` is passed over: {why}", project.shown);
        diagnostics.push(Diagnostic::nowhere(Code::NotAPage, message));
    }
    let page = |page: String| PageFile {
        shown: format!("{}/{page}", project.shown.trim_end_matches('/')),
        path: project.root.join(&page),
        page,
    };
    pages.into_iter().map(page).collect()
}

/// Reads a page. What cannot be read is told, and the text is then empty to `sources`.
pub fn load(page: &PageFile, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let (code, message) = match read_capped(&page.path, MAX_PAGE_BYTES as u64) {
        Ok(Some(bytes)) => return Some(bytes),
        Ok(None) => (Code::PageTooLarge, format!("the page is larger than {} MiB", MAX_PAGE_BYTES >> 20)),
        Err(error) => (Code::UnreadablePage, format!("the page cannot be read: {error}")),
    };
    let file = sources.add(page.shown.clone(), page.page.clone(), "");
    diagnostics.push(Diagnostic::at(code, Span::new(file, 0..0), message));
    None
}
