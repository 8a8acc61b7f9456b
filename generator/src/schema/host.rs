//! Input: the URL of a server. Output: its host, and whether anybody's credentials may go there.
//! Invariant: what is not certain to be a host for everybody is told from one that is; no message repeats a password.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What stands between the scheme and the path, without a user, in lower case.
pub fn host(url: &str) -> String {
    let authority = authority(url);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_ascii_lowercase()
}

/// The URL without a user and a password.
pub fn shown(url: &str) -> String {
    match authority(url).rsplit_once('@') {
        Some((user, _)) => url.replacen(&format!("{user}@"), "...@", 1),
        None => url.to_owned(),
    }
}

/// Why credentials must not go there; `None` where nothing speaks against it. A machine of one's own is no danger.
pub fn unsafe_because(url: &str) -> Option<&'static str> {
    if authority(url).contains('@') {
        return Some("it holds a user");
    }
    let host = host(url);
    let (bare, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((bare, rest)) => (bare, rest.strip_prefix(':')),
        None => host.split_once(':').map_or((host.as_str(), None), |(bare, port)| (bare, Some(port))),
    };
    let is_template = |text: &str| text.contains('{');
    if port.is_some_and(|port| !is_template(port) && !matches!(port.parse::<u16>(), Ok(1..))) {
        return Some("its port is none");
    }
    let address = bare.parse::<IpAddr>().ok();
    if bare == "localhost" || bare.ends_with(".localhost") || address.is_some_and(|address| address.is_loopback()) {
        return None;
    }
    if !url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://")) {
        return Some("it is not encrypted");
    }
    let is_apart = match address {
        Some(IpAddr::V4(address)) => is_apart(address),
        Some(IpAddr::V6(address)) => is_apart_v6(address),
        None => {
            let last = bare.rsplit('.').next().unwrap_or_default();
            // A number in another form is an address to a resolver.
            let is_number = last.starts_with("0x") || last.starts_with(|c: char| c.is_ascii_digit());
            let is_named = ["local", "internal", "intranet", "lan", "home", "corp"].contains(&last);
            !is_template(bare) && (is_number || is_named || !bare.contains('.'))
        }
    };
    is_apart.then_some("it is an address of a network of its own")
}

fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

fn is_apart(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_link_local()
        || address.is_unspecified()
        || address.is_broadcast()
        || address.is_multicast()
        || first == 0
        // Between a provider and its customers.
        || first == 100 && second & 0xC0 == 64
}

fn is_apart_v6(address: Ipv6Addr) -> bool {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return mapped.is_loopback() || is_apart(mapped);
    }
    let first = address.segments().first().copied().unwrap_or_default();
    address.is_unspecified() || address.is_multicast() || first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_for_everybody_is_told_from_one_that_is_none() {
        let fine = [
            "https://api.example.com",
            "https://api.example.com:8443/v1",
            "HTTPS://API.EXAMPLE.COM",
            "https://1.1.1.1",
            "https://[2606:4700::1111]:443",
            "https://{region}.example.com",
            "https://{host}:{port}",
            "http://localhost:3000",
            "http://127.0.0.1",
            "http://[::1]:80",
        ];
        for url in fine {
            assert_eq!(unsafe_because(url), None, "{url}");
        }
        let not = [
            ("http://api.example.com", "it is not encrypted"),
            ("https://u:p@api.example.com", "it holds a user"),
            ("https://api.example.com@evil.example", "it holds a user"),
            ("https://api.example.com:65536", "its port is none"),
            ("https://api.example.com:0", "its port is none"),
            ("https://api.example.com:", "its port is none"),
        ];
        for (url, why) in not {
            assert_eq!(unsafe_because(url), Some(why), "{url}");
        }
        let apart = [
            "169.254.169.254",
            "10.0.0.7",
            "192.168.1.1",
            "172.16.0.1",
            "100.64.0.1",
            "0.0.0.0",
            "2852039166",
            "0xa9fea9fe",
            "169.254.43518",
            "[fe80::1]",
            "[fd00::1]",
            "[::ffff:10.0.0.1]",
            "backend",
            "metadata.google.internal",
            "box.local",
        ];
        for host in apart {
            let why = unsafe_because(&format!("https://{host}/v1"));
            assert_eq!(why, Some("it is an address of a network of its own"), "{host}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(shown("https://u:p@api.example.com/v1"), "https://...@api.example.com/v1");
        assert_eq!(shown("https://api.example.com/a@b"), "https://api.example.com/a@b");
        assert_eq!(host("https://u:p@Api.Example.com:1/x"), "api.example.com:1");
    }
}
