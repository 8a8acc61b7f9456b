//! Input: a server on loopback that answers as a document says. Output: calls whose bytes are those that the document asks
//! for, through both clients.
//! Invariant: no test depends on the network.

use fieldstone_tests::documents_as_it_is_written as foundry;
use fieldstone_tests::documents_paths_told_apart as library;
use fieldstone_tests::{RetryPolicy, Upload};

#[path = "bodies/server.rs"]
#[allow(dead_code, reason = "other suites use the rest")]
mod server;

use server::{Answer, Received, Server, answer};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Sends one call with each client; gives what the server got and what the calls gave.
macro_rules! both {
    ($api:ident, $answer:expr, |$client:ident| $call:expr) => {{
        let server = Server::new([$answer, $answer]);
        let builder = || $api::Client::builder().base_url(&server.url).retry(RetryPolicy::new().max_attempts(1));
        let $client = builder().build_blocking().unwrap();
        let first = $call.send();
        let $client = builder().build().unwrap();
        let second = runtime().block_on(async { $call.send().await });
        (one(server.finish()), first.unwrap(), second.unwrap())
    }};
}

/// What both clients sent, which is the same.
fn one(received: Vec<Received>) -> Received {
    let [first, second] = <[Received; 2]>::try_from(received).unwrap_or_else(|_| panic!("two requests"));
    assert_eq!(first.head.lines().next(), second.head.lines().next());
    let bare = |received: &Received| {
        let media_type = received.header("content-type");
        let boundary = media_type.split("boundary=").nth(1).unwrap_or("\n").to_owned();
        String::from_utf8_lossy(&received.body).replace(&boundary, "B")
    };
    assert_eq!(bare(&first), bare(&second));
    first
}

fn target(received: &Received) -> &str {
    received.head.lines().next().unwrap_or_default().split(' ').nth(1).unwrap_or_default()
}

fn nothing() -> Answer {
    answer("204 No Content", "text/plain", "")
}

fn json(body: &'static str) -> Answer {
    answer("200 OK", "application/json", body)
}

#[test]
fn lists_in_a_path_have_their_style() {
    let (received, ..) =
        both!(foundry, nothing(), |client| client.ring_bells([3, 1, 4], ["rope", "a/b"], ["ten", "one"]));
    assert_eq!(target(&received), "/bells/3,1,4/rung.rope.a%2Fb;at=ten,one");
}

#[test]
fn text_of_a_path_is_encoded_and_default_alone_is_the_answer() {
    let body = r#"{"ingots": 14128757148314856000}"#;
    let (received, first, second) = both!(foundry, json(body), |client| client.read_store().after(u64::MAX));
    assert_eq!(target(&received), "/cold%20store/gie%C3%9Ferei?after=18446744073709551615");
    assert_eq!((first.ingots, second.ingots), (14_128_757_148_314_856_000, 14_128_757_148_314_856_000));
}

#[test]
fn the_answer_to_head_has_no_body() {
    let head = || -> Answer {
        Box::new(|to| {
            to.write(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\nconnection: close\r\n\r\n",
            )
        })
    };
    let (received, (), ()) = both!(foundry, head(), |client| client.has_store());
    assert!(received.head.starts_with("HEAD "), "{}", received.head);
}

#[test]
fn fields_of_a_form_have_their_style() {
    let size: foundry::types::Size = serde_json::from_str(r#"{"width": 4, "inner": {"depth": 2}}"#).unwrap();
    let (received, ..) = both!(foundry, nothing(), |client| client
        .order_mould("a b")
        .size(size.clone())
        .marks(["x,y", "z"])
        .notes(["n"]));
    let body = String::from_utf8_lossy(&received.body).into_owned();
    assert_eq!(body, "name=a%20b&size%5Binner%5D%5Bdepth%5D=2&size%5Bwidth%5D=4&marks=x%2Cy,z&notes=%5B%22n%22%5D");
    assert_eq!(received.header("content-type"), "application/x-www-form-urlencoded");
}

#[test]
fn parts_of_a_form_have_their_types() {
    let upload = || Upload::bytes("<svg/>").file_name("a.svg");
    let (received, ..) = both!(foundry, nothing(), |client| client.send_pattern(upload()).words("*two*"));
    let body = String::from_utf8_lossy(&received.body).into_owned();
    assert!(
        body.contains("name=\"drawing\"; filename=\"a.svg\"\r\nContent-Type: image/svg+xml\r\n\r\n<svg/>"),
        "{body}"
    );
    assert!(body.contains("name=\"words\"\r\nContent-Type: text/markdown\r\n\r\n*two*"), "{body}");
    let own = || Upload::bytes("<svg/>").media_type("image/png");
    let (received, ..) = both!(foundry, nothing(), |client| client.send_pattern(own()));
    assert!(String::from_utf8_lossy(&received.body).contains("Content-Type: image/png\r\n"));
}

#[test]
fn plain_json_is_sent_and_a_fixed_query_with_it() {
    let (received, ..) = both!(foundry, nothing(), |client| client.draft_mould("bell").metal("bronze"));
    assert_eq!(target(&received), "/moulds?draft=true");
    assert_eq!(received.header("content-type"), "application/json");
    assert_eq!(received.body, br#"{"name":"bell","metal":"bronze"}"#);
}

#[test]
fn each_line_of_an_answer_is_typed() {
    let body = "{\"number\": 1}\n{\"number\": 18446744073709551615}\n";
    let (received, first, second) =
        both!(foundry, answer("200 OK", "application/x-ndjson", body), |client| client.list_casts());
    assert_eq!(received.header("accept"), "application/x-ndjson");
    assert_eq!(first.iter().map(|cast| cast.number).collect::<Vec<_>>(), [1, u64::MAX]);
    assert_eq!(first, second);
}

#[test]
fn the_data_of_an_event_is_what_its_text_holds() {
    let body = "event: heat\ndata: {\"degrees\": 1085.5}\n\n";
    let (_, first, second) = both!(foundry, answer("200 OK", "text/event-stream", body), |client| client.watch_heat());
    let degrees = [&first, &second].map(|events| events.iter().map(|event| event.data.degrees).collect::<Vec<_>>());
    assert_eq!(degrees, [[1085.5], [1085.5]]);
}

#[test]
fn operations_of_one_path_are_told_apart() {
    let (received, ..) = both!(library, nothing(), |client| client.add_book("Emma"));
    assert_eq!((target(&received), received.body.as_slice()), ("/books", br#"{"title":"Emma"}"#.as_slice()));
    let (received, ..) = both!(library, nothing(), |client| client.add_book_anew("978").r#as("gift"));
    assert_eq!(
        (target(&received), received.body.as_slice()),
        ("/books?beta=true&as=gift", br#"{"isbn":"978"}"#.as_slice())
    );
    let (received, ..) = both!(library, nothing(), |client| client.add_books(["Emma"]));
    assert_eq!((target(&received), received.body.as_slice()), ("/books", br#"{"titles":["Emma"]}"#.as_slice()));
    let (received, ..) = both!(library, nothing(), |client| client.extend_loan("7", "ada"));
    assert_eq!(target(&received), "/loans/7/ada:extend");
    let (received, shelf, _) = both!(library, json(r#"{"length": 2.5}"#), |client| client.shelf_by_number(3));
    assert_eq!((target(&received), shelf.length), ("/shelves/3", Some(2.5)));
    let (received, shelves, _) = both!(library, json("[1, 2]"), |client| client.shelves_by_wood("oak"));
    assert_eq!((target(&received), shelves), ("/shelves/oak", vec![1, 2]));
}
