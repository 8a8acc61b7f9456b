//! Input: nothing; this is what names an operation. Output: [`EndpointClaim`] and the [`Endpoint`] that is decided on.
//! Invariant: a method is in upper case.

use crate::diagnostics::Diagnostic;
use crate::draft::target::Target;
use crate::schema::Origin;
use crate::schema::path::identity;

/// Something that names method or path.
#[derive(Clone, Debug)]
pub(crate) struct EndpointClaim {
    /// Upper case.
    pub(crate) method: Option<String>,
    pub(crate) target: Option<Target>,
    pub(crate) origin: Origin,
}

/// A sample that makes another call than its page documents, and what is told of it unless that is documented elsewhere.
#[derive(Debug)]
pub(crate) struct Astray {
    /// Upper case.
    pub(crate) method: String,
    pub(crate) target: Target,
    pub(crate) diagnostic: Diagnostic,
}

/// Method and path of an operation, and where it is served.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// Upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) server: Option<(String, Origin)>,
    /// What samples of the call have in place of its parameters.
    pub(crate) values: Vec<(String, String)>,
    /// Whether its document has another operation that differs from it in the names of the parameters alone.
    pub(crate) is_told_by_names: bool,
    /// Other servers that the page shows for it.
    pub(crate) others: Vec<(String, Origin)>,
    /// The server, where another operation has the same method and path on another one.
    pub(crate) apart: Option<String>,
    /// Who names it, strongest first.
    pub(crate) origins: Vec<Origin>,
}

impl Endpoint {
    /// The path without what pages spell differently: the names of parameters, and a slash at the end.
    pub(crate) fn place(&self) -> String {
        let path = identity(&self.path);
        if path.len() > 1 { path.trim_end_matches('/').to_owned() } else { path }
    }

    /// What tells the operation from every other of its API.
    pub(crate) fn key(&self) -> String {
        let path = if self.is_told_by_names { self.path.clone() } else { self.place() };
        let key = format!("{} {path}", self.method);
        match &self.apart {
            Some(server) => format!("{key} at {server}"),
            None => key,
        }
    }
}
