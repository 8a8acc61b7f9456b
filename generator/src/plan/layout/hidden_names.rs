//! Input: the names of the items that stand in a file. Output: the names of the prelude that they hide.
//! Invariant: what is hidden has to be called by its path there, and nothing else has.

use crate::plan::model::RustName;

/// What emitted code uses of the prelude.
const PRELUDE: [&str; 15] = [
    "AsRef",
    "Box",
    "Default",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Some",
    "String",
    "Vec",
];

/// The names of the prelude among these.
pub(super) fn hidden<'a>(names: impl Iterator<Item = &'a RustName>) -> Vec<&'static str> {
    let names: Vec<&str> = names.map(RustName::as_str).collect();
    PRELUDE.into_iter().filter(|word| names.contains(word)).collect()
}
