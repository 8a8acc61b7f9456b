//! Input: the text of a JSON example. Output: [`Json`], every value with its place on the page.
//! Invariant: order and duplicates are kept, and no depth of nesting exhausts the stack.

mod deep;
mod loose;

use std::collections::BTreeSet;
use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use crate::source::{FileId, Span, Spanned, whole_characters};

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
    /// A value that an example leaves out: `...`. Only [`parse_loose`] gives one.
    LeftOut,
}

impl Json {
    /// The same value for serde. Of two members of one name the last counts; a number that is none to serde is a string; a
    /// member whose value is left out is left out.
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            JsonKind::Null | JsonKind::LeftOut => Value::Null,
            JsonKind::Bool(value) => Value::Bool(*value),
            JsonKind::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())),
            JsonKind::String(text) => Value::String(text.clone()),
            JsonKind::Array(items) => items.iter().map(Self::to_value).collect(),
            JsonKind::Object(members) => {
                let shown = members.iter().filter(|(_, value)| value.kind != JsonKind::LeftOut);
                shown.map(|(name, value)| (name.value.clone(), value.to_value())).collect()
            }
        }
    }
}

impl Json {
    /// The same value to be shown: an integer that no number of serde holds is the text of its digits, so that none is lost.
    pub fn to_shown(&self) -> serde_json::Value {
        use serde_json::Value;
        let is_long = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            digits.bytes().all(|byte| byte.is_ascii_digit())
                && text.parse::<i64>().is_err()
                && text.parse::<u64>().is_err()
        };
        match &self.kind {
            JsonKind::Number(text) if is_long(text) => Value::String(text.clone()),
            JsonKind::Array(items) => items.iter().map(Self::to_shown).collect(),
            JsonKind::Object(members) => {
                let shown = members.iter().filter(|(_, value)| value.kind != JsonKind::LeftOut);
                shown.map(|(name, value)| (name.value.clone(), value.to_shown())).collect()
            }
            _ => self.to_value(),
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

/// Lists and objects deeper inside each other are left out of an example. No project asks for as many.
const DEEPEST: usize = crate::schema::DEEPEST + 4;

/// The same for a document, which has several in place of one level of what it describes. The parser goes further still.
const DEEPEST_OF_DOCUMENTS: usize = 240;

/// Reads `text`, which stands in `file` at byte `offset`. Comments and trailing commas are allowed, because
/// examples have them; whatever else is not JSON is an error with its place.
pub fn parse(text: &str, file: FileId, offset: usize) -> Result<Json, JsonError> {
    let at = |range: Range<usize>| Span::new(file, offset + range.start..offset + range.end);
    read(text, &options(false), &BTreeSet::new(), DEEPEST, &at)
}

/// Reads a whole document, which may nest more than an example: [`parse`].
pub fn parse_document(text: &str, file: FileId, offset: usize) -> Result<Json, JsonError> {
    let at = |range: Range<usize>| Span::new(file, offset + range.start..offset + range.end);
    read(text, &options(false), &BTreeSet::new(), DEEPEST_OF_DOCUMENTS, &at)
}

/// Reads a literal as JavaScript writes it: [`parse`], and also single quotes, names without quotes and the like.
pub fn parse_script(text: &str, file: FileId, offset: usize) -> Result<Json, JsonError> {
    parse_script_at(text, &|range| Span::new(file, offset + range.start..offset + range.end))
}

/// The same for a text that stands otherwise on its page; `at` gives the place of its bytes there.
pub(crate) fn parse_script_at(text: &str, at: &impl Fn(Range<usize>) -> Span) -> Result<Json, JsonError> {
    read(text, &options(true), &BTreeSet::new(), DEEPEST, at)
}

/// Reads an example as people write it: a comma that is missing, an ellipsis or a word without quotes costs its own place
/// and nothing else, and several values may follow each other. Beside the values stands what was passed over first, if
/// anything.
pub fn parse_loose(text: &str, file: FileId, offset: usize) -> Result<(Vec<Json>, Option<JsonError>), JsonError> {
    parse_loose_at(text, &|range| Span::new(file, offset + range.start..offset + range.end))
}

/// The same for a text that stands otherwise on its page; `at` gives the place of its bytes there.
pub(crate) fn parse_loose_at(
    text: &str,
    at: &impl Fn(Range<usize>) -> Span,
) -> Result<(Vec<Json>, Option<JsonError>), JsonError> {
    let strict = match read(text, &options(false), &BTreeSet::new(), DEEPEST, at) {
        Ok(json) => return Ok((vec![json], None)),
        Err(strict) => strict,
    };
    let mended = loose::mend(text);
    let options = ParseOptions { allow_missing_commas: true, ..options(true) };
    let mut values = Vec::new();
    for root in &mended.roots {
        // What stands for a character that was taken out is one byte of it.
        let of_root =
            |range: Range<usize>| at(whole_characters(text, root.start + range.start..root.start + range.end));
        let left_out = mended.left_out.iter().filter_map(|at| at.checked_sub(root.start)).collect();
        let part = mended.text.get(root.clone()).unwrap_or("");
        values.push(read(part, &options, &left_out, DEEPEST, &of_root).map_err(|_| strict.clone())?);
    }
    if values.is_empty() {
        return Err(strict);
    }
    let passed_over = mended.first.map(|(range, why)| JsonError { message: why.to_owned(), span: at(range) });
    Ok((values, Some(passed_over.unwrap_or(strict))))
}

fn options(script: bool) -> ParseOptions {
    ParseOptions {
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
    }
}

/// Reads a text; `left_out` are the places of values in it that only stand for something, and `at` gives a place on the page.
fn read(
    text: &str,
    options: &ParseOptions,
    left_out: &BTreeSet<usize>,
    deepest: usize,
    at: &impl Fn(Range<usize>) -> Span,
) -> Result<Json, JsonError> {
    if let Some((text, mut cuts)) = deep::cut(text, deepest) {
        cuts.extend(left_out);
        return read(&text, options, &cuts, deepest, at);
    }
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let parsed = parse_to_ast(text, &collect, options).map_err(|error| {
        // The parser counts its last token back from a character, as if all were one byte long.
        let range = whole_characters(text, error.range().start..error.range().end);
        JsonError { message: error.kind().to_string(), span: at(range) }
    })?;
    let Some(value) = parsed.value else {
        return Err(JsonError { message: "there is no value".to_owned(), span: at(0..text.len()) });
    };
    Ok(convert(&value, left_out, at))
}

// Recursion is bounded: the parser refuses nesting beyond its own limit.
fn convert(value: &ast::Value<'_>, left_out: &BTreeSet<usize>, at: &impl Fn(Range<usize>) -> Span) -> Json {
    let range = value.range();
    let kind = match value {
        _ if left_out.contains(&range.start) => JsonKind::LeftOut,
        ast::Value::NullKeyword(_) => JsonKind::Null,
        ast::Value::BooleanLit(literal) => JsonKind::Bool(literal.value),
        ast::Value::NumberLit(literal) => JsonKind::Number(literal.value.to_owned()),
        ast::Value::StringLit(literal) => JsonKind::String(literal.value.to_string()),
        ast::Value::Array(array) => {
            let items = array.elements.iter().map(|item| convert(item, left_out, at));
            JsonKind::Array(items.filter(|item| item.kind != JsonKind::LeftOut).collect())
        }
        ast::Value::Object(object) => JsonKind::Object(
            object
                .properties
                .iter()
                .map(|property| {
                    let name = &property.name;
                    let span = name.range();
                    (
                        Spanned::new(name.as_str().to_owned(), at(span.start..span.end)),
                        convert(&property.value, left_out, at),
                    )
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
    fn no_digit_of_an_integer_is_lost_where_it_is_shown() {
        let mut sources = SourceMap::new();
        let text = "{\"a\": [123456789012345678901234567890, -9223372036854775809, 18446744073709551615, 1.5, 1e30]}";
        let file = sources.add("p.md", "p.md", text);
        let shown = parse(text, file, 0).unwrap().to_shown();
        let long = ["123456789012345678901234567890", "-9223372036854775809"];
        assert_eq!(shown, serde_json::json!({ "a": [long[0], long[1], 18_446_744_073_709_551_615_u64, 1.5, 1e30] }));
    }

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
        for text in ["{\"a\": 50}é", "{\"a\": 1 え", "[\"え\" \"é", "[1}é"] {
            let error = parse(text, file, 0).unwrap_err();
            assert!(text.get(error.span.range()).is_some(), "{text}: {:?}", error.span);
        }
        assert!(parse(&"[".repeat(100_000), file, 0).is_err());
    }

    fn loose(text: &str) -> (Vec<serde_json::Value>, Option<(String, String)>) {
        let mut sources = SourceMap::new();
        let file = sources.add("p.md", "p.md", text);
        let (values, slip) = parse_loose(text, file, 0).unwrap();
        let slip = slip.map(|slip| (sources.text(slip.span).to_owned(), slip.message));
        (values.iter().map(Json::to_value).collect(), slip)
    }

    #[test]
    fn what_is_no_json_costs_its_own_place() {
        use serde_json::json;
        let cases = [
            (r#"{"a": [...], "b": { ... }, "c": 1}"#, json!({"a": [], "c": 1})),
            (r#"{"a": [{"b": 1}, ...], "c": "x", ...}"#, json!({"a": [{"b": 1}], "c": "x"})),
            (r#"{..., "a": ..., "b": 1, …}"#, json!({"b": 1})),
            (
                r#"{"a": [1, 2, ... and 10 more], "b": {"c": 1 ... "d": 2}}"#,
                json!({"a": [1, 2], "b": {"c": 1, "d": 2}}),
            ),
            ("{\n  \"a\": 1\n  \"b\": [2 3]\n}", json!({"a": 1, "b": [2, 3]})),
            ("{\n  \"a\": 1, # one\n  \"b\": 2 // two\n}", json!({"a": 1, "b": 2})),
            (r#"{"a": <string>, "b": True, "c": None, d: 68c7e, "e": 'x'}"#, json!({"b": true, "c": null, "e": "x"})),
            ("{\"a\": 1,\n  other fields\n}", json!({"a": 1})),
            (
                r#"{"a": "...", "...": "// x", "b": {...}, "c": "it's"}"#,
                json!({"a": "...", "...": "// x", "c": "it's"}),
            ),
            ("[\n  {\"a\": \"b\\\"...\"},\n  // ...\n  ...\n]", json!([{"a": "b\"..."}])),
        ];
        for (text, expected) in cases {
            let (values, slip) = loose(text);
            assert_eq!(values, [expected], "{text}");
            assert!(slip.is_some(), "{text}");
        }
    }

    #[test]
    fn what_was_passed_over_first_has_its_place() {
        assert_eq!(loose("{\"a\": 1, // x\n}").1, None);
        assert_eq!(loose("{\"a\": \"b...\", ...}").1.unwrap().0, "...");
        assert_eq!(loose("{\"a\": 1 \"b\": 2}").1.unwrap().1, "Expected comma");
        let (values, slip) = loose("{\"a\": 1}\n{\"a\": 2}\n");
        assert_eq!((values.len(), slip.is_some()), (2, true));
    }

    #[test]
    fn what_has_no_value_is_an_error_all_the_same() {
        let file = SourceMap::new().add("p.md", "p.md", "");
        for text in ["No content", "", "...", "{\"a\": ", "a: 1", "{\"a\" 1}", &"{\"a\":[".repeat(100_000)] {
            assert!(parse_loose(text, file, 0).is_err(), "{text:.20}");
        }
    }

    fn places(json: &Json) -> Vec<Span> {
        let within: Vec<Span> = match &json.kind {
            JsonKind::Array(items) => items.iter().flat_map(places).collect(),
            JsonKind::Object(members) => {
                members.iter().flat_map(|(name, value)| [vec![name.span], places(value)].concat()).collect()
            }
            _ => Vec::new(),
        };
        [vec![json.span], within].concat()
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_every_place_is_in_it(pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"a\"", "'b'", "...", "…", "1", "-", "x y", "True", "//", "/*", "*/", "#", "\n", " ", "é", "\"",
            ]), 0..24)) {
            let text = pieces.concat();
            let mut sources = SourceMap::new();
            let file = sources.add("p.md", "p.md", text.clone());
            let places: Vec<Span> = match parse_loose(&text, file, 0) {
                Ok((values, slip)) => {
                    values.iter().flat_map(places).chain(slip.map(|slip| slip.span)).collect()
                }
                Err(error) => vec![error.span],
            };
            for place in places {
                proptest::prop_assert!(text.get(place.range()).is_some(), "{place:?}");
            }
        }
    }
}
