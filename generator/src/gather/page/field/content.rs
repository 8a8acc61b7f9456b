//! Input: nothing; this is what a field encloses. Output: [`Content`].
//! Invariant: what is enclosed is kept in the order of the page.

use std::collections::BTreeSet;

use crate::draft::section::Section;
use crate::shape::Member;
use crate::shape::members::Names;

/// What a field encloses.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) members: Vec<Member>,
    pub(crate) names: Names,
    /// Whether the field may hold others, so that a table or a list in its text documents them.
    pub(crate) has_room: bool,
    /// Where the field belongs.
    pub(crate) section: Option<Section>,
    /// What tables and lists say of its members.
    pub(crate) listed: Vec<Member>,
    pub(crate) description: Option<String>,
    /// The types that titled lists in it are about, each a case of what the field holds.
    pub(crate) cases: BTreeSet<String>,
    /// Whether an Expandable stands there, fields in it or not.
    pub(crate) expandable: bool,
    /// What Tabs inside the object document: title and fields of each variant.
    pub(crate) variants: Vec<(String, Vec<Member>)>,
}
