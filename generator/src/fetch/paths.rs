//! Input: the address of a page. Output: its path in the API's folder.
//! Invariant: every path that is given is one that `project` calls a page's, and no two are one file on any system.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use url::Url;

use super::address::PAGE_ENDINGS;
use super::digest::digest;
use super::lists::Kind;
use crate::project::is_page_path;

/// The path of what stands at `url`; where the site is published at `docs`, that part of the address is left out.
pub(super) fn path(url: &Url, kind: Kind, docs: Option<&Url>) -> Result<String, &'static str> {
    let mut names =
        url.path().split('/').filter(|segment| !segment.is_empty()).map(name).collect::<Result<Vec<_>, _>>()?;
    let base = docs.filter(|docs| docs.origin() == url.origin());
    let base = base.map_or_else(Vec::new, |docs| docs.path().split('/').filter(|part| !part.is_empty()).collect());
    // A page at the very address of the site is its first one.
    if names.len() >= base.len() && names.iter().zip(&base).all(|(name, part)| name == part) {
        names.drain(..base.len());
    }
    let last = names.pop().unwrap_or_else(|| "index".to_owned());
    let last = if kind == Kind::Page { page_name(&last) } else { last };
    names.push(last);
    let path = names.join("/");
    if is_page_path(&path) { Ok(path) } else { Err("its address gives no path for a file") }
}

/// A part of an address as the name of a file or a folder. Where it has characters that names do not have on every system,
/// they are left out, and what tells it from others stands behind it.
fn name(segment: &str) -> Result<String, &'static str> {
    let leaves = "its address leads out of the folder";
    let Ok(text) = percent_decode_str(segment).decode_utf8() else { return Err("its address is not UTF-8") };
    if text.contains(['/', '\\', ':']) || text.chars().any(char::is_control) || text.chars().all(|c| c == '.') {
        return Err(leaves);
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if text.chars().all(is_plain) {
        return Ok(text.into_owned());
    }
    let (stem, ending) = match text.rsplit_once('.') {
        Some((stem, ending)) if PAGE_ENDINGS.iter().any(|known| known.trim_start_matches('.') == ending) => {
            (stem, format!(".{ending}"))
        }
        _ => (text.as_ref(), String::new()),
    };
    let plain = stem.split(|c| !is_plain(c)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let told = digest(stem.as_bytes()).chars().take(6).collect::<String>();
    Ok(format!("{plain}{}{told}{ending}", if plain.is_empty() { "" } else { "-" }))
}

/// The name of a page's file: one that has the ending of a page keeps it.
fn page_name(last: &str) -> String {
    match PAGE_ENDINGS.iter().find(|ending| last.ends_with(**ending)) {
        Some(&(".html" | ".htm")) => format!("{}.md", last.rsplit_once('.').map_or(last, |(stem, _)| stem)),
        Some(_) => last.to_owned(),
        None => format!("{last}.md"),
    }
}

/// Paths that are taken.
#[derive(Debug, Default)]
pub(super) struct Claimed {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Claimed {
    /// Claims a path, unless it is another one's where upper and lower case are the same, or is a folder of one.
    pub(super) fn claim(&mut self, path: &str) -> bool {
        let folded = path.to_ascii_lowercase();
        let folders = folded.match_indices('/').filter_map(|(at, _)| folded.get(..at)).collect::<Vec<_>>();
        if self.folders.contains(&folded) || folders.iter().any(|folder| self.files.contains(*folder)) {
            return false;
        }
        if self.files.contains(&folded) {
            return false;
        }
        self.folders.extend(folders.iter().map(|folder| (*folder).to_owned()));
        self.files.insert(folded)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(address: &str, docs: Option<&str>) -> Result<String, &'static str> {
        let docs = docs.map(|docs| Url::parse(docs).unwrap());
        let url = Url::parse(address).unwrap();
        path(&url, super::super::lists::kind(&url), docs.as_ref())
    }

    #[test]
    fn a_page_lies_where_its_address_says() {
        let docs = Some("https://d.example/docs");
        for (address, path) in [
            ("https://d.example/docs/api/x.md", "api/x.md"),
            ("https://d.example/docs/api/x", "api/x.md"),
            ("https://d.example/docs/api/x/", "api/x.md"),
            ("https://d.example/docs/api/x.html?v=1", "api/x.md"),
            ("https://d.example/docs", "index.md"),
            ("https://d.example/docs2/x", "docs2/x.md"),
            ("https://other.example/docs/x.mdx", "docs/x.mdx"),
            ("https://d.example/docs/openapi.json", "openapi.json"),
            ("https://d.example/docs/../etc/passwd", "etc/passwd.md"),
            ("https://d.example/docs/%2e%2e/x", "x.md"),
            ("https://d.example/docs/v1.2", "v1.2.md"),
        ] {
            assert_eq!(of(address, docs).as_deref(), Ok(path), "{address}");
        }
        let spaced = of("https://d.example/get%20a%20loan.md", None).unwrap();
        assert!(spaced.starts_with("get-a-loan-") && spaced.ends_with(".md"), "{spaced}");
        assert_ne!(of("https://d.example/%C3%A9", None), of("https://d.example/%C3%A8", None));
    }

    #[test]
    fn an_address_that_leads_elsewhere_or_is_no_name_gives_no_path() {
        for address in [
            "https://d.example/..%2f..%2fetc%2fpasswd",
            "https://d.example/%2e%2e%2fx",
            "https://d.example/..%5c..%5cx",
            "https://d.example/c:x",
            "https://d.example/a%00b",
            "https://d.example/a%0ab",
            "https://d.example/%ff",
            "https://d.example/.git/config",
            "https://d.example/con",
            "https://d.example/NUL.md",
            "https://d.example/docs.json",
            "https://d.example/Mint.json",
            "https://d.example/x.",
        ] {
            let path = of(address, None);
            assert!(path.is_err() || path == Ok("x..md".to_owned()), "{address}: {path:?}");
        }
        assert!(of(&format!("https://d.example/{}", "a/".repeat(200)), None).is_err());
    }

    #[test]
    fn two_pages_are_never_one_file() {
        let mut claimed = Claimed::default();
        assert!(claimed.claim("a/b.md") && claimed.claim("a/c.md") && claimed.claim("b.md"));
        assert!(
            !claimed.claim("A/b.md") && !claimed.claim("a") && !claimed.claim("b.md/x.md") && !claimed.claim("b.md")
        );
    }

    proptest! {
        #[test]
        fn whatever_an_address_is_its_path_stays_in_the_folder(tail in "(/|\\.|%2e|%2f|%5c|\\\\|%00|[a-zA-Z0-9 é]|\\.md){0,12}") {
            if let Ok(url) = Url::parse(&format!("https://d.example/{tail}")) {
                for kind in [Kind::Page, Kind::Document] {
                    if let Ok(path) = path(&url, kind, None) {
                        let normal = std::path::Path::new(&path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
                        prop_assert!(normal && is_page_path(&path) && !path.contains('\\'), "{path}");
                    }
                }
            }
        }
    }
}
