//! Input: what a run changes, and the CHANGELOG.md of the crate. Output: the same file with an entry for each API, and the
//! version that the changes ask for.
//! Invariant: nothing that stands in the file is lost, and the newest stands first.

use std::path::{Path, PathBuf};

use semver::Version;
use toml_edit::{DocumentMut, Item, value};

use crate::cli::changes::{self, Told};
use crate::cli::folders::Settings;
use crate::output::{Change, ChangeKind, Changes, rewrite};
use crate::project::CrateSettings;

const NAME: &str = "CHANGELOG.md";
/// The heading of what has no version yet.
const UNRELEASED: &str = "Unreleased";

/// What is to be written.
pub(super) struct Entry {
    path: PathBuf,
    before: Option<String>,
    after: String,
    /// The version that the crate gets, where it is another.
    pub(super) raised: Option<Version>,
}

impl Entry {
    /// The entry of a run; `None` where it changes nothing. The version stands in fieldstone.toml, so that a crate made
    /// elsewhere keeps its own.
    pub(super) fn of(
        root: &Path,
        told: &[Told],
        said: &CrateSettings,
        is_project: bool,
        files: &Changes,
    ) -> Result<Option<Self>, String> {
        if told.is_empty() {
            return Ok(None);
        }
        let path = root.join(NAME);
        let before = read(&path)?;
        let here = said.version.as_deref().and_then(|version| Version::parse(version).ok());
        let here = here.filter(|_| said.bump && is_project);
        // Whoever raised it by hand, and high enough, is not corrected.
        let next = here.as_ref().map(|here| {
            let next = changes::verdict(told).next(&version_before(files).unwrap_or_else(|| here.clone()));
            next.max(here.clone())
        });
        let heading = next.as_ref().map_or_else(|| UNRELEASED.to_owned(), ToString::to_string);
        let after = with(before.as_deref().unwrap_or_default(), &heading, &changes::markdown(told, 3, false));
        Ok(Some(Self { path, before, after, raised: next.filter(|next| here.as_ref() != Some(next)) }))
    }

    /// Writes it, and gives what was written.
    pub(super) fn write(self, settings: &Settings) -> Result<Vec<Change>, Box<dyn std::error::Error>> {
        rewrite(&self.path, &self.after)?;
        let kind = if self.before.is_some() { ChangeKind::Changed } else { ChangeKind::Added };
        let bytes = |text: String| Some(text.into_bytes());
        let (before, after) = (self.before.and_then(bytes), bytes(self.after).map(Into::into));
        let mut written = vec![Change { path: NAME.to_owned(), kind, before, after }];
        if let (Some(version), Some(path)) = (self.raised, &settings.path) {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
            let raised = with_version(&text, &version)?;
            rewrite(path, &raised)?;
            let path = std::path::absolute(path)?.display().to_string();
            written.push(Change {
                path,
                kind: ChangeKind::Changed,
                before: bytes(text),
                after: bytes(raised).map(Into::into),
            });
        }
        Ok(written)
    }
}

fn read(path: &Path) -> Result<Option<String>, String> {
    let refused = |why: String| format!("`{}` cannot be read: {why}", path.display());
    match std::fs::symlink_metadata(path) {
        Ok(about) if about.is_file() => {
            std::fs::read_to_string(path).map(Some).map_err(|error| refused(error.to_string()))
        }
        Ok(_) => Err(refused("it is no regular file".to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(refused(error.to_string())),
    }
}

/// The version of the crate that was there.
fn version_before(files: &Changes) -> Option<Version> {
    let manifest = files.list.iter().find(|change| change.path == "Cargo.toml")?.before.as_deref()?;
    let table = std::str::from_utf8(manifest).ok()?.parse::<toml::Table>().ok()?;
    Version::parse(table.get("package")?.get("version")?.as_str()?).ok()
}

/// The file with an entry below a heading; below the one that is there, where it stands first.
fn with(text: &str, heading: &str, entry: &str) -> String {
    let entry = entry.trim_end();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let first = first_heading(text);
    let (start, is_there) = match first {
        Some((start, title)) => (start, is_heading(title, heading)),
        None => (text.len(), false),
    };
    let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
    let (head, rest) = match is_there {
        true => after.split_inclusive('\n').next().map_or((after, ""), |line| after.split_at(line.len())),
        false => ("", after),
    };
    let before = match (before.trim(), first) {
        ("", None) => "# Changelog\n\n".to_owned(),
        (_, None) => format!("{}\n\n", before.trim_end()),
        _ => before.to_owned(),
    };
    let heading = if is_there { head.trim_end().to_owned() } else { format!("## {heading}") };
    let rest = rest.trim_start_matches(['\r', '\n']);
    let gap = if rest.is_empty() { "" } else { "\n" };
    let added = format!("{heading}\n\n{entry}\n{gap}").replace('\n', line_end);
    let before = if first.is_none() && line_end == "\r\n" {
        before.replace("\r\n", "\n").replace('\n', line_end)
    } else {
        before
    };
    format!("{before}{added}{rest}")
}

/// The first heading of a version: where it begins, and what it says. What stands in a fence is none.
fn first_heading(text: &str) -> Option<(usize, &str)> {
    let (mut at, mut is_code) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            is_code = !is_code;
        }
        if let Some(title) = line.strip_prefix("## ").filter(|_| !is_code) {
            return Some((at, title.trim()));
        }
        at += line.len();
    }
    None
}

/// Whether a heading is that of a version, with or without brackets and a date behind it.
fn is_heading(title: &str, wanted: &str) -> bool {
    let word = title.split([' ', '\t']).next().unwrap_or_default().trim_matches(['[', ']']);
    word.eq_ignore_ascii_case(wanted)
}

/// fieldstone.toml with another version; everything else stays as it was.
fn with_version(text: &str, version: &Version) -> Result<String, String> {
    let mut document = text.parse::<DocumentMut>().map_err(|error| error.message().to_owned())?;
    let table = document.get_mut("crate").and_then(Item::as_table_like_mut);
    let item = table.and_then(|table| table.get_mut("version")).ok_or("`version` is gone from fieldstone.toml")?;
    let decor = item.as_value().map(|value| value.decor().clone());
    *item = value(version.to_string());
    if let (Some(decor), Some(value)) = (decor, item.as_value_mut()) {
        *value.decor_mut() = decor;
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_stands_first_and_nothing_is_lost() {
        assert_eq!(with("", "0.2.0", "new\n\n"), "# Changelog\n\n## 0.2.0\n\nnew\n");
        assert_eq!(with("# Mine\n\nWords.\n", "0.2.0", "new"), "# Mine\n\nWords.\n\n## 0.2.0\n\nnew\n");
        let before = "# Mine\n\n```\n## no heading\n```\n\n## 0.1.0\n\nold\n";
        let after = "# Mine\n\n```\n## no heading\n```\n\n## 0.2.0\n\nnew\n\n## 0.1.0\n\nold\n";
        assert_eq!(with(before, "0.2.0", "new"), after);
    }

    #[test]
    fn what_has_no_version_yet_is_one_section() {
        let before = "# Changelog\n\n## [Unreleased]\n\n- mine\n\n## 0.1.0\n";
        let after = "# Changelog\n\n## [Unreleased]\n\nnew\n\n- mine\n\n## 0.1.0\n";
        assert_eq!(with(before, UNRELEASED, "new"), after);
        assert_eq!(with("## Unreleased", UNRELEASED, "new"), "## Unreleased\n\nnew\n");
    }

    #[test]
    fn lines_end_as_they_did() {
        assert_eq!(
            with("# C\r\n\r\n## 0.1.0\r\n", "0.2.0", "a\nb"),
            "# C\r\n\r\n## 0.2.0\r\n\r\na\r\nb\r\n\r\n## 0.1.0\r\n"
        );
    }

    #[test]
    fn only_the_version_changes() {
        let text = "# mine\n[crate]\nname = \"a\"\nversion = '0.1.0' # for now\nbump = true\n";
        let raised = with_version(text, &Version::new(0, 2, 0)).unwrap();
        assert_eq!(raised, "# mine\n[crate]\nname = \"a\"\nversion = \"0.2.0\" # for now\nbump = true\n");
        assert!(with_version("[crate]\n", &Version::new(0, 2, 0)).is_err());
    }
}
