//! Input: an address, as api.toml, a list or a redirect gives it. Output: the same as a URL that may be asked, or why not.
//! Invariant: whatever gets through is on a host that api.toml names, and encrypted unless it is this very machine.

use std::collections::BTreeSet;
use std::net::IpAddr;

use url::{Host, Url};

/// The hosts that may be asked, with the port where it is not the usual one.
#[derive(Clone, Debug, Default)]
pub(super) struct Hosts(BTreeSet<String>);

impl Hosts {
    /// Lets a host be asked.
    pub(super) fn allow(&mut self, host: String) {
        self.0.insert(host);
    }

    /// Whether a URL may be asked; the error says why not.
    pub(super) fn judge(&self, url: &Url) -> Result<(), String> {
        well_formed(url)?;
        let host = host(url);
        if self.0.contains(&host) {
            return Ok(());
        }
        Err(format!("`{host}` is not among the `hosts` of [fetch] in api.toml"))
    }
}

/// The host of a URL, with the port where it is not the usual one.
pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether a URL can be asked at all.
pub(super) fn well_formed(url: &Url) -> Result<(), String> {
    match url.scheme() {
        "https" => {}
        "http" if url.host_str().is_some_and(is_this_machine) => {}
        "http" => return Err("it is not encrypted (`https://`)".to_owned()),
        scheme => return Err(format!("`{scheme}:` is no way to a page")),
    }
    match url.username().is_empty() && url.password().is_none() {
        true if url.has_host() => Ok(()),
        true => Err("it has no host".to_owned()),
        false => Err("it holds a user".to_owned()),
    }
}

/// Whether a host is the machine that this runs on, by its name alone.
pub(super) fn is_this_machine(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Ok(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Ok(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Err(_) => false,
    }
}

/// An address of a page without what it is asked for with: fragment, ending, and the slash behind it.
pub(super) fn page_key(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix("/index").unwrap_or(path);
    let path = PAGE_ENDINGS.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path).to_owned();
    url.set_path(path.strip_suffix("/index").unwrap_or(&path));
    url.into()
}

/// How the address of a page may end.
pub(super) const PAGE_ENDINGS: [&str; 5] = [".md", ".mdx", ".txt", ".html", ".htm"];

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(address: &str) -> Result<(), String> {
        let mut hosts = Hosts::default();
        ["docs.acme.example", "127.0.0.1:8000", "[::1]:8000", "cdn.acme.example:8443"]
            .iter()
            .for_each(|host| hosts.allow((*host).to_owned()));
        hosts.judge(&Url::parse(address).unwrap())
    }

    #[test]
    fn only_named_hosts_are_asked_and_only_encrypted() {
        for address in [
            "https://docs.acme.example/x",
            "https://DOCS.acme.example:443/x",
            "http://127.0.0.1:8000/x",
            "http://2130706433:8000/x",
            "http://[::1]:8000/x",
            "https://cdn.acme.example:8443/x",
        ] {
            assert_eq!(judged(address), Ok(()), "{address}");
        }
        for (address, why) in [
            ("http://docs.acme.example/x", "not encrypted"),
            ("https://docs.acme.example:8443/x", "not among"),
            ("https://docs.acme.example.evil.example/x", "not among"),
            ("https://docs.acme.example@evil.example/x", "holds a user"),
            ("https://u:p@docs.acme.example/x", "holds a user"),
            ("http://127.0.0.1:8001/x", "not among"),
            ("https://169.254.169.254/latest", "not among"),
            ("http://169.254.169.254/latest", "not encrypted"),
            ("file:///etc/passwd", "no way to a page"),
            ("ftp://docs.acme.example/x", "no way to a page"),
            ("data:text/plain,x", "no way to a page"),
        ] {
            assert!(judged(address).unwrap_err().contains(why), "{address}");
        }
    }

    #[test]
    fn one_page_has_one_key_however_it_is_asked_for() {
        let key = |address: &str| page_key(&Url::parse(address).unwrap());
        for address in [
            "https://d.example/a/b",
            "https://d.example/a/b.md#x",
            "https://d.example/a/b/",
            "https://d.example/a/b/index.html",
        ] {
            assert_eq!(key(address), "https://d.example/a/b", "{address}");
        }
        assert_eq!(key("https://d.example/index.md"), key("https://d.example"));
        assert_ne!(key("https://d.example/a?v=1"), key("https://d.example/a?v=2"));
    }
}
