//! Input: the text of a JSON example. Output: [`Json`], every value with its place on the page.
//! Invariant: order and duplicates are kept, and no depth of nesting exhausts the stack.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use crate::source::{FileId, Span, Spanned};

/// A JSON value that knows where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// The value.
    pub kind: JsonKind,
    /// Where it stands.
    pub span: Span,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as written, so that no digit is lost.
    Number(String),
    /// A string, escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// Members in order of writing; a name may stand twice.
    Object(Vec<(Spanned<String>, Json)>),
}

impl Json {
    /// The same value for serde. Of two members of one name the last counts; a number that is none to serde is a string.
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            JsonKind::Null => Value::Null,
            JsonKind::Bool(value) => Value::Bool(*value),
            JsonKind::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())),
            JsonKind::String(text) => Value::String(text.clone()),
            JsonKind::Array(items) => items.iter().map(Self::to_value).collect(),
            JsonKind::Object(members) => {
                members.iter().map(|(name, value)| (name.value.clone(), value.to_value())).collect()
            }
        }
    }
}

/// Why a text is not JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The parser's words.
    pub message: String,
    /// Where it gave up.
    pub span: Span,
}

/// Reads `text`, which stands in `file` at byte `offset`. Comments and trailing commas are allowed, because
/// examples have them; whatever else is not JSON is an error with its place.
pub fn parse(text: &str, file: FileId, offset: usize) -> Result<Json, JsonError> {
    read(text, file, offset, false)
}

/// Reads a literal as JavaScript writes it: [`parse`], and also single quotes, names without quotes and the like.
pub fn parse_script(text: &str, file: FileId, offset: usize) -> Result<Json, JsonError> {
    read(text, file, offset, true)
}

fn read(text: &str, file: FileId, offset: usize, script: bool) -> Result<Json, JsonError> {
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: script,
        allow_missing_commas: false,
        allow_single_quoted_strings: script,
        allow_hexadecimal_numbers: script,
        allow_unary_plus_numbers: script,
        allow_bare_decimal_point_numbers: script,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: script,
    };
    let at = |range: std::ops::Range<usize>| Span::new(file, offset + range.start..offset + range.end);
    let parsed = parse_to_ast(text, &collect, &options).map_err(|error| {
        let range = error.range();
        JsonError { message: error.kind().to_string(), span: at(range.start..range.end) }
    })?;
    let Some(value) = parsed.value else {
        return Err(JsonError { message: "there is no value".to_owned(), span: at(0..text.len()) });
    };
    Ok(convert(&value, &at))
}

// Recursion is bounded: the parser refuses nesting beyond its own limit.
fn convert(value: &ast::Value<'_>, at: &impl Fn(std::ops::Range<usize>) -> Span) -> Json {
    let range = value.range();
    let kind = match value {
        ast::Value::NullKeyword(_) => JsonKind::Null,
        ast::Value::BooleanLit(literal) => JsonKind::Bool(literal.value),
        ast::Value::NumberLit(literal) => JsonKind::Number(literal.value.to_owned()),
        ast::Value::StringLit(literal) => JsonKind::String(literal.value.to_string()),
        ast::Value::Array(array) => JsonKind::Array(array.elements.iter().map(|item| convert(item, at)).collect()),
        ast::Value::Object(object) => JsonKind::Object(
            object
                .properties
                .iter()
                .map(|property| {
                    let name = &property.name;
                    let span = name.range();
                    (Spanned::new(name.as_str().to_owned(), at(span.start..span.end)), convert(&property.value, at))
                })
                .collect(),
        ),
    };
    Json { kind, span: at(range.start..range.end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn values_know_their_place_and_keep_order_and_duplicates() {
        let mut sources = SourceMap::new();
        let page = "```json\n{\"b\": 1, \"a\": [true], \"b\": 2.50}\n```\n";
        let file = sources.add("p.md", "p.md", page);
        let json = parse(page.get(8..40).unwrap(), file, 8).unwrap();
        let JsonKind::Object(members) = &json.kind else { panic!("an object") };
        let names: Vec<_> = members.iter().map(|(name, _)| name.value.as_str()).collect();
        assert_eq!(names, ["b", "a", "b"]);
        assert_eq!(sources.text(members[2].1.span), "2.50");
        assert_eq!(members[2].1.kind, JsonKind::Number("2.50".to_owned()));
    }

    #[test]
    fn an_error_has_its_place_and_depth_is_bounded() {
        let mut sources = SourceMap::new();
        let file = sources.add("p.md", "p.md", "{\"a\": ...}");
        let error = parse("{\"a\": ...}", file, 0).unwrap_err();
        assert_eq!(sources.position(error.span).column, 7);
        assert!(parse(&"[".repeat(100_000), file, 0).is_err());
    }
}
