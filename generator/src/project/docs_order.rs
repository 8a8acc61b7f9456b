//! Input: what lists the pages of a site: the navigation of its docs.json, its `llms.txt`, or what `fetch` noted of that.
//! Output: [`DocsOrder`], the place at which a reader comes upon a page, an operation or a document.
//! Invariant: a place is that of the list alone: no file's name has a say in it, and what no list names has no place.

use std::collections::BTreeMap;
use std::path::Path;

use crate::read::links::links;
use crate::read::openapi::{self, Reference, Subject};
use crate::schema::path::identity;

use super::file_names::{ENDINGS, SOURCES_LOCK, tidy};
use super::folder::project_file;
use super::settings::{Listed, Site};
use super::sources_lock::Sources;

/// What sites offer to programs that read them: their pages, in the order of the navigation.
const LLMS_TXT: &str = "llms.txt";

/// The places of what a site lists, counted from the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocsOrder {
    /// By path, without ending.
    pages: BTreeMap<String, usize>,
    /// By method and path, whatever its parameters are called.
    operations: BTreeMap<(String, String), usize>,
    /// By the name that the site gives it, in order.
    documents: Vec<(String, usize)>,
}

impl DocsOrder {
    /// The place of a page, by its path inside the API's folder.
    pub fn page(&self, page: &str) -> Option<usize> {
        ENDINGS.iter().find_map(|ending| self.pages.get(page.strip_suffix(ending)?).copied())
    }

    /// The place of an operation that stands in the navigation by itself.
    pub fn operation(&self, method: &str, path: &str) -> Option<usize> {
        self.operations.get(&(method.to_owned(), place(path))).copied()
    }

    /// The place of a document that stands in the navigation as a whole, by its path inside the API's folder.
    pub fn document(&self, path: &str) -> Option<usize> {
        let is_meant = |name: &str| openapi::meant(name, std::iter::once(path)).is_some();
        self.documents.iter().find(|(name, _)| is_meant(name)).map(|(_, at)| *at)
    }

    fn of_site(site: &Site) -> Self {
        let mut order = Self::default();
        for (at, listed) in site.order.iter().enumerate() {
            match listed {
                Listed::Document(name) => order.documents.push((name.clone(), at)),
                Listed::Page(entry) => {
                    if let Some(Reference { subject: Subject::Operation { method, path }, .. }) =
                        openapi::reference(entry)
                    {
                        order.operations.entry((method, place(&path))).or_insert(at);
                    }
                    order.pages.entry(tidy(entry).to_owned()).or_insert(at);
                }
            }
        }
        order
    }

    /// `docs` is where the site is published: addresses below it may be those of pages without that.
    fn of_addresses(addresses: &[String], docs: Option<&str>) -> Self {
        let mut order = Self::default();
        let docs = docs.map(site_path).unwrap_or_default();
        for (at, address) in addresses.iter().enumerate() {
            let path = site_path(address);
            let below = path.strip_prefix(docs.as_str()).map(|rest| rest.trim_start_matches('/').to_owned());
            for page in below.into_iter().chain([path]) {
                order.pages.entry(page).or_insert(at);
            }
        }
        order
    }

    /// The addresses of the site's `llms.txt` as `fetch` noted them, with the pages that it took from there.
    fn of_sources(sources: &Sources) -> Self {
        let is_index = |url: &str| site_path(url).rsplit('/').next() == Some(LLMS_TXT);
        let lists = sources.lists.iter().filter(|list| is_index(&list.source.url));
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (at, address) in lists.flat_map(|list| &list.lists).enumerate() {
            places.entry(site_path(address)).or_insert(at);
        }
        let place = |url: &str| places.get(&site_path(url)).copied();
        let pages = sources.pages.iter().filter_map(|page| Some((bare(&page.path), place(&page.source.url)?)));
        Self { pages: pages.collect(), ..Self::default() }
    }
}

/// The order of the folder `root`: of what its site arranges, else of what it lists. `docs` is where the site is published.
pub(super) fn of(site: Option<&Site>, root: &Path, docs: Option<&str>) -> DocsOrder {
    if let Some(site) = site.filter(|site| !site.order.is_empty()) {
        return DocsOrder::of_site(site);
    }
    // One that cannot be read is told where it counts: among the pages, and by `fetch`.
    let text = |name: &str| project_file(root, &root.join(name)).ok().flatten();
    if let Some(text) = text(LLMS_TXT) {
        return DocsOrder::of_addresses(&links(&text), docs);
    }
    text(SOURCES_LOCK)
        .and_then(|text| Sources::parse(&text).ok())
        .map(|sources| DocsOrder::of_sources(&sources))
        .unwrap_or_default()
}

/// The path of an operation as it is compared.
fn place(path: &str) -> String {
    let path = identity(path);
    if path.len() > 1 { path.trim_end_matches('/').to_owned() } else { path }
}

/// The path of an address on its site, without ending.
fn site_path(address: &str) -> String {
    let plain = address.trim().split(['?', '#']).next().unwrap_or_default();
    let path = plain.split_once("://").map_or(plain, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    bare(tidy(path))
}

/// A page's path without ending.
fn bare(path: &str) -> String {
    let ending = [".mdx", ".md"].iter().find_map(|ending| path.strip_suffix(ending));
    ending.unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_list_names_has_no_place() {
        let addresses = ["https://d.example/docs/b.md", "/docs/a/index.md#x", "c?y"].map(str::to_owned);
        let order = DocsOrder::of_addresses(&addresses, Some("https://d.example/docs"));
        let places = ["b.mdx", "docs/b.md", "a/index.md", "c.txt", "d.md"].map(|page| order.page(page));
        assert_eq!(places, [Some(0), Some(0), Some(1), Some(2), None]);
    }

    #[test]
    fn what_was_fetched_stands_as_the_index_of_the_site_lists_it() {
        let list =
            |url: &str, lists: &str| format!("[[list]]\nurl = '{url}'\nsha256 = '0'\ndate = 'd'\nlists = [{lists}]\n");
        let page = |path: &str, url: &str| {
            format!("[[page]]\npath = '{path}'\nurl = 'https://d.example/{url}'\nsha256 = '0'\ndate = 'd'\n")
        };
        let text = [
            "version = 1\n".to_owned(),
            list("https://d.example/llms.txt", "'https://d.example/z.md', 'https://d.example/a'"),
            list("https://d.example/sitemap.xml", "'https://d.example/m'"),
            page("z.md", "z.md"),
            page("a.md", "a.md"),
            page("m.md", "m.md"),
        ];
        let order = DocsOrder::of_sources(&Sources::parse(&text.concat()).unwrap());
        assert_eq!(["z.md", "a.md", "m.md"].map(|page| order.page(page)), [Some(0), Some(1), None]);
    }
}
