//! Input: the texts of pages. Output: what is written often in them and may say where an API answers, or how.
//! Invariant: all of it is a guess, told as one; nothing is decided by it.

use std::collections::BTreeMap;

use regex::Regex;

/// A guess, and how often its words stand on the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// An address, or a header.
    pub(super) what: String,
    /// On how many pages.
    pub(super) pages: usize,
    /// The first of them.
    pub(super) first: String,
}

/// The most that are worth a line.
const MOST: usize = 3;

/// Hosts that documentation names for other reasons.
const OTHERS: [&str; 9] = [
    "example.com",
    "example.org",
    "github.com",
    "githubusercontent.com",
    "w3.org",
    "schema.org",
    "mintlify.com",
    "youtube.com",
    "localhost",
];

/// Addresses whose host begins with a word that APIs have, most frequent first.
pub(super) fn hosts<'a>(pages: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Guess> {
    let is_api =
        |host: &str| host.split('.').next().is_some_and(|first| first.contains("api") || first.contains("sandbox"));
    counted(pages, r"https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/(?:api|v[0-9]+)\b)*", |url| {
        let host = url.trim_start_matches("https://").split(['/', ':']).next().unwrap_or_default();
        is_api(host) || url.matches('/').count() > 2
    })
}

/// Addresses whose host begins as those of documentation do.
pub(super) fn docs<'a>(pages: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Guess> {
    counted(pages, r"https://(?:docs|doc|developers?|dev)\.[A-Za-z0-9.-]+", |_| true)
}

/// Headers that hold credentials.
pub(super) fn headers<'a>(pages: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Guess> {
    counted(pages, r"(?i)\bAuthorization: (?:Bearer|Basic)\b|\bx-[a-z-]*(?:key|token|secret)\b|\bapi-key\b", |_| true)
}

/// The last two names of an address's host: those of one owner mostly have them in common.
pub(super) fn domain(url: &str) -> String {
    let host = crate::schema::host::host(url);
    let host = host.split(':').next().unwrap_or_default();
    let names = host.rsplitn(3, '.').take(2).collect::<Vec<_>>();
    names.into_iter().rev().collect::<Vec<_>>().join(".")
}

fn counted<'a>(
    pages: impl Iterator<Item = (&'a str, &'a str)>,
    pattern: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<Guess> {
    let Ok(pattern) = Regex::new(pattern) else { return Vec::new() };
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (page, text) in pages {
        let found = pattern.find_iter(text).map(|found| found.as_str().trim_end_matches(['.', '-']).to_lowercase());
        let found = found.filter(|word| is_wanted(word) && !OTHERS.iter().any(|other| word.contains(other)));
        for word in found.collect::<std::collections::BTreeSet<_>>() {
            counts.entry(word).or_insert_with(|| (0, page.to_owned())).0 += 1;
        }
    }
    let guesses = counts.into_iter().map(|(what, (pages, first))| Guess { what, pages, first });
    let mut guesses = guesses.collect::<Vec<_>>();
    guesses.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| a.what.cmp(&b.what)));
    guesses.truncate(MOST);
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: [(&str, &str); 3] = [
        ("a.md", "curl https://api.acme.example/v1/loans -H 'X-Api-Key: k'\nSee https://docs.acme.example/x."),
        ("b.md", "https://api.acme.example/v1/x https://api.acme.example/v1/y https://github.com/acme/api/v1"),
        ("c.md", "https://sandbox.acme.example, https://www.acme.example/about `Authorization: Bearer t` x-api-key"),
    ];

    #[test]
    fn what_is_written_often_comes_first() {
        let hosts = hosts(PAGES.into_iter());
        assert_eq!(hosts[0], Guess { what: "https://api.acme.example/v1".into(), pages: 2, first: "a.md".into() });
        assert_eq!(hosts.len(), 2, "{hosts:?}");
        assert_eq!(domain("https://api.eu.acme.example:8443/v1"), domain("https://docs.acme.example"));
        assert_ne!(domain("https://api.acme.example"), domain("https://docs.other.example"));
        assert_eq!(docs(PAGES.into_iter())[0].what, "https://docs.acme.example");
        let headers = headers(PAGES.into_iter());
        assert_eq!((headers[0].what.as_str(), headers[0].pages), ("x-api-key", 2));
        assert_eq!(headers[1].what, "authorization: bearer");
    }
}
