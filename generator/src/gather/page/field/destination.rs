//! Input: nothing; this is where a field says that it belongs. Output: [`Destination`].
//! Invariant: there is always a section.

use crate::draft::section::Section;

/// Where a field belongs.
pub(crate) struct Destination {
    pub(crate) sections: Vec<Section>,
    /// The word of the first, for `inspect`.
    pub(crate) word: &'static str,
    pub(crate) name: Option<String>,
}
