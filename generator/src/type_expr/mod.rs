//! Input: the text inside `type="..."`, or a word of a type skeleton. Output: a [`TypeExpr`].
//! Invariant: total. What is not understood is [`TypeExpr::Opaque`] with the text as written; nothing is guessed.

mod parse;
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
    /// A list; of [`TypeExpr::Any`] where the text does not say of what.
    Array(Box<TypeExpr>),
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
    fn known(expr: &TypeExpr) -> bool {
        match expr {
            TypeExpr::Named(_) | TypeExpr::Opaque(_) | TypeExpr::Literal(_) => false,
            TypeExpr::Array(inner) | TypeExpr::Map(inner) | TypeExpr::Enum(inner) => known(inner),
            TypeExpr::Union(parts) => parts.iter().all(known),
            _ => true,
        }
    }
    known(&parse(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(texts: &[&str]) -> String {
        texts.iter().map(|text| format!("{text:34} {:?}\n", parse(text))).collect()
    }

    #[test]
    fn every_spelling_has_an_answer() {
        insta::assert_snapshot!(
            "spellings",
            table(&[
                "string",
                "String",
                "str",
                "text",
                "integer",
                "int",
                "int64",
                "long",
                "number",
                "float",
                "double",
                "boolean",
                "bool",
                "object",
                "dict",
                "map",
                "any",
                "json",
                "null",
                "file",
                "binary",
                "date",
                "datetime",
                "date-time",
                "timestamp",
                "uuid",
                "url",
                "string (uuid)",
                "string<email>",
                "string(date-time)",
                "string (ISO 8601)",
                "Unix timestamp",
                "integer (int64)",
                "string[]",
                "string[][]",
                "array",
                "array of strings",
                "array of objects",
                "array<string>",
                "Array<Customer>",
                "array (string)",
                "array[string]",
                "List[str]",
                "list",
                "object[]",
                "Customer",
                "Customer[]",
                "User Object",
                "string | null",
                "null | string",
                "string|null",
                "string or null",
                "string or integer",
                "string | number",
                "string | string[]",
                "Union[str, List[str]]",
                "Optional[int]",
                "Record<string, string>",
                "Record<string, string[]>",
                "Map<string, integer>",
                "map(string)",
                "Dict[str, Any]",
                "enum",
                "enum<string>",
                "enum<integer>",
                "\"a\" | \"b\"",
                "'a' | 'b'",
                "0 | 1",
                "\"a\" | null",
                "string?",
                "(string | null)[]",
                "strng",
                "data.object",
                "Record<string, string[]",
                "",
                " ",
                "string required",
                "a, b",
                "<<<>>>",
                "|",
                "[]",
                "string | ",
            ])
        );
    }

    #[test]
    fn type_words_are_those_that_need_no_api() {
        assert!(is_type_word("integer") && is_type_word("string[]") && is_type_word("object"));
        assert!(!is_type_word("Customer") && !is_type_word("hello there") && !is_type_word("42"));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!("{}string{}", "array<".repeat(100_000), ">".repeat(100_000));
        assert!(matches!(parse(&deep), TypeExpr::Opaque(_)));
        assert!(matches!(parse(&"string[]".replace("[]", &"[]".repeat(100_000))), TypeExpr::Opaque(_)));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".{0,60}", pieces in proptest::collection::vec("[a-z<>\\[\\](),|\"'?. ]{1,6}", 0..12)) {
            parse(&text);
            parse(&pieces.concat());
        }
    }
}
