//! Input: nothing; this is what was taken from a source. Output: [`Begun`].
//! Invariant: the folder is not in its place yet.

use crate::output::NewFolder;

/// What was taken from a source.
pub(super) struct Begun {
    /// The pages, in a folder beside their place.
    pub(super) folder: NewFolder,
    /// What is said of it: `138 pages, 3 snippets of ...`.
    pub(super) taken: String,
    /// What the source calls itself, for certain.
    pub(super) title: Option<String>,
    /// Where it is published, for certain.
    pub(super) docs: Option<String>,
    /// What lists its pages, where that was named.
    pub(super) from: Option<String>,
    /// What was passed over, as it is printed.
    pub(super) passed_over: String,
}
