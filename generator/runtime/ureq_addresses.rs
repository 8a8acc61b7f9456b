//! Input: the host of a request. Output: its addresses, looked up or remembered.
//! Invariant: what is remembered is as good as new: for a short time, and never longer than it leads anywhere.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::Uri;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// So long an address is believed. Every lookup with a time limit costs a thread, and every request asks.
const LONGEST: Duration = Duration::from_secs(30);

/// An API answers at one host or a few.
const MOST_HOSTS: usize = 32;

/// Looks up addresses, and remembers them. Clones share what they remember.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    known: Arc<Mutex<HashMap<String, Known>>>,
    lookup: Arc<DefaultResolver>,
}

#[derive(Debug)]
struct Known {
    since: Instant,
    addresses: Vec<SocketAddr>,
}

impl Addresses {
    /// Looks the host up anew when it is asked for next: no connection came about.
    pub(crate) fn forget(&self, uri: &Uri) {
        if let Some(host) = host(uri) {
            self.known().remove(&host);
        }
    }

    /// A thread that has panicked while it held the lock leaves nothing half done.
    fn known(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host and its port, as they are looked up.
fn host(uri: &Uri) -> Option<String> {
    DefaultResolver::host_and_port(uri.scheme()?, uri.authority()?)
}

impl Resolver for Addresses {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let Some(host) = host(uri) else { return self.lookup.resolve(uri, config, timeout) };
        if let Some(known) = self.known().get(&host).filter(|known| known.since.elapsed() < LONGEST) {
            let mut addresses = self.empty();
            known.addresses.iter().for_each(|address| addresses.push(*address));
            return Ok(addresses);
        }
        let addresses = self.lookup.resolve(uri, config, timeout)?;
        let found = Known { since: Instant::now(), addresses: addresses.to_vec() };
        let mut known = self.known();
        if known.len() >= MOST_HOSTS {
            known.clear();
        }
        known.insert(host, found);
        Ok(addresses)
    }
}
