//! Input: nothing; this is what fusing needs at hand. Output: [`Assembler`] and [`Known`].
//! Invariant: it holds nothing of any one operation.

use crate::diagnostics::Diagnostics;
use crate::draft::Keyed;
use crate::draft::named_schema::NamedSchema;
use crate::source::SourceMap;

/// What fusing needs at hand.
pub(crate) struct Assembler<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) components: &'a [NamedSchema],
    pub(crate) diagnostics: &'a mut Diagnostics,
}

/// What is known of a body beside its fields and samples.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Whether it is what a request has.
    pub(crate) is_sent: bool,
    /// What of it sentences call keyed.
    pub(crate) keyed: Vec<Keyed>,
}
