//! Input: what changed about APIs, and the texts that say so. Output: the same for people, for a pull request, for scripts.
//! Invariant: what breaks stands first, and every change is shown somewhere or counted.

mod human;
mod json;
mod markdown;

use crate::diff::{Change, Class, Code, Verdict};
use crate::source::SourceMap;

pub(super) use self::human::{human, summary};
pub(super) use self::json::Line;
pub(super) use self::markdown::{escaped, markdown};

/// A change, and where one reads why.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) change: Change,
    /// The page, with line and column where the page was read.
    pub(super) place: Option<String>,
    /// Where one's own code names what breaks.
    pub(super) uses: Vec<Use>,
}

/// A place in one's own code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) text: String,
}

/// Changes with their places.
pub(super) fn told(changes: Vec<Change>, sources: Option<&SourceMap>) -> Vec<Told> {
    let place = |change: &Change| {
        let origin = change.origin.as_ref()?;
        let line = sources.zip(origin.span).map(|(sources, span)| sources.place(span));
        Some(line.unwrap_or_else(|| origin.page.clone()))
    };
    changes.into_iter().map(|change| Told { place: place(&change), change, uses: Vec::new() }).collect()
}

/// How many there are of each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) breaking: usize,
    pub(super) additive: usize,
    pub(super) docs: usize,
}

impl Counts {
    pub(super) fn of(told: &[Told]) -> Self {
        let count = |class| told.iter().filter(|one| one.change.class == class).count();
        Self { breaking: count(Class::Breaking), additive: count(Class::Additive), docs: count(Class::Docs) }
    }

    /// `2 breaking, 1 additive, 4 in words alone`
    pub(super) fn words(self) -> String {
        let one = |count: usize, word: &str| (count > 0).then(|| format!("{count} {word}"));
        let all = [one(self.breaking, "breaking"), one(self.additive, "additive"), one(self.docs, "in words alone")];
        all.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

pub(super) fn verdict(told: &[Told]) -> Verdict {
    Verdict::of(told.iter().map(|one| &one.change))
}

/// The changes of each API, in order of the APIs.
pub(super) fn by_api(told: &[Told]) -> Vec<(&str, &[Told])> {
    told.chunk_by(|one, other| one.change.api == other.change.api)
        .filter_map(|chunk| Some((chunk.first()?.change.api.as_str(), chunk)))
        .collect()
}

/// The word before a change.
fn word(change: &Change) -> &'static str {
    match change.class {
        Class::Breaking if change.code == Code::HostChanged => "BREAKING",
        class => class.as_str(),
    }
}
