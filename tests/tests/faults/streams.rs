//! Input: the same servers. Output: what both clients make of answers that they read as they arrive, to a file or as events.
//! Invariant: what had arrived before a fault is delivered, then the fault is told once, and after it nothing.

use std::time::Duration;

use fieldstone_tests::{Error, RetryPolicy, lowering_answer_that_is_a_file as scans, lowering_event_stream as kilns};

use super::server::{Act, Server};
use super::{LIMIT, SHORT, STATUSES, answer};

kind_of_errors!();

/// How many pieces of it came (bytes, events), and how it ended.
type Course = (usize, Option<Error>);

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

macro_rules! builder {
    ($api:ident, $server:expr, $timeout:expr) => {
        $api::Client::builder()
            .base_url($server.url())
            .default_header("x-key", "s3cret")
            .timeout($timeout)
            .response_limit(LIMIT)
            .retry(RetryPolicy::off())
    };
}

/// A download by both clients, read to its end.
fn downloads(acts: &[Act], timeout: Duration) -> [(&'static str, Course); 2] {
    let server = Server::new(acts);
    let blocking = || {
        let client = builder!(scans, server, timeout).build_blocking().unwrap();
        let mut download = match client.fetch_a_scan("1").send_stream() {
            Ok(download) => download,
            Err(error) => return (0, Some(error)),
        };
        let mut len = 0;
        loop {
            match download.chunk() {
                Ok(Some(chunk)) => len += chunk.len(),
                Ok(None) => return (len, None),
                Err(error) => {
                    assert!(download.chunk().unwrap().is_none(), "a fault is told once");
                    return (len, Some(error));
                }
            }
        }
    };
    let awaited = async {
        let client = builder!(scans, server, timeout).build().unwrap();
        let mut download = match client.fetch_a_scan("1").send_stream().await {
            Ok(download) => download,
            Err(error) => return (0, Some(error)),
        };
        let mut len = 0;
        loop {
            match download.chunk().await {
                Ok(Some(chunk)) => len += chunk.len(),
                Ok(None) => return (len, None),
                Err(error) => {
                    assert!(download.chunk().await.unwrap().is_none(), "a fault is told once");
                    return (len, Some(error));
                }
            }
        }
    };
    [("blocking", blocking()), ("async", runtime().block_on(awaited))]
}

/// An event stream by both clients, to its end or its first error.
fn events(acts: &[Act], timeout: Duration) -> [(&'static str, Course); 2] {
    let server = Server::new(acts);
    let blocking = || {
        let client = builder!(kilns, server, timeout).build_blocking().unwrap();
        let mut events = match client.watch_a_kiln("1").send_events() {
            Ok(events) => events,
            Err(error) => return (0, Some(error)),
        };
        let mut count = 0;
        loop {
            match events.next() {
                Some(Ok(_)) => count += 1,
                Some(Err(error)) => {
                    assert!(error.is_decode() || events.next().is_none(), "a fault is told once");
                    return (count, Some(error));
                }
                None => return (count, None),
            }
        }
    };
    let awaited = async {
        let client = builder!(kilns, server, timeout).build().unwrap();
        let mut events = match client.watch_a_kiln("1").send_events().await {
            Ok(events) => events,
            Err(error) => return (0, Some(error)),
        };
        let mut count = 0;
        loop {
            match events.next().await {
                Some(Ok(_)) => count += 1,
                Some(Err(error)) => {
                    assert!(error.is_decode() || events.next().await.is_none(), "a fault is told once");
                    return (count, Some(error));
                }
                None => return (count, None),
            }
        }
    };
    [("blocking", blocking()), ("async", runtime().block_on(awaited))]
}

fn name((_, end): &Course) -> &'static str {
    end.as_ref().map_or("ok", kind)
}

#[test]
fn a_download_meets_every_status_class_and_every_kind_of_body() {
    let huge = vec![b' '; LIMIT + 1];
    let bodies: [(&str, &[u8]); 4] =
        [("empty", b""), ("bytes", b"\x89PNG\xff\0"), ("html", b"<html><h1>Bad gateway</h1></html>"), ("huge", &huge)];
    for status in STATUSES {
        let mut row = format!("download {status}");
        for (body_name, body) in bodies {
            let body = if matches!(status, 204 | 304) { b"" } else { body };
            for (client, course) in
                downloads(&[Act::Read, Act::Write(answer(status, "image/png", body))], Duration::from_secs(5))
            {
                let case = format!("{client} {status} {body_name}: {course:?}");
                let expected = match (status, body.len() > LIMIT) {
                    (_, true) => "too large",
                    (200..300, _) => "ok",
                    _ => "status",
                };
                assert_eq!(name(&course), expected, "{case}");
                match course {
                    (len, None) => assert_eq!(len, body.len(), "{case}"),
                    (len, Some(error)) => {
                        assert!(len <= LIMIT, "{case}");
                        assert_eq!(error.status().unwrap().as_u16(), status, "{case}");
                        assert_eq!(error.request_id(), Some("r1"), "{case}");
                        // Of a success the body was delivered, and is not kept.
                        let kept = if status < 300 { &[] } else { body.get(..LIMIT).unwrap_or(body) };
                        assert_eq!(error.body().unwrap(), kept, "{case}");
                    }
                }
                if client == "async" {
                    row.push_str(&format!(" | {expected}"));
                }
            }
        }
        println!("{row}");
    }
}

#[test]
fn an_event_stream_meets_every_status_class_and_every_kind_of_body() {
    let huge = [b"data: {}\n\ndata: ".as_slice(), &[b'x'; LIMIT]].concat();
    let (stream, json, html) = ("text/event-stream", "application/problem+json; charset=utf-8", "text/html");
    /// What it is, its media type, the events of a success and how that ends.
    type Case<'a> = (&'a str, &'a str, &'a [u8], (usize, &'a str));
    let bodies: [Case<'_>; 8] = [
        ("empty", stream, b"", (0, "ok")),
        ("events", stream, b"data: {\"degrees\":1}\n\ndata: {}\n\n", (2, "ok")),
        ("events without a type", "", b"data: {}\n\n", (1, "ok")),
        ("last event cut", stream, b"data: {}\n\ndata: {\"deg", (1, "ok")),
        ("other data", stream, b"data: {}\n\ndata: warm\n\ndata: {}\n\n", (1, "decode")),
        ("json", json, b"{\"degrees\":1}", (0, "decode")),
        ("html", html, b"<html>log in</html>", (0, "decode")),
        ("huge event", stream, &huge, (1, "too large")),
    ];
    for status in STATUSES {
        let mut row = format!("events {status}");
        for (body_name, media_type, body, of_a_success) in bodies {
            let body = if matches!(status, 204 | 304) { b"" } else { body };
            for (client, course) in
                events(&[Act::Read, Act::Write(answer(status, media_type, body))], Duration::from_secs(5))
            {
                let case = format!("{client} {status} {body_name}: {course:?}");
                let expected = match status {
                    204 if matches!(body_name, "json" | "html") => (0, "decode"),
                    204 => (0, "ok"),
                    200..300 => of_a_success,
                    _ if body.len() > LIMIT => (0, "too large"),
                    _ => (0, "status"),
                };
                assert_eq!((course.0, name(&course)), expected, "{case}");
                if let Some(error) = &course.1 {
                    assert_eq!(error.status().unwrap().as_u16(), status, "{case}");
                    assert_eq!(error.request_id(), Some("r1"), "{case}");
                }
                if client == "async" {
                    row.push_str(&format!(" | {}", expected.1));
                }
            }
        }
        println!("{row}");
    }
}

#[test]
fn a_broken_stream_delivers_what_came_and_then_says_why() {
    const FILE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ndata: {}\n\nda";
    const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nc\r\ndata: {}\n\nda\r\n";
    const FAILED: &[u8] = b"HTTP/1.1 500 X\r\ncontent-length: 100\r\n\r\nbroken";
    const SLOW: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\ndata: {}\n\n";
    let wait = Duration::from_millis(30);
    // What happens, how a stream of either kind ends, and whether its beginning was delivered.
    let cases: &[(&str, &[Act], &str, bool)] = &[
        ("closed at once", &[], "interrupted", false),
        ("closed without an answer", &[Act::Read], "interrupted", false),
        ("reset without an answer", &[Act::ReadOne], "interrupted", false),
        ("no answer", &[Act::Read, Act::Stall], "timeout", false),
        ("slow head", &[Act::Read, Act::Drip(FILE, wait)], "timeout", false),
        ("body cut", &[Act::Read, Act::Write(FILE)], "interrupted", true),
        ("chunks cut", &[Act::Read, Act::Write(CHUNKED)], "interrupted", true),
        ("body stalls", &[Act::Read, Act::Write(FILE), Act::Stall], "timeout", true),
        ("chunks stall", &[Act::Read, Act::Write(CHUNKED), Act::Stall], "timeout", true),
        ("body of an error cut", &[Act::Read, Act::Write(FAILED)], "interrupted", false),
        ("body of an error stalls", &[Act::Read, Act::Write(FAILED), Act::Stall], "timeout", false),
        // Each wait is short, and all of them together are longer than the timeout.
        ("slow body", &[Act::Read, Act::Write(SLOW_HEAD), Act::Drip(b"data: {}\n\n", wait * 2)], "ok", true),
        ("slow all over", &[Act::Read, Act::Drip(SLOW, Duration::from_millis(3))], "ok", true),
    ];
    const SLOW_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n";
    for (case, acts, expected, delivered) in cases {
        for (client, course) in downloads(acts, SHORT) {
            assert_eq!(name(&course), *expected, "download {client} {case}: {course:?}");
            // `ureq` may not hand out a buffer in which the connection ends.
            let least = if *delivered && *expected != "interrupted" { 10 } else { 0 };
            let most = if *delivered { 12 } else { 0 };
            assert!((least..=most).contains(&course.0), "download {client} {case}: {course:?}");
        }
        for (client, course) in events(acts, SHORT) {
            assert_eq!(name(&course), *expected, "events {client} {case}: {course:?}");
            let least = usize::from(*delivered && *expected != "interrupted");
            assert!((least..=usize::from(*delivered)).contains(&course.0), "events {client} {case}: {course:?}");
            if let Some(error) = course.1.filter(|_| case.contains("of an error")) {
                assert_eq!(
                    (error.status().unwrap().as_u16(), error.body()),
                    (500, Some(b"broken".as_slice())),
                    "{case}"
                );
            }
        }
        println!("{case} | {expected} | {}", if *delivered { "beginning delivered" } else { "nothing delivered" });
    }
}
