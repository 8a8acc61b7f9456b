//! Input: a base URL and credentials. Output: [`Config`], from which requests are made.
//! Invariant: a config that exists is usable, and sends its credentials in clear to no other host than this one's own.

use std::fmt;
use std::marker::PhantomData;
use std::net::IpAddr;

use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use http::uri::{Scheme, Uri};

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
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyLocation {
    /// Into this header.
    Header(&'static str),
    /// Into this query parameter.
    Query(&'static str),
    /// Into this cookie.
    Cookie(&'static str),
}

/// An API whose callers prove who they are with a key.
pub trait KeyAuth: Api {
    /// Where the key goes.
    const LOCATION: KeyLocation;
}

/// Where and as whom the operations of an API are called.
pub struct Config<A> {
    origin: String,
    path: String,
    headers: HeaderMap,
    credentials: Credentials,
    api: PhantomData<fn() -> A>,
}

/// The making of a [`Config`].
#[derive(Clone)]
#[must_use]
pub struct ConfigBuilder<A> {
    base_url: Option<String>,
    allow_http: bool,
    headers: Vec<(String, String)>,
    given: Given,
    api: PhantomData<fn() -> A>,
}

#[derive(Clone, Debug)]
enum Given {
    None,
    Bearer(Secret),
    Basic(Secret),
    Key(KeyLocation, Secret),
}

#[derive(Clone, Debug)]
pub(crate) enum Credentials {
    None,
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
}

impl<A: Api> Config<A> {
    /// A builder; it knows the first documented server.
    pub fn builder() -> ConfigBuilder<A> {
        ConfigBuilder {
            base_url: A::SERVERS.first().map(|url| (*url).to_owned()),
            allow_http: false,
            headers: Vec::new(),
            given: Given::None,
            api: PhantomData,
        }
    }
}

impl<A> Config<A> {
    /// The base URL, without a slash at its end.
    pub fn base_url(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
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
            origin: self.origin.clone(),
            path: self.path.clone(),
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

impl<A> ConfigBuilder<A> {
    /// Where the API answers, such as `https://api.example.com/v1`: the first documented server unless given. The
    /// documented ones are constants in the API's module `servers`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows `http` for other hosts than this one. Everybody on the way then reads the credentials.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Sends `Authorization: Bearer ...`.
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.given = Given::Bearer(Secret::new(token));
        self
    }

    /// Sends `Authorization: Basic ...`.
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        self.given = Given::Basic(Secret::new(base64(format!("{user}:{password}").as_bytes())));
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
        let url = self.base_url.ok_or_else(|| Error::config("no base URL is given, and none is documented"))?;
        let (origin, path) = parse_base(&url, self.allow_http).map_err(Error::config)?;
        let header = |name: HeaderName, value: Option<HeaderValue>| match value {
            Some(value) => Ok(Credentials::Header(name, value)),
            None => Err(Error::config("the credentials hold a character that no header can carry")),
        };
        let credentials = match self.given {
            Given::None => Credentials::None,
            Given::Bearer(token) => header(AUTHORIZATION, token.header("Bearer "))?,
            Given::Basic(pair) => header(AUTHORIZATION, pair.header("Basic "))?,
            Given::Key(KeyLocation::Query(name), key) => Credentials::Query(name, key),
            Given::Key(KeyLocation::Cookie(name), key) => Credentials::Cookie(name, key),
            Given::Key(KeyLocation::Header(name), key) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| Error::config("the documented name of the key's header is none"))?;
                header(name, key.header(""))?
            }
        };
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            let header = encode::extra_header(&name, &value);
            let (name, value) = header
                .map_err(|problem| Error::config(format!("the default header `{}`: {problem}", name.escape_debug())))?;
            headers.insert(name, value);
        }
        Ok(Config { origin, path, headers, credentials, api: PhantomData })
    }
}

impl<A: KeyAuth> ConfigBuilder<A> {
    /// Sends this key where the API wants it.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.given = Given::Key(A::LOCATION, Secret::new(key));
        self
    }
}

/// Origin and path of a base URL. The messages never repeat it: it may hold a password.
fn parse_base(url: &str, allow_http: bool) -> Result<(String, String), &'static str> {
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
    Ok((format!("{scheme}://{authority}"), path.to_owned()))
}

fn is_loopback(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
