//! Input: the folder that the user is in, and what was named. Output: where the pages are, and what is said of the crate.
//! Invariant: the same command does the same from every folder of a project.

use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostics;
use crate::project::{CrateSettings, FIELDSTONE_TOML, Input};
use crate::source::SourceMap;

/// Where the pages of a project are.
pub(super) const PAGES: &str = "docs-input";

/// The pages: those that were named, else the project's.
pub(super) fn input(given: Option<&Path>, config: Option<&Path>) -> Result<Input, String> {
    let path = match given {
        Some(path) => path.to_owned(),
        None => {
            let path = root()?.join(PAGES);
            if !path.is_dir() {
                return Err(format!("there is no folder `{}`: make one for each API in it", path.display()));
            }
            path
        }
    };
    Ok(Input { shown: shown(&path), path, config: config.map(Path::to_owned), everything: false })
}

/// What fieldstone.toml says, and where it was read; `Err` where it is there and cannot be read.
pub(super) struct Settings {
    pub(super) said: Option<CrateSettings>,
    /// The file, where it was looked for.
    pub(super) path: Option<PathBuf>,
    pub(super) sources: SourceMap,
    pub(super) diagnostics: Diagnostics,
}

/// What is said of the crate: beside the pages that were named, else in the project.
pub(super) fn settings(input: Option<&Path>) -> Settings {
    let beside = input.and_then(|path| {
        let path = path.canonicalize().ok()?;
        let parent = path.parent()?.to_owned();
        // One API of several stands in the folder that the file is beside of.
        let above = parent.parent().filter(|_| parent.file_name().is_some_and(|name| name == PAGES));
        let folders = [Some(parent.clone()), above.map(Path::to_owned)];
        folders.into_iter().flatten().find(|folder| folder.join(FIELDSTONE_TOML).is_file())
    });
    match if input.is_some() { beside } else { root().ok() } {
        Some(root) => settings_of(&root),
        None => Settings {
            said: Some(CrateSettings::default()),
            path: None,
            sources: SourceMap::new(),
            diagnostics: Diagnostics::new(),
        },
    }
}

/// What the fieldstone.toml of a folder says.
pub(super) fn settings_of(root: &Path) -> Settings {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let said = CrateSettings::read(root, &mut sources, &mut diagnostics);
    Settings { said, path: Some(root.join(FIELDSTONE_TOML)), sources, diagnostics }
}

/// A path as text, without a slash at the end.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    match text.trim_end_matches('/') {
        "" => text.into_owned(),
        trimmed => trimmed.to_owned(),
    }
}

/// The nearest folder above that has pages or a fieldstone.toml; relative where it is the one that the user is in.
pub(super) fn root() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
    let is_project = |folder: &&Path| folder.join(PAGES).is_dir() || folder.join(FIELDSTONE_TOML).is_file();
    match here.ancestors().find(is_project) {
        Some(folder) if folder == here => Ok(PathBuf::new()),
        Some(folder) => Ok(folder.to_owned()),
        None => Err(format!(
            "neither this folder nor one above has `{PAGES}` or `{FIELDSTONE_TOML}`: `{} init` makes them here, or give \
             --input and --output",
            super::program::name()
        )),
    }
}
