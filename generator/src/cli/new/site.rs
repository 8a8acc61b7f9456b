//! Input: the address of a site, or of what lists its pages. Output: its pages in a new folder.
//! Invariant: the folder is what `fetch` would make of it: pages, and the lock that says where they came from.

use std::collections::BTreeSet;
use std::path::Path;

use super::begun::Begun;
use crate::cli::fetch;
use crate::fetch::Site;
use crate::output::{Access, NewFolder, ShelfFolder, SiteFolder};
use crate::project::{FetchOptions, Sources};

/// Fetches a site whose folder will be at `place`.
pub(super) fn fetch(new: NewFolder, address: &str, place: &Path) -> Result<Begun, Box<dyn std::error::Error>> {
    if is_repository(address) {
        return Err(format!("`{address}` is a repository: clone it, and give the folder").into());
    }
    let (docs, from) = split(address);
    let site = Site::new(Some(docs), from.into_iter(), FetchOptions::default())?;
    let shelf = ShelfFolder::beside(place);
    let fetched = fetch::pages(&site, &Sources::default(), &BTreeSet::new(), &shelf);
    // What a key would allow can be said once there is a file for it.
    let fetched = fetched.map_err(|error| match error.to_string() {
        why if why.contains("[fetch]") => {
            format!("{why}; there is no api.toml yet: give another address, or write one and `fetch`")
        }
        why => why,
    })?;
    let folder = SiteFolder::open(new.path(), Access::Write)?;
    let changes = folder.compare(&fetched, false)?;
    folder.write(&changes)?;
    shelf.clear();
    let pages = fetched.pages.len();
    let list = fetched.lists.first().map_or(address, |list| list.source.url.as_str());
    Ok(Begun {
        folder: new,
        taken: format!("{pages} page{} of `{list}`", if pages == 1 { "" } else { "s" }),
        title: fetched.title.clone(),
        docs: Some(docs.to_owned()),
        from: from.map(str::to_owned),
        passed_over: fetch::left_out(&fetched.left_out),
    })
}

/// Whether an address is that of a repository, whose pages nobody serves as text.
fn is_repository(address: &str) -> bool {
    let host = crate::schema::host::host(address);
    let hosts = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org"];
    hosts.contains(&host.trim_start_matches("www.")) || address.trim_end_matches('/').ends_with(".git")
}

/// Where a site is published, and what lists its pages where that is what was named.
fn split(address: &str) -> (&str, Option<&str>) {
    let address = address.trim_end_matches('/');
    let path = address.split_once("://").map_or("", |(_, rest)| rest);
    let is_file = |name: &str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        matches!(ending.as_deref(), Some("txt" | "xml" | "json" | "yaml" | "yml" | "md" | "mdx"))
    };
    match address.rsplit_once('/') {
        Some((docs, name)) if path.contains('/') && is_file(name) => (docs, Some(address)),
        _ => (address, None),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_site_is_told_from_a_file_of_it() {
        for (address, docs, is_file) in [
            ("https://docs.acme.example", "https://docs.acme.example", false),
            ("https://docs.acme.example/v1.2/", "https://docs.acme.example/v1.2", false),
            ("https://docs.acme.txt", "https://docs.acme.txt", false),
            ("https://docs.acme.example/docs/llms.txt", "https://docs.acme.example/docs", true),
            ("https://acme.example/openapi.json", "https://acme.example", true),
        ] {
            assert_eq!(super::split(address), (docs, is_file.then_some(address)), "{address}");
        }
    }
}
