//! Input: nothing; this is the contract that `identify` fills and `plan` and `export` read. Output: [`Api`], checked in as
//! `schema/<api>.json`.
//! Invariant: plain data that knows neither the pages' markup nor Rust; whatever order reaches the file is deterministic.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod accepts;
pub mod host;
pub mod media;
pub mod method;
mod origin;
pub mod path;
pub mod status;
pub mod too_deep;
mod type_def;
pub mod unseen;
pub mod walk;
mod webhook;
mod wire;
pub mod words;

pub(crate) use accepts::{Acceptor, accepts, field_accepts};
pub use origin::{Claim, Evidence, Origin};
pub use type_def::{Constraints, EnumValue, Field, Type, TypeDef, TypeKind, Variant, Way};
pub use webhook::Webhook;
pub use wire::{Discriminator, Encoding, Style};

/// The version of this model. A file of another version is refused, never half read.
pub const FORMAT_VERSION: u32 = 1;

/// Lists, maps, objects and alternatives never stand deeper inside each other, whatever a project asks for: rustc, and the
/// readers of JSON that read the model and the answers, go a little deeper.
pub const DEEPEST: usize = 96;

/// One API: what its pages document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Api {
    /// [`FORMAT_VERSION`] of the program that wrote it.
    pub format_version: u32,
    /// Name of the module, the feature and the files: a lower-case identifier.
    pub name: String,
    /// The name for people.
    pub title: String,
    /// Where the documentation is published, without a trailing slash; links are made from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// Where the API answers; the first is the default. Empty where no page says it. An operation may have others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// How a caller proves who it is; `None` where no page says it. An operation may want another way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// What can be called, in the order of the docs.
    pub operations: Vec<Operation>,
    /// What it sends to its user, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Webhook>,
    /// What is sent and received, by name.
    pub types: Vec<TypeDef>,
}

impl Api {
    /// Its operations by id: in the order in which names are given, so that none follows from where a page stands.
    pub fn by_id(&self) -> Vec<&Operation> {
        let mut operations: Vec<&Operation> = self.operations.iter().collect();
        operations.sort_by(|a, b| a.id.cmp(&b.id));
        operations
    }
}

/// A base URL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Server {
    /// A name for it, such as `production`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `https://api.example.com/v1`, without a trailing slash.
    pub url: String,
    /// Who says so.
    pub origins: Vec<Origin>,
}

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Auth {
    /// The scheme.
    #[serde(flatten)]
    pub scheme: AuthScheme,
    /// Who says so.
    pub origins: Vec<Origin>,
}

/// An authentication scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum AuthScheme {
    /// `Authorization: Bearer TOKEN`
    Bearer,
    /// `Authorization: Basic BASE64(USER:PASSWORD)`
    Basic,
    /// A key in a header, in the query or in a cookie.
    Key {
        /// Where it goes.
        #[serde(rename = "in")]
        location: KeyLocation,
        /// Name of the header, query parameter or cookie.
        name: String,
    },
    /// The pages say that none is needed.
    None,
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyLocation {
    /// A request header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

/// One method on one path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// A lower-case identifier, one within the API.
    pub id: String,
    /// Upper case: `GET`.
    pub method: String,
    /// The path template, with `{name}` for parameters, below the server's URL.
    pub path: String,
    /// Where it answers, where that is not where the rest of the API does; the first is the default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// How its caller proves who it is, where that is not as for the rest of the API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// The part of the documentation that it stands in: the folder of its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The page's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The page's description, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Why not to use it, where the pages say so; empty where they give no reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Path parameters in order of the path, then the others in order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The order of what has to be given, where it is not that of the parameters and then of the body's members: `path id`,
    /// `query from`, `body name`, or `body` for one that is given as a whole. That of a type is [`TypeDef::arguments`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// How many of them there were at first, where that is not how many there are: whoever called it then still calls it so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arguments_at_first: Option<usize>,
    /// What is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_body: Option<RequestBody>,
    /// What comes back, in order of status, `default` last.
    pub responses: Vec<Response>,
    /// How its list comes in pages, where somebody says so; otherwise what is documented decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
    /// Who documents it.
    pub origins: Vec<Origin>,
}

/// How a list comes in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    /// What asks for a page; `None` where the list comes as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PagedBy>,
    /// The parameter, or the member of the body, that asks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parameter: String,
    /// The names that lead to the list in the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The names that lead to where the next page begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
    /// The names that lead to whether another page follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
    /// The names that lead to the number of items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub total: Vec<String>,
    /// The number of the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
}

/// What asks for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PagedBy {
    /// A cursor that the answer gives.
    Cursor,
    /// How many items came before.
    Offset,
    /// Its number.
    Page,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

/// A value that goes into the path, the query, a header or a cookie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Where it goes.
    #[serde(rename = "in")]
    pub location: Location,
    /// How its value is written.
    #[serde(default, skip_serializing_if = "Style::is_plain")]
    pub style: Style,
    /// The rest is what any field has; a parameter is never nullable.
    #[serde(flatten)]
    pub field: Field,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestBody {
    /// `application/json`
    pub media_type: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether a call without one makes sense to the API.
    pub required: bool,
    /// How the fields of a form are written, by name; those that are not here go as forms do.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub encoding: BTreeMap<String, Encoding>,
    /// What the page says of it, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Samples that stand on the pages; type skeletons are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// Who documents it.
    pub origins: Vec<Origin>,
}

/// What comes back with one status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// What the page says of it, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `application/json`; `None` where no body is documented. Of `text/event-stream` the type is that of an event's data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Its type; `None` where no body is documented.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<Type>,
    /// The type of each event's data, where the API answers with `text/event-stream` if asked to. Of an answer that is
    /// nothing else, [`Self::ty`] is that type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Type>,
    /// Samples that stand on the pages; type skeletons are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// Who documents it.
    pub origins: Vec<Origin>,
}

/// A sample of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The title it has on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The sample.
    pub value: serde_json::Value,
    /// Where it stands.
    pub origin: Origin,
}
