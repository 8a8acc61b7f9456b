//! Input: nothing; this is what is decided of a list that comes in pages. Output: [`PaginationPlan`].
//! Invariant: every step names a field that its struct has, so that `emit` only spells it out.

use super::name::RustName;
use super::rust_type::RustType;

/// How the pages of a list follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaginationPlan {
    /// What asks for the next page.
    pub way: PageWay,
    /// The input that says where a page begins.
    pub input: RustName,
    /// The list in the answer.
    pub items: Vec<FieldStep>,
    /// What it holds.
    pub item: RustType,
    /// The member that tells whether more pages follow.
    pub more: Option<Vec<FieldStep>>,
    /// The member that says where the next page begins.
    pub next: Option<Vec<FieldStep>>,
    /// The member that holds the number of the last page.
    pub last: Option<Vec<FieldStep>>,
    /// The member that counts the items of the whole list.
    pub total: Option<Vec<FieldStep>>,
    /// The member that says how many items a full page has.
    pub per_page: Option<Vec<FieldStep>>,
    /// The method that gives the pages: `pages`.
    pub pages_method: RustName,
    /// The method that gives the items: `items`.
    pub items_method: RustName,
}

/// What asks for the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageWay {
    /// A cursor that the answer gives.
    Cursor,
    /// How many items came before.
    Offset,
    /// Its number.
    Page {
        /// The number of the first page.
        first: i64,
    },
}

/// A step from a struct to one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldStep {
    /// The field.
    pub name: RustName,
    /// Whether it is an `Option`.
    pub optional: bool,
}
