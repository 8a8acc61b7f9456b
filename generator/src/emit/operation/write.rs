//! Input: what is written into a request, step by step. Output: the body of the function that does it.
//! Invariant: whatever can fail is either passed on or the last word.

use proc_macro2::TokenStream;
use quote::quote;

/// A step.
pub(super) enum Write {
    /// An expression that can fail.
    Fallible(TokenStream),
    /// Statements.
    Plain(TokenStream),
}

impl Write {
    /// As statements of a function that can fail.
    pub(super) fn statement(&self) -> TokenStream {
        match self {
            Self::Fallible(expression) => quote!(#expression?;),
            Self::Plain(statements) => statements.clone(),
        }
    }
}

/// The steps, one behind the other; `ok` is how `Ok` is written.
pub(super) fn body(mut writes: Vec<Write>, ok: &TokenStream) -> TokenStream {
    let last = match writes.pop() {
        Some(Write::Fallible(expression)) => expression,
        Some(plain) => {
            writes.push(plain);
            quote!(#ok(()))
        }
        None => quote!(#ok(())),
    };
    let before = writes.iter().map(Write::statement);
    quote!(#(#before)* #last)
}
