//! Input: what was understood, and the files that a run changes. Output: what that changes about the APIs.
//! Invariant: where no model changes nothing is compared, and a crate that is made for the first time has no changes.

use crate::Understood;
use crate::cli::changes::{self, Told};
use crate::diff::{Model, compare};
use crate::output::{Change, ChangeKind, Changes, model};

/// What a run changes, by API.
pub(super) fn told(understood: &Understood, changes: &Changes) -> Vec<Told> {
    let models: Vec<(&str, &Change)> = changes.list.iter().filter_map(|one| Some((api(&one.path)?, one))).collect();
    let is_first = changes.list.iter().any(|one| one.path == "Cargo.toml" && one.kind == ChangeKind::Added);
    let mut all = Vec::new();
    for (name, change) in models.into_iter().filter(|_| !is_first) {
        // One that cannot be read says nothing; it is written anew.
        let before = change.before.as_deref().and_then(|bytes| model(bytes).ok());
        let after = understood.apis.iter().find(|api| !api.failed && api.api.name == name);
        let rust = after.map(|api| api.project.rust).unwrap_or_default();
        if change.before.is_some() && before.is_none() || change.after.is_some() && after.is_none() {
            continue;
        }
        let before = before.as_ref().map(|api| Model { api, rust });
        all.extend(compare(before, after.map(|api| Model { api: &api.api, rust })));
    }
    changes::told(all, Some(&understood.sources))
}

/// The API whose model a file is.
fn api(path: &str) -> Option<&str> {
    path.strip_prefix("schema/")?.strip_suffix(".json")
}
