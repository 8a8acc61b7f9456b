//! Input: a planned type. Output: how it is written, as a line for a person.
//! Invariant: it is what the code says, made of the same tokens, without the paths of our own.

use proc_macro2::TokenStream;

use super::ident::word;
use super::setter;
use super::spelling::Spelling;
use crate::plan::model::{Presence, RustType};

/// The type of a value, presence apart: `Vec<Loan>`.
pub fn value(ty: &RustType) -> String {
    text(&spelling().value(ty))
}

/// The type of the field that holds it: `Option<Vec<Loan>>`.
pub fn stored(ty: &RustType, presence: Presence) -> String {
    text(&setter::stored(&spelling(), ty, presence))
}

/// The type of the argument that takes it: `impl Into<String>`.
pub fn argument(ty: &RustType, presence: Presence) -> String {
    let name = word("value");
    text(&match presence {
        Presence::RequiredNullable => setter::required(&spelling(), ty, presence, &name).ty,
        _ => setter::argument(&spelling(), ty, &name).ty,
    })
}

fn spelling() -> Spelling<'static> {
    Spelling::of_types(&[])
}

/// Tokens as they are written by hand.
fn text(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (spaced, tight) in [(" < ", "<"), (" >", ">"), (" :: ", "::"), (" ,", ","), ("< ", "<"), (" <", "<")] {
        text = text.replace(spaced, tight);
    }
    text.replace("crate::", "").replace("std::collections::", "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::RustName;

    #[test]
    fn types_are_written_as_by_hand() {
        let named = RustType::Named(RustName("Loan".to_owned()));
        let list = RustType::Vec(Box::new(RustType::Option(Box::new(named))));
        assert_eq!(stored(&list, Presence::Optional), "Option<Vec<Option<Loan>>>");
        assert_eq!(argument(&list, Presence::Required), "impl IntoIterator<Item = Option<Loan>>");
        assert_eq!(argument(&RustType::String, Presence::Optional), "impl Into<String>");
        assert_eq!(argument(&RustType::String, Presence::RequiredNullable), "Option<String>");
        let map = RustType::Map(Box::new(RustType::Json));
        assert_eq!(stored(&map, Presence::ThreeState), "Presence<BTreeMap<String, Json>>");
        assert_eq!(value(&RustType::Events(Box::new(RustType::Bytes))), "Vec<Event<Vec<u8>>>");
    }
}
