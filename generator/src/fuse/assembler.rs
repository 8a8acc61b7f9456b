//! Input: nothing; this is what fusing needs at hand. Output: [`Assembler`].
//! Invariant: it holds nothing of any one operation.

use crate::diagnostics::Diagnostics;
use crate::draft::named_schema::NamedSchema;
use crate::source::SourceMap;

/// What fusing needs at hand.
pub(crate) struct Assembler<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) components: &'a [NamedSchema],
    pub(crate) diagnostics: &'a mut Diagnostics,
}
