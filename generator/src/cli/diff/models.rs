//! Input: a crate's folder, now or at a commit, or any folder of models. Output: the models in it, as bytes, by API.
//! Invariant: what cannot be read ends the run; a model that is only missing does not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::git::Commit;
use crate::output::model;
use crate::schema::Api;

/// Models by the names of their files.
pub(super) type Models = BTreeMap<String, Vec<u8>>;

/// The folder of the models in a crate.
const SCHEMA: &str = "schema";

/// The models of a folder: those of the crate in it, else those that lie in it.
pub(super) fn of_folder(folder: &Path) -> Result<Models, String> {
    let inside = folder.join(SCHEMA);
    let folder: PathBuf = if inside.is_dir() { inside } else { folder.to_owned() };
    let refused = |error: std::io::Error| format!("`{}` cannot be read: {error}", folder.display());
    let mut models = Models::new();
    for entry in std::fs::read_dir(&folder).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        if let (Some(name), true) = (api(&path.to_string_lossy()), path.is_file()) {
            let bytes =
                std::fs::read(&path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
            models.insert(name, bytes);
        }
    }
    Ok(models)
}

/// The models of a crate at a commit.
pub(super) fn of_commit(commit: &Commit, root: &Path) -> Result<Models, String> {
    let mut models = Models::new();
    for path in commit.files(root, SCHEMA)? {
        if let (Some(name), Some(bytes)) = (api(&path), commit.file(root, &path)?) {
            models.insert(name, bytes);
        }
    }
    Ok(models)
}

/// The API whose model a file is.
fn api(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?.strip_suffix(".json")?;
    crate::project::is_api_name(name).then(|| name.to_owned())
}

/// Reads a model; `whose` says where it is from.
pub(super) fn read(name: &str, bytes: &[u8], whose: &str) -> Result<Api, String> {
    model(bytes).map_err(|why| {
        let help =
            if why.starts_with("it is of version") { "; make both with the same version of this program" } else { "" };
        format!("the model of `{name}` {whose} cannot be read: {why}{help}")
    })
}
