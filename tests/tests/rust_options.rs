//! Input: APIs whose api.toml asks for other Rust. Output: what their types read and write.
//! Invariant: what an option changes is what it says and nothing else.

use fieldstone_tests::options_keep_unknown_members as hives;
use fieldstone_tests::options_numbers_as_they_came as weighings;
use fieldstone_tests::{Json, MemoryTransport, Number};
use serde_json::{Value, json};

use hives::types::{Hive, Hornet, Last, Queen, QueenInput, Visitor, Wasp};

fn hive(text: &str) -> Hive {
    serde_json::from_str(text).unwrap()
}

const WHOLE: &str = r#"{
    "swarm": { "left_at": [1, null] },
    "queen": { "name": "Ada", "mood": null },
    "unknown_members": 3,
    "visitors": [{ "from": "north", "hat": true }, {}],
    "unknown_members_": "theirs"
}"#;

#[test]
fn what_nobody_documents_is_kept_and_written_back() {
    let hive = hive(WHOLE);
    assert_eq!(hive.unknown_members, Some(3));
    assert_eq!(hive.unknown_members_["swarm"]["left_at"], json!([1, null]));
    assert_eq!(hive.unknown_members_.len(), 2, "{:?}", hive.unknown_members_);
    assert_eq!(hive.queen.unknown_members["mood"], Json::Null);
    assert_eq!(hive.visitors[0].unknown_members["hat"], true);
    assert!(hive.visitors[1].unknown_members.is_empty());
    assert_eq!(serde_json::to_value(&hive).unwrap(), serde_json::from_str::<Value>(WHOLE).unwrap());
}

#[test]
fn they_count_where_values_are_compared_and_are_none_in_a_new_one() {
    assert_eq!(hive(WHOLE), hive(WHOLE));
    let other = hive(&WHOLE.replace("\"hat\": true", "\"hat\": false"));
    assert_ne!(hive(WHOLE), other);
    assert_eq!(Visitor::default(), Visitor::default().clone());
    let queen = Queen::new("Ada");
    assert!(queen.unknown_members.is_empty());
    assert_eq!(serde_json::to_value(&queen).unwrap(), json!({ "name": "Ada" }));
    assert_eq!(queen, serde_json::from_value(json!({ "name": "Ada" })).unwrap());
    assert_eq!(serde_json::to_value(Visitor::default().from("east")).unwrap(), json!({ "from": "east" }));
}

#[test]
fn what_is_sent_alone_keeps_nothing() {
    let queen: QueenInput = serde_json::from_value(json!({ "name": "Ada", "mood": "good" })).unwrap();
    assert_eq!(serde_json::to_value(&queen).unwrap(), json!({ "name": "Ada" }));
}

#[test]
fn what_must_be_there_must_still_be_and_the_path_is_still_told() {
    let parse = |body: &str| hives::ChangeABeehive::parse(http::Response::new(body.to_owned()));
    let error = parse(r#"{"x":{"y":[1]},"queen":{"name":"a"},"visitors":[{"z":1},{"z":2,"from":5}]}"#).unwrap_err();
    assert_eq!(error.path(), Some("visitors[1].from"), "{error}");
    assert!(parse(r#"{"x":1,"visitors":[]}"#).unwrap_err().to_string().contains("missing field `queen`"));
    let gone = http::Response::builder().status(404).body(r#"{"reason":"flown","since":"May"}"#).unwrap();
    let error = hives::ChangeABeehive::parse(gone).unwrap_err();
    let documented = error.documented::<hives::types::ApiError>().unwrap();
    assert_eq!(documented.unknown_members["since"], "May");
}

#[test]
fn a_union_still_takes_the_type_that_documents_every_member() {
    let last = |json: Value| serde_json::from_value::<Last>(json).unwrap();
    let wasp = |json: Value| serde_json::from_value::<Wasp>(json).unwrap();
    assert_eq!(last(json!({ "stripes": 4 })), Last::Wasp(wasp(json!({ "stripes": 4 }))));
    let hornet: Hornet = serde_json::from_value(json!({ "stripes": 4, "nest": "oak" })).unwrap();
    assert_eq!(last(json!({ "stripes": 4, "nest": "oak" })), Last::Hornet(hornet));
    // Both would leave something over: the first that fits, which keeps it.
    let both = json!({ "stripes": 4, "nest": "oak", "song": "hum" });
    assert_eq!(last(both.clone()), Last::Wasp(wasp(both.clone())));
    assert_eq!(serde_json::to_value(last(both.clone())).unwrap(), both);
    assert_eq!(last(json!([1])), Last::Unknown(json!([1])));
}

#[test]
fn what_a_union_leaves_out_of_its_question_is_written_all_the_same() {
    let hive = hive(r#"{ "queen": { "name": "Ada" }, "visitors": [], "last": { "stripes": 1, "sting": 2 } }"#);
    let Some(Last::Wasp(wasp)) = &hive.last else { panic!("{:?}", hive.last) };
    assert_eq!(wasp.unknown_members["sting"], 2);
    assert_eq!(serde_json::to_value(&hive).unwrap()["last"], json!({ "stripes": 1, "sting": 2 }));
}

#[test]
fn numbers_stay_as_they_came() {
    for number in ["1", "1.0", "18446744073709551615", "-9223372036854775808", "0.25", "5"] {
        let text = format!(r#"{{"net":{number},"serial":{number},"readings":[{number}]}}"#);
        let answer: weighings::types::WeighParcelsResponse = serde_json::from_str(&text).unwrap();
        assert_eq!(answer.net.to_string(), number);
        assert_eq!(serde_json::to_string(&answer).unwrap(), text);
    }
    for wrong in ["\"1\"", "true", "[]"] {
        let text = format!(r#"{{"net":1,"readings":[1,{wrong}]}}"#);
        let error = weighings::WeighParcels::parse(http::Response::new(text)).unwrap_err();
        assert_eq!(error.path(), Some("readings[1]"), "{error}");
    }
}

#[test]
fn any_number_can_be_given() {
    let tare = Number::from_f64(0.5).unwrap();
    let config = weighings::Config::builder().base_url("https://api.test").build().unwrap();
    let request =
        weighings::WeighParcels::new(7).tare(tare).steps([1, 2]).rounds(u64::MAX).to_request(&config).unwrap();
    assert_eq!(request.uri().query(), Some("rounds=18446744073709551615"));
    assert_eq!(request.body().as_bytes(), Some(br#"{"grams":7,"tare":0.5,"steps":[1,2]}"#.as_slice()));
}

#[test]
fn pages_are_counted_in_such_numbers_too() {
    let api = MemoryTransport::new();
    for body in [r#"{"weighings":[1.5],"total_pages":2}"#, r#"{"weighings":[2],"total_pages":2.0}"#] {
        api.answer_raw::<weighings::ListWeighings>(http::Response::new(body));
    }
    let client = weighings::Client::builder().base_url("https://api.test").build_blocking_with(api.clone()).unwrap();
    let items = client.list_weighings().items().map(|item| item.unwrap().to_string()).collect::<Vec<_>>();
    assert_eq!(items, ["1.5", "2"]);
    assert_eq!(api.requests()[1].uri().query(), Some("page=2"));
}
