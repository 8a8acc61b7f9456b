//! Input: nothing; this is the part of the contract that says how values go over the wire. Output: [`Style`], [`Encoding`] and
//! [`Discriminator`].
//! Invariant: what is not said means what the first of its words means, so that a model without them stays as it is.

use serde::{Deserialize, Serialize};

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// In the query a list repeats the name and an object's members are `name[member]`; elsewhere commas join a list.
    #[default]
    Plain,
    /// The items of a list are joined with commas: `name=a,b`.
    Commas,
    /// The items of a list are joined with spaces.
    Spaces,
    /// The items of a list are joined with `|`.
    Pipes,
    /// Every member of an object is a parameter of its own; the parameter's name is not sent.
    Members,
    /// The value is one text of JSON.
    Json,
    /// In a form an object's members are `name[member]`.
    Deep,
    /// In the path a dot stands before the value: `.a,b`.
    Label,
    /// In the path a dot stands before each item: `.a.b`.
    LabelEach,
    /// In the path the value stands behind the name: `;name=a,b`.
    Matrix,
    /// In the path each item stands behind the name: `;name=a;name=b`.
    MatrixEach,
}

/// How a field of a form is written, where a document says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
    /// How its value is written; of an object that is not said it is one text of JSON.
    #[serde(default, skip_serializing_if = "Style::is_plain")]
    pub style: Style,
    /// What its part of a form is, as a media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
}

impl Style {
    /// Whether it is the one that need not be said.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub(super) fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

/// A member whose value tells that an object is of one variant of a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discriminator {
    /// The member's name on the wire; of one inside a member, a JSON pointer.
    pub member: String,
    /// The values that tell it.
    pub values: Vec<String>,
}
