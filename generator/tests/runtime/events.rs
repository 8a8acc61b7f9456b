//! Event streams: read by the rules of browsers, however the bytes are cut.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::runtime::event_parser::{Event, EventParser, json_event, read_events, text_event};

fn parse(pieces: &[&[u8]]) -> Vec<Event> {
    let mut parser = EventParser::new(usize::MAX);
    let mut events = Vec::new();
    for piece in pieces {
        parser.push(piece).unwrap();
        events.extend(std::iter::from_fn(|| parser.next_event()));
    }
    events
}

fn shown(text: &str) -> Vec<(String, String, String)> {
    parse(&[text.as_bytes()]).into_iter().map(|event| (event.id.to_string(), event.event, event.data)).collect()
}

fn event(id: &str, event: &str, data: &str) -> (String, String, String) {
    (id.to_owned(), event.to_owned(), data.to_owned())
}

#[test]
fn lines_are_read_as_browsers_do() {
    let cases: [(&str, Vec<(String, String, String)>); 12] = [
        ("data: a\n\n", vec![event("", "message", "a")]),
        ("data:a\r\rdata:b\r\n\r\n", vec![event("", "message", "a"), event("", "message", "b")]),
        ("data: a\ndata:  b\ndata\n\n", vec![event("", "message", "a\n b\n")]),
        (": ping\n\n:\n\ndata: a\n\n", vec![event("", "message", "a")]),
        ("\u{feff}data: a\n\n", vec![event("", "message", "a")]),
        ("data: a\n\n\u{feff}data: b\n\n", vec![event("", "message", "a")]),
        ("event: tick\n\ndata: a\n\n", vec![event("", "message", "a")]),
        ("event: tick\nid: 7\ndata: a\n\ndata: b\n\n", vec![event("7", "tick", "a"), event("7", "message", "b")]),
        ("id: 1\ndata: a\n\nid\ndata: b\n\n", vec![event("1", "message", "a"), event("", "message", "b")]),
        ("id: a\0b\ndata: a\n\n", vec![event("", "message", "a")]),
        ("unknown: x\nDATA: x\ndata: a: b\n\n", vec![event("", "message", "a: b")]),
        ("data: a\n\ndata: cut", vec![event("", "message", "a")]),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text:?}");
    }
    assert_eq!(shown("data\n\n"), vec![event("", "message", "")]);
}

#[test]
fn the_time_to_come_back_is_read() {
    let events = parse(&[b"retry: 1500\ndata: a\n\nretry: soon\ndata: b\n\nretry: 99999999999999999999\ndata: c\n\n"]);
    let waits: Vec<_> = events.iter().map(|event| event.retry).collect();
    let known = Some(Duration::from_millis(1500));
    assert_eq!(waits, [known, known, Some(Duration::from_millis(u64::MAX))]);
}

proptest! {
    #[test]
    fn how_the_bytes_are_cut_changes_nothing(
        text in "(\u{feff})?((data|event|id|retry|)(:| :|: )[a-zé\u{1f600}0-9]{0,4}(\r\n|\n|\r|\n\n|\r\r|\r\n\r\n)){0,12}",
        cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..6),
    ) {
        let bytes = text.as_bytes();
        let whole = parse(&[bytes]);
        let each: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(&parse(&each), &whole);
        for at in 0..=bytes.len() {
            let (a, b) = bytes.split_at(at);
            prop_assert_eq!(&parse(&[a, b]), &whole);
        }
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.extend([0, bytes.len()]);
        places.sort_unstable();
        let pieces: Vec<&[u8]> = places.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(&parse(&pieces), &whole);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        parse(&[&bytes]);
    }
}

#[test]
fn an_event_that_is_too_large_is_an_error_and_those_before_it_are_kept() {
    let mut parser = EventParser::new(10);
    let error = parser.push(b"data: a\n\ndata: 123\ndata: 4567890\n\n").unwrap_err();
    assert!(error.is_too_large());
    assert_eq!(parser.next_event().unwrap().data, "a");
    assert!(parser.next_event().is_none());
    let mut parser = EventParser::new(10);
    assert!((0..11).map(|_| parser.push(b"x")).any(|pushed| pushed.is_err()));
}

#[test]
fn all_that_an_event_holds_counts_towards_the_limit() {
    for field in ["id", "event", "data", "other", ""] {
        let mut parser = EventParser::new(20);
        let long = format!("{field}: {}\n", "x".repeat(30));
        assert!(parser.push(long.as_bytes()).unwrap_err().is_too_large(), "{field}");
    }
    // Each by itself has room, and both together have none.
    let mut parser = EventParser::new(20);
    assert!(parser.push(b"id: 12345678\nevent: 12345678\ndata: 12345678\n\n").unwrap_err().is_too_large());
    // What was named before is still held.
    let mut parser = EventParser::new(20);
    parser.push(b"id: 123456789\n\n").unwrap();
    assert!(parser.push(b"data: 123456\n\n").unwrap_err().is_too_large());
}

#[test]
fn events_of_one_id_hold_it_once() {
    let id = "i".repeat(1 << 20);
    let body = format!("id: {id}\ndata\n\n{}", "data\n\n".repeat(500_000));
    // Copied into each, it would take 500 GB.
    let events = read_events(body.as_bytes(), text_event).unwrap();
    assert_eq!(events.len(), 500_001);
    assert!(events.iter().all(|event| event.id.as_ptr() == events[0].id.as_ptr()));
    let events = parse(&[body.as_bytes()]);
    assert!(events.len() == 500_001 && events.iter().all(|event| event.id.as_ptr() == events[0].id.as_ptr()));
}

#[test]
fn a_whole_stream_is_a_list_that_ends_where_the_api_says() {
    let body = b"data: {\"n\":1}\n\ndata: [DONE]\n\ndata: {\"n\":2}\n\n";
    let events: Vec<Event<Value>> = read_events(body, json_event).unwrap();
    assert_eq!(events.iter().map(|event| &event.data).collect::<Vec<_>>(), [&json!({ "n": 1 })]);
    let error = read_events::<Value>(b"data: 1\n\ndata: no\n\n", json_event).unwrap_err();
    assert!(error.to_string().contains("expected"), "{error}");
    assert_eq!(read_events(b"data: no\n\n", text_event).unwrap()[0].data, "no");
}
