//! Input: changes, and the crate's version. Output: the least step that its next version has to take.
//! Invariant: the rules are Cargo's: before 1.0 the first number that is not 0 counts as the major one.

use semver::{BuildMetadata, Prerelease, Version};
use serde::Serialize;

use super::change::{Change, Class};

/// What changes ask of the next version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing changed.
    #[default]
    Same,
    /// Words alone.
    Patch,
    /// What was written goes on as it did.
    Minor,
    /// What was written may not compile any more.
    Major,
}

impl Verdict {
    /// What these changes ask.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let of = |change: &Change| match change.class {
            Class::Breaking => Self::Major,
            Class::Additive => Self::Minor,
            Class::Docs => Self::Patch,
        };
        changes.into_iter().map(of).max().unwrap_or_default()
    }

    /// The next version after `version`. One that is only announced (`1.0.0-rc.1`) stands for anything, and stays.
    pub fn next(self, version: &Version) -> Version {
        let Version { major, minor, patch, .. } = *version;
        let is_announced = !version.pre.is_empty();
        let (major, minor, patch) = match (self, major, minor) {
            _ if is_announced || self == Self::Same => return version.clone(),
            (Self::Major, 1.., _) => (major + 1, 0, 0),
            (Self::Major, 0, 1..) | (Self::Minor, 1.., _) => (major, minor + 1, 0),
            _ => (major, minor, patch + 1),
        };
        Version { major, minor, patch, pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY }
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_that_is_not_zero_is_the_major_one() {
        let next = |verdict: Verdict, version: &str| verdict.next(&Version::parse(version).unwrap()).to_string();
        let all = |version: &str| {
            [Verdict::Same, Verdict::Patch, Verdict::Minor, Verdict::Major]
                .map(|verdict| next(verdict, version))
                .join(" ")
        };
        assert_eq!(all("1.2.3"), "1.2.3 1.2.4 1.3.0 2.0.0");
        assert_eq!(all("0.2.3"), "0.2.3 0.2.4 0.2.4 0.3.0");
        assert_eq!(all("0.0.3"), "0.0.3 0.0.4 0.0.4 0.0.4");
        assert_eq!(all("2.0.0-rc.1"), "2.0.0-rc.1 2.0.0-rc.1 2.0.0-rc.1 2.0.0-rc.1");
    }
}
