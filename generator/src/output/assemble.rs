//! Input: emitted files, the model, and what has to stay as it is. Output: the [`FileSet`] of the whole crate.
//! Invariant: the files of a kept API are its bytes on disk, whatever was emitted for it.

use crate::emit::{EXAMPLE_SERVER, EmittedFile, RUNTIME};
use crate::export;
use crate::plan::model::CratePlan;
use crate::schema::Api;
use crate::schema::unseen::escaped;

use super::{FileSet, Kept, MARK, Manifest, OutputError, cargo_toml, format, owner, readme};

/// Puts the crate together. `apis` are all of its APIs, the kept ones too, and `plan` is theirs.
pub fn assemble(
    emitted: &[EmittedFile],
    apis: &[Api],
    plan: &CratePlan,
    kept: &[Kept],
    manifest: &Manifest,
) -> Result<FileSet, OutputError> {
    let is_kept = |name: &str| kept.iter().any(|kept| kept.api.name == name);
    let mut files = FileSet::default();
    for file in emitted {
        if !owner::owner(&file.path).is_some_and(is_kept) {
            files.insert(file.path.clone(), format(file)?)?;
        }
    }
    for (path, text) in RUNTIME {
        files.insert(*path, format!("// {MARK}\n\n{text}"))?;
    }
    for api in apis.iter().filter(|api| !is_kept(&api.name)) {
        let unwritable = |path: &str| {
            let path = path.into();
            |error: serde_json::Error| OutputError::Io { action: "write the model as", path, error: error.into() }
        };
        let path = format!("schema/{}.json", api.name);
        let mut text = serde_json::to_string_pretty(api).map_err(unwritable(&path))?;
        text.push('\n');
        files.insert(path, escaped(&text))?;
        let path = format!("openapi/{}.json", api.name);
        let text = export::openapi(api).map_err(unwritable(&path))?;
        files.insert(path, escaped(&text))?;
    }
    for (path, bytes) in kept.iter().flat_map(|kept| &kept.files) {
        files.insert(path.clone(), bytes.clone())?;
    }
    let examples: Vec<String> = files.paths().filter_map(owner::example).map(str::to_owned).collect();
    if !examples.is_empty() {
        let (path, text) = EXAMPLE_SERVER;
        files.insert(path, format!("// {MARK}\n\n{text}"))?;
    }
    files.insert("Cargo.toml", cargo_toml::print(&plan.features(), &examples, manifest))?;
    files.insert("README.md", readme::print(plan, apis, &manifest.name))?;
    files.insert("rustfmt.toml", format!("# {MARK}\ndisable_all_formatting = true\n"))?;
    Ok(files)
}
