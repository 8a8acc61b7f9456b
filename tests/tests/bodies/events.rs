//! Input: event streams, in pieces. Output: events, one by one, by both clients.
//! Invariant: data that does not fit costs its own event.

use std::time::Duration;

use fieldstone_tests::{Error, Event, Events, lowering_event_stream as kilns};

use super::runtime;
use super::server::{Server, Writer, answer};

const STREAM: &[&str] = &[
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n",
    "event: he",
    "at\nid: 1\ndata: {\"degrees\":\ndata: 812.5}\r",
    "\n\r\n: still here\n\ndata: warm\n\n",
    "data: {\"door\":\"shut\"}\n\ndata: [DONE]\n\ndata: {}\n\n",
];

fn streaming() -> Server {
    Server::new([Box::new(|to: &mut Writer| {
        for piece in STREAM {
            to.write(piece);
            std::thread::sleep(Duration::from_millis(20));
        }
    })])
}

fn check_events(events: &[Result<Event<kilns::WatchAKilnResponse>, Error>]) {
    let [first, second, third] = events else { panic!("three items: {events:?}") };
    let first = first.as_ref().unwrap();
    assert_eq!((&*first.id, first.event.as_str(), first.data.degrees), ("1", "heat", Some(812.5)));
    let second = second.as_ref().unwrap_err();
    assert!(second.is_decode() && second.body() == Some(b"warm"), "{second:?}");
    assert!(second.to_string().starts_with("GET /kilns/{id}/watch: "), "{second}");
    let third = third.as_ref().unwrap();
    assert_eq!((&*third.id, third.event.as_str(), third.data.door.as_deref()), ("1", "message", Some("shut")));
}

#[test]
fn events_are_typed_one_by_one() {
    let server = streaming();
    let client = client!(kilns, server).build().unwrap();
    let events = runtime().block_on(async {
        let mut stream = client.watch_a_kiln("1").send_events().await.unwrap();
        let mut events = Vec::new();
        while let Some(event) = stream.next().await {
            events.push(event);
        }
        assert!(stream.next().await.is_none());
        events
    });
    check_events(&events);
    assert_eq!(server.finish()[0].header("accept"), "text/event-stream");

    let server = streaming();
    let client = client!(kilns, server).build_blocking().unwrap();
    let stream: Events<_, _> = client.watch_a_kiln("1").send_events().unwrap();
    check_events(&stream.collect::<Vec<_>>());
    server.finish();
}

#[test]
fn json_stays_what_a_call_gives_where_events_come_on_request() {
    let json = || answer("200 OK", "application/json", r#"{"answer":"warm"}"#);
    let events = answer("200 OK", "text/event-stream; charset=utf-8", "data: {\"piece\":\"wa\"}\n\ndata: [DONE]\n\n");
    let server = Server::new([json(), events, json()]);
    let client = client!(kilns, server).build_blocking().unwrap();
    assert_eq!(client.ask_the_kiln("1", "how").send().unwrap().answer, "warm");
    let pieces = client.ask_the_kiln("1", "how").stream(true).send_events().unwrap();
    let pieces: Vec<_> = pieces.map(|event| event.unwrap().data.piece.unwrap()).collect();
    assert_eq!(pieces, ["wa"]);
    // One who has not asked the API to stream gets no empty stream.
    let error = client.ask_the_kiln("1", "how").send_events().unwrap_err();
    assert!(error.is_decode() && error.body() == Some(br#"{"answer":"warm"}"#), "{error:?}");
    let accepted: Vec<_> = server.finish().iter().map(|request| request.header("accept")).collect();
    assert_eq!(accepted, ["application/json", "text/event-stream", "text/event-stream"]);
}

#[test]
fn an_event_larger_than_the_limit_ends_the_stream_and_others_do_not() {
    let text = format!("{}data: {}\n\ndata: c\n\n", "data: b\n\n".repeat(500), "a".repeat(2000));
    let server = Server::new([answer("200 OK", "text/event-stream", &text)]);
    let client = client!(kilns, server).response_limit(1000).build_blocking().unwrap();
    let items: Vec<_> = client.read_the_log("1").send_events().unwrap().collect();
    assert!(items[..500].iter().all(|item| item.as_ref().is_ok_and(|event| event.data == "b")));
    assert!(items.len() == 501 && items[500].as_ref().unwrap_err().is_too_large());
    server.finish();
}
