//! Input: wire names. Output: Rust identifiers, each claimed in a [`Scope`].
//! Invariant: an identifier is ASCII, no keyword unless raw, and one within its scope; nothing else of a page's text
//! becomes one.

use std::collections::BTreeSet;

use deunicode::deunicode;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::model::{Presence, RustName};

/// How identifiers of a kind are written, and what one that has no letter of its own is called after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `user_id`: fields, arguments, methods, modules.
    Snake,
    /// `UserId`: types and variants.
    Camel,
    /// `USER_ID`: constants.
    Shouty,
}

/// Words that are keywords in some edition. In an identifier they are raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that may not even be raw.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which these names stand already.
    pub(super) fn with(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Claims the identifier for a wire name. Where it is taken the name grows by `suffix` until it is not: `suffix` is a
    /// word of the case.
    pub(super) fn claim(&mut self, wire: &str, case: Case, suffix: &str) -> RustName {
        let mut name = identifier(wire, case);
        while !self.taken.insert(name.clone()) {
            let bare = name.strip_prefix("r#").unwrap_or(&name);
            name = format!("{bare}{suffix}");
        }
        RustName(name)
    }

    /// Claims the setter for `null` that a three-state value of this name has beside its own.
    pub(super) fn claim_null(&mut self, name: &RustName, presence: Presence) {
        if presence == Presence::ThreeState {
            let bare = name.0.strip_prefix("r#").unwrap_or(&name.0);
            self.taken.insert(format!("{bare}_null"));
        }
    }

    /// Whether nobody has claimed what this wire name would be called.
    pub(super) fn is_free(&self, wire: &str, case: Case) -> bool {
        !self.taken.contains(&identifier(wire, case))
    }
}

/// The identifier for a wire name, taken or not.
pub(super) fn identifier(wire: &str, case: Case) -> String {
    let words = words(wire);
    let name = match case {
        Case::Snake => words.to_snake_case(),
        Case::Camel => words.to_upper_camel_case(),
        Case::Shouty => words.to_shouty_snake_case(),
    };
    let name = if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        let (lead, rest) = match case {
            Case::Snake => ("field", format!("_{name}")),
            Case::Camel => ("Value", name.clone()),
            Case::Shouty => ("VALUE", format!("_{name}")),
        };
        if name.is_empty() { lead.to_owned() } else { format!("{lead}{rest}") }
    };
    if NEVER.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// The words of a name, in ASCII. What has neither letters nor digits is spelled out.
fn words(wire: &str) -> String {
    let ascii = deunicode(wire);
    if !ascii.contains(|c: char| c.is_ascii_alphanumeric()) {
        return ascii.chars().map(symbol).collect::<Vec<_>>().join(" ");
    }
    let signed = match ascii.strip_prefix('-').or_else(|| ascii.strip_prefix('+')) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            let sign = if ascii.starts_with('-') { "minus" } else { "plus" };
            format!("{sign} {rest}")
        }
        _ => ascii,
    };
    signed.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect()
}

fn symbol(c: char) -> &'static str {
    match c {
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '*' => "star",
        '+' => "plus",
        '-' => "minus",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '~' => "tilde",
        '.' => "dot",
        '?' => "question",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wire_name_has_an_identifier() {
        let snake = |wire| identifier(wire, Case::Snake);
        let camel = |wire| identifier(wire, Case::Camel);
        assert_eq!(snake("customer_external_ids"), "customer_external_ids");
        assert_eq!(snake("customerID"), "customer_id");
        assert_eq!(snake("type"), "r#type");
        assert_eq!(snake("self"), "self_");
        assert_eq!(snake("2fa"), "field_2fa");
        assert_eq!(snake("*"), "star");
        assert_eq!(snake(""), "field");
        assert_eq!(snake("x-api-key"), "x_api_key");
        assert_eq!(snake("Größe"), "grosse");
        assert_eq!(camel("APIError"), "ApiError");
        assert_eq!(camel("<="), "LessEqual");
        assert_eq!(camel("-1"), "Minus1");
        assert_eq!(camel("2xl"), "Value2xl");
        assert_eq!(camel("self"), "Self_");
        assert_eq!(camel("\u{202e}x"), "X");
    }

    #[test]
    fn a_name_is_given_once() {
        let mut scope = Scope::with(&["new"]);
        let names: Vec<_> = ["new", "userId", "user_id", "user-id", "type", "type"]
            .map(|w| scope.claim(w, Case::Snake, "_").0)
            .to_vec();
        assert_eq!(names, ["new_", "user_id", "user_id_", "user_id__", "r#type", "type_"]);
    }

    proptest::proptest! {
        #[test]
        fn identifiers_are_identifiers(wire in ".{0,20}") {
            for case in [Case::Snake, Case::Camel, Case::Shouty] {
                let name = identifier(&wire, case);
                proptest::prop_assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{wire:?} -> {name}");
                proptest::prop_assert!(name.is_ascii());
            }
        }
    }
}
