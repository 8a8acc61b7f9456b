//! Input: a type of the plan. Output: how a program that depends on the crate names it.
//! Invariant: every path begins at the crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::ident;
use crate::plan::model::RustType;

/// The type of a value; `module` is the path of the API's module.
pub fn outside(ty: &RustType, module: &TokenStream) -> TokenStream {
    let inner = |ty: &RustType| outside(ty, module);
    match ty {
        RustType::Bool => quote!(bool),
        RustType::I64 => quote!(i64),
        RustType::F64 => quote!(f64),
        RustType::Number => quote!(fieldstone_apis::Number),
        RustType::String | RustType::Text => quote!(String),
        RustType::DateTime => quote!(fieldstone_apis::DateTime),
        RustType::Json => quote!(fieldstone_apis::Json),
        RustType::Named(name) => {
            let name = ident(name);
            quote!(#module::types::#name)
        }
        RustType::Bytes => quote!(Vec<u8>),
        RustType::Upload => quote!(fieldstone_apis::Upload),
        RustType::Events(data) => {
            let data = inner(data);
            quote!(Vec<fieldstone_apis::Event<#data>>)
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
