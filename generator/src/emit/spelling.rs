//! Input: the names of the prelude that an API has taken in a file. Output: how types and names of the standard library
//! are written there.
//! Invariant: a vendor's `Option` or `String` never takes the place of Rust's; where none is near, the short name stands.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::{ident, word};
use crate::plan::model::{RustName, RustType};

/// Names of the prelude that emitted code uses, each with the path of where it lives.
const PRELUDE: [(&str, &[&str]); 13] = [
    ("AsRef", &["convert"]),
    ("Box", &["boxed"]),
    ("Default", &["default"]),
    ("Err", &["result", "Result"]),
    ("From", &["convert"]),
    ("Into", &["convert"]),
    ("IntoIterator", &["iter"]),
    ("None", &["option", "Option"]),
    ("Ok", &["result", "Result"]),
    ("Option", &["option"]),
    ("Some", &["option", "Option"]),
    ("String", &["string"]),
    ("Vec", &["vec"]),
];

/// Traits whose methods emitted code calls.
const METHODS: [(&str, &str); 4] =
    [("Default", "default"), ("Into", "convert"), ("IntoIterator", "iter"), ("Iterator", "iter")];

/// How names are written in one file.
pub(crate) struct Spelling<'a> {
    /// Names of the prelude that mean something else.
    hidden: &'a [&'static str],
    /// The crate of the support code.
    support: TokenStream,
    /// What stands before the name of a type of the API.
    types: TokenStream,
}

impl<'a> Spelling<'a> {
    /// In a file of types.
    pub(super) fn of_types(hidden: &'a [&'static str]) -> Self {
        Self { hidden, support: quote!(crate), types: TokenStream::new() }
    }

    /// In the file of an operation.
    pub(super) fn of_operation(hidden: &'a [&'static str]) -> Self {
        Self { hidden, support: quote!(crate), types: quote!(types::) }
    }

    /// In a program that depends on the crate; `module` is the path of the API's module.
    pub(super) fn outside(library: &TokenStream, module: &TokenStream) -> Self {
        Self { hidden: &[], support: quote!(#library), types: quote!(#module::types::) }
    }

    /// A name of the prelude, by its path where the API has given the name to something of its own.
    pub(super) fn std(&self, name: &'static str) -> TokenStream {
        let token = word(name);
        match PRELUDE.iter().find(|(known, _)| *known == name).filter(|_| self.hidden.contains(&name)) {
            None => quote!(#token),
            Some((_, home)) => {
                let home = home.iter().copied().map(word);
                quote!(::std #(::#home)* ::#token)
            }
        }
    }

    /// `Result<T, crate::Error>`
    pub(super) fn result(&self, ok: &TokenStream) -> TokenStream {
        if self.hidden.contains(&"Result") {
            quote!(::std::result::Result<#ok, crate::Error>)
        } else {
            quote!(Result<#ok, crate::Error>)
        }
    }

    /// The traits whose names are taken, so that their methods can be called all the same.
    pub(super) fn imports(&self) -> Vec<TokenStream> {
        let hidden = METHODS.iter().filter(|(name, _)| self.hidden.contains(name));
        let import = |(name, home): &(&'static str, &'static str)| {
            let (name, home) = (word(name), word(home));
            quote! {
                #[allow(unused_imports, reason = "a type of the API has the name of this trait")]
                use ::std::#home::#name as _;
            }
        };
        hidden.map(import).collect()
    }

    /// A type of the API.
    pub(super) fn named(&self, name: &RustName) -> TokenStream {
        let (types, name) = (&self.types, ident(name));
        quote!(#types #name)
    }

    /// A type as a value of it is written.
    pub(super) fn value(&self, ty: &RustType) -> TokenStream {
        let support = &self.support;
        match ty {
            RustType::Bool => quote!(bool),
            RustType::I64 => quote!(i64),
            RustType::U64 => quote!(u64),
            RustType::F64 => quote!(f64),
            RustType::Number => quote!(#support::Number),
            RustType::String | RustType::Text => self.std("String"),
            RustType::Bytes => {
                let bytes = self.std("Vec");
                quote!(#bytes<u8>)
            }
            RustType::Upload => quote!(#support::Upload),
            RustType::Events(data) => {
                let (list, data) = (self.std("Vec"), self.value(data));
                quote!(#list<#support::Event<#data>>)
            }
            RustType::DateTime => quote!(#support::DateTime),
            RustType::Json => quote!(#support::Json),
            RustType::Named(name) => self.named(name),
            RustType::Boxed(inner) => self.wrapped("Box", inner),
            RustType::Vec(inner) | RustType::Lines(inner) => self.wrapped("Vec", inner),
            RustType::Option(inner) => self.wrapped("Option", inner),
            RustType::Map(inner) => {
                let (key, inner) = (self.std("String"), self.value(inner));
                quote!(std::collections::BTreeMap<#key, #inner>)
            }
        }
    }

    fn wrapped(&self, name: &'static str, inner: &RustType) -> TokenStream {
        let (name, inner) = (self.std(name), self.value(inner));
        quote!(#name<#inner>)
    }
}
