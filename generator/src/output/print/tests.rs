//! Input: files of crates that were made. Output: whether their items are printed alike with and without a tree.
//! Invariant: where both print an item, they print the same; and most items need no tree.

use std::path::Path;

use quote::ToTokens as _;
use walkdir::WalkDir;

use super::*;
use crate::output::format::as_tree;

/// Prints an item both ways; says whether it needed no tree.
fn both(tokens: proc_macro2::TokenStream) -> bool {
    let tokens = Tokens::of(tokens).unwrap();
    let Some((sort, printed)) = item(&tokens) else { return false };
    let (tree_sort, tree) = as_tree(&tokens).unwrap();
    assert_eq!(printed, tree);
    assert!(sort == tree_sort, "{printed}");
    true
}

#[test]
fn the_checked_in_crate_is_printed_as_its_trees_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let (mut all, mut without) = (0, 0);
    for entry in WalkDir::new(root).into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let file = syn::parse_file(&std::fs::read_to_string(entry.path()).unwrap()).unwrap();
        // The runtime is text and was never emitted; it has what no other file has.
        let is_emitted = entry.path().components().all(|part| part.as_os_str() != "runtime");
        for item in file.items {
            let needed_none = both(item.into_token_stream());
            all += usize::from(is_emitted);
            without += usize::from(is_emitted && needed_none);
        }
    }
    assert!(without * 3 > all * 2, "{without} of {all} items need no tree");
}

#[test]
fn what_is_near_the_width_or_no_line_is_left_to_the_tree() {
    for width in 0..60 {
        let (long, short) = ("a".repeat(width), "b".repeat(width / 2));
        for source in [
            format!(
                "pub fn {long}(mut self, {short}: impl Into<Vec<u8>>) -> Self {{ self.{short} = Some({long}.x()); self }}"
            ),
            format!(
                "impl<C> {long}<C> {{ const {short}: &'static [u8] = &[{long}::of::<u8>(&[404])]; type X = {long}; }}"
            ),
            format!(
                "pub struct {long}<C = crate::X> {{ pub {short}: Option<std::collections::BTreeMap<String, {long}>>, }}"
            ),
            format!("pub struct {long}(pub {short}, #[doc = \" x\"] {long});"),
            format!("impl X {{ fn a() {{ Self {{ {short}: 1, {long} }} }} fn b() -> Self {{ Self {{}} }} }}"),
            format!(
                "impl X {{ fn a(&self) -> &'static str {{ match self {{ Self::A({short}) => {long}, X | Y => (), _ => b }} }} }}"
            ),
            format!(
                "impl X {{ fn a<'a>(&'a mut self, b: &'a [u8; 4]) {{ let {short} = &mut [a, {long}]; x({short}, |a| b(a),) }} }}"
            ),
            format!(
                "#[deprecated(note = \"{long}\", since = \"{short}\",)] pub enum {long} {{ A, #[default] {short}(u8,), C {{ d: {long} }} }}"
            ),
            format!("impl From<{short}> for {long} where X: Y {{ fn a(b: (u8,)) -> bool {{ a == b }} }}"),
            format!("pub type {long}<T = (u8, u8)> = Vec<fn({short}) -> Box<dyn Fn(T) -> {long} + Send>>;"),
            format!("impl X {{ fn a() {{ {long} = b }} fn b() {{ return {short} }} fn c() -> u8 {{ -1 + *{long} }} }}"),
        ] {
            let source = source.replace("  ", " ");
            if let Ok(item) = syn::parse_str::<syn::Item>(&source) {
                both(item.into_token_stream());
            }
        }
    }
}

#[test]
fn a_doc_is_a_comment_where_it_is_one_line() {
    for doc in ["a", " a ", " \\ \" '", "/ a", " a\nb", " \t", " */ é", ""] {
        both(quote::quote! { #[doc = #doc] pub struct A; });
        let inner = Tokens::of(quote::quote! { #![doc = #doc] }).unwrap();
        if let Some((_, printed)) = item(&inner) {
            assert_eq!(printed, as_tree(&inner).unwrap().1);
        }
    }
}
