//! Input: the operations of an API. Output: the file of each, and the modules that hold them and the client's methods.
//! Invariant: an operation is one file, in the folder of its section where there are sections, and what the client has of
//! a section stands in one `impl`.

use std::collections::BTreeMap;

use crate::plan::file_names::file_name;
use crate::plan::model::{
    ApiPlan, BodyPlan, ModulePlan, OperationFilePlan, OperationFilesPlan, OperationPlan, OperationRootPlan, OwnFields,
    PathPiece, RustName, RustType, SectionPlan,
};
use crate::plan::status_arms;

use super::body_start::body_start;
use super::by_section::by_section;
use super::hidden_names::hidden;
use super::re_exports::{gate, re_export};

/// The folder of the operations that belong to no section of an API that has sections.
const NO_SECTION: &str = "shared";

/// Longest path of a file: a checkout below a deep folder still works where paths have 260 characters.
const LONGEST_PATH: usize = 160;

/// `operations/`, with a folder for each section.
pub(super) fn files(api: &ApiPlan, folder: &str) -> OperationFilesPlan {
    let items: Vec<_> = api
        .operations
        .iter()
        .flat_map(|operation| items(operation).map(|name| (operation.section.as_ref(), name)))
        .collect();
    let folder = format!("{folder}/operations");
    OperationFilesPlan {
        roots: roots(api, &folder),
        files: api.operations.iter().map(|operation| file(api, operation, &folder)).collect(),
        re_export: re_export(&api.sections, &items),
    }
}

/// The names that an operation takes: its own, that of the struct of its required inputs, that of its answers.
fn items(operation: &OperationPlan) -> impl Iterator<Item = &RustName> {
    let answers = operation.answers.as_ref().map(|plan| &plan.name);
    std::iter::once(&operation.type_name).chain(&operation.required_struct).chain(answers)
}

/// The folder of a section's operations, where the API has sections.
fn section_folder(api: &ApiPlan, section: Option<&RustName>) -> Option<RustName> {
    (!api.sections.is_empty()).then(|| section.cloned().unwrap_or_else(|| RustName(NO_SECTION.to_owned())))
}

fn roots(api: &ApiPlan, folder: &str) -> Vec<OperationRootPlan> {
    let path = format!("{folder}/mod.rs");
    if api.sections.is_empty() {
        return vec![root(api, folder, path, None, &api.operations.iter().collect::<Vec<_>>())];
    }
    let mut top = OperationRootPlan { path, ..OperationRootPlan::default() };
    let mut files = Vec::new();
    for (section, operations) in by_section(&api.sections, &api.operations, |operation| operation.section.as_ref()) {
        let Some(name) = section_folder(api, section.map(|section| &section.module)) else { continue };
        files.push(root(api, folder, format!("{folder}/{}/mod.rs", name.bare()), section, &operations));
        top.modules.push(ModulePlan { is_public: true, name, gate: gate(section) });
    }
    files.insert(0, top);
    files
}

fn root(
    api: &ApiPlan,
    folder: &str,
    path: String,
    section: Option<&SectionPlan>,
    operations: &[&OperationPlan],
) -> OperationRootPlan {
    let module = |operation: &&OperationPlan| ModulePlan {
        is_public: false,
        name: module(api, operation, folder),
        gate: gate(None),
    };
    let is_named = |operation: &&OperationPlan| {
        operation.required_struct.is_none() && operation.required_inputs().any(|input| named(&input.ty))
    };
    let mut modules: Vec<ModulePlan> = operations.iter().map(module).collect();
    modules.sort_by(|a, b| a.name.bare().cmp(b.name.bare()));
    OperationRootPlan {
        path,
        section: section.cloned(),
        modules,
        calls: operations.iter().map(|operation| operation.method_name.clone()).collect(),
        names_types: operations.iter().any(is_named),
        hidden: hidden(operations.iter().flat_map(|operation| items(operation))),
    }
}

/// The folder of an operation's file.
fn folder_of(api: &ApiPlan, operation: &OperationPlan, folder: &str) -> String {
    let section = section_folder(api, operation.section.as_ref());
    section.map_or_else(|| folder.to_owned(), |section| format!("{folder}/{}", section.bare()))
}

/// The module of an operation: it is called as the client's method is, where a file can be called so and the client's
/// methods beside it name nothing by that word. No method ends in an underscore of its own making.
fn module(api: &ApiPlan, operation: &OperationPlan, folder: &str) -> RustName {
    const TAKEN: [&str; 8] = ["api", "bool", "f64", "i64", "std", "str", "types", "u64"];
    let (method, around) = (&operation.method_name, folder_of(api, operation, folder).len() + "/.rs".len());
    if TAKEN.contains(&method.as_str()) {
        return RustName(format!("{}_", method.as_str()));
    }
    let name = file_name(method.bare(), LONGEST_PATH.saturating_sub(around));
    if name == method.bare() { method.clone() } else { RustName(name) }
}

fn file(api: &ApiPlan, operation: &OperationPlan, folder: &str) -> OperationFilePlan {
    let beside = std::iter::once(&operation.type_name).chain(&operation.required_struct);
    OperationFilePlan {
        path: format!("{}/{}.rs", folder_of(api, operation, folder), module(api, operation, folder).bare()),
        template: template(operation),
        fields: OwnFields { body: own_field(operation, "body"), binding: own_field(operation, "binding") },
        body_start: body_start(&api.types, operation),
        names_types: names_types(operation),
        streams_types: operation.media.events.iter().any(named),
        hidden: hidden(beside),
        errors: status_arms::errors(&operation.errors),
    }
}

fn template(operation: &OperationPlan) -> String {
    let wires: BTreeMap<&RustName, &str> =
        operation.inputs.iter().map(|input| (&input.name, input.wire.0.as_str())).collect();
    let wire = |name: &RustName| wires.get(name).copied().unwrap_or_default();
    let pieces = operation.path.iter().map(|piece| match piece {
        PathPiece::Literal(text) => text.clone(),
        PathPiece::Input(name) => format!("{{{}}}", wire(name)),
    });
    pieces.chain(std::iter::once(operation.tail.clone())).collect()
}

/// A field of ours, under a name that no input has: those never end in an underscore of their own making.
fn own_field(operation: &OperationPlan, name: &str) -> RustName {
    let mut name = name.to_owned();
    while operation.own_inputs().any(|input| input.name.bare() == name) {
        name.push('_');
    }
    RustName(name)
}

fn named(ty: &RustType) -> bool {
    match ty {
        RustType::Named(_) => true,
        RustType::Boxed(inner)
        | RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Events(inner)
        | RustType::Lines(inner) => named(inner),
        _ => false,
    }
}

fn names_types(operation: &OperationPlan) -> bool {
    let answers = operation.answers.iter().flat_map(|plan| plan.variants.iter().filter_map(|one| one.ty.as_ref()));
    matches!(operation.body, BodyPlan::Fields { .. })
        || operation.inputs.iter().any(|input| named(&input.ty))
        || operation.success.iter().chain(answers).any(named)
        || operation.pagination.iter().any(|plan| named(&plan.item))
        || operation.errors.iter().any(|(_, ty)| named(ty))
}
