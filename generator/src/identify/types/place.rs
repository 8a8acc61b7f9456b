//! Input: where a shape stands. Output: the [`TypePlace`] by which its unnamed objects are called and looked for.
//! Invariant: the key of a place is its own: method, path, and the way to it.

use crate::identify::words::camel;

/// Where a shape stands: how its unnamed objects are called, and among which others they are looked for.
#[derive(Clone, Debug)]
pub(crate) struct TypePlace {
    /// What tells it from every other place: method, path, and the way to it.
    pub(crate) key: String,
    /// The name for an unnamed object right here.
    pub(crate) name: String,
    /// A name to prefer, if what lives under it is the same thing: the resource's.
    pub(crate) resource: Option<String>,
    /// The resource that the operation works on.
    pub(crate) family: String,
}

impl TypePlace {
    pub(crate) fn member(&self, parent: &str, member: &str) -> Self {
        Self {
            key: format!("{}.{member}", self.key),
            name: format!("{parent}{}", camel(member)),
            resource: None,
            family: self.family.clone(),
        }
    }

    /// The place of a list's items: the same name, and no resource any more.
    pub(crate) fn item(&self) -> Self {
        Self { resource: None, ..self.clone() }
    }
}
