//! Input: the same servers. Output: what both clients make of them while they send a file.
//! Invariant: a file that cannot be read is told apart from an API that does not take it; nothing hangs.

use std::io::{self, Read};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use fieldstone_tests::{Error, RetryPolicy, Upload, lowering_file_among_fields as halls};

use super::server::{Act, Server};
use super::{LIMIT, SHORT, STATUSES, answer};

kind_of_errors!();

/// More than the buffers of a connection hold, so that who does not read it stops its sender.
const LARGE: u64 = 32 << 20;

/// A file of so many bytes that ends well or not.
struct Source {
    left: u64,
    fails: bool,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = buffer.len().min(usize::try_from(self.left).unwrap());
        if read == 0 && self.fails {
            return Err(io::Error::other("the disk is gone"));
        }
        buffer[..read].fill(b'x');
        self.left -= u64::try_from(read).unwrap();
        Ok(read)
    }
}

fn file(len: u64) -> Upload {
    Upload::reader(len, move || Ok(Source { left: len, fails: false }))
}

fn sent(
    url: &str,
    upload: &Upload,
    timeout: Duration,
) -> [(&'static str, Result<halls::PrintALabelResponse, Error>); 2] {
    let builder = || {
        let builder = halls::Client::builder().base_url(url).default_header("x-key", "s3cret");
        builder.timeout(timeout).response_limit(LIMIT).retry(RetryPolicy::off())
    };
    let started = Instant::now();
    let blocking = builder().build_blocking().unwrap().print_a_label("7", upload.clone()).send();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = builder().build().unwrap();
    let awaited = runtime.block_on(client.print_a_label("7", upload.clone()).send());
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    [("blocking", blocking), ("async", awaited)]
}

#[test]
fn an_upload_meets_every_status_class_and_every_kind_of_body() {
    let huge = vec![b' '; LIMIT + 1];
    let bodies: [(&str, &[u8]); 5] =
        [("empty", b""), ("documented", b"{}"), ("html", b"<html>"), ("cut json", b"{\"pri"), ("huge", &huge)];
    for status in STATUSES {
        let mut row = format!("upload {status}");
        for (name, body) in bodies {
            let body = if matches!(status, 204 | 304) { b"" } else { body };
            let server = Server::new([Act::Read, Act::Write(answer(status, "application/json", body))]);
            for (client, outcome) in sent(&server.url(), &file(20_000), Duration::from_secs(5)) {
                let case = format!("{client} {status} {name}: {outcome:?}");
                let expected = match (status, body.len() > LIMIT) {
                    (_, true) => "too large",
                    (200..300, _) if body == b"{}" => "ok",
                    (200..300, _) => "decode",
                    _ => "status",
                };
                assert_eq!(outcome.as_ref().err().map_or("ok", kind), expected, "{case}");
                if let Err(error) = outcome {
                    assert_eq!(error.status().unwrap().as_u16(), status, "{case}");
                    assert_eq!(error.body(), body.get(..LIMIT).or(Some(body)), "{case}");
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
fn an_upload_that_breaks_off_is_told_apart() {
    const HEAD: &[u8] = b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"pri";
    let early = answer(413, "text/plain", b"too much");
    let cases: &[(&str, &[Act], u64, &[&str])] = &[
        ("closed at once", &[], LARGE, &["interrupted"]),
        ("closed after the head", &[Act::ReadHead], LARGE, &["interrupted"]),
        ("reset", &[Act::ReadOne], LARGE, &["interrupted"]),
        ("nobody reads", &[Act::Stall], LARGE, &["timeout"]),
        ("nobody reads on", &[Act::ReadHead, Act::Stall], LARGE, &["timeout"]),
        ("no answer", &[Act::Read, Act::Stall], 20_000, &["timeout"]),
        ("answer cut", &[Act::Read, Act::Write(HEAD)], 20_000, &["interrupted"]),
        ("answer stalls", &[Act::Read, Act::Write(HEAD), Act::Stall], 20_000, &["timeout"]),
        // A reset may overtake the answer; one who sends and does not listen meanwhile waits in vain.
        ("refused early, then reset", &[Act::ReadHead, Act::Write(early)], LARGE, &["status", "interrupted"]),
        ("refused early, then silence", &[Act::ReadHead, Act::Write(early), Act::Stall], LARGE, &["status", "timeout"]),
    ];
    for (name, acts, len, expected) in cases {
        let server = Server::new(*acts);
        let mut row = (*name).to_owned();
        for (client, outcome) in sent(&server.url(), &file(*len), SHORT) {
            let error = outcome.unwrap_err();
            assert!(expected.contains(&kind(&error)), "{client} {name}: {error:?}");
            if error.is_status() {
                assert_eq!(error.body(), Some(b"too much".as_slice()), "{client} {name}");
            }
            row.push_str(&format!(" | {client}: {}", kind(&error)));
        }
        println!("{row}");
    }
}

#[test]
fn a_file_that_fails_is_told_apart() {
    let server = Server::new([Act::Read, Act::Write(answer(201, "application/json", b"{}"))]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let broken = |len: u64| Upload::reader(len, || Ok(Source { left: 100_000, fails: true }));
    let missing = Upload::reader(None, || Err::<Source, _>(io::ErrorKind::NotFound.into()));
    let short = Upload::reader(200_000, || Ok(Source { left: 100_000, fails: false }));
    let cases = [
        ("cannot be opened", &server.url(), missing, "request", ""),
        ("fails on the way", &server.url(), broken(200_000), "interrupted", "the disk is gone"),
        ("shorter than announced", &server.url(), short, "interrupted", "shorter than its length"),
        ("no connection", &refused, file(100_000), "connect", ""),
    ];
    for (name, url, upload, expected, says) in cases {
        for (client, outcome) in sent(url, &upload, Duration::from_secs(5)) {
            let error = outcome.unwrap_err();
            assert_eq!(kind(&error), expected, "{client} {name}: {error:?}");
            let mut text = String::new();
            let mut cause: Option<&dyn std::error::Error> = Some(&error);
            while let Some(error) = cause {
                text.push_str(&format!("{error}; "));
                cause = error.source();
            }
            assert!(text.contains(says), "{client} {name}: {text}");
        }
        println!("{name} | {expected}");
    }
}
