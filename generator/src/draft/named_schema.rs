//! Input: nothing; this is a schema that a document gives a name. Output: [`NamedSchema`].
//! Invariant: its references are names of the same document.

use crate::schema::Origin;
use crate::shape::Shape;

/// A schema that a document gives a name.
#[derive(Clone, Debug)]
pub(crate) struct NamedSchema {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    /// What the document says of it; its title, where it says no more.
    pub(crate) description: Option<String>,
    /// The order of what it requires, where our own export says it.
    pub(crate) arguments: Vec<String>,
    pub(crate) origins: Vec<Origin>,
    /// Whether its page has the form of older exports.
    pub(crate) is_older: bool,
    /// The file name of the document, where the pages tell it.
    pub(crate) document: Option<String>,
    /// The place to remember its name for, where the name is not the document's own.
    pub(crate) key: Option<String>,
}
