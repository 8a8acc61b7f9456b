//! Input: nothing; this is what is decided of a part of a large API. Output: [`SectionPlan`].
//! Invariant: its module and its feature are called alike.

use super::name::RustName;

/// A part of a large API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPlan {
    /// Module of its operations, and of the types that it alone uses.
    pub module: RustName,
    /// Its feature: `library-loans`.
    pub feature: String,
}
