//! Input: nothing; this is what [`plan`](super) decides and `emit` prints. Output: [`CratePlan`].
//! Invariant: every name is final and unique in its scope, every type is settled; `emit` only spells it out.

mod pagination_plan;
mod type_plan;

use crate::schema::Style;
pub use pagination_plan::{Access, PageWay, PaginationPlan};
pub use type_plan::{
    EnumPlan, EnumVariantPlan, FieldPlan, Presence, RustType, StructPlan, TypePlan, TypePlanKind, UnionPlan,
    UnionVariantPlan,
};

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
    /// Its feature: `library-loans`.
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
