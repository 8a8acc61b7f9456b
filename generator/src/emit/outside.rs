//! Input: a type of the plan. Output: how a program that depends on the crate names it.
//! Invariant: every path begins at the crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::ident;
use crate::plan::model::{RustName, RustType};

/// The type of a value, for an API's module.
pub(crate) fn outside(ty: &RustType, module: &RustName) -> TokenStream {
    let inner = |ty: &RustType| outside(ty, module);
    match ty {
        RustType::Bool => quote!(bool),
        RustType::I64 => quote!(i64),
        RustType::F64 => quote!(f64),
        RustType::String => quote!(String),
        RustType::DateTime => quote!(fieldstone_apis::DateTime),
        RustType::Json => quote!(fieldstone_apis::Json),
        RustType::Named(name) => {
            let (module, name) = (ident(module), ident(name));
            quote!(fieldstone_apis::#module::types::#name)
        }
        RustType::Boxed(ty) => {
            let ty = inner(ty);
            quote!(Box<#ty>)
        }
        RustType::Vec(ty) => {
            let ty = inner(ty);
            quote!(Vec<#ty>)
        }
        RustType::Map(ty) => {
            let ty = inner(ty);
            quote!(std::collections::BTreeMap<String, #ty>)
        }
        RustType::Option(ty) => {
            let ty = inner(ty);
            quote!(Option<#ty>)
        }
    }
}
