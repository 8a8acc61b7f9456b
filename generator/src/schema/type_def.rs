//! Input: nothing; this is the part of the contract that says what values are. Output: [`Type`], [`TypeDef`] and [`Field`].
//! Invariant: objects, enums and unions are referred to by name alone, so that one that holds itself needs no form of its own.

use serde::{Deserialize, Serialize};

use super::{Discriminator, Origin};

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
    /// A whole number that is never negative and may need all of 64 bits.
    Unsigned,
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
    /// The order of what has to be given where one is made, where it is not that of its fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
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
    /// What code calls it, where that does not follow from the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
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
    #[serde(default, rename = "tag", skip_serializing_if = "Option::is_none")]
    pub discriminator: Option<Discriminator>,
}

/// A member of an object, or a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The name on the wire, as the pages write it.
    pub name: String,
    /// What code calls it, where that does not follow from its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
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
    /// The one way that it goes; `None` where it is both sent and received, or nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Way>,
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

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// From the caller to the API.
    Sent,
    /// From the API to the caller.
    Received,
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
