//! Input: a document. Output: on the disk, the crate that is made of it, and its twin, whose structs have serde's derives.
//! Invariant: the two differ in how structs are read and written, and in their names.

use std::fs;
use std::path::{Path, PathBuf};

use fieldstone::output::Manifest;
use fieldstone::plan::model::TypePlanKind;
use fieldstone::project::Input;
use fieldstone::schema::Api;
use fieldstone::{Options, output, plan};
use serde_json::Value;

use crate::workspace;

/// Module and feature of the API.
pub(super) const API: &str = "bench";

/// Folders of a crate and its twin.
pub(super) struct Twins {
    pub(super) own: PathBuf,
    pub(super) derived: PathBuf,
}

/// Makes both.
pub(super) fn make(folder: &Path, document: &Value) -> Result<Twins, String> {
    let failed = |error: &dyn std::fmt::Display| format!("`{}`: {error}", folder.display());
    let pages = folder.join(API);
    fs::create_dir_all(&pages).map_err(|error| failed(&error))?;
    fs::write(pages.join("openapi.json"), document.to_string()).map_err(|error| failed(&error))?;
    fs::write(pages.join("api.toml"), "").map_err(|error| failed(&error))?;
    let input = Input { path: pages.clone(), shown: API.to_owned(), config: None, everything: false };
    let understood = fieldstone::understand(&input, &Options::default()).map_err(|error| failed(&error))?;
    let apis: Vec<Api> = understood.apis.iter().filter(|api| !api.failed).map(|api| api.api.clone()).collect();
    let [own, derived] = ["own", "derived"].map(|name| folder.join(name));
    for (folder, is_own) in [(&own, true), (&derived, false)] {
        let name = if is_own { "bench-own" } else { "bench-derived" };
        let manifest = Manifest { name: name.to_owned(), ..Manifest::default() };
        let mut plan = plan::plan_with(&apis, &understood.asked(&manifest.name));
        for ty in plan.apis.iter_mut().flat_map(|api| &mut api.types).filter(|_| !is_own) {
            if let TypePlanKind::Struct(plan) = &mut ty.kind {
                plan.is_record = false;
            }
            if let TypePlanKind::Union(plan) = &mut ty.kind {
                plan.variants.iter_mut().for_each(|variant| variant.record = None);
            }
        }
        let files = output::with_room(|| output::assemble(plan.clone(), &apis, &[], &manifest));
        for (path, bytes) in files.map_err(|error| failed(&error))?.iter() {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(|error| failed(&error))?;
            fs::write(path, bytes).map_err(|error| failed(&error))?;
        }
        lock(folder)?;
    }
    Ok(Twins { own, derived })
}

/// The versions that the workspace has, for a crate that stands alone.
pub(super) fn lock(folder: &Path) -> Result<(), String> {
    let lock = workspace::root().join("Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock")).map_err(|error| format!("`{}`: {error}", lock.display()))?;
    Ok(())
}
