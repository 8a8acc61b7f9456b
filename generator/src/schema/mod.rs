//! Input: nothing; this is the contract that `lower` fills and `plan` and `export` read. Output: [`Api`], checked in as
//! `schema/<api>.json`.
//! Invariant: plain data that knows neither the pages' markup nor Rust; whatever order reaches the file is deterministic.

use serde::{Deserialize, Serialize};

mod origin;
mod wire;

pub use origin::{Claim, Evidence, Origin};
pub use wire::{Style, Tag, Webhook};

/// The version of this model. A file of another version is refused, never half read.
pub const FORMAT_VERSION: u32 = 1;

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
    /// Where the API answers; the first is the default. Empty where no page says it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// How a caller proves who it is; `None` where no page says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// What can be called, by id.
    pub operations: Vec<Operation>,
    /// What it sends to its user, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Webhook>,
    /// What is sent and received, by name.
    pub types: Vec<TypeDef>,
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
    /// What is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_body: Option<RequestBody>,
    /// What comes back, in order of status, `default` last.
    pub responses: Vec<Response>,
    /// Who documents it.
    pub origins: Vec<Origin>,
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

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    /// Text.
    String,
    /// Text that is a date with a time, such as `2023-11-07T05:31:56Z`.
    DateTime,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Any JSON.
    Any,
    /// Bytes that are no JSON: a file.
    Binary,
    /// A list.
    Array(Box<Type>),
    /// A JSON object whose names are free.
    Map(Box<Type>),
    /// A value that may be `null`; of a field this is said by [`Field::nullable`].
    Nullable(Box<Type>),
    /// A [`TypeDef`] of the API, by name.
    Named(String),
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypeDef {
    /// The name as the pages write it, or one made from where it stands; one within the API.
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: TypeKind,
    /// What the pages say of it, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether requests hold it.
    pub sent: bool,
    /// Whether responses hold it.
    pub received: bool,
    /// Who documents it.
    pub origins: Vec<Origin>,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TypeKind {
    /// A JSON object with known members.
    Struct {
        /// Its members, in order of the pages.
        fields: Vec<Field>,
    },
    /// A value out of a list. The list is never taken to be complete.
    Enum {
        /// The type that all values have: [`Type::String`] or [`Type::Integer`].
        base: Type,
        /// The known values, in order of the pages.
        values: Vec<EnumValue>,
        /// Whether the list was read from a sentence.
        inferred: bool,
    },
    /// A value of one of several types.
    Union {
        /// The types, in the order in which they are tried.
        variants: Vec<Variant>,
    },
    /// Another name for a type.
    Alias {
        /// The type.
        #[serde(rename = "type")]
        ty: Type,
    },
    /// Any JSON: the pages give it a name and nothing else.
    Opaque,
}

/// A known value of an enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumValue {
    /// The value.
    pub value: serde_json::Value,
    /// What the pages say of it, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// One of a union's types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// A name for it, one within the union.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// What the pages say of it, as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The member that tells it from the others; `None` where the values alone do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
}

/// A member of an object, or a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The name on the wire, as the pages write it.
    pub name: String,
    /// The type of its values; `null` apart.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether it is always there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether it may be `null`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Why not to use it, where the pages say so; empty where they give no reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// What the API takes where the field is not sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// What the pages say of the values allowed.
    #[serde(default, skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
    /// What the pages say of it, as Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Values that the pages give for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<serde_json::Value>,
    /// Who documents it, and who says otherwise.
    pub origins: Vec<Origin>,
}

/// What the pages say of the values allowed. The generated crate documents this and does not enforce it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Constraints {
    /// The smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<serde_json::Number>,
    /// The largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<serde_json::Number>,
    /// The fewest characters, or items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// The most characters, or items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// A name for the form of a text: `uuid`, `email`, `date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

impl Constraints {
    /// Whether the pages say nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
