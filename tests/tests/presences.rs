//! Input: members that are absent, `null`, a value or a wrong one. Output: what the generated types make of each.
//! Invariant: every cell of required, nullable and direction is a row of its own.

use fieldstone_tests::lowering_every_presence::types as gates;
use fieldstone_tests::lowering_integers_everywhere as eels;
use fieldstone_tests::lowering_union_of_two::types as places;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What stands for a member in a table: absent, `null`, a value, or an error.
const ABSENT: &str = "absent";
const NULL: &str = "null";
const VALUE: &str = "value";
const ERROR: &str = "error";

/// A member, and what is written where it was absent, `null` and a value.
type Row = (&'static str, [&'static str; 3]);

const RECEIVED: [Row; 4] = [
    ("must", [ERROR, ERROR, VALUE]),
    // An API that forgets to say `null` has said it all the same.
    ("must_or_null", [NULL, NULL, VALUE]),
    // What is `null` though nobody documents it is nothing.
    ("may", [ABSENT, ABSENT, VALUE]),
    ("may_or_null", [ABSENT, ABSENT, VALUE]),
];
const SENT: [Row; 4] = [
    ("must", [ERROR, ERROR, VALUE]),
    ("must_or_null", [NULL, NULL, VALUE]),
    ("may", [ABSENT, ABSENT, VALUE]),
    // Where it is sent, and only there, all three mean something.
    ("may_or_null", [ABSENT, NULL, VALUE]),
];

fn put(object: &mut Value, member: &str, state: &str) {
    let members = object.as_object_mut().unwrap();
    match state {
        ABSENT => drop(members.remove(member)),
        NULL => drop(members.insert(member.to_owned(), Value::Null)),
        _ => drop(members.insert(member.to_owned(), json!("x"))),
    }
}

#[track_caller]
fn check<T: DeserializeOwned + Serialize>(rows: &[Row]) {
    let name = std::any::type_name::<T>();
    let whole = json!({ "must": "a", "must_or_null": "b" });
    for (member, wanted) in rows {
        for (given, wanted) in [ABSENT, NULL, VALUE].into_iter().zip(wanted) {
            let mut sample = whole.clone();
            put(&mut sample, member, given);
            // Through text, as an answer comes.
            let read = serde_json::from_str::<T>(&sample.to_string());
            let cell = format!("{name}: {member}, {given}");
            if *wanted == ERROR {
                assert!(read.is_err(), "{cell}: it is read");
                continue;
            }
            let mut written = whole.clone();
            put(&mut written, member, wanted);
            let value = read.unwrap_or_else(|error| panic!("{cell}: {error}"));
            assert_eq!(serde_json::to_value(&value).unwrap(), written, "{cell}");
        }
    }
}

#[test]
fn every_cell_reads_and_writes_what_it_means() {
    check::<gates::Gate>(&RECEIVED);
    check::<gates::SetALockGateBody>(&SENT);
    // One that goes both ways is two types where three states need it, and one otherwise.
    check::<gates::Sluice>(&RECEIVED);
    check::<gates::SluiceInput>(&SENT);
    check::<gates::Paddle>(&RECEIVED[..3]);
}

#[test]
fn every_cell_of_what_is_sent_can_be_said() {
    let body = |body: gates::SetALockGateBody| serde_json::to_value(body).unwrap();
    let new = || gates::SetALockGateBody::new("a", None);
    assert_eq!(body(new()), json!({ "must": "a", "must_or_null": null }));
    assert_eq!(
        body(gates::SetALockGateBody::new("a", Some("b".to_owned()))),
        json!({ "must": "a", "must_or_null": "b" })
    );
    assert_eq!(body(new().may("c"))["may"], "c");
    assert_eq!(body(new().may_or_null("d"))["may_or_null"], "d");
    assert_eq!(body(new().may_or_null_null()).get("may_or_null"), Some(&Value::Null));
}

fn read(body: &str) -> Result<eels::CountEelsResponse, fieldstone_tests::Error> {
    eels::CountEels::parse(http::Response::new(body))
}

#[test]
fn a_number_that_is_no_i64_is_an_error_that_says_where() {
    type Body = fn(&str) -> String;
    let places: [(&str, Body); 7] = [
        ("all", |number| format!(r#"{{"known":null,"all":{number}}}"#)),
        ("last", |number| format!(r#"{{"all":1,"known":null,"last":{number}}}"#)),
        ("known", |number| format!(r#"{{"all":1,"known":{number}}}"#)),
        ("by_day[1]", |number| format!(r#"{{"all":1,"known":null,"by_day":[1,{number}]}}"#)),
        ("by_trap.north", |number| format!(r#"{{"all":1,"known":null,"by_trap":{{"south":1,"north":{number}}}}}"#)),
        ("trap.depth_cm", |number| format!(r#"{{"all":1,"known":null,"trap":{{"depth_cm":{number}}}}}"#)),
        ("grade", |number| format!(r#"{{"all":1,"known":null,"grade":{number}}}"#)),
    ];
    for (path, body) in places {
        for fine in ["0", "-9223372036854775808", "9223372036854775807"] {
            assert!(read(&body(fine)).is_ok(), "{path} {fine}");
        }
        for wrong in ["9223372036854775808", "-9223372036854775809", "1e30", "1.5", "1.0", "\"1\"", "true", "[]"] {
            let body = body(wrong);
            let error = read(&body).unwrap_err();
            assert!(error.is_decode(), "{path} {wrong}: {error}");
            assert_eq!(error.path(), Some(path), "{wrong}: {error}");
            assert!(error.to_string().contains(&format!("`{path}`: invalid ")), "{error}");
            assert_eq!(error.body(), Some(body.as_bytes()));
        }
    }
}

#[test]
fn a_number_is_read_whole_or_not() {
    for number in ["1", "1.0", "1.5", "-0.0", "1e30", "18446744073709551615"] {
        let kilos = read(&format!(r#"{{"all":1,"known":null,"kilos":{number}}}"#)).unwrap().kilos;
        assert_eq!(kilos, Some(number.parse::<f64>().unwrap()), "{number}");
    }
}

#[test]
fn a_union_that_nothing_fits_keeps_it_and_says_why() {
    let unknown: places::Code = serde_json::from_value(json!({ "zip": [1] })).unwrap();
    let why: Vec<_> = unknown.variant_errors().iter().map(|(name, why)| format!("{name}: {why}")).collect();
    assert_eq!(why.len(), 2, "{why:?}");
    assert!(why[0].starts_with("String: invalid type: map, expected a string"), "{why:?}");
    assert!(why[1].starts_with("Integer: invalid type: map, expected i64"), "{why:?}");
    assert_eq!(serde_json::to_value(&unknown).unwrap(), json!({ "zip": [1] }));
    let known: places::Code = serde_json::from_value(json!(7)).unwrap();
    assert!(known.variant_errors().is_empty());
}
