//! Input: the folder of a crate that was made. Output: the models that it was made from.
//! Invariant: one that cannot be read is an error with its path.

use std::fmt::Display;
use std::path::Path;

use fieldstone::schema::Api;

/// The models of a crate, by name.
pub(crate) fn models(made: &Path) -> Result<Vec<Api>, String> {
    let folder = made.join("schema");
    let failed = |path: &Path, error: &dyn Display| format!("`{}`: {error}", path.display());
    let mut apis = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| failed(&folder, &error))? {
        let path = entry.map_err(|error| failed(&folder, &error))?.path();
        let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        apis.push(serde_json::from_str::<Api>(&text).map_err(|error| failed(&path, &error))?);
    }
    apis.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(apis)
}
