//! Input: the names that an API gives to its items. Output: how the standard library is called among them.
//! Invariant: a vendor's `Option` or `String` never takes the place of Rust's; where none is near, the short name stands.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::plan::model::{ApiPlan, OperationPlan, RustName, RustType, StructPlan, TypePlanKind};

/// Names of the prelude that emitted code uses: where each one lives.
const PRELUDE: [(&str, &str); 12] = [
    ("Box", "boxed"),
    ("Default", "default"),
    ("Err", "result"),
    ("From", "convert"),
    ("Into", "convert"),
    ("IntoIterator", "iter"),
    ("None", "option"),
    ("Ok", "result"),
    ("Option", "option"),
    ("Some", "option"),
    ("String", "string"),
    ("Vec", "vec"),
];

/// Traits whose methods emitted code calls.
const METHODS: [(&str, &str); 4] =
    [("Default", "default"), ("Into", "convert"), ("IntoIterator", "iter"), ("Iterator", "iter")];

/// What is near in one emitted file.
pub(super) struct Scope<'a> {
    near: BTreeSet<&'a str>,
    structs: BTreeMap<&'a str, &'a StructPlan>,
    inside_types: bool,
}

impl<'a> Scope<'a> {
    /// The file that holds the types of an API.
    pub(super) fn types(api: &'a ApiPlan) -> Self {
        let required = api.types.iter().filter_map(|ty| match &ty.kind {
            TypePlanKind::Struct(plan) => plan.required_struct.as_ref(),
            _ => None,
        });
        let near = api.types.iter().map(|ty| &ty.name).chain(required).map(RustName::as_str).collect();
        Self { near, structs: structs(api), inside_types: true }
    }

    /// The file that holds one operation of an API.
    pub(super) fn operation(api: &'a ApiPlan, operation: &'a OperationPlan) -> Self {
        let near = [Some(&operation.type_name), operation.required_struct.as_ref()];
        Self {
            near: near.into_iter().flatten().map(RustName::as_str).collect(),
            structs: structs(api),
            inside_types: false,
        }
    }

    /// A name of the prelude, by its path where the API has given the name to something of its own.
    pub(super) fn std(&self, name: &str) -> TokenStream {
        let word = Ident::new(name, Span::call_site());
        let home = PRELUDE.iter().find(|(known, _)| *known == name).filter(|_| self.near.contains(name));
        match home {
            None => quote!(#word),
            Some((_, "result")) => quote!(::std::result::Result::#word),
            Some((_, "option")) if name != "Option" => quote!(::std::option::Option::#word),
            Some((_, home)) => {
                let home = Ident::new(home, Span::call_site());
                quote!(::std::#home::#word)
            }
        }
    }

    /// `Result<T, crate::Error>`
    pub(super) fn result(&self, ok: &TokenStream) -> TokenStream {
        if self.near.contains("Result") {
            quote!(::std::result::Result<#ok, crate::Error>)
        } else {
            quote!(Result<#ok, crate::Error>)
        }
    }

    /// The traits whose names are taken, so that their methods can be called all the same.
    pub(super) fn imports(&self) -> Vec<TokenStream> {
        let hidden = METHODS.iter().filter(|(name, _)| self.near.contains(name));
        hidden
            .map(|(name, home)| {
                let (name, home) = (Ident::new(name, Span::call_site()), Ident::new(home, Span::call_site()));
                quote! {
                    #[allow(unused_imports, reason = "a type of the API has the name of this trait")]
                    use ::std::#home::#name as _;
                }
            })
            .collect()
    }

    /// The struct of this name.
    pub(super) fn struct_plan(&self, name: &RustName) -> Option<&'a StructPlan> {
        self.structs.get(name.as_str()).copied()
    }

    /// A type of the API.
    pub(super) fn named(&self, name: &RustName) -> TokenStream {
        let name = ident(name);
        if self.inside_types { quote!(#name) } else { quote!(types::#name) }
    }

    /// A type as a value of it is written.
    pub(super) fn value(&self, ty: &RustType) -> TokenStream {
        match ty {
            RustType::Bool => quote!(bool),
            RustType::I64 => quote!(i64),
            RustType::F64 => quote!(f64),
            RustType::Number => quote!(crate::Number),
            RustType::String | RustType::Text => self.std("String"),
            RustType::Bytes => {
                let bytes = self.std("Vec");
                quote!(#bytes<u8>)
            }
            RustType::Upload => quote!(crate::Upload),
            RustType::Events(data) => {
                let (list, data) = (self.std("Vec"), self.value(data));
                quote!(#list<crate::Event<#data>>)
            }
            RustType::DateTime => quote!(crate::DateTime),
            RustType::Json => quote!(crate::Json),
            RustType::Named(name) => self.named(name),
            RustType::Boxed(inner) => self.wrapped("Box", inner),
            RustType::Vec(inner) => self.wrapped("Vec", inner),
            RustType::Option(inner) => self.wrapped("Option", inner),
            RustType::Map(inner) => {
                let (key, inner) = (self.std("String"), self.value(inner));
                quote!(std::collections::BTreeMap<#key, #inner>)
            }
        }
    }

    fn wrapped(&self, name: &str, inner: &RustType) -> TokenStream {
        let (name, inner) = (self.std(name), self.value(inner));
        quote!(#name<#inner>)
    }
}

fn structs(api: &ApiPlan) -> BTreeMap<&str, &StructPlan> {
    let structs = api.types.iter().filter_map(|ty| match &ty.kind {
        TypePlanKind::Struct(plan) => Some((ty.name.as_str(), plan)),
        _ => None,
    });
    structs.collect()
}

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

/// The name without `r#`, as files and features are called.
pub(super) fn bare(name: &RustName) -> &str {
    name.as_str().strip_prefix("r#").unwrap_or(name.as_str())
}
