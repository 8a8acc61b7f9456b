//! Input: the types of an API. Output: the files that hold them.
//! Invariant: a type stays in its file while others come and go, and no file grows far beyond two thousand lines.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs;
use super::module::api_path;
use super::scope::{Scope, ident};
use super::{EmittedFile, enum_, opaque, struct_, union};
use crate::plan::model::{ApiPlan, TypePlan, TypePlanKind};

/// From here on the types are spread over files by their first letter.
const MOST_LINES: usize = 1800;

/// `types.rs`, or `types/` with a file for each first letter.
pub(super) fn files(api: &ApiPlan) -> Vec<EmittedFile> {
    let scope = Scope::types(api);
    let head = docs::inner(&["What is sent and received.".to_owned()]);
    let path = api_path(api);
    if api.types.iter().map(expected_lines).sum::<usize>() <= MOST_LINES {
        let mut items = vec![head];
        items.extend(scope.imports());
        items.extend(api.types.iter().flat_map(|ty| emit(&scope, ty)));
        return vec![EmittedFile { path: format!("{path}/types.rs"), items }];
    }
    let mut by_letter: BTreeMap<char, Vec<&TypePlan>> = BTreeMap::new();
    for ty in &api.types {
        let first = ty.name.as_str().chars().next().map(|c| c.to_ascii_lowercase());
        by_letter.entry(first.filter(char::is_ascii_lowercase).unwrap_or('_')).or_default().push(ty);
    }
    let mut root = vec![head];
    let mut files = Vec::new();
    for (letter, types) in by_letter {
        let file = if letter == '_' { "other".to_owned() } else { format!("{letter}_") };
        let module = Ident::new(&file, Span::call_site());
        root.push(quote!(mod #module;));
        root.push(quote!(pub use self::#module::*;));
        let mut items = vec![quote! {
            #[allow(unused_imports, reason = "a type names another only now and then")]
            use super::*;
        }];
        items.extend(scope.imports());
        items.extend(types.into_iter().flat_map(|ty| emit(&scope, ty)));
        files.push(EmittedFile { path: format!("{path}/types/{file}.rs"), items });
    }
    files.insert(0, EmittedFile { path: format!("{path}/types/mod.rs"), items: root });
    files
}

/// A type and what belongs to it.
fn emit(scope: &Scope<'_>, ty: &TypePlan) -> Vec<TokenStream> {
    match &ty.kind {
        TypePlanKind::Struct(plan) => struct_::emit(scope, ty, plan),
        TypePlanKind::Enum(plan) => enum_::emit(scope, ty, plan),
        TypePlanKind::Union(plan) => union::emit(scope, ty, plan),
        TypePlanKind::Opaque => opaque::emit(scope, ty),
        TypePlanKind::Alias(target) => {
            let (docs, name, target) = (docs::item(&ty.docs, &ty.name), ident(&ty.name), scope.value(target));
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
