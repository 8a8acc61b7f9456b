//! Input: the name of a file or folder. Output: what it can be by its name alone.
//! Invariant: nothing is opened.

/// Files that are no pages and need no word about it.
const PROJECT_FILES: &[&str] = &["api.toml", "names.lock", "baseline.json", "docs.json", "mint.json"];
/// Folders whose files are never pages.
const PASSED_OVER: &[&str] = &["node_modules"];
/// Folders of texts that pages bring in.
pub(super) const SNIPPETS: &[&str] = &["snippets", "_snippets"];
/// Texts about the folder rather than the API.
const ABOUT_THE_FOLDER: &[&str] = &["readme", "license", "contributing", "code_of_conduct"];

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

/// Whether a file of this name in a folder of snippets is one.
pub(super) fn may_be_snippet(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    matches!(extension, Some("md" | "mdx" | "jsx" | "tsx"))
}
