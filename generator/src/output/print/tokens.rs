//! Input: the tokens of an item. Output: [`Tokens`]: one list of them, with their texts side by side.
//! Invariant: read again, the text of any part is the tokens that it was made of.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens of an item, in order.
#[derive(Default)]
pub(in crate::output) struct Tokens {
    text: String,
    list: Vec<Token>,
}

#[derive(Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// Of a bracket, where its other half is.
    partner: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Literal,
    Punct,
    /// One with which the next makes a sign of several characters.
    Joint,
    Open,
    Close,
}

impl Tokens {
    /// `None` where some are grouped without brackets: that would not be seen in a text.
    pub(in crate::output) fn of(stream: TokenStream) -> Option<Self> {
        let mut tokens = Self::default();
        tokens.add(stream)?;
        Some(tokens)
    }

    fn add(&mut self, stream: TokenStream) -> Option<()> {
        for tree in stream {
            match tree {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => return None,
                    };
                    let inner = group.stream();
                    // What nobody else holds is taken apart without a copy.
                    drop(group);
                    let at = self.push(Kind::Open, format_args!("{open}"));
                    self.add(inner)?;
                    let end = self.push(Kind::Close, format_args!("{close}"));
                    for (of, partner) in [(at, end), (end, at)] {
                        self.list.get_mut(of)?.partner = partner;
                    }
                }
                TokenTree::Ident(ident) => drop(self.push(Kind::Word, format_args!("{ident}"))),
                TokenTree::Literal(literal) => drop(self.push(Kind::Literal, format_args!("{literal}"))),
                TokenTree::Punct(punct) => {
                    let kind = if punct.spacing() == Spacing::Joint { Kind::Joint } else { Kind::Punct };
                    self.push(kind, format_args!("{}", punct.as_char()));
                }
            }
        }
        Some(())
    }

    fn push(&mut self, kind: Kind, text: std::fmt::Arguments<'_>) -> usize {
        let start = self.text.len();
        match text.as_str() {
            Some(text) => self.text.push_str(text),
            None => drop(self.text.write_fmt(text)),
        }
        self.list.push(Token { kind, start, end: self.text.len(), partner: 0 });
        self.list.len() - 1
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(in crate::output) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn get(&self, at: usize) -> Option<(Kind, &str)> {
        let token = self.list.get(at)?;
        Some((token.kind, self.text.get(token.start..token.end)?))
    }

    pub(super) fn is(&self, at: usize, text: &str) -> bool {
        self.get(at).is_some_and(|(kind, is)| is == text && kind != Kind::Literal)
    }

    /// Where the bracket at `at` has its other half.
    pub(super) fn partner(&self, at: usize) -> Option<usize> {
        self.list.get(at).map(|token| token.partner)
    }

    /// Whether two signs stand together as one.
    pub(super) fn is_pair(&self, at: usize, first: &str, second: &str) -> bool {
        self.get(at) == Some((Kind::Joint, first)) && self.is(at + 1, second)
    }

    pub(in crate::output) fn is_inner_attribute(&self) -> bool {
        self.is(0, "#") && self.is(1, "!")
    }

    /// A part as text that is read again.
    pub(super) fn part(&self, from: usize, to: usize) -> String {
        let mut source = String::new();
        for (kind, text) in (from..to).filter_map(|at| self.get(at)) {
            source.push_str(text);
            if kind != Kind::Joint {
                source.push(' ');
            }
        }
        source
    }

    /// All of it.
    pub(in crate::output) fn source(&self) -> String {
        self.part(0, self.len())
    }
}
