//! Input: the types of an API. Output: the files that hold them.
//! Invariant: a type stays in its file while others come and go, and no file grows far beyond two thousand lines.

use std::collections::BTreeMap;

use crate::plan::model::{
    ApiPlan, ModuleFilePlan, ModulePlan, RustName, SectionPlan, StructPlan, TypeFilePlan, TypeFilesPlan, TypePlan,
    TypePlanKind,
};

use super::by_section::by_section;
use super::hidden_names::hidden;
use super::re_exports::{gate, re_export};

/// From here on the types are spread over files by their first words.
const MOST_LINES: usize = 1800;

/// A file is called after no more words, and no more letters, than these.
const MOST_WORDS: usize = 4;
const MOST_LETTERS: usize = 40;

/// Before the names of files whose types belong to no section, so that they meet no section's.
const NO_SECTION: &str = "shared";

/// `types.rs`, or `types/` with files for the sections of a large API, and for each first word where one is not enough.
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
    for (section, types) in by_section(&api.sections, &api.types, |ty| ty.section.as_ref()) {
        for (name, types) in spread(section, types) {
            files.push(file(format!("{folder}/types/{}.rs", name.bare()), &types));
            root.modules.push(ModulePlan { is_public: false, name, gate: gate(section) });
        }
    }
    (root, files)
}

/// The files of a section's types, or of those that belong to none: one, or one for each first word.
fn spread<'a>(section: Option<&SectionPlan>, types: Vec<&'a TypePlan>) -> Vec<(RustName, Vec<&'a TypePlan>)> {
    let name = section.map_or_else(|| RustName(NO_SECTION.to_owned()), |section| section.module.clone());
    if lines(&types) <= MOST_LINES {
        return vec![(name, types)];
    }
    let file = |(stem, types)| (RustName(format!("{}_{stem}", name.bare())), types);
    by_beginning(types, 1).into_iter().map(file).collect()
}

/// Types by the first words of their names: by more of them where one file is not enough.
fn by_beginning(types: Vec<&TypePlan>, words: usize) -> BTreeMap<String, Vec<&TypePlan>> {
    let mut groups: BTreeMap<String, Vec<&TypePlan>> = BTreeMap::new();
    for ty in types {
        groups.entry(beginning(ty.name.bare(), words)).or_default().push(ty);
    }
    let mut files = BTreeMap::new();
    for (stem, types) in groups {
        if lines(&types) <= MOST_LINES || types.len() == 1 || words == MOST_WORDS {
            files.entry(stem).or_insert_with(Vec::new).extend(types);
        } else {
            for (stem, types) in by_beginning(types, words + 1) {
                files.entry(stem).or_insert_with(Vec::new).extend(types);
            }
        }
    }
    files
}

/// The first words of a name, as a file is called.
fn beginning(name: &str, words: usize) -> String {
    let mut stem = String::new();
    let mut seen = 0;
    let mut before = None;
    for c in name.chars() {
        let starts = c.is_uppercase() && before.is_none_or(|before: char| !before.is_uppercase());
        seen += usize::from(starts);
        if seen > words || stem.len() >= MOST_LETTERS {
            break;
        }
        if starts && !stem.is_empty() {
            stem.push('_');
        }
        // A file's name is plain on every system.
        stem.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
        before = Some(c);
    }
    stem
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

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_file_is_called_after_the_first_words_of_what_is_in_it() {
        let of = |name, words| beginning(name, words);
        assert_eq!((of("BoatOwner", 1), of("BoatOwner", 2)), ("boat".to_owned(), "boat_owner".to_owned()));
        assert_eq!(
            (of("URLList", 1), of("Öl", 1), of("lower", 1)),
            ("urllist".to_owned(), "_l".to_owned(), "lower".to_owned())
        );
    }
}
