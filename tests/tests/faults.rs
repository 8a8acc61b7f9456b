//! Input: servers on loopback that do what servers do on their worst day. Output: what both clients make of it.
//! Invariant: no panic, the right predicate, and whatever arrived of an answer is kept; every case is short.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use fieldstone_apis::{Error, Retry, algoreg};

const LIMIT: usize = 4096;
const SHORT: Duration = Duration::from_millis(500);

/// What a server does with a connection.
#[derive(Clone, Copy)]
enum Act {
    /// Reads the request.
    Read,
    /// Leaves most of the request unread, so that the system resets the connection when it is closed.
    ReadOne,
    /// Writes this.
    Write(&'static [u8]),
    /// Writes this, a byte at a time, with this pause after each.
    Drip(&'static [u8], Duration),
    /// Does nothing until the test is over.
    Stall,
}

struct Server {
    address: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn new(acts: impl Into<Vec<Act>>) -> Self {
        let acts: Vec<Act> = acts.into();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let over = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&over);
        let thread = spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                if seen.load(Ordering::Relaxed) {
                    return;
                }
                let (acts, seen) = (acts.clone(), Arc::clone(&seen));
                // A client that has gone away is part of the play.
                spawn(move || play(stream, &acts, &seen).ok());
            }
        });
        Self { address, over, thread: Some(thread) }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn play(mut stream: TcpStream, acts: &[Act], over: &AtomicBool) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    stream.set_nodelay(true)?;
    for act in acts {
        match act {
            Act::Read => read_request(&mut stream)?,
            Act::ReadOne => drop(stream.read(&mut [0])?),
            Act::Write(bytes) => stream.write_all(bytes)?,
            Act::Drip(bytes, pause) => {
                for byte in *bytes {
                    stream.write_all(&[*byte])?;
                    sleep(*pause);
                }
            }
            Act::Stall => {
                for _ in 0..500 {
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    sleep(Duration::from_millis(10));
                }
            }
        }
    }
    Ok(())
}

fn read_request(stream: &mut TcpStream) -> std::io::Result<()> {
    let (mut request, mut buffer) = (Vec::new(), [0; 1024]);
    loop {
        let read = stream.read(&mut buffer)?;
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(());
            }
        }
        if read == 0 {
            return Ok(());
        }
    }
}

/// The outcome of the same call by both clients, and that it came in time.
fn calls(url: &str, timeout: Duration) -> [(&'static str, Result<algoreg::Thread, Error>); 2] {
    let builder = || {
        let builder = algoreg::Client::builder().base_url(url).bearer_token("s3cret");
        builder.timeout(timeout).response_limit(LIMIT).retry(Retry::off())
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

/// The predicates that hold, of which there is always exactly one.
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
    ];
    let mut holding = all.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name);
    let kind = holding.next().unwrap();
    assert_eq!(holding.next(), None, "{error:?}");
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    kind
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
    let statuses = [200, 201, 204, 299, 302, 304, 400, 401, 404, 409, 418, 429, 500, 501, 503, 599];
    for status in statuses {
        let mut row = format!("{status}");
        for (name, body) in bodies {
            // These have no body, whatever their head says.
            let body = if matches!(status, 204 | 304) { b"" } else { body };
            let mut answer = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\nx-request-id: r1\r\n\r\n",
                body.len()
            )
            .into_bytes();
            answer.extend_from_slice(body);
            // The servers of a test live as long as its process: a few kilobytes.
            let answer: &'static [u8] = answer.leak();
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
