//! Input: nothing; this is how an API's folder differs from its site. Output: [`SiteChanges`].
//! Invariant: a file that was not fetched, or is not as it was fetched, has no change that writes it.

/// How a folder differs from the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteChanges {
    /// What differs, by path.
    pub list: Vec<SiteChange>,
    /// How many pages are as they were.
    pub same: usize,
    /// The text of the next SOURCES.lock; `None` where it is as it was.
    pub lock: Option<String>,
}

/// One page that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteChange {
    /// Its path in the folder.
    pub path: String,
    /// How.
    pub kind: SiteChangeKind,
    /// What is to be written; `None` where nothing is.
    pub(super) bytes: Option<Vec<u8>>,
}

/// How a page differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteChangeKind {
    /// It is new.
    Added,
    /// The site has another text.
    Changed,
    /// The site no longer has it, and it stays.
    Gone,
    /// The site no longer has it, and it goes.
    Removed,
    /// The site has another text, and so has the folder: it was edited after it was fetched.
    Edited,
    /// Another file is in its place, for this reason.
    InTheWay(&'static str),
}

impl SiteChangeKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Removed => "removed",
            Self::Edited => "edited",
            Self::InTheWay(_) => "in the way",
        }
    }

    /// Whether somebody has to look at it.
    pub fn is_finding(self) -> bool {
        matches!(self, Self::Edited | Self::InTheWay(_))
    }
}
