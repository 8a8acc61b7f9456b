//! Input: nothing; this is the part of the contract that says what the API sends of its own accord. Output: [`Webhook`].
//! Invariant: it says what is sent, and never where to: that is the user's.

use serde::{Deserialize, Serialize};

use super::{Origin, Type};

/// A message that the API sends to its user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Webhook {
    /// The name that the pages give it, one within the API.
    pub name: String,
    /// A title for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What the pages say of it, as Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it carries; `None` where no body is documented.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<Type>,
    /// Who documents it.
    pub origins: Vec<Origin>,
}
