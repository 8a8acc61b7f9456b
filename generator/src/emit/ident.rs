//! Input: a name of the plan. Output: its token.
//! Invariant: here alone does text become an identifier, and it is a [`RustName`] or a word of ours.

use proc_macro2::{Ident, Span};

use crate::plan::model::RustName;

/// The identifier as a token. A text that is none, which a plan never holds, becomes a name that says so.
pub(super) fn ident(name: &RustName) -> Ident {
    let text = name.as_str();
    let (raw, bare) = text.strip_prefix("r#").map_or((false, text), |bare| (true, bare));
    let plain = bare.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && bare != "_";
    if plain && !raw {
        return Ident::new(bare, Span::call_site());
    }
    syn::parse_str::<Ident>(text).unwrap_or_else(|_| Ident::new("not_an_identifier", Span::call_site()))
}

/// A word of ours as a token.
pub(super) fn word(word: &'static str) -> Ident {
    Ident::new(word, Span::call_site())
}
