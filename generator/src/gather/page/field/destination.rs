//! Input: nothing; this is where a field says that it belongs. Output: [`Destination`].
//! Invariant: there is no section only where nothing says it.

use crate::draft::section::Section;
use crate::read::page::Attribute;

/// Where a field belongs.
pub(crate) struct Destination {
    pub(crate) sections: Vec<Section>,
    /// The word of the first, or of the body, for `inspect`.
    pub(crate) word: &'static str,
    pub(crate) name: Option<String>,
    /// The name as the page writes it, for `inspect`.
    pub(crate) written: Option<String>,
}

impl Destination {
    pub(crate) fn new(sections: Vec<Section>, word: &'static str, named: Option<&Attribute>) -> Self {
        let name = named.and_then(|attribute| attribute.value.text());
        Self { sections, word, name, written: named.and_then(Attribute::written) }
    }
}
