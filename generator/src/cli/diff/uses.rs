//! Input: names that break, and a folder of Rust. Output: the places where its code has these names.
//! Invariant: a search, and no more: what it finds may be another thing of that name. Each file is read once, whatever the
//! number of names.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::cli::changes::{Told, Use};
use crate::diff::{Class, Stands};

/// A file larger than this is no code that somebody wrote.
const LARGEST: u64 = 4 << 20;
/// So much of a line is shown.
const LONGEST: usize = 100;

/// What was searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Searched {
    pub(super) files: usize,
    pub(super) names: usize,
}

/// Notes at each breaking change where `path` names what breaks. The crate itself, in `krate`, is passed over.
pub(super) fn search(told: &mut [Told], path: &Path, krate: &Path) -> Result<Searched, String> {
    if !path.exists() {
        return Err(format!("there is no `{}` to search", path.display()));
    }
    let mut wanted: BTreeMap<String, Vec<(Stands, usize)>> = BTreeMap::new();
    for (at, one) in told.iter().enumerate().filter(|(_, one)| one.change.class == Class::Breaking) {
        for name in &one.change.names {
            wanted.entry(name.word.clone()).or_default().push((name.stands, at));
        }
    }
    let mut searched = Searched { files: 0, names: wanted.len() };
    let krate = krate.canonicalize().ok();
    let is_ours = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let is_hidden = entry.depth() > 0 && (name.starts_with('.') || name == "target");
        let is_krate = entry.file_type().is_dir() && krate.is_some() && entry.path().canonicalize().ok() == krate;
        !is_hidden && !is_krate
    };
    for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(is_ours) {
        let entry = entry.map_err(|error| format!("`{}` cannot be searched: {error}", path.display()))?;
        let is_rust = entry.file_type().is_file() && entry.path().extension().is_some_and(|ending| ending == "rs");
        if !is_rust || entry.metadata().map_or(0, |about| about.len()) > LARGEST {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        searched.files += 1;
        let shown = entry.path().display().to_string();
        for (at, line) in text.lines().enumerate() {
            let mut found: Vec<usize> = names(line).flat_map(|name| hits(&name, &wanted)).collect();
            found.sort_unstable();
            found.dedup();
            for change in found {
                let code = line.trim().chars().take(LONGEST).collect();
                if let Some(one) = told.get_mut(change) {
                    one.uses.push(Use { path: shown.clone(), line: at + 1, text: code });
                }
            }
        }
    }
    Ok(searched)
}

/// A name in a line, and what stands around it.
struct Name<'t> {
    word: &'t str,
    before: &'t str,
    after: &'t str,
}

/// The names of a line, comments apart.
fn names(line: &str) -> impl Iterator<Item = Name<'_>> {
    let code = match line.trim_start().starts_with("//") {
        true => "",
        false => line,
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = code.get(at..)?;
        let start = at + rest.find(is_part)?;
        let end = code.get(start..)?.find(|c| !is_part(c)).map_or(code.len(), |length| start + length);
        at = end;
        Some(Name { word: code.get(start..end)?, before: code.get(..start)?, after: code.get(end..)? })
    })
}

/// The changes that a name may be about.
fn hits(name: &Name<'_>, wanted: &BTreeMap<String, Vec<(Stands, usize)>>) -> Vec<usize> {
    let Some(wanted) = wanted.get(name.word) else { return Vec::new() };
    let before = name.before.strip_suffix("r#").unwrap_or(name.before).trim_end();
    let after = name.after.trim_start();
    let stands = |stands: &Stands| match stands {
        Stands::Anywhere => true,
        Stands::Path => before.ends_with("::"),
        Stands::Member => {
            let is_called = before.ends_with('.') && !before.ends_with("..") || before.ends_with("::");
            let is_pair = after.starts_with(':') && !after.starts_with("::") && before.ends_with(['{', ',', '(', '|']);
            // A field by itself, in the braces of a pattern. At the end of a line anything may follow.
            let is_short = before.ends_with('{') && after.starts_with([',', '}'])
                || before.ends_with(',') && after.starts_with('}');
            let is_line = before.is_empty() && (after.starts_with(':') && !after.starts_with("::") || after == ",");
            is_called || is_pair || is_short || is_line
        }
    };
    wanted.iter().filter(|(place, _)| stands(place)).map(|(_, at)| *at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str, stands: Stands) -> bool {
        let wanted = BTreeMap::from([("due_at".to_owned(), vec![(stands, 0)])]);
        names(line).any(|name| !hits(&name, &wanted).is_empty())
    }

    #[test]
    fn a_name_counts_where_it_can_mean_the_item() {
        for line in [
            "loan.due_at",
            "loan . due_at;",
            "Loan::due_at(x)",
            "Loan { due_at, .. }",
            "Loan { id, due_at }",
            "        due_at: text,",
            "a.r#due_at",
        ] {
            assert!(found(line, Stands::Member), "{line}");
        }
        for line in
            ["let due_at = 1;", "f(due_at)", "// loan.due_at", "0..due_at", "loan.due_at_last", "x::due_at::y2.z"]
        {
            assert!(!found(line, Stands::Member) || line.contains("::"), "{line}");
        }
        assert!(found("Status::due_at", Stands::Path) && !found("x.due_at", Stands::Path));
        assert!(found("use a::{due_at};", Stands::Anywhere));
    }
}
