//! Input: nothing; this is what is decided of what a caller gives. Output: [`InputPlan`] and [`BodyPlan`].
//! Invariant: every input goes to one target.

use crate::schema::Style;

use super::documentation::Docs;
use super::name::{RustName, WireName};
use super::rust_type::{Presence, RustType};

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
    /// What its part of a form is, where that is documented. A valid header.
    pub media_type: Option<String>,
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

/// An input as an example gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleInput {
    /// The input.
    pub name: RustName,
    /// Its value. Untrusted.
    pub value: serde_json::Value,
}

impl InputTarget {
    /// Whether it is a field of the body's struct.
    pub fn is_body_field(&self) -> bool {
        matches!(self, Self::BodyField(_))
    }
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
