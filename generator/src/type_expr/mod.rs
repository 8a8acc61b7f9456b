//! Input: the text inside `type="..."`, or a word of a type skeleton. Output: a [`TypeExpr`].
//! Invariant: total. What is not understood is [`TypeExpr::Opaque`] with the text as written; nothing is guessed.

mod bounds;
mod braces;
mod default_note;
mod expr;
mod grammar;
mod headed;
mod known_words;
mod phrases;
#[cfg(test)]
mod tests;
mod tokens;
mod values;

pub use self::bounds::{Bound, Bounds, Counted, bounds, is_bound};
pub use self::default_note::default_note;
pub use self::expr::{Literal, TypeExpr, WrittenMember};

/// Reads a type text.
pub fn parse(text: &str) -> TypeExpr {
    let text = text.trim();
    let opaque = || TypeExpr::Opaque(text.to_owned());
    if text.is_empty() || text.len() > bounds::MAX_LENGTH {
        return opaque();
    }
    let of_bounds = || phrases::read(&bounds::without(text)?);
    let of_default = || {
        let rest = default_note::without(text)?;
        phrases::read(&rest).or_else(|| phrases::read(&bounds::without(&rest)?))
    };
    phrases::read(text).or_else(of_bounds).or_else(of_default).unwrap_or_else(opaque)
}

/// Whether the whole text is a word for a type, as the leaves of a type skeleton are: `string`, `integer`, `string[]`.
/// A name that only the API could know is none.
pub fn is_type_word(text: &str) -> bool {
    let text = text.trim();
    // `a short string` is a phrase about a type, and just as well a value.
    headed::read(text).is_none() && grammar::strict(text).is_some_and(|expr| expr::is_known(&expr))
}
