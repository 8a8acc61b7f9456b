//! Input: nothing; this is what is decided of an operation. Output: [`OperationPlan`].
//! Invariant: its inputs, its answers and its path refer to each other by names that are there.

use super::access_plan::{AuthPlan, ServerPlan};
use super::documentation::Docs;
use super::input_plan::{BodyPlan, ExampleInput, InputPlan, MediaPlan};
use super::name::RustName;
use super::pagination_plan::PaginationPlan;
use super::rust_type::RustType;

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
    /// The query that every call has: pairs, encoded and joined.
    pub query: Option<String>,
    /// What tells the operation from others of its path: a query or a fragment, as it is documented.
    pub tail: String,
    /// Where it answers, where that is not where the rest of the API does.
    pub server: Option<ServerPlan>,
    /// How its caller proves who it is, where that is not as for the rest of the API; [`AuthPlan::None`] where it need not.
    pub auth: Option<AuthPlan>,
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
    /// An answer of it, as JSON. Untrusted text.
    pub answer: Option<String>,
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

impl OperationPlan {
    /// The inputs that are fields of the operation itself, and not of its body.
    pub fn own_inputs(&self) -> impl Iterator<Item = &InputPlan> {
        self.inputs.iter().filter(|input| !input.target.is_body_field())
    }

    /// The inputs that have to be given.
    pub fn required_inputs(&self) -> impl Iterator<Item = &InputPlan> {
        self.inputs.iter().filter(|input| input.presence.is_required())
    }

    /// Whether its method has more arguments than Clippy lets pass; the method's first one is the client.
    pub fn is_long_to_call(&self) -> bool {
        const MOST: usize = 6;
        self.required_struct.is_none() && self.required_inputs().count() > MOST
    }

    /// Whether a success gives something.
    pub fn has_output(&self) -> bool {
        self.success.is_some() || self.answers.is_some()
    }
}

/// Statuses that are answered alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    /// This one.
    Exact(u16),
    /// All that are not named.
    Rest,
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
    /// The statuses whose answers are read as this one; `None` where another variant is read for all the rest.
    pub read_for: Option<Statuses>,
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
