//! Input: a plan, the models, and what has to stay as it is. Output: the [`FileSet`] of the whole crate.
//! Invariant: the files of a kept API are its bytes on disk, whatever was emitted for it.

use std::borrow::Borrow;
use std::io;

use crate::emit::{EXAMPLE_SERVER, RUNTIME, emit};
use crate::export;
use crate::plan::model::CratePlan;
use crate::schema::Api;
use crate::schema::unseen::escaped;

use super::{FileSet, Kept, MARK, Manifest, OutputError, cargo_toml, format, owner, readme};

/// Puts the crate together. `apis` are all of its APIs, the kept ones too, and `plan` is theirs.
pub fn assemble<A: Borrow<Api>>(
    plan: CratePlan,
    apis: &[A],
    kept: &[Kept],
    manifest: &Manifest,
) -> Result<FileSet, OutputError> {
    let mut files = FileSet::default();
    for file in emit(&plan) {
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
    files.insert("README.md", readme::print(&plan, apis, &manifest.name))?;
    files.insert("rustfmt.toml", format!("# {MARK}\ndisable_all_formatting = true\n"))?;
    // Most of what is held in the end are the models: what they do not need is gone by then.
    drop(plan);
    add_models(&mut files, apis, kept)?;
    Ok(files)
}

/// Adds the models of the APIs that are not kept, as they are checked in and as OpenAPI documents.
fn add_models<A: Borrow<Api>>(files: &mut FileSet, apis: &[A], kept: &[Kept]) -> Result<(), OutputError> {
    for api in apis.iter().map(Borrow::borrow).filter(|api| !is_kept(kept, &api.name)) {
        let unwritable = |path: &str| {
            let path = path.into();
            |error: serde_json::Error| OutputError::Io { action: "write the model as", path, error: error.into() }
        };
        let path = format!("schema/{}.json", api.name);
        let text = model(api).map_err(unwritable(&path))?;
        // A document says the same in a few words more.
        let about = text.len() / 8 * 9;
        files.insert(path, escaped(text))?;
        let path = format!("openapi/{}.json", api.name);
        let text = export::openapi_of_size(api, about).map_err(unwritable(&path))?;
        files.insert(path, escaped(text))?;
    }
    Ok(())
}

/// More types than this make a model of which it matters how it grows.
const MANY: usize = 2_000;

/// The model as it is checked in. A large one has a text of its size from the start: one that grows is held twice.
fn model(api: &Api) -> serde_json::Result<String> {
    let mut size = Size(0);
    if api.types.len() + api.operations.len() > MANY {
        serde_json::to_writer_pretty(&mut size, api)?;
    }
    let mut text = Vec::with_capacity(size.0 + 1);
    serde_json::to_writer_pretty(&mut text, api)?;
    text.push(b'\n');
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

/// Counts what is written.
struct Size(usize);

impl io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_kept(kept: &[Kept], name: &str) -> bool {
    kept.iter().any(|kept| kept.api.name == name)
}
