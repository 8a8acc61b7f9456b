//! Input: every component tag as it is read, and later what became of it. Output: an account in which none is missing.
//! Invariant: a tag is entered once and settled at most once; what stays open at the end is a defect that is told.

use crate::read::page::{ComponentId, Name};
use crate::source::Span;

/// What became of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Its meaning is in the model.
    Collected,
    /// It has none, for this reason.
    Ignored(Reason),
    /// It was left out or mended, and a diagnostic says so.
    Diagnosed,
}

/// Why a component has no meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It only arranges what it encloses.
    Layout,
    /// It belongs to the running text: a link, an icon, a callout.
    Text,
    /// It stands in the source of a component that the export carries along.
    ComponentSource,
    /// The page is no operation's, and a note says so.
    NotAnOperation,
    /// It is the vendor's own and may be a field; a warning says what to write into api.toml.
    LikelyField,
    /// It stands for a snippet, whose own components have entries of their own.
    Snippet,
    /// It stands in a snippet that no page brings in.
    UnusedSnippet,
}

impl Reason {
    /// The word for a summary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Text => "text",
            Self::ComponentSource => "component source",
            Self::NotAnOperation => "not an operation",
            Self::LikelyField => "likely a field",
            Self::Snippet => "snippet",
            Self::UnusedSnippet => "unused snippet",
        }
    }
}

/// One component's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Tag name as written.
    pub name: Name,
    /// The opening tag.
    pub tag: Span,
    /// The entry of the component around it.
    pub parent: Option<ComponentId>,
    /// What became of it; `None` until it is settled.
    pub outcome: Option<Outcome>,
}

/// The account of one page's components.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    /// An account with room for so many.
    pub(crate) fn with_capacity(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries) }
    }

    /// Enters a component; the id goes into the [`Component`](crate::read::page::Component).
    pub fn enter(&mut self, name: impl Into<Name>, tag: Span, parent: Option<ComponentId>) -> ComponentId {
        let id = ComponentId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.entries.push(Entry { name: name.into(), tag, parent, outcome: None });
        id
    }

    /// Says what became of a component. The first word counts.
    pub fn settle(&mut self, id: ComponentId, outcome: Outcome) {
        if let Some(entry) = self.entries.get_mut(id.0 as usize) {
            entry.outcome.get_or_insert(outcome);
        }
    }

    /// All entries, in order of the page; the position is the id.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a component.
    pub fn entry(&self, id: ComponentId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// What nobody settled.
    pub fn open(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.outcome.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn what_is_not_settled_stays_open_and_the_first_word_counts() {
        let file = SourceMap::new().add("p", "p", "");
        let mut ledger = Ledger::default();
        let tab = ledger.enter("Tab", Span::new(file, 0..1), None);
        ledger.enter("ParamField", Span::new(file, 1..2), Some(tab));
        ledger.settle(tab, Outcome::Ignored(Reason::Layout));
        ledger.settle(tab, Outcome::Diagnosed);
        assert_eq!(ledger.entry(tab).unwrap().outcome, Some(Outcome::Ignored(Reason::Layout)));
        assert_eq!(ledger.open().map(|entry| &*entry.name).collect::<Vec<_>>(), ["ParamField"]);
    }
}
