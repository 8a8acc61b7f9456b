//! Input: operations whose method sends no body by custom, and bodies that need not be sent. Output: the requests, as a
//! server reads them.
//! Invariant: what the caller gives is sent, whatever the method, and what he does not give is not.

use fieldstone_tests::{
    documents_bodies_that_may_be_left_out as beds, lowering_body_of_a_get_and_a_delete as doves,
    lowering_list_where_an_object_is_documented as choirs, lowering_lists_that_share_a_field as parcels,
};

use super::runtime;
use super::server::{Received, Server, answer};

/// Method, media type and body of each request.
fn seen(requests: &[Received]) -> Vec<(String, String, String)> {
    let line = |request: &Received| request.head.lines().next().unwrap_or_default().to_owned();
    let body = |request: &Received| String::from_utf8(request.body.clone()).unwrap();
    requests.iter().map(|request| (line(request), request.header("content-type"), body(request))).collect()
}

fn expected(rows: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let row = |(line, media_type, body): &(&str, &str, &str)| {
        (format!("{line} HTTP/1.1"), (*media_type).to_owned(), (*body).to_owned())
    };
    rows.iter().map(row).collect()
}

const JSON: &str = "application/json";

#[test]
fn a_get_and_a_delete_send_their_bodies_with_either_client() {
    let found = || answer("200 OK", JSON, r#"{"rings":["a"]}"#);
    let done = || answer("204 No Content", JSON, "");
    let server = Server::new([found(), done(), done(), done(), found(), done()]);
    let blocking = client!(doves, server).build_blocking().unwrap();
    let found = blocking.find_doves("white").tame(true).send().unwrap();
    assert_eq!(found.rings.unwrap(), ["a"]);
    blocking.free_doves(["a", "b"]).send().unwrap();
    blocking.clean_the_cote().send().unwrap();
    blocking.clean_the_cote().corner("north").send().unwrap();
    let client = client!(doves, server).build().unwrap();
    runtime().block_on(async {
        client.find_doves("white").await.unwrap();
        client.free_doves(["a"]).await.unwrap();
    });
    let rows = [
        ("GET /v1/doves/find", JSON, r#"{"colour":"white","tame":true}"#),
        ("DELETE /v1/doves", JSON, r#"{"rings":["a","b"]}"#),
        ("DELETE /v1/straw", "", ""),
        ("DELETE /v1/straw", JSON, r#"{"corner":"north"}"#),
        ("GET /v1/doves/find", JSON, r#"{"colour":"white"}"#),
        ("DELETE /v1/doves", JSON, r#"{"rings":["a"]}"#),
    ];
    assert_eq!(seen(&server.finish()), expected(&rows));
}

#[test]
fn a_body_that_may_be_left_out_is_sent_where_it_is_given_and_only_there() {
    let done = || answer("204 No Content", JSON, "");
    let server = Server::new([(); 10].map(|()| done()));
    let blocking = client!(beds, server).build_blocking().unwrap();
    blocking.clear_beds().send().unwrap();
    blocking.clear_beds().body(beds::types::Clearing::new(["herbs"]).gently(true)).send().unwrap();
    blocking.sort_beds().send().unwrap();
    blocking.sort_beds().body(Vec::<String>::new()).send().unwrap();
    blocking.weigh_beds().body([("herbs".to_owned(), 1.5)].into()).send().unwrap();
    blocking.plant_beds().send().unwrap();
    blocking.plant_beds().body("a;b").send().unwrap();
    let client = client!(beds, server).build().unwrap();
    runtime().block_on(async {
        client.clear_beds().await.unwrap();
        client.clear_beds().body(beds::types::Clearing::new(["herbs"])).await.unwrap();
        client.sort_beds().body(["roots"]).await.unwrap();
    });
    let rows = [
        ("DELETE /v1/beds", "", ""),
        ("DELETE /v1/beds", JSON, r#"{"beds":["herbs"],"gently":true}"#),
        ("PUT /v1/beds", "", ""),
        ("PUT /v1/beds", JSON, "[]"),
        ("PATCH /v1/beds", JSON, r#"{"herbs":1.5}"#),
        ("POST /v1/beds", "", ""),
        ("POST /v1/beds", "text/csv", "a;b"),
        ("DELETE /v1/beds", "", ""),
        ("DELETE /v1/beds", JSON, r#"{"beds":["herbs"]}"#),
        ("PUT /v1/beds", JSON, r#"["roots"]"#),
    ];
    let requests = server.finish();
    assert_eq!(seen(&requests), expected(&rows).into_iter().map(at_root).collect::<Vec<_>>());
}

/// The client of a test has the server's root in place of the documented base.
fn at_root((line, media_type, body): (String, String, String)) -> (String, String, String) {
    (line.replace("/v1/", "/"), media_type, body)
}

#[test]
fn an_alternative_is_sent_as_it_is_and_nothing_of_another() {
    use parcels::types::{Door, DoorKind, ParcelTo as To};
    use parcels::types::{Locker, LockerKind};
    let done = |body: &str| answer("200 OK", JSON, body);
    let server = Server::new([done(r#"{"cart":"c1"}"#), done(r#"{"cart":["c1","c2"]}"#)]);
    let blocking = client!(parcels, server).build_blocking().unwrap();
    let first = blocking.send_a_parcel(To::Door(Door::new(DoorKind::Door, "Quay 1")), "receiver", 4).send().unwrap();
    assert_eq!(first.cart, Some(parcels::types::Cart::String("c1".to_owned())));
    let second = blocking.send_a_parcel(To::Locker(Locker::new(LockerKind::Locker, 7)), "sender", 4).account("me");
    assert!(matches!(second.send().unwrap().cart, Some(parcels::types::Cart::StringList(_))));
    let bodies: Vec<_> = seen(&server.finish()).into_iter().map(|(_, _, body)| body).collect();
    assert_eq!(
        bodies,
        [
            r#"{"to":{"kind":"door","street":"Quay 1"},"payer":"receiver","litres":4}"#,
            r#"{"to":{"kind":"locker","box":7},"payer":"sender","account":"me","litres":4}"#,
        ]
    );
}

#[test]
fn a_list_and_an_object_are_told_by_the_kind_of_json() {
    use choirs::types::ListChoirsResponse as Answer;
    let read = |text: &str| serde_json::from_str::<Answer>(text).unwrap();
    assert!(matches!(read(r#"{"count":1,"choirs":[{"name":"Larks"}]}"#), Answer::ChoirsResponse(_)));
    // What no page documents changes nothing of that.
    for list in [r#"[{"name":"Larks","leader":[{"voice":"alto","age":40}]}]"#, r#"[{"name":"L","new":1}]"#, "[]"] {
        assert!(!matches!(read(list), Answer::ChoirsResponse(_) | Answer::Unknown(_)), "{list}");
    }
}
