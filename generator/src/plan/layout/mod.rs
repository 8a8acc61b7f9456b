//! Input: an API as it is planned. Output: its files, and what goes into each.
//! Invariant: an item stays in its file while others come and go.

mod body_start;
mod by_section;
mod hidden_names;
mod index;
mod operation_files;
mod re_exports;
mod type_files;

use super::model::{ApiPlan, FilesPlan, FrontPlan, Gate};

/// The files of an API.
pub(crate) fn files(api: &ApiPlan) -> FilesPlan {
    let name = api.module.bare();
    let folder = format!("src/{name}");
    let features = std::iter::once(name).chain(api.sections.iter().map(|section| section.feature.as_str()));
    let called = api.example.as_ref().map(|example| &example.operation);
    let called = called.or(api.operations.first().map(|operation| &operation.method_name));
    FilesPlan {
        gate: Gate(features.map(str::to_owned).collect()),
        root: format!("{folder}/mod.rs"),
        front: called.map(|method| FrontPlan {
            operation: method.clone(),
            needs_base_url: api.servers.is_empty(),
            index: index::index(api),
        }),
        shared: format!("{folder}/api.rs"),
        client: format!("{folder}/client.rs"),
        example: format!("examples/{name}.rs"),
        types: type_files::files(api, &folder),
        operations: (!api.operations.is_empty()).then(|| operation_files::files(api, &folder)),
    }
}
