//! Input: an operation and the values that its example gives. Output: the call of the client, as tokens and as lines of docs.
//! Invariant: text of a page stands in it as a literal and nothing else; what the docs show is what is compiled.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::fence::{fence, printed};
use super::ident::ident;
use super::outside::outside;
use crate::plan::model::{
    ApiPlan, EnumPlan, FieldPlan, OperationPlan, Presence, RustName, RustType, TypePlanKind, type_plan,
};

/// `client.update_thread("42").comment("sample")`, for a program that has the API's module in spelling.
pub(super) fn call(api: &ApiPlan, operation: &OperationPlan) -> TokenStream {
    let method = ident(&operation.method_name);
    let inputs: BTreeMap<&RustName, _> = operation.inputs.iter().map(|input| (&input.name, input)).collect();
    let given = operation.example.iter().filter_map(|given| Some((*inputs.get(&given.name)?, &given.value)));
    let (required, optional): (Vec<_>, Vec<_>) = given.partition(|(input, _)| input.presence.is_required());
    let arguments = match &operation.required_struct {
        None => required.into_iter().map(|(input, value)| argument(api, (&input.ty, input.presence), value)).collect(),
        Some(name) => {
            let (module, name) = (ident(&api.module), ident(name));
            let members = required.into_iter().map(|(input, value)| {
                let (name, value) = (ident(&input.name), stored(api, (&input.ty, input.presence), value));
                quote!(#name: #value)
            });
            vec![quote!(#module::operations::#name { #(#members),* })]
        }
    };
    let setters = optional.into_iter().map(|(input, value)| {
        let (name, value) = (ident(&input.name), argument(api, (&input.ty, input.presence), value));
        quote!(.#name(#value))
    });
    quote!(client.#method(#(#arguments),*) #(#setters)*)
}

/// The statement of an example.
pub(super) fn statement(api: &ApiPlan, operation: &OperationPlan) -> TokenStream {
    let call = call(api, operation);
    if operation.has_output() { quote!(let answer = #call.await?;) } else { quote!(#call.await?;) }
}

/// The statement in the docs.
pub(super) fn lines(api: &ApiPlan, operation: &OperationPlan) -> Vec<String> {
    fence(printed(&statement(api, operation)))
}

/// Every example of an API, each as a function that makes the call.
pub fn functions(api: &ApiPlan) -> TokenStream {
    let module = ident(&api.module);
    let functions = api.operations.iter().map(|operation| {
        let (name, statement) = (ident(&operation.method_name), statement(api, operation));
        quote! {
            pub async fn #name(client: &#module::Client) -> Result<(), Box<dyn std::error::Error>> {
                #statement
                Ok(())
            }
        }
    });
    quote!(#(#functions)*)
}

/// A text of several lines as one reads it; what has characters that nobody sees is written with their numbers.
pub(super) fn text(text: &str) -> TokenStream {
    let plain = text.chars().all(|c| c == '\n' || c == ' ' || c.is_ascii_graphic());
    let raw = format!("r#\"{text}\"#").parse::<Literal>();
    match raw {
        Ok(raw) if plain && !text.contains("\"#") && text.contains(['"', '\n', '\\']) => quote!(#raw),
        _ => quote!(#text),
    }
}

/// What an argument or a setter takes.
fn argument(api: &ApiPlan, (ty, presence): (&RustType, Presence), value: &Value) -> TokenStream {
    if presence == Presence::RequiredNullable {
        return stored(api, (ty, presence), value);
    }
    let ty = if let RustType::Boxed(ty) = ty { ty } else { ty };
    let list = match (ty, value) {
        (RustType::Vec(item), _) if **item == RustType::Upload => literal(api, item, value).map(|item| quote!([#item])),
        (RustType::Vec(item), Value::Array(values)) if !values.is_empty() => {
            let items = values.iter().map(|value| literal(api, item, value)).collect::<Option<Vec<_>>>();
            items.map(|items| quote!([#(#items),*]))
        }
        _ => None,
    };
    list.or_else(|| literal(api, ty, value)).unwrap_or_else(|| from_json(api, ty, false, value))
}

/// What a member of a struct of required inputs holds.
fn stored(api: &ApiPlan, (ty, presence): (&RustType, Presence), value: &Value) -> TokenStream {
    let is_option = presence == Presence::RequiredNullable;
    let is_text = matches!(ty, RustType::String | RustType::Text | RustType::DateTime);
    let literal = match ty {
        RustType::Vec(item) if **item == RustType::Upload => literal(api, item, value).map(|item| quote!(vec![#item])),
        ty => literal(api, ty, value),
    };
    match literal {
        Some(literal) => {
            let literal = if is_text { quote!(#literal.into()) } else { literal };
            if is_option { quote!(Some(#literal)) } else { literal }
        }
        None => from_json(api, ty, is_option, value),
    }
}

fn from_json(api: &ApiPlan, ty: &RustType, is_option: bool, value: &Value) -> TokenStream {
    let (library, module) = (ident(&api.library), ident(&api.module));
    let (ty, json) = (outside(ty, &quote!(#library), &quote!(#module)), text(&value.to_string()));
    let ty = if is_option { quote!(Option<#ty>) } else { ty };
    quote!(serde_json::from_str::<#ty>(#json)?)
}

/// The value as a literal or a path, where it has such a form.
fn literal(api: &ApiPlan, ty: &RustType, value: &Value) -> Option<TokenStream> {
    Some(match (ty, value) {
        (RustType::String | RustType::Text | RustType::DateTime, Value::String(text)) => quote!(#text),
        (RustType::Upload, _) => {
            let library = ident(&api.library);
            quote!(#library::Upload::file("file"))
        }
        (RustType::Bool, Value::Bool(value)) => quote!(#value),
        (RustType::I64, value) => {
            let value = Literal::i64_unsuffixed(value.as_i64()?);
            quote!(#value)
        }
        (RustType::U64, value) => {
            let value = Literal::u64_unsuffixed(value.as_u64()?);
            quote!(#value)
        }
        (RustType::F64, value) => {
            let value = Literal::f64_unsuffixed(value.as_f64().filter(|value| value.is_finite())?);
            quote!(#value)
        }
        (RustType::Named(name), value) => return named(api, name, value),
        _ => return None,
    })
}

/// A variant of an enum, or a struct with its members.
fn named(api: &ApiPlan, name: &RustName, value: &Value) -> Option<TokenStream> {
    let (module, path) = (ident(&api.module), ident(name));
    match &type_plan(&api.types, name)?.kind {
        TypePlanKind::Enum(plan) => {
            let variant = ident(variant(plan, value)?);
            Some(quote!(#module::types::#path::#variant))
        }
        TypePlanKind::Struct(plan) if plan.setters && plan.required_struct.is_none() => {
            let members = value.as_object()?;
            let given = |field: &FieldPlan| {
                let value = members.get(&field.wire.0)?;
                Some(argument(api, (&field.ty, field.presence), value))
            };
            let arguments = plan.required_fields().map(given).collect::<Option<Vec<_>>>()?;
            let setters = plan.fields.iter().filter(|field| !field.presence.is_required()).filter_map(|field| {
                let (name, value) = (ident(&field.name), given(field)?);
                Some(quote!(.#name(#value)))
            });
            let made = if plan.default { quote!(default()) } else { quote!(new(#(#arguments),*)) };
            Some(quote!(#module::types::#path::#made #(#setters)*))
        }
        _ => None,
    }
}

/// The variant of an enum that stands for a value.
fn variant<'a>(plan: &'a EnumPlan, value: &Value) -> Option<&'a RustName> {
    let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    plan.variants.iter().find(|variant| variant.wire.0 == wire).map(|variant| &variant.name)
}
