//! Input: the name of a file or folder. Output: what it can be by its name alone.
//! Invariant: nothing is opened.

/// Files that are no pages and need no word about it.
const PROJECT_FILES: &[&str] = &["api.toml", "names.lock", "baseline.json", "docs.json", "mint.json", SOURCES_LOCK];
/// What `fetch` writes beside the pages: which of them are its own.
pub const SOURCES_LOCK: &str = "SOURCES.lock";
/// Longest path, so that a checkout below a deep folder still works where paths have 260 characters.
const MAX_LENGTH: usize = 160;
/// Folders whose files are never pages.
const PASSED_OVER: &[&str] = &["node_modules"];
/// Folders of texts that pages bring in.
pub(super) const SNIPPETS: &[&str] = &["snippets", "_snippets"];
/// What a list of pages may leave out of a page's path.
pub(super) const ENDINGS: [&str; 7] = ["", ".mdx", ".md", ".txt", "/index.mdx", "/index.md", "/README.mdx"];
/// Texts about the folder rather than the API.
const ABOUT_THE_FOLDER: &[&str] = &["readme", "license", "contributing", "code_of_conduct"];

/// An entry of such a list, without what may stand around it.
pub(super) fn tidy(entry: &str) -> &str {
    entry.trim().trim_start_matches("./").trim_matches('/')
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

/// Whether a file of this name in a folder of snippets is one.
pub(super) fn may_be_snippet(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    matches!(extension, Some("md" | "mdx" | "jsx" | "tsx"))
}

/// A name that means itself on every system: no device, no drive, nothing hidden, nothing that is trimmed.
pub(crate) fn is_plain_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|port| port.len() == 1 && port.chars().all(|c| c.is_ascii_digit()));
    !stem.is_empty()
        && !device
        && !name.ends_with('.')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether a page or a document that comes from elsewhere may be written to `path` in an API's folder: a plain name in plain
/// folders, of a kind that is read, and none that a project file has.
pub fn is_page_path(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    path.len() <= MAX_LENGTH
        && path.split('/').all(is_plain_name)
        && matches!(ending, Some("md" | "mdx" | "txt" | "json" | "yaml" | "yml"))
        && !PROJECT_FILES.iter().any(|file| file.eq_ignore_ascii_case(path))
}

#[cfg(test)]
mod tests {
    use super::is_page_path;

    #[test]
    fn a_page_from_elsewhere_has_a_plain_path_of_its_own() {
        for path in ["index.md", "reference/loans/renew-1.2.mdx", "openapi.json", "llms-full.txt"] {
            assert!(is_page_path(path), "{path}");
        }
        for path in [
            "",
            "/x.md",
            "../x.md",
            "a/../x.md",
            "a//x.md",
            "a/",
            "a\\x.md",
            "C:x.md",
            "con.md",
            "a/NUL/x.md",
            "com1.md",
            ".git/x.md",
            "a/.x.md",
            "a b.md",
            "%2e%2e/x.md",
            "x.rs",
            "x",
            "api.toml",
            "docs.json",
            "Mint.json",
            "baseline.json",
            "x.md.",
            "a\0.md",
            "\u{e9}.md",
        ] {
            assert!(!is_page_path(path), "{path}");
        }
        assert!(!is_page_path(&format!("{}.md", "a/".repeat(100))));
    }
}
