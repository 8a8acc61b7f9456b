//! Input: the types of an API. Output: the files that hold them.
//! Invariant: a type stays in its file while others come and go, and no file grows far beyond two thousand lines.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use super::module_files::{self, api_path};
use super::rust_names::{Scope, bare, ident};
use super::{EmittedFile, enum_, opaque, struct_, union};
use crate::plan::model::{ApiPlan, RustName, SectionPlan, TypePlan, TypePlanKind};

/// From here on the types are spread over files by their first letter.
const MOST_LINES: usize = 1800;

/// `types.rs`, or `types/` with files for the sections of a large API, and for each first letter where one is not enough.
pub(super) fn files(api: &ApiPlan) -> Vec<EmittedFile> {
    let scope = Scope::types(api);
    let head = doc_attributes::inner(&["What is sent and received.".to_owned()]);
    let path = api_path(api);
    if api.sections.is_empty() && lines(&api.types.iter().collect::<Vec<_>>()) <= MOST_LINES {
        let mut items = vec![head];
        items.extend(scope.imports());
        items.extend(api.types.iter().flat_map(|ty| emit(&scope, ty)));
        return vec![EmittedFile { path: format!("{path}/types.rs"), items }];
    }
    let mut root = vec![head];
    let mut files = Vec::new();
    let of = |section: Option<&SectionPlan>| {
        let module = section.map(|section| &section.module);
        api.types.iter().filter(|ty| ty.section.as_ref() == module).collect::<Vec<_>>()
    };
    let sections = std::iter::once(None).chain(api.sections.iter().map(Some));
    for section in sections {
        for (file, types) in spread(section, of(section)) {
            let (stem, module) = (bare(&file), ident(&file));
            let cfg = module_files::gate(section);
            root.push(quote!(#cfg mod #module;));
            root.push(quote!(#cfg pub use self::#module::*;));
            let mut items = vec![quote! {
                #[allow(unused_imports, reason = "a type names another only now and then")]
                use super::*;
            }];
            items.extend(scope.imports());
            items.extend(types.into_iter().flat_map(|ty| emit(&scope, ty)));
            files.push(EmittedFile { path: format!("{path}/types/{stem}.rs"), items });
        }
    }
    files.insert(0, EmittedFile { path: format!("{path}/types/mod.rs"), items: root });
    files
}

/// The files of a section's types, or of those that belong to none: one, or one for each first letter.
fn spread<'a>(section: Option<&SectionPlan>, types: Vec<&'a TypePlan>) -> Vec<(RustName, Vec<&'a TypePlan>)> {
    if let Some(section) = section
        && lines(&types) <= MOST_LINES
    {
        let file = (section.module.clone(), types);
        return if file.1.is_empty() { Vec::new() } else { vec![file] };
    }
    let prefix = section.map_or(String::new(), |section| format!("{}_", bare(&section.module)));
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
        let is_last = types.iter().all(|ty| ty.name.as_str().chars().count() <= letters);
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

fn lines(types: &[&TypePlan]) -> usize {
    types.iter().map(|ty| expected_lines(ty)).sum()
}

/// A type and what belongs to it.
fn emit(scope: &Scope<'_>, ty: &TypePlan) -> Vec<TokenStream> {
    match &ty.kind {
        TypePlanKind::Struct(plan) => struct_::emit(scope, ty, plan),
        TypePlanKind::Enum(plan) => enum_::emit(scope, ty, plan),
        TypePlanKind::Union(plan) => union::emit(scope, ty, plan),
        TypePlanKind::Opaque => opaque::emit(scope, ty),
        TypePlanKind::Alias(target) => {
            let (docs, name, target) = (doc_attributes::item(&ty.docs, &ty.name), ident(&ty.name), scope.value(target));
            vec![quote!(#docs pub type #name = #target;)]
        }
    }
}

fn expected_lines(ty: &TypePlan) -> usize {
    let docs = ty.docs.body.as_deref().map_or(0, |body| body.lines().count());
    10 + docs
        + match &ty.kind {
            TypePlanKind::Struct(plan) => plan.fields.len() * if plan.setters { 14 } else { 6 },
            TypePlanKind::Enum(plan) => 20 + plan.variants.len() * 4,
            TypePlanKind::Union(plan) => 15 + plan.variants.len() * 2,
            TypePlanKind::Opaque => 10,
            TypePlanKind::Alias(_) => 0,
        }
}
