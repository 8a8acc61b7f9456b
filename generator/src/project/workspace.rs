//! Input: the folder that the crate is written to. Output: where that stands among the workspaces above it, and what
//! they say.
//! Invariant: nothing is asked of cargo, so that a crate that is broken never stops the next run.

use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use toml::{Table, Value};

use super::folder::project_file;

/// A workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Workspace {
    /// Its Cargo.toml.
    pub manifest: PathBuf,
    /// The crate's folder, as its Cargo.toml names it.
    pub inside: String,
    /// The table `[workspace]`.
    table: Table,
    /// The names of its packages, each with the folder that it is in; the crate itself is none of them.
    packages: Vec<(String, String)>,
}

impl Workspace {
    /// What `[workspace.package]` says of a key.
    pub fn package(&self, key: &str) -> Option<&Value> {
        self.table.get("package")?.get(key)
    }

    /// What `[workspace.dependencies]` says of a crate.
    pub fn dependency(&self, name: &str) -> Option<&Value> {
        self.table.get("dependencies")?.get(name)
    }

    /// The folder of a package that has this name.
    pub fn package_called(&self, name: &str) -> Option<&str> {
        self.packages.iter().find(|(known, _)| known == name).map(|(_, folder)| folder.as_str())
    }

    /// Whether it has lints.
    pub fn has_lints(&self) -> bool {
        self.table.contains_key("lints")
    }
}

/// Where a crate stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// In no workspace.
    Alone,
    /// In the folder of a workspace that leaves it out.
    Excluded(Workspace),
    /// In one whose members take it in.
    Member(Workspace),
    /// In the folder of one that does not say whether it is a member.
    Undecided(Workspace),
}

impl Place {
    /// The place of a crate's folder, which need not exist.
    pub fn of(krate: &Path) -> Result<Self, String> {
        let krate = std::path::absolute(krate).map_err(|error| error.to_string())?;
        let krate = real(&krate);
        for folder in krate.ancestors().skip(1) {
            let manifest = folder.join("Cargo.toml");
            let Some(table) = read(folder, &manifest)? else { continue };
            let Some(Value::Table(workspace)) = table.get("workspace") else { continue };
            let inside = krate.strip_prefix(folder).unwrap_or(&krate).components();
            let inside = inside.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let mut found = Workspace { manifest, inside, table: workspace.clone(), packages: Vec::new() };
            let members = members(&found, folder, &krate);
            found.packages = packages(folder, &table, &members);
            return Ok(if is_excluded(&found) {
                Self::Excluded(found)
            } else if is_listed(&found) || is_needed(&found, folder, &table, &members) {
                Self::Member(found)
            } else {
                Self::Undecided(found)
            });
        }
        Ok(Self::Alone)
    }
}

/// A path with the links of its folders followed, as far as they are there.
fn real(path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    match there {
        Some((folder, real)) => path.strip_prefix(folder).map_or(real.clone(), |rest| real.join(rest)),
        None => path.to_owned(),
    }
}

fn read(folder: &Path, manifest: &Path) -> Result<Option<Table>, String> {
    let refused = |why: String| format!("`{}` cannot be read: {why}", manifest.display());
    let Some(text) = project_file(folder, manifest).map_err(refused)? else { return Ok(None) };
    text.parse::<Table>().map(Some).map_err(|error| refused(error.message().replace('\n', "; ")))
}

fn texts<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a str> {
    let list = table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(|text| text.trim_start_matches("./").trim_end_matches('/'))
}

/// Whether a folder is another or lies below it.
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_excluded(workspace: &Workspace) -> bool {
    let is_here = |key| texts(&workspace.table, key).any(|folder| is_below(&workspace.inside, folder));
    is_here("exclude") && !is_here("members")
}

/// Whether `members` names the crate.
fn is_listed(workspace: &Workspace) -> bool {
    texts(&workspace.table, "members").any(|pattern| {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        glob.map_or(pattern == workspace.inside, |glob| glob.compile_matcher().is_match(&workspace.inside))
    })
}

/// Whether a crate of the workspace depends on it by path: such a crate is a member as well.
fn is_needed(workspace: &Workspace, root: &Path, table: &Table, members: &[(PathBuf, Table)]) -> bool {
    let krate = root.join(&workspace.inside);
    let shared = workspace.table.get("dependencies").and_then(Value::as_table);
    shared.is_some_and(|dependencies| leads_to(dependencies, root, &krate))
        || depends(table, root, &krate)
        || members.iter().any(|(folder, table)| depends(table, folder, &krate))
}

/// The names of the root package and of the members, each with its folder.
fn packages(root: &Path, table: &Table, members: &[(PathBuf, Table)]) -> Vec<(String, String)> {
    let of = |folder: &Path, table: &Table| {
        let name = table.get("package")?.get("name")?.as_str()?.to_owned();
        Some((name, folder.strip_prefix(root).unwrap_or(folder).display().to_string()))
    };
    let members = members.iter().filter_map(|(folder, table)| of(folder, table));
    of(root, table).into_iter().chain(members).collect()
}

/// The folders that `members` names, but the crate's, each with its manifest. One that cannot be read is passed over: it
/// stops cargo, and need not stop us.
fn members(workspace: &Workspace, root: &Path, krate: &Path) -> Vec<(PathBuf, Table)> {
    let folders = member_folders(workspace, root).into_iter().filter(|folder| folder != krate);
    let read = |folder: PathBuf| {
        let table = read(&folder, &folder.join("Cargo.toml")).ok()??;
        Some((folder, table))
    };
    folders.filter_map(read).collect()
}

/// The folders that `members` names; a pattern stands for what is there.
fn member_folders(workspace: &Workspace, root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for pattern in texts(&workspace.table, "members") {
        let parts = pattern.split('/').collect::<Vec<_>>();
        let mut folders = vec![root.to_owned()];
        for part in parts {
            folders = match GlobBuilder::new(part).build().map(|glob| glob.compile_matcher()) {
                Ok(glob) if part.contains(['*', '?', '[', '{']) => {
                    let inner = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
                    let named = inner.flatten().filter(|entry| glob.is_match(entry.file_name()));
                    named.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
                }
                _ => folders.iter().map(|folder| folder.join(part)).collect(),
            };
        }
        found.extend(folders);
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a package's dependencies lead to the crate.
fn depends(manifest: &Table, folder: &Path, krate: &Path) -> bool {
    let of = |table: &Table| {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .iter()
            .filter_map(|kind| table.get(*kind)?.as_table())
            .any(|dependencies| leads_to(dependencies, folder, krate))
    };
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    of(manifest) || targets.filter_map(Value::as_table).any(of)
}

fn leads_to(dependencies: &Table, folder: &Path, krate: &Path) -> bool {
    let paths = dependencies.values().filter_map(|dependency| dependency.get("path")?.as_str());
    paths.into_iter().any(|path| tidy(&folder.join(path)) == tidy(krate))
}

/// A path without `.` and `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(root: &str, files: &[(&str, &str)], krate: &str) -> Place {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files.iter().chain([&("Cargo.toml", root)]) {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Place::of(&dir.path().join(krate)).unwrap()
    }

    #[test]
    fn a_crate_is_a_member_where_the_workspace_takes_it_in() {
        let member = |place: &Place| matches!(place, Place::Member(_));
        let undecided = |place: &Place| matches!(place, Place::Undecided(_));
        let excluded = |place: &Place| matches!(place, Place::Excluded(_));
        let globs = "[workspace]\nmembers = [\"crates/*\"]\n";
        assert!(member(&place(globs, &[], "crates/apis")));
        assert!(undecided(&place(globs, &[], "crates/apis/inner")));
        assert!(undecided(&place(globs, &[], "generated")));
        assert!(member(&place("[workspace]\nmembers = [\"./generated/\"]\n", &[], "generated")));
        let out = "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/apis\"]\n";
        assert!(excluded(&place(out, &[], "crates/apis")));
        assert_eq!(place("[package]\nname = \"x\"\n", &[], "generated"), Place::Alone);
    }

    #[test]
    fn a_crate_that_a_member_depends_on_is_one() {
        let root = "[workspace]\nmembers = [\"crates/*\"]\n";
        let app = |text: &str| place(root, &[("crates/app/Cargo.toml", text)], "generated");
        for text in [
            "[dependencies]\nx = { path = \"../../generated\" }",
            "[dev-dependencies.x]\npath = \"./../../generated/\"",
            "[target.'cfg(unix)'.dependencies]\nx = { path = \"../../generated\" }",
        ] {
            assert!(matches!(app(text), Place::Member(_)), "{text}");
        }
        assert!(matches!(app("[dependencies]\nx = { path = \"../other\" }"), Place::Undecided(_)));
        assert!(matches!(app("this is no TOML"), Place::Undecided(_)));
        let shared = "[workspace]\n[workspace.dependencies]\nx = { path = \"generated\" }\n";
        assert!(matches!(place(shared, &[], "generated"), Place::Member(_)));
    }

    #[test]
    fn a_workspace_that_cannot_be_read_is_told() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("Cargo.toml"), "[workspace\n").unwrap();
        assert!(Place::of(&dir.path().join("generated")).unwrap_err().contains("Cargo.toml` cannot be read"));
    }
}
