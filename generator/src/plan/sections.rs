//! Input: an API's operations. Output: its sections, and which of them each operation and each type belongs to.
//! Invariant: a section is a folder of the documentation, so that a page that is added changes no other's section.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Api, Operation, TypeDef, walk};

use super::file_names::{DEVICES, file_name};
use super::identifiers::{Case, Scope, identifier};
use super::model::{RustName, SectionPlan};

/// An API with no more operations than this, or fewer folders than [`FEWEST_FOLDERS`], is compiled as a whole.
const MOST_OPERATIONS: usize = 24;
const FEWEST_FOLDERS: usize = 3;

/// Longest name of a section: it is a folder, and the files in it need room for theirs.
const LONGEST: usize = 40;

/// Modules of every API's `operations` and `types` that are ours, the file of the folder itself among them, and what
/// emitted types call by these names.
const TAKEN: &[&str] = &["bool", "f64", "i64", "mod_", "r#mod", "serde", "shared", "std", "str"];

/// The sections of an API.
pub(super) struct Sections {
    by_folder: BTreeMap<String, SectionPlan>,
    /// The folders, as the docs come to them.
    order: Vec<String>,
    /// For every type the folders whose operations reach it.
    users: BTreeMap<String, BTreeSet<Option<String>>>,
}

impl Sections {
    /// Divides an API, if it is large.
    pub(super) fn of(api: &Api, module: &RustName) -> Self {
        let folders: BTreeSet<&String> =
            api.operations.iter().filter_map(|operation| operation.section.as_ref()).collect();
        let mut by_folder = BTreeMap::new();
        if api.operations.len() > MOST_OPERATIONS && folders.len() >= FEWEST_FOLDERS {
            let mut scope = Scope::with(&[TAKEN, &DEVICES].concat());
            for folder in folders {
                let name = identifier(folder, Case::Snake);
                let wish = if name.len() > LONGEST { file_name(&name, LONGEST) } else { folder.clone() };
                let module_name = scope.claim(&wish, Case::Snake, "_section");
                let bare = |name: &RustName| name.as_str().trim_start_matches("r#").to_owned();
                let feature =
                    format!("{}-{}", bare(module), bare(&module_name).trim_end_matches('_').replace('_', "-"));
                by_folder.insert(folder.clone(), SectionPlan { module: module_name, feature });
            }
        }
        let mut users: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
        for operation in &api.operations {
            for name in walk::reached(&api.types, walk::sent(operation).chain(walk::received(operation))) {
                users.entry(name.to_owned()).or_default().insert(operation.section.clone());
            }
        }
        let mut seen = BTreeSet::new();
        let order = api.operations.iter().filter_map(|operation| operation.section.clone());
        let order = order.filter(|folder| seen.insert(folder.clone())).collect();
        Self { by_folder, order, users }
    }

    /// The sections, in the order of the first operation of each.
    pub(super) fn plans(&self) -> Vec<SectionPlan> {
        self.order.iter().filter_map(|folder| self.by_folder.get(folder)).cloned().collect()
    }

    /// The section of an operation.
    pub(super) fn of_operation(&self, operation: &Operation) -> Option<RustName> {
        self.by_folder.get(operation.section.as_ref()?).map(|section| section.module.clone())
    }

    /// The section that alone uses a type.
    pub(super) fn of_type(&self, def: &TypeDef) -> Option<RustName> {
        let users = self.users.get(&def.name)?;
        let only = users.iter().next().filter(|_| users.len() == 1)?.as_ref()?;
        self.by_folder.get(only).map(|section| section.module.clone())
    }
}
