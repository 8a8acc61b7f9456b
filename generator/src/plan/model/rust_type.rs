//! Input: nothing; this is how a type is written. Output: [`RustType`], and [`Presence`], which stands around it.
//! Invariant: every type of the model has one.

use super::name::RustName;

/// A Rust type as a value of it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i64`
    I64,
    /// `u64`
    U64,
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
    /// A list of this type; a body that has one value of it on each line.
    Lines(Box<RustType>),
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

impl RustType {
    /// Whether a body of this type is JSON.
    pub fn is_json(&self) -> bool {
        !matches!(self, Self::Text | Self::Bytes | Self::Events(_) | Self::Lines(_))
    }
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

impl Presence {
    /// Whether it has to be given.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }
}
