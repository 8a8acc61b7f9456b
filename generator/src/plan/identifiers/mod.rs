//! Input: wire names. Output: Rust identifiers, each claimed in a [`Scope`].
//! Invariant: an identifier is ASCII, no keyword unless raw, and one within its scope; nothing else of a page's text
//! becomes one.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::model::{Presence, RustName, null_setter};

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

/// A name that has been asked for so often is spelled out, character by character.
const SPELLED: usize = 6;

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
            name = longer(&name, suffix);
        }
        RustName(name)
    }

    /// Claims the identifiers of names that stand side by side, in their order; what is given does not depend on it.
    ///
    /// A name that is written as Rust writes it has the first claim, and no other ever takes it. Of others that fall
    /// together one has the plain identifier, and the rest are told by how they are written. So a name that is added can
    /// move another only where both fall together, and nothing that is written as Rust writes it.
    pub(super) fn claim_all(&mut self, wishes: &[Wish<'_>], case: Case, suffix: &str) -> Vec<RustName> {
        let before = self.taken.clone();
        let nulls = wishes.iter().filter(|wish| wish.presence == Presence::ThreeState);
        let nulls: BTreeSet<String> = nulls.map(|wish| null_setter(&identifier(wish.wire, case))).collect();
        let mut order: Vec<(usize, &Wish<'_>)> = wishes.iter().enumerate().collect();
        order.sort_by_cached_key(|(_, wish)| (rank(wish.wire, case), wish.wire));
        let mut given = BTreeMap::new();
        for (at, wish) in order {
            let three_state = wish.presence == Presence::ThreeState;
            let plain = identifier(wish.wire, case);
            let clash = || match (before.contains(&plain), wish.qualifier) {
                (true, Some(qualifier)) => identifier(&format!("{qualifier} {}", wish.wire), case),
                (true, None) => longer(&plain, suffix),
                (false, _) => style(wish.wire).map_or_else(
                    || longer(&plain, suffix),
                    |style| identifier(&format!("{} {style}", words(wish.wire)), case),
                ),
            };
            // Of several that stand at one place and fall together there, too, the style tells.
            let told = || {
                let told = style(wish.wire).zip(wish.qualifier).filter(|_| before.contains(&plain));
                told.map(|(style, qualifier)| identifier(&format!("{qualifier} {} {style}", words(wish.wire)), case))
            };
            let mut name = plain.clone();
            // Most names are free, and nothing of this is asked for.
            let mut next = std::iter::once_with(clash).chain(std::iter::once_with(told).flatten());
            let mut tries = 0;
            while self.taken.contains(&name)
                || nulls.contains(&name)
                || three_state && self.taken.contains(&null_setter(&name))
            {
                tries += 1;
                name = next.next().unwrap_or_else(|| match tries {
                    // Of many, each would be longer than the one before it.
                    SPELLED => identifier(&spelled(wish.wire), case),
                    _ => longer(&name, suffix),
                });
            }
            if three_state {
                self.taken.insert(null_setter(&name));
            }
            self.taken.insert(name.clone());
            given.insert(at, RustName(name));
        }
        given.into_values().collect()
    }
}

/// A name that is to be claimed together with others.
pub(super) struct Wish<'a> {
    pub(super) wire: &'a str,
    /// Whether there is a setter for `null` beside its own.
    pub(super) presence: Presence,
    /// A word that stands before it where the identifier is taken already.
    pub(super) qualifier: Option<&'static str>,
}

impl<'a> Wish<'a> {
    /// A name and nothing beside it.
    pub(super) fn plain(wire: &'a str) -> Self {
        Self { wire, presence: Presence::Optional, qualifier: None }
    }
}

fn longer(name: &str, suffix: &str) -> String {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    // An underscore of ours is none between words.
    let stem = if suffix.trim_matches('_').is_empty() { bare } else { bare.trim_end_matches('_') };
    format!("{stem}{suffix}")
}

/// Which of the names that fall together comes first: the one that is Rust's own, then what most APIs write.
fn rank(wire: &str, case: Case) -> u8 {
    let plain = identifier(wire, case);
    if plain.strip_prefix("r#").unwrap_or(&plain) == wire {
        0
    } else if case == Case::Snake && style(wire) == Some("camel") {
        1
    } else {
        2
    }
}

/// How a name is written, in a word.
fn style(wire: &str) -> Option<&'static str> {
    const MARKS: [(char, &str); 9] = [
        ('-', "kebab"),
        ('.', "dotted"),
        (' ', "spaced"),
        ('/', "slashed"),
        ('[', "bracketed"),
        ('$', "dollar"),
        ('@', "at"),
        ('#', "hash"),
        (':', "colon"),
    ];
    let has = |is: fn(&char) -> bool| wire.chars().any(|c| is(&c));
    if !has(char::is_ascii_alphabetic) {
        return None;
    }
    let mark = MARKS.iter().find(|(mark, _)| wire.contains(*mark)).map(|(_, word)| *word);
    let (lower, upper) = (has(char::is_ascii_lowercase), has(char::is_ascii_uppercase));
    mark.or(Some(match (lower, upper) {
        (false, _) => "upper",
        (true, false) if wire.contains('_') => "snake",
        (true, false) => "lower",
        (true, true) if wire.starts_with(|c: char| c.is_ascii_uppercase()) => "pascal",
        (true, true) => "camel",
    }))
}

/// Whether a name is in snake case as it is.
fn is_snake(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.split('_').all(is_word)
}

/// The identifier for a wire name, taken or not.
pub(super) fn identifier(wire: &str, case: Case) -> String {
    let name = match case {
        Case::Snake if is_snake(wire) => wire.to_owned(),
        Case::Snake => words(wire).to_snake_case(),
        Case::Camel => words(wire).to_upper_camel_case(),
        Case::Shouty => words(wire).to_shouty_snake_case(),
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

/// A name of which every character is a letter, a digit or a word: no two names have the same.
fn spelled(wire: &str) -> String {
    let mut spelled = String::new();
    for c in wire.chars() {
        match c {
            'a'..='z' | '0'..='9' => spelled.push(c),
            'A'..='Z' => spelled.push_str(&format!(" upper {}", c.to_ascii_lowercase())),
            '_' => spelled.push_str(" under "),
            ' ' => spelled.push_str(" space "),
            c if symbol(c).is_empty() => spelled.push_str(&format!(" u{:x} ", u32::from(c))),
            c => spelled.push_str(&format!(" {} ", symbol(c))),
        }
    }
    spelled
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
mod tests;
