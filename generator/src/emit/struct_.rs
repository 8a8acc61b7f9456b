//! Input: a struct's fields. Output: the struct, its constructor and its setters.
//! Invariant: a field that is new in the docs breaks no caller, and one that is missing in an answer fails only where
//! the docs require it.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc_attributes;
use super::ident::ident;
use super::record;
use super::setter::{self, Setter, required};
use super::spelling::Spelling;
use crate::plan::model::{Equality, FieldPlan, RustName, StructPlan, TypePlan};

/// The struct and what belongs to it.
pub(super) fn emit(spelling: &Spelling<'_>, ty: &TypePlan, plan: &StructPlan) -> Vec<TokenStream> {
    let name = ident(&ty.name);
    let docs = doc_attributes::item(&ty.docs);
    let default = plan.default.then(|| quote!(Default,));
    let equality = equality(ty);
    let serde = record::derives(plan);
    let fields = plan.fields.iter().map(|field| self::field(spelling, plan, field));
    let unknown = plan.unknown_members.as_ref().map(|name| unknown_members(spelling, plan, name));
    let mut items = vec![quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq #equality #serde)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #unknown
        }
    }];
    if let Some(required) = &plan.required_struct {
        items.push(required_struct(spelling, &ty.name, required, plan));
    }
    let new = constructor(spelling, &ty.name, plan);
    let setters: Vec<_> = plan.fields.iter().filter(|field| plan.setters && !field.presence.is_required()).collect();
    if new.is_some() || !setters.is_empty() {
        let setters = setters.into_iter().map(|field| field_setter(spelling, field));
        items.push(quote!(impl #name { #new #(#setters)* }));
    }
    items.extend(record::table(&ty.name, plan));
    items
}

/// What is derived beside `PartialEq`.
pub(super) fn equality(ty: &TypePlan) -> Option<TokenStream> {
    match ty.equality {
        Equality::Partial => None,
        Equality::Eq => Some(quote!(, Eq)),
        Equality::Hash => Some(quote!(, Eq, Hash)),
    }
}

fn field(spelling: &Spelling<'_>, plan: &StructPlan, field: &FieldPlan) -> TokenStream {
    let docs = doc_attributes::outer(&doc_attributes::lines(&field.docs, &[]));
    let deprecated = doc_attributes::deprecated(field.deprecated.as_deref());
    let (name, attributes) = (ident(&field.name), record::attributes(spelling, plan, field));
    let ty = setter::stored(spelling, &field.ty, field.presence);
    quote!(#docs #deprecated #attributes pub #name: #ty)
}

/// The field that keeps what is not documented.
fn unknown_members(spelling: &Spelling<'_>, plan: &StructPlan, name: &RustName) -> TokenStream {
    let (name, key, attribute) = (ident(name), spelling.std("String"), record::kept_attribute(plan));
    quote! {
        /// Members that are not documented, as they came; they are written back.
        #attribute
        pub #name: std::collections::BTreeMap<#key, crate::Json>,
    }
}

/// `new`, where something must be given.
fn constructor(spelling: &Spelling<'_>, name: &RustName, plan: &StructPlan) -> Option<TokenStream> {
    let given: Vec<_> = plan.required_fields().collect();
    if given.is_empty() {
        return None;
    }
    let deprecated = plan.fields.iter().any(|field| field.deprecated.is_some());
    let allow = deprecated.then(setter::allow_deprecated);
    let text = format!(" A new {}: what is required, and nothing else.", docs_code(name));
    let rest = plan.fields.iter().filter(|field| !field.presence.is_required()).map(|field| {
        let (name, unset) = (ident(&field.name), setter::unset(spelling, field.presence));
        quote!(#name: #unset)
    });
    let unknown = plan.unknown_members.as_ref().map(|name| {
        let name = ident(name);
        quote!(#name: std::collections::BTreeMap::new())
    });
    let rest: Vec<_> = rest.chain(unknown).collect();
    if let Some(required) = &plan.required_struct {
        let required = ident(required);
        let names = given.iter().map(|field| ident(&field.name));
        return Some(quote! {
            #[doc = #text]
            #allow
            pub fn new(required: #required) -> Self {
                Self { #(#names: required.#names,)* #(#rest,)* }
            }
        });
    }
    let (arguments, fields): (Vec<_>, Vec<_>) = given
        .iter()
        .map(|field| {
            let name = ident(&field.name);
            let argument = required(spelling, &field.ty, field.presence, &name);
            let (ty, value) = (argument.ty, argument.value);
            (quote!(#name: #ty), initialiser(&name, &value))
        })
        .unzip();
    let many = plan
        .is_long_to_make()
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "answers are seldom made by hand")]));
    Some(quote! {
        #[doc = #text]
        #allow
        #many
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields,)* #(#rest,)* }
        }
    })
}

/// `name: value`, or `name` where that is the value.
pub(super) fn initialiser(name: &proc_macro2::Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
}

fn required_struct(spelling: &Spelling<'_>, of: &RustName, name: &RustName, plan: &StructPlan) -> TokenStream {
    let text = format!(" What every {} needs.", docs_code(of));
    let name = ident(name);
    let fields = plan.required_fields().map(|field| {
        let docs = doc_attributes::outer(&doc_attributes::lines(&field.docs, &[]));
        let (name, ty) = (ident(&field.name), setter::stored(spelling, &field.ty, field.presence));
        quote!(#docs pub #name: #ty)
    });
    quote! {
        #[doc = #text]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#fields,)* }
    }
}

fn field_setter(spelling: &Spelling<'_>, field: &FieldPlan) -> TokenStream {
    let name = ident(&field.name);
    setter::setter(
        spelling,
        &Setter {
            name: &field.name,
            ty: &field.ty,
            presence: field.presence,
            docs: doc_attributes::summary(&field.docs),
            deprecated: field.deprecated.as_deref(),
            stored: quote!(self.#name),
            touches_deprecated: field.deprecated.is_some(),
        },
    )
}

fn docs_code(name: &RustName) -> String {
    super::markdown::code(name.bare())
}
