//! Values: three states, open enums, unions, dates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runtime::{DateTime, Json, Presence};

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Body {
    #[serde(default, skip_serializing_if = "Presence::is_absent")]
    title: Presence<String>,
}

#[test]
fn presence_keeps_three_states_apart() {
    let cells = [
        (Presence::Absent, json!({})),
        (Presence::Null, json!({ "title": null })),
        ("x".to_owned().into(), json!({ "title": "x" })),
    ];
    for (title, written) in cells {
        let body = Body { title };
        assert_eq!(serde_json::to_value(&body).unwrap(), written);
        assert_eq!(serde_json::from_value::<Body>(written).unwrap(), body);
    }
}

#[test]
fn a_date_keeps_its_text() {
    for text in ["2023-11-07T05:31:56Z", "2023-11-07 05:31", "", "soon"] {
        let date: DateTime = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(date.as_str(), text);
        assert_eq!(serde_json::to_value(&date).unwrap(), json!(text));
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Word {
    Open,
    Unknown(String),
}

impl Word {
    fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        if text == "open" { Self::Open } else { Self::Unknown(text.to_owned()) }
    }
}

crate::runtime::text_enum!(Word);

#[derive(Clone, Debug, PartialEq)]
enum Level {
    Low,
    Unknown(i64),
}

impl Level {
    fn as_i64(&self) -> i64 {
        match self {
            Self::Low => -1,
            Self::Unknown(number) => *number,
        }
    }
}

impl From<i64> for Level {
    fn from(number: i64) -> Self {
        if number == -1 { Self::Low } else { Self::Unknown(number) }
    }
}

crate::runtime::integer_enum!(Level);

#[test]
fn open_enums_keep_what_they_do_not_know() {
    for (json, word) in [(json!("open"), Word::Open), (json!("Open"), Word::Unknown("Open".to_owned()))] {
        assert_eq!(serde_json::from_value::<Word>(json.clone()).unwrap(), word);
        assert_eq!(serde_json::to_value(&word).unwrap(), json);
    }
    for (json, level) in [(json!(-1), Level::Low), (json!(9), Level::Unknown(9))] {
        assert_eq!(serde_json::from_value::<Level>(json.clone()).unwrap(), level);
        assert_eq!(serde_json::to_value(&level).unwrap(), json);
        assert_eq!(level.to_string(), json.to_string());
    }
}

#[derive(Debug, PartialEq)]
enum Content {
    Small(Small),
    Large(Large),
    Text(String),
    Unknown(Json),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Small {
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Large {
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<Small>,
}

crate::runtime::union! {
    Content Unknown;
    Small;
    Large;
    Text;
}

fn choose(json: Json) -> Content {
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_union_takes_the_first_variant_that_loses_nothing() {
    assert_eq!(choose(json!({ "a": 1 })), Content::Small(Small { a: Some(1) }));
    assert_eq!(choose(json!({ "a": 1, "c": null })), Content::Small(Small { a: Some(1) }));
    assert_eq!(choose(json!({ "a": 1, "b": {} })), Content::Large(Large { a: Some(1.0), b: Some(Small { a: None }) }));
    assert_eq!(choose(json!("x")), Content::Text("x".to_owned()));
}

#[test]
fn a_union_takes_the_first_that_fits_where_all_lose_something() {
    assert_eq!(choose(json!({ "a": 1, "c": 2 })), Content::Small(Small { a: Some(1) }));
}

#[test]
fn a_union_keeps_what_fits_nothing() {
    assert_eq!(choose(json!([1, "x"])), Content::Unknown(json!([1, "x"])));
}

#[test]
fn a_union_says_of_each_variant_why_it_does_not_fit() {
    let json = json!({ "a": 1.5, "b": [{ "a": 2 }, {}] });
    let why = choose(json).variant_errors();
    let why: Vec<_> = why.iter().map(|(name, why)| format!("{name} {}: {why}", why.path())).collect();
    assert_eq!(why.len(), 3);
    assert!(why[0].starts_with("Small a: `a`: invalid type: floating point `1.5`, expected i64"), "{why:?}");
    assert!(why[1].starts_with("Large b[0]: "), "{why:?}");
    assert!(why[2].starts_with("Text : invalid type: map"), "{why:?}");
    assert!(choose(json!({ "a": 1 })).variant_errors().is_empty());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Keeper<T> {
    a: Vec<T>,
    #[serde(flatten, with = "crate::runtime::unknown_members")]
    rest: BTreeMap<String, Json>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Named {
    name: String,
    #[serde(flatten, with = "crate::runtime::unknown_members")]
    rest: BTreeMap<String, Json>,
}

#[derive(Debug, PartialEq)]
enum Kept {
    Plain(Keeper<Named>),
    Json(Keeper<Json>),
    Unknown(Json),
}

crate::runtime::union! {
    Kept Unknown;
    Plain;
    Json;
}

#[test]
fn a_union_of_types_that_keep_what_is_unknown_takes_the_one_that_documents_it() {
    let choose = |json: &Json| serde_json::from_value::<Kept>(json.clone()).unwrap();
    let documented = json!({ "a": [{ "name": "x" }] });
    assert!(matches!(choose(&documented), Kept::Plain(_)));
    // The member that the first type does not document stands deep below.
    let more = json!({ "a": [{ "name": "x" }, { "name": "y", "age": 3 }] });
    let Kept::Json(kept) = choose(&more) else { panic!("it takes the first type") };
    assert_eq!(serde_json::to_value(&kept).unwrap(), more);
    // Where all leave something over, the first that fits keeps it.
    let most = json!({ "a": [{ "name": "x", "age": 3 }], "b": null, "c": 1 });
    let Kept::Plain(kept) = choose(&most) else { panic!("it takes no type") };
    assert_eq!(serde_json::to_value(&kept).unwrap(), most);
    assert!(matches!(choose(&json!({ "a": 1 })), Kept::Unknown(_)));
}
