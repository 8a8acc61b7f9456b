//! Input: what was known of the pages when somebody said that it may stay, and what a run tells. Output: what is new.
//! Invariant: a line that is inserted in a page makes nothing new: what is known is known by page, code and sentence.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostics::{Diagnostic, Severity};
use crate::source::SourceMap;

/// The file's name, in the folder of the pages.
const NAME: &str = "baseline.json";
const VERSION: u32 = 1;

/// What may stay, by page and by code with its sentence, each with how often.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Baseline {
    version: u32,
    known: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Where the baseline of a folder of pages is.
pub(super) fn path(input: &Path) -> PathBuf {
    input.join(NAME)
}

impl Baseline {
    /// The baseline of a folder; `None` where there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, String> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(format!("`{}` cannot be read: {error}", path.display())),
        };
        let refused =
            |why: String| format!("`{}` cannot be read: {why}; --write-baseline writes it anew", path.display());
        let baseline = serde_json::from_str::<Self>(&text).map_err(|error| refused(error.to_string()))?;
        if baseline.version != VERSION {
            return Err(refused(format!("it is of version {}, not {VERSION}", baseline.version)));
        }
        Ok(Some(baseline))
    }

    /// The baseline that takes in all of these; `input` is what their paths begin with.
    pub(super) fn of<'a>(list: impl IntoIterator<Item = &'a Diagnostic>, sources: &SourceMap, input: &str) -> Self {
        let mut known: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        // What is an error has to go, and never may stay.
        for one in list.into_iter().filter(|one| one.severity != Severity::Error) {
            let (page, said) = key(one, sources, input);
            *known.entry(page).or_default().entry(said).or_default() += 1;
        }
        Self { version: VERSION, known }
    }

    /// The same, with what `other` knows of what this run does not look at: `covers` says so of a page and a code.
    pub(super) fn with(mut self, other: Self, covers: impl Fn(&str, &str) -> bool) -> Self {
        for (page, said) in other.known {
            for (said, count) in said.into_iter().filter(|(said, _)| !covers(&page, code_of(said))) {
                self.known.entry(page.clone()).or_default().insert(said, count);
            }
        }
        self
    }

    /// As it is written.
    pub(super) fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Whether each of these is new, in their order, and how many of what was known are gone, as far as this run `covers` it.
    pub(super) fn compare<'a>(
        &self,
        list: impl IntoIterator<Item = &'a Diagnostic>,
        (sources, input): (&SourceMap, &str),
        covers: impl Fn(&str, &str) -> bool,
    ) -> (Vec<bool>, usize) {
        let mut left = self.known.clone();
        let is_new = |one: &Diagnostic| {
            let (page, said) = key(one, sources, input);
            match left.get_mut(&page).and_then(|page| page.get_mut(&said)).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    false
                }
                None => true,
            }
        };
        let new = list.into_iter().map(is_new).collect();
        let gone = left.iter().flat_map(|(page, said)| said.iter().map(move |(said, count)| (page, said, count)));
        (new, gone.filter(|(page, said, _)| covers(page, code_of(said))).map(|(.., count)| count).sum())
    }
}

fn code_of(said: &str) -> &str {
    said.split_once(':').map_or(said, |(code, _)| code)
}

/// The page of a diagnostic below `input`, and what is said of it: what stays the same where lines move.
pub(super) fn key(one: &Diagnostic, sources: &SourceMap, input: &str) -> (String, String) {
    let file = one.span.and_then(|span| sources.file(span.file)).map_or("", |file| file.path());
    let page = file.strip_prefix(input).unwrap_or(file).trim_start_matches('/').to_owned();
    (page, format!("{}: {}", one.code.as_str(), one.message.replace(input, "")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::source::Span;

    fn told(text: &str, messages: &[(usize, &str)], folder: &str) -> (SourceMap, Vec<Diagnostic>) {
        let mut sources = SourceMap::new();
        let file = sources.add(format!("{folder}/a.md"), "a.md", text);
        let at = |(at, message): &(usize, &str)| Diagnostic::at(Code::UnknownType, Span::new(file, *at..*at), *message);
        let list = messages.iter().map(at).collect();
        (sources, list)
    }

    #[test]
    fn what_was_known_is_known_wherever_it_stands_now() {
        let (sources, list) = told("ab", &[(0, "one"), (1, "two")], "docs-input");
        let baseline = Baseline::of(&list, &sources, "docs-input");
        let read = serde_json::from_str::<Baseline>(&baseline.text()).unwrap();
        assert_eq!(read, baseline);
        let (sources, list) = told("\n\nab", &[(2, "one"), (3, "one"), (3, "three")], "/home/x/docs-input");
        let compared = baseline.compare(&list, (&sources, "/home/x/docs-input"), |_, _| true);
        assert_eq!(compared, (vec![false, true, true], 1));
    }

    #[test]
    fn what_a_run_does_not_look_at_stays_known() {
        let (sources, list) = told("ab", &[(0, "one"), (1, "two")], "in");
        let before = Baseline::of(&list, &sources, "in");
        assert_eq!(before.compare(&[], (&sources, "in"), |_, code| code != "unknown-type").1, 0);
        assert_eq!(before.compare(&[], (&sources, "in"), |page, _| page == "a.md").1, 2);
        let (_, other) = told("ab", &[(0, "three")], "in");
        let covers = |page: &str, _: &str| page != "a.md";
        let after = Baseline::of(&other, &sources, "in").with(before, covers);
        assert_eq!(after.compare(&list, (&sources, "in"), covers).0, [false, false]);
        let (_, both) = told("ab", &[(0, "one"), (0, "three")], "in");
        assert_eq!(after.compare(&both, (&sources, "in"), covers).0, [false, false]);
    }

    #[test]
    fn a_baseline_that_cannot_be_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Baseline::read(&path(dir.path())), Ok(None));
        for text in ["{", "{}", "{\"version\": 9, \"known\": {}}"] {
            std::fs::write(path(dir.path()), text).unwrap();
            assert!(Baseline::read(&path(dir.path())).unwrap_err().contains("--write-baseline"), "{text}");
        }
    }
}
