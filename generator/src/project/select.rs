//! Input: the page files of a folder and what the project files say of them. Output: those that are read, by path.
//! Invariant: a file that is left out gets a note, and none that documents something is left out but by the user's word.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::MAX_PAGE_BYTES;
use crate::source::{SourceMap, Spanned};

use super::api_project::{ApiProject, Selection};
use super::file_names::{ENDINGS, tidy};
use super::folder::read_capped;
use super::settings::Site;

/// Keeps the pages that api.toml wants, else those of the site's navigation and those that document something without
/// standing there. They stay in order of their paths: what the navigation orders is what they document (`docs_order`).
pub(super) fn select(
    project: &ApiProject,
    pages: &mut Vec<String>,
    others: &mut Vec<(String, &'static str)>,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) {
    if project.selection == Selection::Everything {
        return;
    }
    if let Some(globs) = &project.page_globs {
        pages.retain(|page| globs.is_match(page));
        return;
    }
    let Some((site, navigation)) = project.site.as_ref().and_then(|site| Some((site, site.navigation.as_ref()?)))
    else {
        return;
    };
    let mut listed = BTreeSet::new();
    for entry in navigation {
        let path = tidy(&entry.value);
        match find(path, pages) {
            Some(page) => {
                listed.insert(page);
            }
            // `GET /users` names an operation of an OpenAPI document, and a URL another site: neither is a page file.
            None if path.contains(' ') || path.contains("://") => {}
            None => {
                let page = sources.file(entry.span.file).map_or("the navigation", |file| file.page());
                let message = format!("{page} lists `{path}`, which is not here");
                diagnostics.push(Diagnostic::at(Code::NotAPage, entry.span, message));
            }
        }
    }
    let elsewhere = elsewhere(site, pages);
    pages.retain(|page| {
        if listed.contains(page) {
            return true;
        }
        let why = if elsewhere.contains(page) {
            "only another version or language of the site lists it (`pages` in api.toml can name it)"
        } else if documents(&project.root.join(page)) {
            return true;
        } else {
            "it is not in the site's navigation, and documents nothing (`pages` in api.toml can name it)"
        };
        others.push((page.clone(), why));
        false
    });
}

fn elsewhere(site: &Site, pages: &[String]) -> BTreeSet<String> {
    let listed = site.elsewhere.iter().map(|entry: &Spanned<String>| tidy(&entry.value));
    listed.filter_map(|path| find(path, pages)).collect()
}

fn find(path: &str, pages: &[String]) -> Option<String> {
    let mut candidates = ENDINGS.iter().map(|ending| format!("{path}{ending}"));
    candidates.find(|candidate| pages.binary_search(candidate).is_ok())
}

/// Whether the frontmatter of a page names an operation.
pub(super) fn claims(path: &Path) -> bool {
    read(path).is_some_and(|text| frontmatter_claims(&text))
}

/// Whether a page names an operation or holds a field.
fn documents(path: &Path) -> bool {
    let holds_field = |text: &str| {
        ["<ParamField", "<ResponseField", "<Param "].iter().any(|tag| text.contains(tag)) || text.contains("## OpenAPI")
    };
    read(path).is_some_and(|text| frontmatter_claims(&text) || holds_field(&text))
}

fn frontmatter_claims(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let Some((head, _)) = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")) else { return false };
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.trim_matches(['"', '\'', ' ']).to_owned());
    head.lines().filter_map(key).any(|key| matches!(key.as_str(), "api" | "openapi"))
}

fn read(path: &Path) -> Option<String> {
    let bytes = read_capped(path, MAX_PAGE_BYTES as u64).ok()??;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
