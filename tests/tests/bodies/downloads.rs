//! Input: answers that are texts and files, whole, cut and slow. Output: what a call gives, at once or as it arrives.
//! Invariant: what breaks off is an error, and the limit and the timeout hold as they are documented.

use std::io::Read;
use std::time::Duration;

use fieldstone_tests::{Error, lowering_answer_that_is_a_file as scans, lowering_answer_that_is_text as orchards};

use super::runtime;
use super::server::{Server, Writer, answer};

#[test]
fn a_text_and_a_file_come_whole_within_the_limit() {
    let server = Server::new([
        answer("200 OK", "application/pdf", "\u{0}%PDF"),
        answer("200 OK", "application/pdf", &"x".repeat(1001)),
    ]);
    let client = client!(scans, server).response_limit(1000).build_blocking().unwrap();
    assert_eq!(client.fetch_a_scan("1").send().unwrap(), b"\0%PDF");
    assert!(client.fetch_a_scan("1").send().unwrap_err().is_too_large());
    let requests = server.finish();
    assert_eq!(requests[0].header("accept"), "application/octet-stream, */*");

    let server = Server::new([answer("200 OK", "text/csv", "tree,kg\npear,1\n")]);
    let client = client!(orchards, server).build().unwrap();
    let text: String = runtime().block_on(client.export_the_harvest("1").send()).unwrap();
    assert_eq!(text, "tree,kg\npear,1\n");
    assert_eq!(server.finish()[0].header("accept"), "text/csv");
}

#[test]
fn a_download_is_bounded_as_a_whole_unless_the_caller_says_otherwise() {
    const LEN: usize = 5 << 20;
    let body = "y".repeat(LEN);
    let file = || answer("200 OK", "image/png", &body);
    let unannounced = || -> super::server::Answer {
        let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
        let text = format!("{head}{}", "y".repeat(3000));
        Box::new(move |to| to.write(&text))
    };
    let answers = || [file(), file(), unannounced()];
    let server = Server::new(answers());
    let client = client!(scans, server).response_limit(1000).build().unwrap();
    runtime().block_on(async {
        let mut download = client.fetch_a_scan("1").send_stream().await.unwrap().no_limit();
        assert_eq!((download.status().as_u16(), download.content_length()), (200, Some(LEN as u64)));
        let (mut len, mut chunks) = (0, 0);
        while let Some(chunk) = download.chunk().await.unwrap() {
            assert!(chunk.iter().all(|byte| *byte == b'y'));
            len += chunk.len();
            chunks += 1;
        }
        assert!(len == LEN && chunks > 1 && download.chunk().await.unwrap().is_none());
        // What is announced to be too large is not even begun.
        let mut bounded = client.fetch_a_scan("1").send_stream().await.unwrap();
        let error = bounded.chunk().await.unwrap_err();
        assert!(error.is_too_large() && error.status().is_some_and(|status| status.as_u16() == 200));
        drop(bounded);
        let mut bounded = client.fetch_a_scan("1").send_stream().await.unwrap().limit(2000);
        let error = loop {
            if let Err(error) = bounded.chunk().await {
                break error;
            }
        };
        assert!(error.is_too_large());
    });
    server.finish();

    let server = Server::new(answers());
    let client = client!(scans, server).response_limit(1000).build_blocking().unwrap();
    let mut text = String::new();
    let mut download = client.fetch_a_scan("1").send_stream().unwrap().no_limit();
    assert_eq!(download.headers()["content-type"], "image/png");
    download.read_to_string(&mut text).unwrap();
    assert_eq!(text.len(), LEN);
    let mut bounded = client.fetch_a_scan("1").send_stream().unwrap();
    assert!(bounded.chunk().unwrap_err().is_too_large());
    drop(bounded);
    let mut bounded = client.fetch_a_scan("1").send_stream().unwrap().limit(2000);
    let failed = std::io::copy(&mut bounded, &mut std::io::sink()).unwrap_err();
    assert!(failed.get_ref().unwrap().downcast_ref::<Error>().unwrap().is_too_large());
    // The server waits for somebody who reads on.
    drop(bounded);
    server.finish();
}

/// What the first attempts to read a download come to: so many bytes, and an error.
fn broken(server: Server, blocking: bool) -> (usize, Error) {
    let builder = client!(scans, server).timeout(Duration::from_millis(300));
    let mut len = 0;
    let error = if blocking {
        let mut download = builder.build_blocking().unwrap().fetch_a_scan("1").send_stream().unwrap();
        loop {
            match download.chunk() {
                Ok(chunk) => len += chunk.expect("it does not end well").len(),
                Err(error) => break error,
            }
        }
    } else {
        let client = builder.build().unwrap();
        runtime().block_on(async {
            let mut download = client.fetch_a_scan("1").send_stream().await.unwrap();
            loop {
                match download.chunk().await {
                    Ok(chunk) => len += chunk.expect("it does not end well").len(),
                    Err(error) => break error,
                }
            }
        })
    };
    server.finish();
    (len, error)
}

#[test]
fn a_download_that_breaks_off_is_an_error() {
    for blocking in [false, true] {
        let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nonly this";
        let (len, error) = broken(Server::new([Box::new(|to: &mut Writer| to.write(cut))]), blocking);
        assert!(len <= 9 && error.is_interrupted() && error.attempts() == 1, "{error:?}");
        let cut = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n4\r\nonly\r\n";
        let (len, error) = broken(Server::new([Box::new(|to: &mut Writer| to.write(cut))]), blocking);
        assert!(len <= 4 && error.is_interrupted(), "{error:?}");
    }
}

#[test]
fn the_timeout_holds_for_each_wait_of_a_download() {
    for blocking in [false, true] {
        let slow = |to: &mut Writer| {
            to.write("HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n");
            // Longer than the timeout in all, and shorter each.
            for _ in 0..4 {
                to.write("x");
                std::thread::sleep(Duration::from_millis(120));
            }
            std::thread::sleep(Duration::from_millis(900));
        };
        let (len, error) = broken(Server::new([Box::new(slow)]), blocking);
        assert_eq!(len, 4);
        assert!(error.is_timeout(), "{error:?}");
    }
}

#[test]
fn an_error_status_is_the_error_that_it_always_is() {
    let answers = || {
        [
            answer("503 Service Unavailable", "text/html", "down"),
            answer("404 Not Found", "application/json", r#"{"message":"no such orchard"}"#),
            answer("410 Gone", "text/plain", &"z".repeat(2000)),
        ]
    };
    let check = |first: Error, second: Error| {
        assert!(first.is_status() && first.attempts() == 2);
        let documented = first.documented::<orchards::ApiError>().unwrap();
        assert_eq!(documented.message.as_deref(), Some("no such orchard"));
        assert!(first.to_string().starts_with("GET /orchards/{id}/harvest.csv: the API answered 404"), "{first}");
        assert!(second.is_too_large() && second.body().unwrap().len() == 1000);
    };
    let server = Server::new(answers());
    let client = client!(orchards, server).response_limit(1000).build().unwrap();
    let (first, second) = runtime().block_on(async {
        let call = || client.export_the_harvest("1").send_stream();
        (call().await.unwrap_err(), call().await.unwrap_err())
    });
    check(first, second);
    server.finish();
    let server = Server::new(answers());
    let client = client!(orchards, server).response_limit(1000).build_blocking().unwrap();
    let call = || client.export_the_harvest("1").send_stream();
    check(call().unwrap_err(), call().unwrap_err());
    server.finish();
}
