//! Input: nothing; this is what names an operation. Output: [`EndpointClaim`] and the [`Endpoint`] that is decided on.
//! Invariant: a method is in upper case.

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

/// Method and path of an operation, and where it is served.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// Upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) server: Option<(String, Origin)>,
    /// Other servers that the page shows for it.
    pub(crate) others: Vec<(String, Origin)>,
    /// The server, where another operation has the same method and path on another one.
    pub(crate) apart: Option<String>,
    /// Who names it, strongest first.
    pub(crate) origins: Vec<Origin>,
}

impl Endpoint {
    /// What tells the operation from every other of its API.
    pub(crate) fn key(&self) -> String {
        let key = format!("{} {}", self.method, identity(&self.path));
        match &self.apart {
            Some(server) => format!("{key} at {server}"),
            None => key,
        }
    }
}
