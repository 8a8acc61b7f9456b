//! Input: servers on loopback that do what servers do on their worst day. Output: what both clients make of it.
//! Invariant: no panic, the right predicate, and whatever arrived of an answer is kept; every case is short.

/// The kind of an error of one crate: its predicates, of which exactly one holds.
macro_rules! kind_of_errors {
    () => {
        /// The predicate that holds.
        fn kind(error: &Error) -> &'static str {
            let all = [
                ("config", error.is_config()),
                ("request", error.is_request()),
                ("connect", error.is_connect()),
                ("timeout", error.is_timeout()),
                ("interrupted", error.is_interrupted()),
                ("status", error.is_status()),
                ("decode", error.is_decode()),
                ("too large", error.is_too_large()),
                ("cross_origin", error.is_cross_origin()),
                ("repeated page", error.is_repeated_page()),
                ("empty pages", error.is_empty_pages()),
            ];
            let mut holding = all.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name);
            let kind = holding.next().unwrap();
            assert_eq!(holding.next(), None, "{error:?}");
            assert!(!format!("{error} {error:?}").contains("s3cret"));
            kind
        }
    };
}

#[path = "faults/server.rs"]
mod server;
#[path = "faults/streams.rs"]
mod streams;
#[path = "faults/uploads.rs"]
mod uploads;

use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use fieldstone_apis::{Error, RetryPolicy, algoreg};
use server::{Act, Server};

kind_of_errors!();

const LIMIT: usize = 4096;
const SHORT: Duration = Duration::from_millis(500);

/// The outcome of the same call by both clients, and that it came in time.
fn calls(url: &str, timeout: Duration) -> [(&'static str, Result<algoreg::Thread, Error>); 2] {
    let builder = || {
        let builder = algoreg::Client::builder().base_url(url).bearer_token("s3cret");
        builder.timeout(timeout).response_limit(LIMIT).retry(RetryPolicy::off())
    };
    let started = Instant::now();
    let blocking = builder().build_blocking().unwrap().update_thread("42").comment("x").send();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = builder().build().unwrap();
    let awaited = runtime.block_on(async { client.update_thread("42").comment("x").await });
    assert!(started.elapsed() < Duration::from_secs(15), "{url}: {:?}", started.elapsed());
    [("blocking", blocking), ("async", awaited)]
}

fn play_and_call(acts: &[Act], timeout: Duration) -> [(&'static str, Result<algoreg::Thread, Error>); 2] {
    let server = Server::new(acts);
    calls(&server.url(), timeout)
}

const STATUSES: [u16; 16] = [200, 201, 204, 299, 302, 304, 400, 401, 404, 409, 418, 429, 500, 501, 503, 599];

/// An answer as it is written. The servers of a test live as long as its process: a few kilobytes.
fn answer(status: u16, media_type: &str, body: &[u8]) -> &'static [u8] {
    let head = format!("HTTP/1.1 {status} X\r\ncontent-type: {media_type}\r\ncontent-length: {}", body.len());
    [head.as_bytes(), b"\r\nconnection: close\r\nx-request-id: r1\r\n\r\n", body].concat().leak()
}

const DOCUMENTED: &[u8] = br#"{"errors":[{"code":"closed","message":"it is"}]}"#;

#[test]
fn every_status_class_meets_every_kind_of_body() {
    let huge = vec![b' '; LIMIT + 1];
    let bodies: [(&str, &[u8]); 7] = [
        ("empty", b""),
        ("documented", DOCUMENTED),
        ("other json", b"[1]"),
        ("html", b"<html><h1>Bad gateway</h1></html>"),
        ("not utf-8", b"{\"id\":\"\xff\",\"errors\":[{\"code\":\"\xff\"}]}"),
        ("cut json", b"{\"id\":\"4"),
        ("huge", &huge),
    ];
    for status in STATUSES {
        let mut row = format!("{status}");
        for (name, body) in bodies {
            // These have no body, whatever their head says.
            let body = if matches!(status, 204 | 304) { b"" } else { body };
            let answer = answer(status, "application/json", body);
            for (client, outcome) in play_and_call(&[Act::Read, Act::Write(answer)], Duration::from_secs(5)) {
                let case = format!("{client} {status} {name}: {outcome:?}");
                let expected = match (status, body.len() > LIMIT) {
                    (_, true) => "too large",
                    (200..300, _) if body == DOCUMENTED => "ok",
                    (200..300, _) => "decode",
                    _ => "status",
                };
                match outcome {
                    Ok(_) => assert_eq!(expected, "ok", "{case}"),
                    Err(error) => {
                        assert_eq!(kind(&error), expected, "{case}");
                        assert_eq!(error.status().unwrap().as_u16(), status, "{case}");
                        assert_eq!(error.request_id(), Some("r1"), "{case}");
                        assert_eq!(error.body(), body.get(..LIMIT).or(Some(body)), "{case}");
                        let documented = error.documented::<algoreg::UpdateThreadError>().is_some();
                        assert_eq!(documented, expected == "status" && body == DOCUMENTED, "{case}");
                        let passing = expected == "status" && matches!(status, 429 | 500 | 503 | 599);
                        assert_eq!(error.is_retryable(), passing, "{case}");
                        assert_eq!(error.is_redirect(), expected == "status" && status == 302, "{case}");
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
fn a_broken_exchange_is_told_apart_and_nothing_of_it_is_lost() {
    const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":";
    const FAILED: &[u8] = b"HTTP/1.1 500 X\r\ncontent-length: 100\r\n\r\n{\"id\":";
    const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n";
    // Whether a status and what body must be there.
    type Kept = Option<(u16, &'static [u8])>;
    let hints: &[u8] = b"HTTP/1.1 103 X\r\nlink: </x>\r\n\r\n".repeat(2_000).leak();
    let cases: &[(&str, &[Act], &str, Kept)] = &[
        ("closed at once", &[], "interrupted", None),
        ("closed without an answer", &[Act::Read], "interrupted", None),
        ("reset without an answer", &[Act::ReadOne], "interrupted", None),
        ("no HTTP", &[Act::Read, Act::Write(b"SSH-2.0-OpenSSH\r\n\r\n")], "interrupted", None),
        ("head cut", &[Act::Read, Act::Write(b"HTTP/1.1 200 OK\r\ncontent-le")], "interrupted", None),
        ("body cut", &[Act::Read, Act::Write(HEAD)], "interrupted", Some((200, b"{\"id\":"))),
        ("body of an error cut", &[Act::Read, Act::Write(FAILED)], "interrupted", Some((500, b"{\"id\":"))),
        ("chunks cut", &[Act::Read, Act::Write(CHUNKED)], "interrupted", Some((200, b"{\"id\":"))),
        ("no answer", &[Act::Read, Act::Stall], "timeout", None),
        ("body stalls", &[Act::Read, Act::Write(HEAD), Act::Stall], "timeout", Some((200, b"{\"id\":"))),
        ("body of an error stalls", &[Act::Read, Act::Write(FAILED), Act::Stall], "timeout", Some((500, b"{\"id\":"))),
        ("chunks stall", &[Act::Read, Act::Write(CHUNKED), Act::Stall], "timeout", Some((200, b"{\"id\":"))),
        ("slow head", &[Act::Read, Act::Drip(HEAD, Duration::from_millis(30))], "timeout", None),
        // More heads than there is time for, and as many as fit at once.
        ("early hints for ever", &[Act::Read, Act::Drip(hints, Duration::from_millis(1))], "timeout", None),
        ("early hints at once", &[Act::Read, Act::Write(hints), Act::Stall], "timeout", None),
        ("early hints, then nothing", &[Act::Read, Act::Write(b"HTTP/1.1 103 X\r\n\r\n"), Act::Stall], "timeout", None),
    ];
    for (name, acts, expected, kept) in cases {
        for (client, outcome) in play_and_call(acts, SHORT) {
            let error = outcome.unwrap_err();
            assert_eq!(kind(&error), *expected, "{client} {name}: {error:?}");
            let answer = error.status().map(|status| (status.as_u16(), error.body().unwrap()));
            assert_eq!(answer, *kept, "{client} {name}: {error:?}");
            assert_eq!(error.is_retryable(), *expected == "timeout", "{client} {name}");
        }
        println!("{name} | {expected} | {}", if kept.is_some() { "status and body kept" } else { "no answer" });
    }
}

#[test]
fn a_reset_within_a_body_is_an_interruption() {
    const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":";
    for (client, outcome) in play_and_call(&[Act::ReadOne, Act::Write(HEAD)], SHORT) {
        // A reset may overtake what was sent before it, so that only the kind of the error is sure.
        assert_eq!(kind(&outcome.unwrap_err()), "interrupted", "{client}");
    }
}

#[test]
fn a_chunk_without_a_size_is_an_interruption() {
    const BAD: &[u8] = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{\"id\":\r\nzz\r\n";
    for (client, outcome) in play_and_call(&[Act::Read, Act::Write(BAD)], SHORT) {
        let error = outcome.unwrap_err();
        assert_eq!(kind(&error), "interrupted", "{client}");
        assert_eq!(error.status().unwrap().as_u16(), 200, "{client}");
        // `ureq` hands out nothing of a buffer in which it finds a fault.
        assert!(b"{\"id\":".starts_with(error.body().unwrap()), "{client}");
    }
}

#[test]
fn a_head_without_end_is_given_up() {
    let mut head = b"HTTP/1.1 200 OK\r\n".to_vec();
    for at in 0..20_000 {
        head.extend_from_slice(format!("x-{at}: aaaaaaaaaaaaaaaaaaaaaaaaa\r\n").as_bytes());
    }
    let acts = [Act::Read, Act::Write(head.leak()), Act::Stall];
    for (client, outcome) in play_and_call(&acts, Duration::from_secs(2)) {
        // Whichever comes first: the size of the head or the time that it takes.
        let error = outcome.unwrap_err();
        assert!(matches!(kind(&error), "interrupted" | "timeout") && error.status().is_none(), "{client}: {error:?}");
    }
}

#[test]
fn slow_is_not_broken() {
    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"id\":\"42\"}";
    for (client, outcome) in
        play_and_call(&[Act::Read, Act::Drip(ANSWER, Duration::from_millis(3))], Duration::from_secs(5))
    {
        assert_eq!(outcome.unwrap().id.as_deref(), Some("42"), "{client}");
    }
    for hint in [b"HTTP/1.1 100 Continue\r\n\r\n".as_slice(), b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"] {
        for (client, outcome) in
            play_and_call(&[Act::Read, Act::Write(hint), Act::Write(ANSWER)], Duration::from_secs(5))
        {
            assert_eq!(outcome.unwrap().id.as_deref(), Some("42"), "{client} {}", String::from_utf8_lossy(hint));
        }
    }
}

#[test]
fn no_connection_is_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    // A server that speaks no TLS is no connection either: nothing of the request was sent.
    let plain = Server::new([Act::ReadOne, Act::Write(b"HTTP/1.1 400 Bad Request\r\n\r\n")]);
    for url in [refused, plain.url().replace("http", "https")] {
        for (client, outcome) in calls(&url, Duration::from_secs(5)) {
            let error = outcome.unwrap_err();
            assert_eq!(kind(&error), "connect", "{client} {url}: {error:?}");
            assert!(error.is_retryable() && error.status().is_none());
        }
    }
}

#[test]
fn a_connection_that_does_not_come_about_is_given_up_in_its_own_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    // Nobody accepts: once the queue of the system is full, further connections hang.
    let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(100));
    let waiting: Vec<_> = std::iter::from_fn(|| connect().ok()).take(10_000).collect();
    assert!(!waiting.is_empty() && waiting.len() < 10_000, "the queue never fills");
    let builder = || {
        let builder = algoreg::Client::builder().base_url(format!("http://{address}")).retry(RetryPolicy::off());
        builder.connect_timeout(Duration::from_millis(300)).timeout(Duration::from_secs(20))
    };
    let started = Instant::now();
    let error = builder().build_blocking().unwrap().get_thread("42").send().unwrap_err();
    assert_eq!(kind(&error), "connect", "{error:?}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(builder().build().unwrap().get_thread("42").send()).unwrap_err();
    assert_eq!(kind(&error), "connect", "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}
