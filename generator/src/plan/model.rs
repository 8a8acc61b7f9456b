//! Input: nothing; this is what [`plan`](super) decides and `emit` prints. Output: [`CratePlan`].
//! Invariant: every name is final and unique in its scope, every type is settled; `emit` only spells it out.

mod pages;

use crate::schema::{Style, Tag};
pub use pages::{Access, PageWay, PaginationPlan};

/// A name as the API writes it. Never an identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireName(pub String);

/// A Rust identifier, claimed in its scope; `r#` included where the word needs it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustName(pub(crate) String);

impl RustName {
    /// The identifier as source text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The whole crate.
#[derive(Clone, Debug, PartialEq)]
pub struct CratePlan {
    /// Its APIs, by name.
    pub apis: Vec<ApiPlan>,
}

impl CratePlan {
    /// The features of the APIs, each with the features that it turns on.
    pub fn features(&self) -> Vec<(String, Vec<String>)> {
        let mut features = Vec::new();
        for api in &self.apis {
            let sections: Vec<String> = api.sections.iter().map(|section| section.feature.clone()).collect();
            let name = api.module.as_str().trim_start_matches("r#").to_owned();
            features.push((name, sections.clone()));
            features.extend(sections.into_iter().map(|section| (section, Vec::new())));
        }
        features
    }
}

/// One API: a module and a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiPlan {
    /// Module and feature.
    pub module: RustName,
    /// The name for people.
    pub title: String,
    /// Where the documentation is published.
    pub docs_url: Option<String>,
    /// The documented servers; the first is the default.
    pub servers: Vec<ServerPlan>,
    /// How a caller proves who it is.
    pub auth: AuthPlan,
    /// The parts of a large API, by name; each is a feature. Empty where the API is small.
    pub sections: Vec<SectionPlan>,
    /// Types, by name.
    pub types: Vec<TypePlan>,
    /// Operations, by name.
    pub operations: Vec<OperationPlan>,
    /// The call that its example makes; `None` where there is nothing to call.
    pub example: Option<ExamplePlan>,
}

/// The call that an API's example makes.
#[derive(Clone, Debug, PartialEq)]
pub struct ExamplePlan {
    /// The operation, by the client's method.
    pub operation: RustName,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer. Untrusted text.
    pub answer: String,
}

/// An input as an example gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleInput {
    /// The input.
    pub name: RustName,
    /// Its value. Untrusted.
    pub value: serde_json::Value,
}

/// A part of a large API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPlan {
    /// Module of its operations, and of the types that it alone uses.
    pub module: RustName,
    /// Its feature: `autosend-campaigns`.
    pub feature: String,
}

/// A documented server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerPlan {
    /// Constant that holds its URL, such as `PRODUCTION`.
    pub constant: RustName,
    /// `https://api.example.com/v1`
    pub url: String,
}

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthPlan {
    /// A bearer token.
    Bearer,
    /// User and password.
    Basic,
    /// A key in this header.
    KeyHeader(WireName),
    /// A key in this query parameter.
    KeyQuery(WireName),
    /// A key in this cookie.
    KeyCookie(WireName),
    /// None is documented.
    None,
}

/// What rustdoc says of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The first line: the page's own sentence, or one made from the item's name. Untrusted Markdown.
    pub summary: String,
    /// The rest of the page's words. Untrusted Markdown.
    pub body: Option<String>,
    /// Facts in our own words (`Default: 25`), as Markdown that is safe but for the quoted values.
    pub facts: Vec<Fact>,
    /// The pages it comes from, in order.
    pub pages: Vec<PageLink>,
}

/// `Default: 25`, `One of: a, b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Our word: `Default`.
    pub label: &'static str,
    /// The page's values, each shown as code. Untrusted text.
    pub values: Vec<String>,
}

/// A page that documents an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageLink {
    /// The page's title, else its path. Untrusted text.
    pub title: String,
    /// Its address, where the API's documentation has one.
    pub url: Option<String>,
}

/// A Rust type as a value of it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i64`
    I64,
    /// `f64`
    F64,
    /// The runtime's `Number`: a JSON number as it came.
    Number,
    /// `String`
    String,
    /// The runtime's `DateTime`, which keeps the text as it came.
    DateTime,
    /// The runtime's `Json`: any JSON, kept as it came.
    Json,
    /// `String`, of a body that is text and no JSON.
    Text,
    /// `Vec<u8>`: a body that is received as it comes.
    Bytes,
    /// The runtime's `Upload`: bytes to send, and where they come from.
    Upload,
    /// A list of the runtime's `Event`s, which hold this type; a body that is an event stream.
    Events(Box<RustType>),
    /// A type of the API's `types` module.
    Named(RustName),
    /// `Box<T>`
    Boxed(Box<RustType>),
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypePlan {
    /// Its name.
    pub name: RustName,
    /// What rustdoc says.
    pub docs: Docs,
    /// What it is.
    pub kind: TypePlanKind,
    /// The section that alone uses it; `None` where several do, or the API has none.
    pub section: Option<RustName>,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypePlanKind {
    /// `pub struct Customer { ... }`
    Struct(StructPlan),
    /// An open enum.
    Enum(EnumPlan),
    /// An untagged union with a variant for what fits none.
    Union(UnionPlan),
    /// A newtype around any JSON.
    Opaque,
    /// `pub type A = B;`
    Alias(RustType),
}

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct StructPlan {
    /// Its fields, in order of the pages.
    pub fields: Vec<FieldPlan>,
    /// Whether `Default` is derived: no field has to be given.
    pub default: bool,
    /// Whether it has a setter for each optional field: requests hold it.
    pub setters: bool,
    /// Name of the struct that holds the required fields, where requests hold this one and more than three are required.
    pub required_struct: Option<RustName>,
    /// The field that keeps what is not documented: a name that no documented field has.
    pub unknown_members: Option<RustName>,
}

/// Whether a field is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always: `T`.
    Required,
    /// `Option<T>`; absent where `None`.
    Optional,
    /// `Option<T>`; `null` where `None`, and always written.
    RequiredNullable,
    /// The runtime's `Presence<T>`: absent, null or a value.
    ThreeState,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPlan {
    /// Its Rust name.
    pub name: RustName,
    /// Its name on the wire.
    pub wire: WireName,
    /// The type of its values, presence apart.
    pub ty: RustType,
    /// Whether it is there.
    pub presence: Presence,
    /// What rustdoc says.
    pub docs: Docs,
    /// The note of `#[deprecated]`; empty where there is no note.
    pub deprecated: Option<String>,
}

/// An open enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumPlan {
    /// Whether the values are integers; text otherwise.
    pub integer: bool,
    /// The known values.
    pub variants: Vec<EnumVariantPlan>,
    /// The variant that keeps an unknown value: a name that no known value has.
    pub unknown: RustName,
}

/// A known value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariantPlan {
    /// Its name.
    pub name: RustName,
    /// Its value on the wire; of an integer, its digits.
    pub wire: WireName,
    /// What rustdoc says.
    pub docs: Docs,
}

/// An untagged union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionPlan {
    /// The variants, in the order in which they are tried.
    pub variants: Vec<UnionVariantPlan>,
    /// The variant that keeps a value that fits none of them.
    pub unknown: RustName,
}

/// One of a union's types.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariantPlan {
    /// Its name.
    pub name: RustName,
    /// Its type.
    pub ty: RustType,
    /// The member that tells it from the others.
    pub tag: Option<Tag>,
    /// What rustdoc says.
    pub docs: Docs,
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationPlan {
    /// The client's method: `update_thread`.
    pub method_name: RustName,
    /// The value's type: `UpdateThread`. Claimed in the scope of the API's module together with the types.
    pub type_name: RustName,
    /// The section that it belongs to, where the API has sections.
    pub section: Option<RustName>,
    /// `POST`
    pub http_method: String,
    /// The path below the server's URL, in pieces.
    pub path: Vec<PathPiece>,
    /// What rustdoc says.
    pub docs: Docs,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<String>,
    /// What the caller may or must give, required ones first, otherwise in order of path, query, header, cookie, body.
    pub inputs: Vec<InputPlan>,
    /// Name of the struct that holds the required inputs where there are more than three.
    pub required_struct: Option<RustName>,
    /// The inputs that an example gives: the required ones, and some that show how the others are given.
    pub example: Vec<ExampleInput>,
    /// How the body is made.
    pub body: BodyPlan,
    /// What the bodies are called.
    pub media: MediaPlan,
    /// What a success gives; `None` where no body is documented, or where [`answers`](Self::answers) has it.
    pub success: Option<RustType>,
    /// The answers of a success whose statuses have different types.
    pub answers: Option<AnswersPlan>,
    /// Documented error bodies: status (`404`, `4XX`, `default`) and type.
    pub errors: Vec<(String, RustType)>,
    /// How its pages follow each other, where it gives a list in pages.
    pub pagination: Option<PaginationPlan>,
}

/// The answers of a success, where its statuses have different types: an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswersPlan {
    /// Its name, claimed in the scope of the API's module.
    pub name: RustName,
    /// One a status, in order of the statuses; a class such as `2XX` comes last.
    pub variants: Vec<AnswerVariantPlan>,
    /// The variant that keeps the answer of a status that is not documented.
    pub unknown: RustName,
}

/// The answer of one status.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerVariantPlan {
    /// Its name: `Created`.
    pub name: RustName,
    /// `201`, or `2XX`.
    pub status: String,
    /// Its type; `None` where no body is documented.
    pub ty: Option<RustType>,
    /// What rustdoc says.
    pub docs: Docs,
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPiece {
    /// Text, `/` included.
    Literal(String),
    /// The value of this input; it never holds a `/` of its own.
    Input(RustName),
}

/// Something that the caller of an operation gives.
#[derive(Clone, Debug, PartialEq)]
pub struct InputPlan {
    /// Argument or setter, one within the operation.
    pub name: RustName,
    /// Its name on the wire.
    pub wire: WireName,
    /// Its type, presence apart.
    pub ty: RustType,
    /// Whether it must be given. Parameters are `Required` or `Optional`.
    pub presence: Presence,
    /// Where it goes.
    pub target: InputTarget,
    /// How a parameter is written there.
    pub style: Style,
    /// What rustdoc says.
    pub docs: Docs,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<String>,
}

/// Where an input goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputTarget {
    /// Into the path.
    Path,
    /// Into the query; an array repeats the name.
    Query,
    /// Into a header.
    Header,
    /// Into a cookie.
    Cookie,
    /// It is this field of the body's struct.
    BodyField(RustName),
    /// It is a field of a form.
    FormField,
    /// It is the whole body.
    Body,
}

/// How the body is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyPlan {
    /// There is none.
    None,
    /// JSON of this struct, whose fields are inputs with [`InputTarget::BodyField`].
    Fields {
        /// The struct.
        ty: RustName,
        /// Whether a body is sent even where no field is given.
        required: bool,
    },
    /// JSON of the input with [`InputTarget::Body`].
    Whole,
    /// A form of the inputs with [`InputTarget::FormField`].
    Form {
        /// Whether it is made of parts, of which each can be a file; else of pairs.
        multipart: bool,
    },
    /// A form whose fields are the members of the input with [`InputTarget::Body`].
    WholeForm {
        /// As of [`BodyPlan::Form`].
        multipart: bool,
    },
    /// The bytes of the input with [`InputTarget::Body`].
    Upload,
    /// The text of the input with [`InputTarget::Body`].
    Text,
}

/// What headers say of the bodies of an operation, and how else its answer can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaPlan {
    /// The media type of the body, where it is not what is usual for a body of its kind. A valid header.
    pub sent: Option<String>,
    /// The media types that are asked for, where that is not JSON. A valid header.
    pub accepted: Option<String>,
    /// Whether the answer can be read as it arrives.
    pub stream: bool,
    /// What the data of an event is, where the answer is or can be an event stream.
    pub events: Option<RustType>,
}
