//! Answers: typed, or refused with the place where they do not fit.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use crate::runtime::decode::read;
use crate::runtime::error::Error;
use crate::runtime::error_body::{self, ErrorBody};

#[derive(Debug, Deserialize)]
struct Root {
    #[serde(default)]
    items: Vec<Item>,
    one: Option<Box<Item>>,
    #[serde(default)]
    map: BTreeMap<String, Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: i64,
    name: Option<String>,
    tags: Option<Vec<String>>,
}

fn path(body: &str) -> String {
    read::<Root>(body.as_bytes()).map_or_else(|error| error.path().to_owned(), |_| "it fits".to_owned())
}

#[test]
fn the_path_names_the_member() {
    assert_eq!(path(r#"{"items":[{"id":1},{"id":"x"}]}"#), "items[1].id");
    assert_eq!(path("{\n \"items\": [\n  {\"id\": 1, \"tags\": [\"a\", 5]}]}"), "items[0].tags[1]");
    assert_eq!(path(r#"{"one":{"id":1.5}}"#), "one.id");
    assert_eq!(path(r#"{"one":{"id":null}}"#), "one.id");
    assert_eq!(path(r#"{"one":{"id":1,"name":["a"]}}"#), "one.name");
    assert_eq!(path(r#"{"one":{"id":1,"name":{"a":1}}}"#), "one.name");
    assert_eq!(path(r#"{"one":{"id":12345678901234567890123}}"#), "one.id");
    assert_eq!(path(r#"{"map":{"a b\"}":{"id":true}}}"#), r#"map["a b\"}"].id"#);
    assert_eq!(path(r#"{"x":{"{[":"]}\\\""},"one":{"id":"é"}}"#), "one.id");
}

#[test]
fn a_missing_member_is_said_of_the_object_that_lacks_it() {
    assert_eq!(path(r#"{"items":[{"id":1},{"name":"x"}]}"#), "items[1]");
    assert_eq!(path(r#"{"one":{}}"#), "one");
}

#[test]
fn the_top_level_has_no_path() {
    assert_eq!(path("[]"), "");
    assert_eq!(path("5"), "");
    assert_eq!(path("<html>"), "");
    let error = read::<Root>(b"5").unwrap_err().to_string();
    assert!(error.starts_with("invalid type: integer `5`"), "{error}");
}

#[test]
fn an_empty_body_is_null() {
    assert_eq!(read::<Option<i64>>(b" \n").unwrap(), None);
    assert_eq!(read::<Root>(b"").unwrap_err().to_string(), "the body is empty");
}

#[test]
fn a_long_value_does_not_bury_the_message() {
    let body = format!(r#"{{"one":{{"id":"{}"}}}}"#, "x".repeat(10_000));
    let error = read::<Root>(body.as_bytes()).unwrap_err().to_string();
    assert!(error.len() < 300 && error.starts_with("`one.id`: "), "{error}");
}

#[test]
fn a_documented_error_is_typed_or_nothing() {
    let documented = [ErrorBody::of::<Item>(&[404])];
    let value = error_body::read(&documented, 404, br#"{"id":7}"#).unwrap();
    assert_eq!(value.downcast_ref::<Item>().unwrap().id, 7);
    assert!(error_body::read(&documented, 404, b"<html>").is_none());
    assert!(error_body::read(&documented, 409, br#"{"id":7}"#).is_none());
}

#[test]
fn an_exact_status_counts_before_its_class_and_a_class_before_the_rest() {
    let documented = [
        ErrorBody::of_rest::<i64>(),
        ErrorBody::of_class::<i8>(&[4, 5]),
        ErrorBody::of::<i32>(&[404, 500]),
        ErrorBody::of::<i16>(&[404, 429]),
    ];
    let read = |status| error_body::read(&documented, status, b"7").unwrap();
    assert!(read(404).is::<i32>() && read(500).is::<i32>() && read(429).is::<i16>());
    assert!(read(400).is::<i8>() && read(599).is::<i8>() && read(302).is::<i64>());
}

proptest! {
    #[test]
    fn no_body_panics(body in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b'{'), Just(b'}'), Just(b'['), Just(b']'),
        Just(b':'), Just(b','), Just(b'\\'), Just(b'\n'), any::<u8>()], 0..60)) {
        if let Err(error) = read::<Root>(&body) {
            prop_assert!(!error.to_string().contains('\n'));
        }
    }
}

#[derive(Debug, Deserialize, serde::Serialize)]
struct Bowl {
    form: String,
    litres: Option<f64>,
}

#[derive(Debug, Deserialize, serde::Serialize)]
struct Jug {
    form: String,
    litres: Option<f64>,
}

#[derive(Debug)]
enum Pot {
    Bowl(Bowl),
    Jug(Jug),
    Unknown(serde_json::Value),
}

crate::runtime::union! {
    Pot Unknown;
    Bowl "form" ["b"];
    Jug "form" ["j" "jug"];
}

#[test]
fn a_member_tells_which_of_two_like_variants_it_is() {
    let pot = |json: serde_json::Value| serde_json::from_value::<Pot>(json).unwrap();
    use serde_json::json;
    assert!(matches!(pot(json!({ "form": "b" })), Pot::Bowl(_)));
    assert!(matches!(pot(json!({ "form": "jug", "litres": 2.5, "lid": true })), Pot::Jug(_)));
    // What nobody documents is read as the first that it fits; what fits none is kept.
    assert!(matches!(pot(json!({ "form": "vase" })), Pot::Bowl(_)));
    assert!(matches!(pot(json!({ "form": "j", "litres": "many" })), Pot::Unknown(_)));
}

#[test]
fn a_report_of_all_causes_says_it_once_and_shortly() {
    let why = read::<i64>(format!("\"{}\"", "s".repeat(9_999)).as_bytes()).unwrap_err();
    assert!(format!("{why:?}").len() < 300 && why.to_string().len() < 300);
    let error = Error::decode(http::StatusCode::OK, http::HeaderMap::new(), b"", why);
    assert!(format!("{error:?}").len() < 500, "{error:?}");
    assert!(std::error::Error::source(&error).is_none());
}

#[test]
fn values_on_lines_are_read_one_by_one() {
    use crate::runtime::decode_plain::read_lines;
    let read = |text: &str| read_lines::<i64>(text.as_bytes());
    assert_eq!(read("1\n2\r\n\n3").unwrap(), [1, 2, 3]);
    assert_eq!(read("\u{1e}1\n\u{1e}2\n").unwrap(), [1, 2]);
    assert_eq!(read("").unwrap(), Vec::<i64>::new());
    assert_eq!(read("1\n\"x\"\n").unwrap_err().path(), "[1]");
}
