//! Input: emitted files, the model, and what has to stay as it is. Output: the [`FileSet`] of the whole crate.
//! Invariant: the files of a kept API are its bytes on disk, whatever was emitted for it.

use std::borrow::Borrow;

use crate::emit::{EXAMPLE_SERVER, EmittedFile, RUNTIME};
use crate::export;
use crate::plan::model::CratePlan;
use crate::schema::Api;
use crate::schema::unseen::escaped;

use super::{FileSet, Kept, MARK, Manifest, OutputError, cargo_toml, format, owner, readme};

/// The models of the APIs that are not kept, as they are checked in and as OpenAPI documents.
pub fn models<A: Borrow<Api>>(apis: &[A], kept: &[Kept]) -> Result<FileSet, OutputError> {
    let mut files = FileSet::default();
    for api in apis.iter().map(Borrow::borrow).filter(|api| !is_kept(kept, &api.name)) {
        let unwritable = |path: &str| {
            let path = path.into();
            |error: serde_json::Error| OutputError::Io { action: "write the model as", path, error: error.into() }
        };
        let path = format!("schema/{}.json", api.name);
        let mut text = serde_json::to_string_pretty(api).map_err(unwritable(&path))?;
        text.push('\n');
        // A document says the same in a few words more.
        let about = text.len() / 8 * 9;
        files.insert(path, escaped(text))?;
        let path = format!("openapi/{}.json", api.name);
        let text = export::openapi_of_size(api, about).map_err(unwritable(&path))?;
        files.insert(path, escaped(text))?;
    }
    Ok(files)
}

fn is_kept(kept: &[Kept], name: &str) -> bool {
    kept.iter().any(|kept| kept.api.name == name)
}

/// Puts the crate together, with its [`models`]. `apis` are all of its APIs, the kept ones too, and `plan` is theirs.
pub fn assemble<A: Borrow<Api>>(
    models: FileSet,
    emitted: impl IntoIterator<Item = EmittedFile>,
    apis: &[A],
    plan: &CratePlan,
    kept: &[Kept],
    manifest: &Manifest,
) -> Result<FileSet, OutputError> {
    let mut files = models;
    for file in emitted {
        if !owner::owner(&file.path).is_some_and(|name| is_kept(kept, name)) {
            files.insert(file.path.clone(), format(file)?)?;
        }
    }
    for (path, text) in RUNTIME {
        files.insert(*path, format!("// {MARK}\n\n{text}"))?;
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
