//! Input: nothing; this is where a reader of the docs comes upon what a draft documents. Output: [`Position`].
//! Invariant: what the site lists stands in the order of its list, and before what it does not.

/// A place in the docs; the first comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// Whether no list of the site has it.
    is_unlisted: bool,
    /// Its place in that list.
    place: usize,
    /// Which of all drafts it is: pages by their paths, and what stands on one in its order.
    nth: usize,
}

impl Position {
    pub(crate) fn new(place: Option<usize>, nth: usize) -> Self {
        Self { is_unlisted: place.is_none(), place: place.unwrap_or_default(), nth }
    }

    pub(crate) fn is_listed(&self) -> bool {
        !self.is_unlisted
    }
}
