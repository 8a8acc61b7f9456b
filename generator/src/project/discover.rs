//! Input: the folder that a user names. Output: the APIs in it, by name, their project files read.
//! Invariant: two APIs never have one name, and what is wrong with one API does not hide the others.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceMap, Span};

use super::api_project::{ApiProject, Selection};
use super::docs_order::DocsOrder;
use super::file_names::{is_no_api, is_page_file, is_project_file};
use super::folder::{Confined, confine, project_file};
use super::settings::{FetchOptions, Limits, RustOptions};
use super::{docs_json, docs_order, document_files, name, validate};

/// What a user names.
#[derive(Clone, Debug)]
pub struct Input {
    /// A folder of APIs, or one API.
    pub path: PathBuf,
    /// The path as it was given.
    pub shown: String,
    /// An api.toml kept elsewhere; then `path` is one API.
    pub config: Option<PathBuf>,
    /// Take every page, whatever api.toml and the site's navigation say, and allow `path` to be a page.
    pub everything: bool,
}

/// Why there is nothing to read.
#[derive(Debug)]
pub enum InputError {
    /// The folder cannot be read.
    Unreadable(String, std::io::Error),
    /// There is no API in it.
    NoApi(String),
    /// The api.toml that was named cannot be read.
    Config(String, String),
    /// An API that was asked for is not there.
    NoSuchApi(String, Vec<String>),
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, error) => write!(f, "`{path}` cannot be read: {error}"),
            Self::NoApi(path) => {
                write!(f, "there is no API in `{path}`: no api.toml, no docs.json, no page and no OpenAPI document")
            }
            Self::Config(path, why) => write!(f, "`{path}` cannot be read: {why}"),
            Self::NoSuchApi(name, names) => write!(f, "there is no API `{name}`; there are: {}", names.join(", ")),
        }
    }
}

impl std::error::Error for InputError {}

/// Finds the APIs of `input` and reads their project files.
pub fn discover(
    input: &Input,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<ApiProject>, InputError> {
    let unreadable = |error| InputError::Unreadable(input.shown.clone(), error);
    let path = input.path.canonicalize().map_err(unreadable)?;
    let mut projects = Vec::new();
    if path.is_file() && input.everything {
        projects.extend(single_page(input, &path, sources, diagnostics)?);
    } else if input.config.is_some() || is_api_folder(&path).map_err(unreadable)? {
        projects.push(project(&path, &input.shown, input, sources, diagnostics)?);
    } else {
        for folder in sorted_names(&path).map_err(unreadable)? {
            let shown = format!("{}/{folder}", input.shown.trim_end_matches('/'));
            let inner = path.join(&folder);
            if is_no_api(&folder) || !inner.is_dir() {
                continue;
            }
            match confine(&path, &inner) {
                Confined::Inside(inner) if inner.read_dir().is_err() => {
                    let why = inner.read_dir().err().map_or_else(String::new, |error| error.to_string());
                    let message = format!("`{shown}` cannot be read: {why}");
                    diagnostics.push(Diagnostic::nowhere(Code::InvalidProject, message));
                    let (selection, name_is_certain) = (Selection::Nothing, false);
                    let project =
                        ApiProject { failed: true, name_is_certain, selection, ..empty(&inner, &shown, input) };
                    projects.push(project);
                }
                Confined::Inside(inner) if holds_an_api(&inner) => {
                    projects.push(project(&inner, &shown, input, sources, diagnostics)?);
                }
                Confined::Outside => {
                    let message = format!("`{shown}` is a link that leads out of `{}`", input.shown);
                    diagnostics.push(Diagnostic::nowhere(Code::PathEscape, message));
                    let selection = Selection::Nothing;
                    projects.push(ApiProject { failed: true, selection, ..empty(&inner, &shown, input) });
                }
                Confined::Inside(_) | Confined::Missing => {}
            }
        }
    }
    if projects.is_empty() {
        return Err(InputError::NoApi(input.shown.clone()));
    }
    projects.sort_by(|a, b| a.name.cmp(&b.name));
    refuse_duplicates(&mut projects, sources, diagnostics);
    Ok(projects)
}

/// Reads a folder as one API, whatever lies in it.
pub fn discover_one(
    input: &Input,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<ApiProject, InputError> {
    let path = input.path.canonicalize().map_err(|error| InputError::Unreadable(input.shown.clone(), error))?;
    project(&path, &input.shown, input, sources, diagnostics)
}

/// Those of `projects` that are called one of `names`; all where there are no names.
pub fn only(projects: Vec<ApiProject>, names: &[String]) -> Result<Vec<ApiProject>, InputError> {
    for name in names {
        if !projects.iter().any(|project| project.name == *name) {
            let there = projects.iter().map(|project| project.name.clone()).collect();
            return Err(InputError::NoSuchApi(name.clone(), there));
        }
    }
    Ok(projects.into_iter().filter(|project| names.is_empty() || names.contains(&project.name)).collect())
}

fn project(
    root: &Path,
    shown: &str,
    input: &Input,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<ApiProject, InputError> {
    let mut project = empty(root, shown, input);
    let config = match &input.config {
        Some(path) => {
            let shown = path.display().to_string();
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            match project_file(parent, path) {
                Ok(Some(text)) => Some((shown, text)),
                Ok(None) => return Err(InputError::Config(shown, "there is no such file".to_owned())),
                Err(why) => return Err(InputError::Config(shown, why)),
            }
        }
        None => read_or_tell(&mut project, "api.toml", diagnostics),
    };
    diagnostics.reset_levels();
    if let Some((shown, text)) = config {
        let file = sources.add(shown, "api.toml", text.clone());
        validate::apply(&mut project, file, &text, diagnostics);
        if project.is_unread && !input.everything {
            project.selection = Selection::Nothing;
        }
    }
    for name in ["docs.json", "mint.json"] {
        if project.site.is_none()
            && let Some((shown, text)) = read_or_tell(&mut project, name, diagnostics)
        {
            let file = sources.add(shown, name, text.clone());
            project.site = docs_json::read(file, &text, diagnostics);
            project.failed |= project.site.is_none();
        }
    }
    if project.title.is_empty() {
        project.title = project.site.as_ref().and_then(|site| site.name.clone()).unwrap_or_default();
    }
    project.order = docs_order::of(project.site.as_ref(), &project.root, project.docs.as_deref());
    project.title_is_given = !project.title.is_empty();
    if !project.title_is_given {
        project.title = name::title(&project.name);
    }
    Ok(project)
}

/// A project file that cannot be read fails the API: what it would have said is not guessed.
fn read_or_tell(project: &mut ApiProject, name: &str, diagnostics: &mut Diagnostics) -> Option<(String, String)> {
    let shown = format!("{}/{name}", project.shown.trim_end_matches('/'));
    match project_file(&project.root, &project.root.join(name)) {
        Ok(text) => Some((shown, text?)),
        Err(why) => {
            diagnostics.push(Diagnostic::nowhere(Code::InvalidProject, format!("`{shown}` cannot be read: {why}")));
            project.failed = true;
            project.name_is_certain &= name != "api.toml";
            None
        }
    }
}

fn empty(root: &Path, shown: &str, input: &Input) -> ApiProject {
    let folder = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    ApiProject {
        name: name::from_folder(&folder),
        name_is_certain: true,
        failed: false,
        is_unread: false,
        has_pages: false,
        title: String::new(),
        leaves_out_pages: false,
        title_is_given: false,
        docs: None,
        root: root.to_owned(),
        shown: shown.to_owned(),
        selection: if input.everything { Selection::Everything } else { Selection::Configured },
        snippets: Vec::new(),
        documents: Vec::new(),
        parts: Vec::new(),
        config: None,
        page_globs: None,
        servers: Vec::new(),
        auth: None,
        components: Vec::new(),
        evidence: Vec::new(),
        errata: Vec::new(),
        renames: Vec::new(),
        paging: Vec::new(),
        lint: Vec::new(),
        allows: Vec::new(),
        rust: RustOptions::default(),
        limits: Limits::default(),
        fetch: FetchOptions::default(),
        site: None,
        order: DocsOrder::default(),
    }
}

/// One page, with the project files of the nearest folder above it that has any: an api.toml, else a site's.
fn single_page(
    input: &Input,
    path: &Path,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Option<ApiProject>, InputError> {
    let Some(parent) = path.parent() else { return Ok(None) };
    let above =
        |names: &[&str]| parent.ancestors().take(8).find(|folder| names.iter().any(|name| folder.join(name).is_file()));
    let root = above(&["api.toml"]).or_else(|| above(&["docs.json", "mint.json"])).unwrap_or(parent);
    let shown_root = root.display().to_string();
    let mut project = project(root, &shown_root, input, sources, diagnostics)?;
    let inside = path.strip_prefix(root).unwrap_or(path);
    let page = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    project.selection = Selection::One { page, shown: input.shown.clone() };
    Ok(Some(project))
}

fn refuse_duplicates(projects: &mut [ApiProject], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for project in projects.iter() {
        folders.entry(project.name.clone()).or_default().push(project.shown.clone());
    }
    for (name, folders) in folders.iter().filter(|(_, folders)| folders.len() > 1) {
        let folders = folders.iter().map(|folder| format!("`{folder}`")).collect::<Vec<_>>().join(" and ");
        let message = format!("{folders} are both called `{name}`");
        let at = projects.iter().filter(|project| project.name == *name).find_map(|project| project.config);
        let at = at.filter(|file| sources.file(*file).is_some()).map(|file| Span::new(file, 0..0));
        let help = "`name` in api.toml gives an API another name";
        diagnostics.push(Diagnostic::at(Code::DuplicateApi, at, message).help(help));
        for project in projects.iter_mut().filter(|project| project.name == *name) {
            project.failed = true;
        }
    }
}

/// Whether a folder is one API rather than a folder of them.
fn is_api_folder(path: &Path) -> std::io::Result<bool> {
    let names = sorted_names(path)?;
    if names.iter().any(|name| marks_an_api(name) || is_page_file(name) && path.join(name).is_file()) {
        return Ok(true);
    }
    // Nothing but a document, and folders of its parts: of pages in a folder below nobody knows that they belong to it.
    let has_document = names.iter().any(|name| is_document(path, name));
    let inner = |name: &String| !is_no_api(name) && path.join(name).is_dir() && holds_pages(&path.join(name));
    Ok(has_document && !names.iter().any(inner))
}

fn is_document(folder: &Path, name: &str) -> bool {
    !is_project_file(name) && folder.join(name).is_file() && document_files::is_one(&folder.join(name), name)
}

/// Whether a folder below a folder of APIs is one: a folder of pictures is not.
fn holds_an_api(path: &Path) -> bool {
    holds_pages(path) || !document_files::find(path).is_empty()
}

/// Whether a folder has pages, or the file of an API.
fn holds_pages(path: &Path) -> bool {
    let entries = walkdir::WalkDir::new(path).into_iter();
    let mut entries =
        entries.filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_str().is_some_and(is_no_api));
    let is_one = |entry: walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        !entry.file_type().is_dir() && (is_page_file(&name) || entry.depth() == 1 && marks_an_api(&name))
    };
    entries.any(|entry| entry.is_ok_and(is_one))
}

fn marks_an_api(name: &str) -> bool {
    matches!(name, "api.toml" | "docs.json" | "mint.json")
}

fn sorted_names(path: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
