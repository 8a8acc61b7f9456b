//! Input: a struct's fields. Output: the table by which the runtime reads and writes it, or the attributes of serde's derive.
//! Invariant: both say the same; a table has a row for each field, in the order in which they are written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, word};
use super::spelling::Spelling;
use crate::plan::model::{FieldPlan, Presence, RustName, StructPlan, WireName};

/// The table, where the struct has one.
pub(super) fn table(name: &RustName, plan: &StructPlan) -> Option<TokenStream> {
    let (name, kept) = (ident(name), plan.unknown_members.as_ref().map(ident));
    let rows = plan.fields.iter().enumerate().map(|(index, field)| {
        let (index, name, wire) = (Literal::usize_unsuffixed(index), ident(&field.name), &field.wire.0);
        let rule = word(rule(field));
        quote!(#index #name #wire #rule;)
    });
    plan.is_record.then(|| quote!(crate::runtime::record! { #name #kept; #(#rows)* }))
}

/// The runtime's word for how a member is there.
fn rule(field: &FieldPlan) -> &'static str {
    match field.presence {
        Presence::Required if field.null_if_missing => "Nullable",
        Presence::Required => "Required",
        Presence::RequiredNullable => "Nullable",
        Presence::Optional => "Optional",
        Presence::ThreeState => "ThreeState",
    }
}

/// What is derived, where the struct has no table.
pub(super) fn derives(plan: &StructPlan) -> Option<TokenStream> {
    (!plan.is_record).then(|| quote!(, serde::Serialize, serde::Deserialize))
}

/// What the derive has to know of a field.
pub(super) fn attributes(spelling: &Spelling<'_>, plan: &StructPlan, field: &FieldPlan) -> TokenStream {
    if plan.is_record {
        return TokenStream::new();
    }
    let rename = field.rename().map(|WireName(wire)| quote!(#[serde(rename = #wire)]));
    let option = spelling.std("Option").to_string().replace(' ', "");
    let skip = match field.presence {
        Presence::Required | Presence::RequiredNullable => quote!(),
        Presence::Optional => {
            let path = format!("{option}::is_none");
            quote!(#[serde(skip_serializing_if = #path)])
        }
        Presence::ThreeState => quote!(#[serde(default, skip_serializing_if = "crate::Presence::is_absent")]),
    };
    quote!(#rename #skip)
}

/// What the derive has to know of the field that keeps what is not documented.
pub(super) fn kept_attribute(plan: &StructPlan) -> Option<TokenStream> {
    (!plan.is_record).then(|| quote!(#[serde(flatten, with = "crate::runtime::unknown_members")]))
}
