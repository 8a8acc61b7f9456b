//! Input: a base URL and credentials. Output: [`Config`], from which requests are made.
//! Invariant: a config that exists is usable, sends its credentials in clear to no other host than this one's own, and to
//! no host that neither the caller nor the documentation names.

use std::fmt;
use std::marker::PhantomData;
use std::net::IpAddr;

use http::header::HeaderMap;
use http::uri::{Scheme, Uri};

use super::credentials::{AuthScheme, Credentials, Given, KeyLocation};
use super::encode;
use super::error::Error;
use super::path_builder::{is_dots, is_path};
use super::secret::{Secret, base64};

/// The facts of an API that all of its operations share. Its module implements it.
pub trait Api {
    /// The API's name.
    const NAME: &'static str;
    /// The documented servers; the first is the default.
    const SERVERS: &'static [&'static str];
    /// Documented servers that only some operations have.
    const OTHER_SERVERS: &'static [&'static str] = &[];
    /// How callers prove who they are, where operations differ in that.
    const AUTH: Option<AuthScheme> = None;
    /// How the callers of single operations do it.
    const OTHER_AUTH: &'static [AuthScheme] = &[];
}

/// An API whose callers prove who they are with a key.
pub trait KeyAuth: Api {
    /// Where the key goes.
    const LOCATION: KeyLocation;
}

/// Where and as whom the operations of an API are called.
pub struct Config<A> {
    base: Base,
    /// Where operations are called that are documented at one of these. One that cannot be called as it is documented has
    /// no base; what stands not here has the same as the others.
    others: Vec<(&'static str, Option<Base>)>,
    headers: HeaderMap,
    credentials: Credentials,
    api: PhantomData<fn() -> A>,
}

/// The making of a [`Config`].
#[derive(Clone)]
#[must_use]
pub struct ConfigBuilder<A> {
    base_url: Option<String>,
    replaced: Vec<(String, String)>,
    allow_http: bool,
    headers: Vec<(String, String)>,
    given: Given,
    api: PhantomData<fn() -> A>,
}

/// A base URL in its two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// Scheme and host.
    pub(crate) origin: String,
    /// Empty, or from a slash on, without one at its end.
    pub(crate) path: String,
}

impl<A: Api> Config<A> {
    /// A builder; it knows the first documented server.
    pub fn builder() -> ConfigBuilder<A> {
        ConfigBuilder {
            base_url: None,
            replaced: Vec::new(),
            allow_http: false,
            headers: Vec::new(),
            given: Given::default(),
            api: PhantomData,
        }
    }
}

impl<A> Config<A> {
    /// The base URL, without a slash at its end; an operation that is documented elsewhere has another one, unless this one
    /// was given for all.
    pub fn base_url(&self) -> String {
        format!("{}{}", self.base.origin, self.base.path)
    }

    /// Where an operation is called that is documented at this server of its own.
    pub(crate) fn base(&self, server: Option<&str>) -> Result<&Base, Error> {
        let known = server.and_then(|server| self.others.iter().find(|(documented, _)| *documented == server));
        let Some((documented, base)) = known else { return Ok(&self.base) };
        base.as_ref().ok_or_else(|| {
            let documented = documented.escape_debug();
            Error::config(format!("`{documented}` cannot be called as it is; give a URL in its place with `server`"))
        })
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.credentials
    }
}

impl<A> Clone for Config<A> {
    fn clone(&self) -> Self {
        Self {
            base: self.base.clone(),
            others: self.others.clone(),
            headers: self.headers.clone(),
            credentials: self.credentials.clone(),
            api: PhantomData,
        }
    }
}

impl<A> fmt::Debug for Config<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("base_url", &self.base_url()).field("credentials", &self.credentials).finish()
    }
}

impl<A> fmt::Debug for ConfigBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet: it may still hold a password.
        f.debug_struct("ConfigBuilder").field("allow_http", &self.allow_http).field("credentials", &self.given).finish()
    }
}

impl<A: Api> ConfigBuilder<A> {
    /// Where the API answers, such as `https://api.example.com/v1`: the first documented server unless given. The
    /// documented ones are constants in the API's module `servers`. It holds for all operations, for those too that are
    /// documented at a server of their own, but for what [`server`](Self::server) names.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Calls what is documented at `documented`, a constant of the API's module `servers`, at `url` instead.
    pub fn server(mut self, documented: impl Into<String>, url: impl Into<String>) -> Self {
        self.replaced.push((documented.into(), url.into()));
        self
    }

    /// Allows `http` for other hosts than this one. Everybody on the way then reads the credentials.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Sends `Authorization: Bearer ...`.
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.given.set(AuthScheme::Bearer, Secret::new(token));
        self
    }

    /// Sends `Authorization: Basic ...`.
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        self.given.set(AuthScheme::Basic, Secret::new(base64(format!("{user}:{password}").as_bytes())));
        self
    }

    /// Sends this key to the operations that want one there. Where all want the same, that is `api_key`.
    pub fn api_key_at(mut self, location: KeyLocation, key: impl Into<String>) -> Self {
        self.given.set(AuthScheme::Key(location), Secret::new(key));
        self
    }

    /// Sends this header with every request; one that an operation has of its own wins.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How requests introduce themselves; a default header of that name wins.
    #[cfg_attr(not(feature = "transport"), allow(dead_code, reason = "a client introduces itself"))]
    pub(crate) fn introduced_as(mut self, name: String) -> Self {
        self.headers.insert(0, ("user-agent".to_owned(), name));
        self
    }

    /// Checks what was given.
    ///
    /// # Errors
    ///
    /// There is no base URL, it is not one, it is not `https`, or no header can carry the credentials or a default.
    pub fn build(self) -> Result<Config<A>, Error> {
        let parse = |url: &str| parse_base(url, self.allow_http);
        let in_place_of = |documented: &str| self.replaced.iter().rev().find(|(known, _)| known == documented);
        for (documented, url) in &self.replaced {
            if !A::SERVERS.iter().chain(A::OTHER_SERVERS).any(|known| known == documented) {
                return Err(Error::config("what is replaced is none of the documented servers"));
            }
            parse(url).map_err(Error::config)?;
        }
        let first = A::SERVERS.first().copied();
        let replaced = first.and_then(in_place_of).map(|(_, url)| url.as_str());
        let Some(url) = replaced.or(self.base_url.as_deref()).or(first) else {
            return Err(Error::config("no base URL is given, and none is documented"));
        };
        let base = parse(url).map_err(Error::config)?;
        let others = A::SERVERS.iter().chain(A::OTHER_SERVERS).filter_map(|documented| match in_place_of(documented) {
            Some((_, url)) => Some((*documented, parse(url).ok())),
            // What was given for all holds for this one, too.
            None => self.base_url.is_none().then(|| (*documented, parse(documented).ok())),
        });
        let others = others.collect();
        let credentials = self.given.checked().map_err(Error::config)?;
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            let header = encode::extra_header(&name, &value);
            let (name, value) = header
                .map_err(|problem| Error::config(format!("the default header `{}`: {problem}", name.escape_debug())))?;
            headers.insert(name, value);
        }
        Ok(Config { base, others, headers, credentials, api: PhantomData })
    }
}

impl<A: KeyAuth> ConfigBuilder<A> {
    /// Sends this key where the API wants it.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.given.set(AuthScheme::Key(A::LOCATION), Secret::new(key));
        self
    }
}

/// A base URL in its parts. The messages never repeat it: it may hold a password.
fn parse_base(url: &str, allow_http: bool) -> Result<Base, &'static str> {
    // `Uri` drops a fragment and takes user and password for part of the host.
    if url.contains(['?', '#']) {
        return Err("the base URL has a query or a fragment");
    }
    let uri: Uri = url.parse().map_err(|_| "the base URL is none")?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err("the base URL does not start with `https://` and a host");
    };
    if authority.as_str().contains('@') {
        return Err("the base URL holds a user or a password: give them as credentials");
    }
    if authority.host().is_empty() {
        return Err("the base URL has no host");
    }
    let secure = *scheme == Scheme::HTTPS;
    if !secure && *scheme != Scheme::HTTP {
        return Err("the base URL is neither `https` nor `http`");
    }
    if !secure && !allow_http && !is_loopback(authority.host()) {
        return Err("the base URL is not `https`; `allow_http` permits it");
    }
    let path = uri.path().trim_end_matches('/');
    if !is_path(path) || path.split('/').skip(1).any(is_dots) {
        return Err("the path of the base URL has an empty or a dot segment, or a character that must be encoded");
    }
    Ok(Base { origin: format!("{scheme}://{authority}"), path: path.to_owned() })
}

fn is_loopback(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
