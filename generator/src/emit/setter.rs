//! Input: a type and how it is given. Output: the argument that takes it and the expression that stores it.
//! Invariant: what a caller has at hand (`"text"`, `["a", "b"]`) is accepted wherever it is unmistakable.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::{ident, word};
use super::spelling::Spelling;
use super::{doc_attributes, markdown};
use crate::plan::model::{Presence, RustName, RustType};

/// An argument of a constructor or setter.
pub(super) struct Argument {
    /// Its type: `impl Into<String>`.
    pub(super) ty: TokenStream,
    /// The value to store, made from the argument.
    pub(super) value: TokenStream,
}

/// The argument that takes a value of this type.
pub(super) fn argument(spelling: &Spelling<'_>, ty: &RustType, name: &Ident) -> Argument {
    let plain = spelling.value(ty);
    match ty {
        RustType::String
        | RustType::Text
        | RustType::DateTime
        | RustType::Json
        | RustType::Number
        | RustType::Upload => {
            let into = spelling.std("Into");
            Argument { ty: quote!(impl #into<#plain>), value: quote!(#name.into()) }
        }
        RustType::Boxed(inner) => {
            let (boxed, inner) = (spelling.std("Box"), spelling.value(inner));
            Argument { ty: inner, value: quote!(#boxed::new(#name)) }
        }
        RustType::Vec(item) => {
            let (into_iterator, item_ty) = (spelling.std("IntoIterator"), spelling.value(item));
            if matches!(
                **item,
                RustType::String | RustType::DateTime | RustType::Json | RustType::Number | RustType::Upload
            ) {
                let into = spelling.std("Into");
                Argument {
                    ty: quote!(impl #into_iterator<Item = impl #into<#item_ty>>),
                    value: quote!(#name.into_iter().map(#into::into).collect()),
                }
            } else {
                Argument {
                    ty: quote!(impl #into_iterator<Item = #item_ty>),
                    value: quote!(#name.into_iter().collect()),
                }
            }
        }
        _ => Argument { ty: plain, value: quote!(#name) },
    }
}

/// The argument of a constructor: what is required but may be `null` is an `Option`.
pub(super) fn required(spelling: &Spelling<'_>, ty: &RustType, presence: Presence, name: &Ident) -> Argument {
    if presence == Presence::Required {
        return argument(spelling, ty, name);
    }
    Argument { ty: stored(spelling, ty, presence), value: quote!(#name) }
}

/// The type of the field that stores it.
pub(super) fn stored(spelling: &Spelling<'_>, ty: &RustType, presence: Presence) -> TokenStream {
    let value = spelling.value(ty);
    let option = spelling.std("Option");
    match presence {
        Presence::Required => value,
        Presence::Optional | Presence::RequiredNullable => quote!(#option<#value>),
        Presence::ThreeState => quote!(crate::Presence<#value>),
    }
}

/// What an unset field holds.
pub(super) fn unset(spelling: &Spelling<'_>, presence: Presence) -> TokenStream {
    if presence == Presence::ThreeState { quote!(crate::Presence::Absent) } else { spelling.std("None") }
}

/// What a setter is made of.
pub(super) struct Setter<'a> {
    pub(super) name: &'a RustName,
    pub(super) ty: &'a RustType,
    pub(super) presence: Presence,
    pub(super) docs: Vec<String>,
    pub(super) deprecated: Option<&'a str>,
    /// The field: `self.body.get_or_insert_default().comment`.
    pub(super) stored: TokenStream,
    /// Whether the field itself is deprecated.
    pub(super) touches_deprecated: bool,
}

/// The setter, and the one for `null` where that is a state of its own.
pub(super) fn setter(spelling: &Spelling<'_>, setter: &Setter<'_>) -> TokenStream {
    let (name, given) = (ident(setter.name), word("value"));
    let Argument { ty, value } = argument(spelling, setter.ty, &given);
    let stored = &setter.stored;
    let docs = doc_attributes::outer(&setter.docs);
    let deprecated = doc_attributes::deprecated(setter.deprecated);
    let allow = setter.touches_deprecated.then(allow_deprecated);
    let wrap =
        if setter.presence == Presence::ThreeState { quote!(crate::Presence::Value) } else { spelling.std("Some") };
    let null = (setter.presence == Presence::ThreeState).then(|| {
        let null = ident(&setter.name.null_setter());
        let text = format!(" Sends `null` as {}.", markdown::code(setter.name.bare()));
        quote! {
            #[doc = #text]
            #deprecated
            #allow
            pub fn #null(mut self) -> Self {
                #stored = crate::Presence::Null;
                self
            }
        }
    });
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #name(mut self, #given: #ty) -> Self {
            #stored = #wrap(#value);
            self
        }
        #null
    }
}

/// For code of our own that has to touch what the docs call deprecated.
pub(super) fn allow_deprecated() -> TokenStream {
    quote!(#[allow(deprecated, reason = "what is deprecated can still be set")])
}
