//! Input: the crate on both sides, and a verdict. Output: what that asks of its version, in words.
//! Invariant: a version that says enough already is not asked to grow.

use std::path::Path;

use semver::Version;

use super::against::Against;
use crate::diff::Verdict;

/// The crate's version, before and now.
#[derive(Debug, Default)]
pub(super) struct Versions {
    pub(super) before: Option<Version>,
    pub(super) now: Option<Version>,
}

impl Versions {
    pub(super) fn of(against: &Against, root: &Path) -> Self {
        let version = |text: Option<String>| {
            let table = text?.parse::<toml::Table>().ok()?;
            Version::parse(table.get("package")?.get("version")?.as_str()?).ok()
        };
        let now = version(std::fs::read_to_string(root.join("Cargo.toml")).ok());
        Self { before: version(against.file(root, "Cargo.toml")), now }
    }

    /// What a verdict asks for.
    pub(super) fn words(&self, verdict: Verdict) -> String {
        let step = match verdict {
            Verdict::Same => return "nothing changed".to_owned(),
            Verdict::Patch => "words alone: a patch",
            Verdict::Minor => "what was written goes on: a minor version, before 1.0 a patch",
            Verdict::Major => "what was written breaks: a major version, before 1.0 a minor one",
        };
        let Some(before) = self.before.as_ref().or(self.now.as_ref()) else { return step.to_owned() };
        let next = verdict.next(before);
        match &self.now {
            Some(now) if *now >= next && now != before => format!("{step}; {now} says so, after {before}"),
            _ => format!("{step}; after {before} comes {next}"),
        }
    }
}
