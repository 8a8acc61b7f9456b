//! Input: the text inside `type="..."`, or a word of a type skeleton. Output: a [`TypeExpr`].
//! Invariant: total. What is not understood is [`TypeExpr::Opaque`] with the text as written; nothing is guessed.

mod parse;
mod phrases;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

/// What a type text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// Text, perhaps of a named form (`uuid`, `email`).
    String(Option<String>),
    /// A date with a time.
    DateTime,
    /// A whole number, perhaps of a named form (`unix-time`).
    Integer(Option<String>),
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// Any JSON.
    Any,
    /// A JSON object of which nothing else is said.
    Object,
    /// A file.
    Binary,
    /// A list; of [`TypeExpr::Unspecified`] where the text does not say of what.
    Array(Box<TypeExpr>),
    /// What a bare `array` is a list of: the text leaves it open.
    Unspecified,
    /// A JSON object with free names.
    Map(Box<TypeExpr>),
    /// One of the values that stand beside the field; of this type.
    Enum(Box<TypeExpr>),
    /// Exactly this value.
    Literal(Literal),
    /// One of several.
    Union(Vec<TypeExpr>),
    /// A word that names a type of the API, if anything.
    Named(String),
    /// A text that says nothing this module knows.
    Opaque(String),
}

/// A value that stands for itself in a type text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `"ai"`
    String(String),
    /// `0`
    Integer(i64),
    /// `true`
    Boolean(bool),
}

/// Reads a type text.
pub fn parse(text: &str) -> TypeExpr {
    parse::parse(text)
}

/// Whether the whole text is a word for a type, as the leaves of a type skeleton are: `string`, `integer`, `string[]`.
/// A name that only the API could know is none.
pub fn is_type_word(text: &str) -> bool {
    let text = text.trim();
    // `a short string` is a phrase about a type, and just as well a value.
    phrases::headed(text).is_none() && parse::strict(text).is_some_and(|expr| is_known(&expr))
}

/// Whether a type says what it is without the API's own names.
fn is_known(expr: &TypeExpr) -> bool {
    match expr {
        TypeExpr::Named(_) | TypeExpr::Opaque(_) | TypeExpr::Literal(_) => false,
        TypeExpr::Array(inner) | TypeExpr::Map(inner) | TypeExpr::Enum(inner) => is_known(inner),
        TypeExpr::Union(parts) => parts.iter().all(is_known),
        _ => true,
    }
}

impl TypeExpr {
    fn is_container(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Map(_) | Self::Object)
    }
}
