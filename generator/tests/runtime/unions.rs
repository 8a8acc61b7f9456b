//! Unions: that the work grows with the answer, however deep unions stand inside of each other.

use std::cell::Cell;
use std::marker::PhantomData;

use serde::de::Deserializer;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runtime::Json;
use crate::runtime::decode::read;
use crate::runtime::vacant::Vacant;

thread_local! {
    /// How many values have been read: what a union costs.
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// A text that counts how often it is read.
#[derive(Debug, Default, PartialEq, Serialize)]
struct Counted(String);

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        STEPS.set(STEPS.get() + 1);
        String::deserialize(deserializer).map(Self)
    }
}

impl Vacant for Counted {
    fn vacant() -> Self {
        Self::default()
    }
}

/// Two types that are alike until the last member, and hold the union itself in each.
#[derive(Debug, PartialEq)]
enum Node {
    Left(Box<Left>),
    Right(Box<Right>),
    List(Vec<Node>),
    Unknown(Json),
}

crate::runtime::union! {
    Node Unknown;
    Left is Left;
    Right is Right;
    List;
}

#[derive(Debug, PartialEq)]
struct Left {
    a: Option<Node>,
    n: Option<Counted>,
    z: bool,
}

crate::runtime::record! {
    Left;
    0 a "a" Optional;
    1 n "n" Optional;
    2 z "z" Required;
}

#[derive(Debug, PartialEq)]
struct Right {
    a: Option<Node>,
    b: Option<Other>,
    n: Option<Counted>,
    z: Option<i64>,
}

crate::runtime::record! {
    Right;
    0 a "a" Optional;
    1 b "b" Optional;
    2 n "n" Optional;
    3 z "z" Optional;
}

/// Another union, of types that its members tell.
#[derive(Debug, PartialEq)]
enum Other {
    Left(Box<Left>),
    Right(Box<Right>),
    Unknown(Json),
}

crate::runtime::union! {
    Other Unknown;
    Left is Left "n" ["l"];
    Right is Right "n" ["r"];
}

/// The text of `depth` objects, each the `member` of the one around it.
fn nested(depth: usize, member: &str, rest: &str) -> String {
    let open: String = (0..depth).map(|_| format!("{{\"n\":\"l\",\"{member}\":")).collect();
    format!("{open}{{\"n\":\"r\"}}{}", format!("{rest}}}").repeat(depth))
}

fn steps<T: serde::de::DeserializeOwned>(text: &str) -> usize {
    STEPS.set(0);
    read::<T>(text.as_bytes()).unwrap();
    STEPS.get()
}

#[test]
fn what_a_union_costs_doubles_with_its_depth_and_not_more() {
    for member in ["a", "b"] {
        for rest in ["", ",\"z\":1", ",\"z\":true", ",\"z\":[]", ",\"more\":1"] {
            for depth in [15, 30, 60] {
                let [once, twice] = [depth, 2 * depth].map(|depth| steps::<Node>(&nested(depth, member, rest)));
                assert!(once > 0, "the count must count: {member} {rest} {depth}");
                assert!(10 * twice <= 22 * once, "{member} {rest} {depth}: {once} {twice}");
            }
        }
    }
}

#[test]
fn what_a_union_costs_doubles_with_its_width_and_not_more() {
    let wide = |width: usize| json!({ "a": vec![json!({ "n": "l", "a": [{ "n": "r" }], "z": 1 }); width] }).to_string();
    let [once, twice] = [200, 400].map(|width| steps::<Node>(&wide(width)));
    assert!(once >= 400 && 10 * twice <= 22 * once, "{once} {twice}");
}

#[test]
fn a_small_deep_answer_is_read_at_once() {
    // 160 bytes that took more than a minute, each object of them twice as long as the one inside.
    let text = format!("{}{{}}{}", "{\"a\":".repeat(26), "}".repeat(26));
    let steps = steps::<Node>(&text);
    assert!(text.len() < 165 && steps < 1_000, "{} {steps}", text.len());
    let node: Node = read(text.as_bytes()).unwrap();
    assert_eq!(serde_json::to_string(&node).unwrap(), text);
}

#[test]
fn what_is_deeper_than_the_reader_goes_is_an_error() {
    let text = nested(5_000, "a", "");
    assert!(read::<Node>(text.as_bytes()).unwrap_err().to_string().contains("recursion"));
    // The deepest that it takes fits the stack of a thread that has little.
    let text = nested(125, "a", "");
    std::thread::Builder::new().stack_size(1 << 20).spawn(move || steps::<Node>(&text)).unwrap().join().unwrap();
}

#[test]
fn a_loss_deep_inside_decides_between_the_types_around_it() {
    // `b` is a member of `Right` alone, and what stands there is kept by it whole.
    let deep = json!({ "a": { "b": { "n": "r", "z": 3 } } });
    let Node::Right(right) = serde_json::from_value(deep.clone()).unwrap() else { panic!("it loses `b`") };
    assert!(matches!(right.a, Some(Node::Right(_))));
    assert_eq!(serde_json::to_value(&right).unwrap(), deep);
    // What no type has a place for is lost in each: the first that fits wins, at every level.
    let lossy = json!({ "a": { "x": 1, "z": true }, "z": true });
    let Node::Left(left) = serde_json::from_value(lossy).unwrap() else { panic!("it is no `Left`") };
    assert!(matches!(left.a, Some(Node::Left(_))));
    // A list is no struct, at the top or inside.
    assert!(matches!(serde_json::from_value(json!([])).unwrap(), Node::List(_)));
    assert!(matches!(serde_json::from_value(json!([[], 1])).unwrap(), Node::List(_)));
}

#[test]
fn what_is_told_wins_before_what_fits_is_asked() {
    let json = json!({ "n": "r", "z": 1, "more": true });
    assert!(matches!(serde_json::from_value(json).unwrap(), Other::Right(_)));
    // Told, but it does not fit: one of the others does.
    let json = json!({ "n": "l", "z": 1 });
    assert!(matches!(serde_json::from_value(json).unwrap(), Other::Right(_)));
    let json = json!({ "n": "l", "z": "x", "deep": [{ "kept": [1, null] }] });
    assert!(matches!(serde_json::from_value(json.clone()).unwrap(), Other::Unknown(kept) if kept == json));
}

/// As unions were read before: each type tried whole, and written back to see what it loses.
#[derive(Debug)]
struct Before<T>(PhantomData<T>);

impl<T: serde::de::DeserializeOwned + Serialize> Before<T> {
    /// Whether it fits, and whether it loses nothing.
    fn fits(json: &Json) -> Option<bool> {
        let written = serde_json::to_value(T::deserialize(json).ok()?).ok()?;
        (written.is_array() == json.is_array()).then(|| same(json, &written) && same(&written, json))
    }
}

/// Whether the other has all that the one has.
fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            one.iter().all(|(key, value)| other.get(key).map_or(value.is_null(), |there| same(value, there)))
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Number(one), Json::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

fn any_json() -> impl proptest::strategy::Strategy<Value = Json> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        Just(Json::Null),
        Just(json!(true)),
        Just(json!(3)),
        Just(json!(1.0)),
        Just(json!("l")),
        Just(json!("r")),
        Just(json!(18_446_744_073_709_551_615_u64)),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let members = prop::collection::btree_map("[abnzx]", inner.clone(), 0..4);
        let object = members.prop_map(|members| Json::Object(members.into_iter().collect()));
        prop_oneof![4 => object, 1 => prop::collection::vec(inner, 0..3).prop_map(Json::Array)]
    })
}

proptest::proptest! {
    #[test]
    fn a_union_chooses_as_if_each_type_had_been_read_and_written_whole(json in any_json()) {
        let node: Node = serde_json::from_value(json.clone()).unwrap();
        let fits = [Before::<Left>::fits(&json), Before::<Right>::fits(&json), Before::<Vec<Node>>::fits(&json)];
        let chosen = fits.iter().position(|fits| *fits == Some(true)).or(fits.iter().position(Option::is_some));
        let found = match &node {
            Node::Left(_) => Some(0),
            Node::Right(_) => Some(1),
            Node::List(_) => Some(2),
            Node::Unknown(kept) => { assert_eq!(kept, &json); None }
        };
        proptest::prop_assert_eq!(found, chosen);
        // What is lost is what no type has a place for.
        let written = serde_json::to_value(&node).unwrap();
        let whole = chosen.is_none_or(|at| fits[at] == Some(true));
        proptest::prop_assert_eq!(same(&json, &written), whole);
    }
}

#[test]
fn what_is_read_at_once_is_what_is_read_of_a_tree() {
    for (rest, variant) in [
        ("", "Left"),
        (",\"n\":\"l\"", "Left"),
        (",\"z\":1", "Right"),
        (",\"more\":[{}]", "Left"),
        (",\"a\":{\"n\":\"l\",\"z\":[]}", "Left"),
        (",\"a\":{\"b\":{\"n\":\"r\",\"z\":false}}", "Left"),
        (",\"a\":{\"b\":{\"n\":\"l\",\"z\":[]}}", "Left"),
    ] {
        let text = format!("{{\"n\":\"l\",\"z\":true{rest}}}");
        // What reads a whole body can read it once more; what is read of a value in memory cannot.
        let whole = read::<Other>(text.as_bytes()).unwrap();
        assert_eq!(whole, serde_json::from_str(&text).unwrap(), "{text}");
        assert_eq!(matches!(whole, Other::Left(_)), variant == "Left", "{text}");
        let list = read::<Vec<Other>>(format!("[{text},{text}]").as_bytes()).unwrap();
        assert_eq!(list, [serde_json::from_str(&text).unwrap(), whole]);
    }
    let error = read::<Vec<Other>>(b"[{\"n\":\"l\",\"z\":true},{\"n\":\"l\",\"z\":+}]").unwrap_err();
    assert_eq!(error.path(), "[1].z");
}

/// A number or a text: what is told by nothing.
#[derive(Debug, PartialEq)]
enum Amount {
    Number(f64),
    Text(String),
    Unknown(Json),
}

crate::runtime::union! {
    Amount Unknown;
    Number;
    Text;
}

#[test]
fn a_union_takes_no_integer_for_a_float_that_would_lose_digits() {
    let read = |text: &str| serde_json::from_str::<Amount>(text).unwrap();
    assert_eq!(read("9007199254740992"), Amount::Number(9_007_199_254_740_992.0));
    assert_eq!(read("-3"), Amount::Number(-3.0));
    for whole in ["9007199254740993", "-9007199254740993", "18446744073709551615"] {
        let Amount::Unknown(kept) = read(whole) else { panic!("{whole} lost digits") };
        assert_eq!(kept.to_string(), whole);
        assert_eq!(serde_json::to_string(&read(whole)).unwrap(), whole);
    }
}

#[test]
fn of_two_members_of_one_name_a_union_takes_the_last() {
    let read = |text: &str| serde_json::from_str::<Node>(text).unwrap();
    let Node::Right(right) = read(r#"{"z":"x","b":{"n":"r"},"z":3}"#) else { panic!("it is a `Right`") };
    assert_eq!(right.z, Some(3));
    let Node::Unknown(kept) = read(r#"{"z":3,"z":"x"}"#) else { panic!("it is none of them") };
    assert_eq!(kept, json!({ "z": "x" }));
}

#[test]
fn a_name_like_those_of_the_reader_is_a_name() {
    for text in [r#"{"$serde_json::private::Number":"1","z":"x"}"#, r#"{"z":"x","$serde_json::private::Number":[]}"#] {
        let Node::Unknown(kept) = serde_json::from_str(text).unwrap() else { panic!("{text} is none of them") };
        assert_eq!(kept, serde_json::from_str::<Json>(text).unwrap());
    }
}
