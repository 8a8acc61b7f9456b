//! Input: nothing; this is what a comparison comes to. Output: [`Change`].
//! Invariant: one cause is one change, whatever follows from it.

use serde::Serialize;

use super::code::Code;
use crate::schema::Origin;

/// What a change is to the crate's users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// What was written against the crate may not compile any more, or does something else.
    Breaking,
    /// What was written goes on as it did.
    Additive,
    /// Words alone.
    Docs,
}

impl Class {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Docs => "docs",
        }
    }
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The API.
    pub api: String,
    /// What changed.
    pub code: Code,
    /// What that is to its users.
    pub class: Class,
    /// Whether what was written still compiles, although it breaks: the compiler does not tell.
    pub silent: bool,
    /// What it is of, as `explain` takes it: `renew_a_loan`, `Loan.due_at`; the API itself where it is of nothing smaller.
    pub item: String,
    /// One sentence.
    pub message: String,
    /// The Rust as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The Rust as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What follows from it, or what to do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The page that says so: the new one where there is one.
    #[serde(skip)]
    pub origin: Option<Origin>,
    /// The names by which one's own code may touch what breaks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Needle>,
}

/// A name to look for in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Needle {
    /// The identifier, without `r#`.
    pub word: String,
    /// Where it stands.
    pub stands: Stands,
}

/// Where a name stands that means an item of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stands {
    /// Anywhere: a type.
    Anywhere,
    /// Behind a dot, or in the braces of a pattern: a field, a method, a setter.
    Member,
    /// Behind `::`: a variant, a constant.
    Path,
}

impl Needle {
    /// A type.
    pub(super) fn of_type(name: &str) -> Self {
        Self::new(name, Stands::Anywhere)
    }

    /// A field, a method or a setter.
    pub(super) fn member(name: &str) -> Self {
        Self::new(name, Stands::Member)
    }

    /// A variant or a constant.
    pub(super) fn path(name: &str) -> Self {
        Self::new(name, Stands::Path)
    }

    fn new(name: &str, stands: Stands) -> Self {
        Self { word: name.strip_prefix("r#").unwrap_or(name).to_owned(), stands }
    }
}
