//! Input: the types of an API. Output: the files that hold them.
//! Invariant: a type stays in its file while others come and go, and no file grows far beyond two thousand lines.

use std::collections::BTreeMap;

use crate::plan::model::{
    ApiPlan, ModuleFilePlan, ModulePlan, RustName, SectionPlan, StructPlan, TypeFilePlan, TypeFilesPlan, TypePlan,
    TypePlanKind,
};

use super::hidden_names::hidden;
use super::re_exports::{gate, re_export, with_none};

/// From here on the types are spread over files by their first letter.
const MOST_LINES: usize = 1800;

/// A file is called after no more letters than these.
const MOST_LETTERS: usize = 24;

/// `types.rs`, or `types/` with files for the sections of a large API, and for each first letter where one is not enough.
pub(super) fn files(api: &ApiPlan, folder: &str) -> TypeFilesPlan {
    let items: Vec<_> = api.types.iter().flat_map(|ty| items(ty).map(|name| (ty.section.as_ref(), name))).collect();
    let all = || api.types.iter().collect::<Vec<_>>();
    let (root, files) = if api.sections.is_empty() && lines(&all()) <= MOST_LINES {
        (None, vec![file(format!("{folder}/types.rs"), &all())])
    } else {
        let (root, files) = several(api, folder);
        (Some(root), files)
    };
    TypeFilesPlan {
        root,
        files,
        hidden: hidden(items.iter().map(|(_, name)| *name)),
        re_export: re_export(&api.sections, &items),
    }
}

/// The names that a type takes: its own, and that of the struct of its required fields.
fn items(ty: &TypePlan) -> impl Iterator<Item = &RustName> {
    let required = match &ty.kind {
        TypePlanKind::Struct(StructPlan { required_struct, .. }) => required_struct.as_ref(),
        _ => None,
    };
    std::iter::once(&ty.name).chain(required)
}

fn file(path: String, types: &[&TypePlan]) -> TypeFilePlan {
    TypeFilePlan { path, types: types.iter().map(|ty| ty.name.clone()).collect() }
}

fn several(api: &ApiPlan, folder: &str) -> (ModuleFilePlan, Vec<TypeFilePlan>) {
    let mut root = ModuleFilePlan { path: format!("{folder}/types/mod.rs"), modules: Vec::new() };
    let mut files = Vec::new();
    for section in with_none(&api.sections) {
        let module = section.map(|section| &section.module);
        let types = api.types.iter().filter(|ty| ty.section.as_ref() == module).collect();
        for (name, types) in spread(section, types) {
            files.push(file(format!("{folder}/types/{}.rs", name.bare()), &types));
            root.modules.push(ModulePlan { name, gate: gate(section) });
        }
    }
    (root, files)
}

/// The files of a section's types, or of those that belong to none: one, or one for each first letter.
fn spread<'a>(section: Option<&SectionPlan>, types: Vec<&'a TypePlan>) -> Vec<(RustName, Vec<&'a TypePlan>)> {
    if let Some(section) = section
        && lines(&types) <= MOST_LINES
    {
        let file = (section.module.clone(), types);
        return if file.1.is_empty() { Vec::new() } else { vec![file] };
    }
    let prefix = section.map_or(String::new(), |section| format!("{}_", section.module.bare()));
    by_beginning(types, 1).into_iter().map(|(stem, types)| (RustName(format!("{prefix}{stem}")), types)).collect()
}

/// Types by the first letters of their names: by more of them where one file is not enough.
fn by_beginning(types: Vec<&TypePlan>, letters: usize) -> BTreeMap<String, Vec<&TypePlan>> {
    let mut groups: BTreeMap<String, Vec<&TypePlan>> = BTreeMap::new();
    for ty in types {
        let beginning = ty.name.as_str().chars().take(letters).collect::<String>().to_lowercase();
        groups.entry(format!("{beginning}_")).or_default().push(ty);
    }
    let mut files = BTreeMap::new();
    for (stem, types) in groups {
        // Types whose names are no longer than this cannot be told apart by more letters.
        let is_last = letters == MOST_LETTERS || types.iter().all(|ty| ty.name.as_str().chars().count() <= letters);
        if lines(&types) <= MOST_LINES || types.len() == 1 || is_last {
            files.entry(stem).or_insert_with(Vec::new).extend(types);
        } else {
            for (stem, types) in by_beginning(types, letters + 1) {
                files.entry(stem).or_insert_with(Vec::new).extend(types);
            }
        }
    }
    files
}

/// About how many lines these types take.
fn lines(types: &[&TypePlan]) -> usize {
    let of = |ty: &&TypePlan| {
        let docs = ty.docs.body.as_deref().map_or(0, |body| body.lines().count());
        let kind = match &ty.kind {
            TypePlanKind::Struct(plan) => plan.fields.len() * if plan.setters { 14 } else { 6 },
            TypePlanKind::Enum(plan) => 20 + plan.variants.len() * 4,
            TypePlanKind::Union(plan) => 15 + plan.variants.len() * 2,
            TypePlanKind::Opaque => 10,
            TypePlanKind::Alias(_) => 0,
        };
        10 + docs + kind
    };
    types.iter().map(of).sum()
}
