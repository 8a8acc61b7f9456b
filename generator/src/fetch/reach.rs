//! Input: a host that is about to be connected to. Output: the addresses that it has, or an error where one of them is not
//! for everybody.
//! Invariant: what is judged is what is connected to: the client gets its addresses from here and looks nothing up itself.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::is_this_machine;

/// A resolver that gives no address of a network of its own. This machine counts only where it is named as such: a name that
/// leads here in secret is refused.
#[derive(Debug)]
pub(super) struct Guarded<R>(pub(super) R);

impl<R: Resolver> Resolver for Guarded<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        let is_here = uri.host().is_some_and(is_this_machine);
        let is_fine = |address: IpAddr| if is_here { address.is_loopback() } else { is_public(address) };
        match found.iter().find(|address| !is_fine(address.ip())) {
            None => Ok(found),
            Some(address) => Err(ureq::Error::Other(Box::new(NotPublic(address.ip())))),
        }
    }
}

/// An address that nothing is fetched from.
#[derive(Debug)]
pub(super) struct NotPublic(IpAddr);

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "its host leads to {}, an address of a network of its own", self.0)
    }
}

impl std::error::Error for NotPublic {}

/// Whether an address is one of the public internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_apart = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || first == 0
        // Between a provider and its customers.
        || first == 100 && second & 0xC0 == 64
        // Protocols, the old way to IPv6, and measurements.
        || first == 192 && second == 0 && third == 0
        || first == 192 && second == 88 && third == 99
        || first == 198 && second & 0xFE == 18
        || first >= 240;
    !is_apart
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, fourth, .., seventh, eighth] = address.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    match (first, second) {
        // Addresses that hold one of IPv4: translated, and tunnelled.
        (0x64, 0xFF9B) if third == 0 && fourth == 0 => inner(seventh, eighth),
        (0x2002, _) => inner(second, third),
        // Tunnels, and what is for documentation alone.
        (0x2001, 0 | 0xDB8) | (0x3FFF, _) => false,
        // All else that is routed.
        _ => first & 0xE000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use std::net::{SocketAddr, ToSocketAddrs as _};

    use ureq::unversioned::transport::time::Duration;

    use super::*;

    #[test]
    fn addresses_of_networks_of_their_own_are_told_from_public_ones() {
        for address in [
            "1.1.1.1",
            "93.184.216.34",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "64:ff9b::101:101",
            "::ffff:1.1.1.1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.7",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:169.254.169.254",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "100::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    /// Names that lead where somebody wants them to.
    #[derive(Debug)]
    struct Names(&'static [&'static str]);

    impl Resolver for Names {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut found = self.empty();
            let addresses = self.0.iter().flat_map(|address| format!("{address}:443").to_socket_addrs().unwrap());
            addresses.for_each(|address: SocketAddr| found.push(address));
            Ok(found)
        }
    }

    fn leads(host: &str, addresses: &'static [&'static str]) -> Result<usize, String> {
        let timeout = NextTimeout { after: Duration::NotHappening, ..NextTimeout::default() };
        let uri = format!("https://{host}/x").parse().unwrap();
        let found = Guarded(Names(addresses)).resolve(&uri, &Config::default(), timeout);
        found.map(|found| found.len()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_name_that_leads_to_such_an_address_is_refused_whatever_else_it_has() {
        assert_eq!(leads("docs.acme.example", &["93.184.216.34"]), Ok(1));
        for addresses in [&["169.254.169.254"][..], &["127.0.0.1"], &["93.184.216.34", "10.0.0.7"]] {
            let why = leads("docs.acme.example", addresses).unwrap_err();
            assert!(why.contains("an address of a network of its own"), "{why}");
        }
    }

    #[test]
    fn a_name_of_this_machine_leads_nowhere_else() {
        assert_eq!(leads("localhost", &["127.0.0.1"]), Ok(1));
        assert!(leads("localhost", &["10.0.0.7"]).is_err());
        assert!(leads("localhost", &["93.184.216.34"]).is_err());
    }
}
