//! Input: what api.toml says of a site. Output: [`Site`], with addresses that can be asked.
//! Invariant: a site has something to begin with, and the hosts that may be asked are those that api.toml names.

use url::Url;

use super::address::{Hosts, host, well_formed};
use super::fault::FetchError;
use crate::project::{ApiProject, FetchOptions};

/// A documentation site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where it is published.
    pub(super) docs: Option<Url>,
    /// What lists its pages; where it is empty, what sites usually have is tried.
    pub(super) from: Vec<Url>,
    /// The rest.
    pub(super) options: FetchOptions,
}

impl Site {
    /// The site of an API.
    pub fn of(project: &ApiProject) -> Result<Self, FetchError> {
        let from = project.fetch.from.iter().map(|from| from.value.as_str());
        Self::new(project.docs.as_deref(), from, project.fetch.clone())
    }

    /// A site that is published at `docs`, and whose pages `from` lists.
    pub fn new<'a>(
        docs: Option<&str>,
        from: impl Iterator<Item = &'a str>,
        options: FetchOptions,
    ) -> Result<Self, FetchError> {
        let docs = docs.map(|docs| address("docs", docs)).transpose()?;
        let from = from.map(|from| address("from", from)).collect::<Result<Vec<_>, _>>()?;
        if docs.is_none() && from.is_empty() {
            let why =
                "api.toml does not say where the pages are: add `docs = \"https://...\"`, the address of the site";
            return Err(FetchError::Site(why.to_owned()));
        }
        Ok(Self { docs, from, options })
    }

    /// The hosts that may be asked.
    pub(super) fn hosts(&self) -> Hosts {
        let mut hosts = Hosts::default();
        self.docs.iter().chain(&self.from).for_each(|url| hosts.allow(host(url)));
        self.options.hosts.iter().for_each(|host| hosts.allow(host.clone()));
        hosts
    }
}

fn address(key: &str, text: &str) -> Result<Url, FetchError> {
    let wrong =
        |why: &str| FetchError::Site(format!("`{text}` cannot be asked for pages (`{key}` in api.toml): {why}"));
    let url = Url::parse(text).map_err(|error| wrong(&error.to_string()))?;
    well_formed(&url).map_err(|why| wrong(&why))?;
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_begins_somewhere_that_can_be_asked() {
        let site = |docs, from: &[&str]| Site::new(docs, from.iter().copied(), FetchOptions::default());
        assert!(site(Some("https://docs.acme.example"), &[]).is_ok());
        assert!(site(None, &["http://127.0.0.1:8000/llms.txt"]).is_ok());
        assert!(site(None, &[]).unwrap_err().to_string().contains("add `docs"));
        let why = site(Some("http://docs.acme.example"), &[]).unwrap_err().to_string();
        assert!(why.contains("not encrypted") && why.contains("`docs` in api.toml"), "{why}");
    }
}
