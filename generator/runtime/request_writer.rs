//! Input: the values of an operation, each with the place where it belongs. Output: its `http::Request`.
//! Invariant: an operation's own header wins over a default of the client, the credentials win over both, and what the
//! options of the call name wins over all.

use http::header::{ACCEPT, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Uri};
use serde::Serialize;

use super::body::Body;
use super::config::{Api, Base, Config};
use super::credentials::{AuthScheme, Credential};
use super::encode::{self, Problem};
use super::error::Error;
use super::path_builder::PathBuilder;
use super::path_template::PathTemplate;
use super::payload::Payload;
use super::request_options::RequestOptions;

/// Takes the values of an operation to where they belong in its request.
#[derive(Debug)]
pub struct RequestWriter {
    template: PathTemplate,
    path: PathBuilder,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    cookies: String,
    pub(super) payload: Payload,
}

impl RequestWriter {
    pub(super) fn new(base: &str, template: &'static str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        Self {
            template: PathTemplate::new(template),
            path: PathBuilder::below(base),
            query: String::new(),
            headers,
            cookies: String::new(),
            payload: Payload::None,
        }
    }

    /// Puts a value into its place in the path; the items of a list are joined with commas.
    ///
    /// # Errors
    ///
    /// It holds more than single values, is empty, or would lead to another path.
    pub fn path<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
        let path = self.path_up_to(name);
        let appended = if value.is_array() || value.is_object() {
            let joined =
                |items: Vec<String>| items.iter().map(|item| encode::percent(item)).collect::<Vec<_>>().join(",");
            encode::flat(&value).map(joined).and_then(|text| path.encoded(&text))
        } else {
            encode::scalar(&value).and_then(|value| path.value(&value))
        };
        appended.map_err(|problem| Error::request(name, problem))
    }

    /// The path as far as it goes before the place of this name.
    pub(super) fn path_up_to(&mut self, name: &str) -> &mut PathBuilder {
        self.path.literal(self.template.before(name));
        &mut self.path
    }

    /// Appends a query parameter; a list repeats its name, and `None` is left out.
    ///
    /// # Errors
    ///
    /// It cannot be serialised.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let value = encode::json(value).map_err(|problem| Error::request(name, problem))?;
        encode::query(&mut self.query, name, &value);
        Ok(())
    }

    /// Sets a header; the items of a list are joined with commas, and `None` is left out.
    ///
    /// # Errors
    ///
    /// A header cannot hold it.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let set = || {
            let Some(text) = encode::list(&encode::json(value)?)? else { return Ok(None) };
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Problem::Header)?;
            let mut value = HeaderValue::try_from(text).map_err(|_| Problem::Header)?;
            // Some APIs document a key as a parameter like any other.
            value.set_sensitive(true);
            Ok(Some((header, value)))
        };
        if let Some((header, value)) = set().map_err(|problem| Error::request(name, problem))? {
            self.headers.insert(header, value);
        }
        Ok(())
    }

    /// Adds a cookie; `None` is left out.
    ///
    /// # Errors
    ///
    /// It is not a single value.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let text = encode::json(value).and_then(|value| encode::list(&value));
        if let Some(text) = text.map_err(|problem| Error::request(name, problem))? {
            self.add_cookie(name, &text);
        }
        Ok(())
    }

    fn add_cookie(&mut self, name: &str, text: &str) {
        if !self.cookies.is_empty() {
            self.cookies.push_str("; ");
        }
        encode::push_percent(&mut self.cookies, name);
        self.cookies.push('=');
        encode::push_percent(&mut self.cookies, text);
    }

    /// `auth` is the scheme of this operation, where it has one of its own.
    pub(super) fn finish<A: Api>(
        mut self,
        (method, auth): (&str, Option<AuthScheme>),
        (config, base): (&Config<A>, &Base),
        options: Option<&RequestOptions>,
    ) -> Result<Request<Body>, Error> {
        let origin = &base.origin;
        let credential = config.credentials().of_call(auth, A::AUTH, A::OTHER_AUTH);
        if let Some(Credential::Cookie(name, key)) = credential {
            self.add_cookie(name, key.reveal());
        }
        if let Some(options) = options {
            options.apply_members(&mut self.payload)?;
        }
        let body = std::mem::take(&mut self.payload).into_body(&mut self.headers)?;
        self.path.literal(self.template.rest());
        let path = self.path.finish().map_err(|problem| Error::request("path", problem))?;
        if !self.cookies.is_empty() {
            let mut value =
                HeaderValue::try_from(self.cookies).map_err(|_| Error::request("cookie", Problem::Header))?;
            value.set_sensitive(true);
            self.headers.insert(COOKIE, value);
        }
        for (name, value) in config.headers() {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        match credential {
            None | Some(Credential::Cookie(..)) => {}
            Some(Credential::Header(name, value)) => drop(self.headers.insert(name, value.clone())),
            Some(Credential::Query(name, key)) => {
                encode::query(&mut self.query, name, &super::Json::from(key.reveal()));
            }
        }
        // Last, so that a caller who names a header means it.
        if let Some(options) = options {
            options.apply(&mut self.headers, &mut self.query)?;
        }
        let mark = if self.query.is_empty() { "" } else { "?" };
        let mut request = Request::new(body);
        *request.method_mut() =
            Method::from_bytes(method.as_bytes()).map_err(|_| Error::request("method", Problem::Url))?;
        let url = [origin.as_str(), &path, mark, &self.query].concat();
        *request.uri_mut() = Uri::try_from(url).map_err(|_| Error::request("url", Problem::Url))?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}
