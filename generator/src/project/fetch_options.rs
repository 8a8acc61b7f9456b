//! Input: the keys of `[fetch]`. Output: [`FetchOptions`], or why not, at the key.
//! Invariant: addresses and hosts are judged by their form alone; whether they may be asked is for whoever asks.

use std::ops::Range;
use std::time::Duration;

use globset::GlobSet;

use crate::source::Spanned;

use super::config;
use super::settings::FetchOptions;

/// What is wrong with a key: where, what, and what to write.
pub(super) type Wrong = (Range<usize>, String, &'static str);

/// The options of `fetch`, whose `pages` are `globs`. What is wrong is added to `wrong`, and its key then says nothing.
pub(super) fn options(
    fetch: config::Fetch,
    globs: Option<GlobSet>,
    place: impl Fn(toml::Spanned<String>) -> Spanned<String>,
    wrong: &mut Vec<Wrong>,
) -> FetchOptions {
    let mut options = FetchOptions { pages: globs, ..FetchOptions::default() };
    for address in fetch.from.unwrap_or_default() {
        if is_address(address.get_ref()) {
            options.from.push(place(address));
        } else {
            let message = format!("`{}` is no address of a page", address.get_ref());
            wrong.push((address.span(), message, "such as `https://docs.example.com/llms.txt`"));
        }
    }
    for host in fetch.hosts.unwrap_or_default() {
        if is_host(host.get_ref()) {
            options.hosts.push(host.get_ref().to_ascii_lowercase());
        } else {
            let message = format!("`{}` is no host", host.get_ref());
            wrong.push((host.span(), message, "such as `static.example.com`, without scheme and path"));
        }
    }
    let mut number = |key: Option<toml::Spanned<u64>>, range: Range<u64>, help: &'static str| {
        let key = key?;
        if range.contains(key.get_ref()) {
            return Some(*key.get_ref());
        }
        wrong.push((key.span(), format!("`{}` is too little or too much", key.get_ref()), help));
        None
    };
    if let Some(pages) = number(fetch.max_pages, 1..100_001, "a number of pages from 1 to 100000") {
        options.max_pages = usize::try_from(pages).unwrap_or(usize::MAX);
    }
    if let Some(mib) = number(fetch.max_page_mib, 1..17, "from 1 to 16 MiB") {
        options.max_page_bytes = mib << 20;
    }
    if let Some(mib) = number(fetch.max_total_mib, 1..4097, "from 1 to 4096 MiB") {
        options.max_total_bytes = mib << 20;
    }
    if let Some(seconds) = number(fetch.timeout, 1..601, "from 1 to 600 seconds") {
        options.timeout = Duration::from_secs(seconds);
    }
    if let Some(seconds) = number(fetch.max_time, 1..86_401, "from 1 to 86400 seconds") {
        options.max_time = Duration::from_secs(seconds);
    }
    options
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic() && !"<>\"\\^`{|}".contains(c))
    })
}

fn is_host(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let is_name = |host: &str| host.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    let is_v6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_v6 = is_v6.is_some_and(|host| host.parse::<std::net::Ipv6Addr>().is_ok());
    !host.is_empty() && (is_name(host) || is_v6) && port.is_none_or(|port| matches!(port.parse::<u16>(), Ok(1..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_addresses_are_told_from_what_looks_like_them() {
        for host in ["docs.acme.example", "127.0.0.1:8000", "[::1]:80", "localhost"] {
            assert!(is_host(host), "{host}");
        }
        for host in ["https://x", "x/y", "x:0", "x:99999", "", ":80", "[::1", "a b", "u@x"] {
            assert!(!is_host(host), "{host}");
        }
        assert!(is_address("https://docs.acme.example/llms.txt?x=1"));
        for address in ["docs.acme.example", "https://", "ftp://x", "https://x y", "https://{x}"] {
            assert!(!is_address(address), "{address}");
        }
    }
}
