//! Input: a server on loopback that reads and answers as a test tells it. Output: bodies that are no JSON, through both
//! clients.
//! Invariant: no test depends on the network; how much of an upload is in memory is measured, not believed.

#[path = "bodies/server.rs"]
mod server;

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fieldstone_tests::{
    Error, Events, MemoryTransport, RequestOptions, Retry, Upload, lowering_answer_that_is_a_file as scans,
    lowering_answer_that_is_text as orchards, lowering_event_stream as kilns, lowering_file_among_fields as halls,
    lowering_form_of_pairs as books,
};
use server::{Received, Server, answer};

const MEBI: u64 = 1 << 20;

/// A client of either kind of an API, over a server.
macro_rules! client {
    ($api:ident, $server:expr) => {
        $api::Client::builder()
            .base_url(&$server.url)
            .timeout(Duration::from_secs(20))
            .retry(Retry::new().first_wait(Duration::from_millis(1)))
    };
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// A byte of the large file.
fn byte(at: u64) -> u8 {
    u8::try_from((at.wrapping_mul(31) ^ (at >> 12)) & 255).unwrap()
}

/// The large file, as it is read: it notes how far it is ahead of what the server has received.
struct Large {
    at: u64,
    len: u64,
    received: Arc<AtomicU64>,
    ahead: Arc<AtomicU64>,
}

impl Read for Large {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = buffer.len().min(usize::try_from(self.len - self.at).unwrap());
        for place in &mut buffer[..read] {
            *place = byte(self.at);
            self.at += 1;
        }
        let received = self.received.load(Ordering::SeqCst);
        self.ahead.fetch_max(self.at.saturating_sub(received), Ordering::SeqCst);
        Ok(read)
    }
}

struct Sent {
    upload: Upload,
    opened: Arc<AtomicU64>,
    ahead: Arc<AtomicU64>,
}

fn large(server: &Server, len: u64, announced: Option<u64>) -> Sent {
    let (opened, ahead) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (count, lead, received) = (Arc::clone(&opened), Arc::clone(&ahead), Arc::clone(&server.received));
    let upload = Upload::reader(announced, move || {
        count.fetch_add(1, Ordering::SeqCst);
        // What an earlier attempt has sent does not count.
        received.store(0, Ordering::SeqCst);
        Ok(Large { at: 0, len, received: Arc::clone(&received), ahead: Arc::clone(&lead) })
    });
    Sent { upload: upload.file_name("big.raw"), opened, ahead }
}

/// The content of a part.
fn part<'a>(request: &'a Received, name: &str) -> &'a [u8] {
    let boundary = request.header("content-type").split_once("boundary=").expect("a form of parts").1.to_owned();
    let find = |text: &[u8], what: &str| text.windows(what.len()).position(|window| window == what.as_bytes());
    let start = find(&request.body, &format!("name=\"{name}\"")).expect("the part is there");
    let rest = &request.body[start..];
    let content = &rest[find(rest, "\r\n\r\n").expect("the part has a head") + 4..];
    // From the end, where the line of a large file is soon found.
    let line = format!("\r\n--{boundary}");
    let end = content.windows(line.len()).rposition(|window| window == line.as_bytes()).expect("the part ends");
    &content[..end]
}

fn arrived_whole(requests: &[Received], sent: &Sent, len: u64) {
    assert_eq!(requests.len(), 2);
    for request in requests {
        let content = part(request, "logo");
        assert_eq!(content.len() as u64, len);
        assert!(content.iter().enumerate().all(|(at, found)| *found == byte(at as u64)));
    }
    assert_eq!(sent.opened.load(Ordering::SeqCst), 2);
    let ahead = sent.ahead.load(Ordering::SeqCst);
    assert!(ahead < len / 3, "{ahead} bytes were read that the server had not got yet");
}

#[test]
fn a_large_file_is_streamed_and_sent_again_after_a_503() {
    const LEN: u64 = 48 * MEBI;
    let answers =
        || [answer("503 Service Unavailable", "text/plain", ""), answer("201 Created", "application/json", "{}")];
    let again = || RequestOptions::new().retry();
    let server = Server::slow_reader(answers());
    let sent = large(&server, LEN, Some(LEN));
    let client = client!(halls, server).build().unwrap();
    runtime().block_on(client.print_a_label("7", sent.upload.clone()).with(again()).send()).unwrap();
    let requests = server.finish();
    arrived_whole(&requests, &sent, LEN);
    assert!(requests.iter().all(|request| request.header("content-length").parse::<u64>().unwrap() > LEN));

    let server = Server::slow_reader(answers());
    let sent = large(&server, LEN, Some(LEN));
    let client = client!(halls, server).build_blocking().unwrap();
    client.print_a_label("7", sent.upload.clone()).with(again()).send().unwrap();
    let requests = server.finish();
    arrived_whole(&requests, &sent, LEN);
    assert!(requests.iter().all(|request| request.header("content-length").parse::<u64>().unwrap() > LEN));
}

#[test]
fn a_file_of_unknown_length_is_sent_in_chunks() {
    for blocking in [false, true] {
        let server = Server::new([answer("201 Created", "application/json", r#"{"printed":true}"#)]);
        let upload = large(&server, MEBI, None).upload;
        let printed = if blocking {
            client!(halls, server).build_blocking().unwrap().print_a_label("7", upload).lines(3).send().unwrap()
        } else {
            let client = client!(halls, server).build().unwrap();
            runtime().block_on(client.print_a_label("7", upload).lines(3).send()).unwrap()
        };
        assert_eq!(printed.printed, Some(true));
        let requests = server.finish();
        assert_eq!(requests[0].header("transfer-encoding"), "chunked");
        let body = String::from_utf8_lossy(&requests[0].body[..200.min(requests[0].body.len())]).into_owned();
        assert!(body.contains(r#"name="logo"; filename="big.raw""#), "{body}");
        assert!(requests[0].body.len() as u64 > MEBI);
    }
}

#[test]
fn a_file_on_disk_is_sent_and_one_that_is_not_there_is_told_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("logo.svg");
    std::fs::write(&path, "<svg/>").unwrap();
    for blocking in [false, true] {
        let server = Server::new([answer("201 Created", "application/json", "{}")]);
        let missing = Upload::file(folder.path().join("gone.svg"));
        let found = Upload::file(&path).media_type("image/svg+xml");
        let error = if blocking {
            let client = client!(halls, server).build_blocking().unwrap();
            let error = client.print_a_label("7", missing).send().unwrap_err();
            client.print_a_label("7", found).send().unwrap();
            error
        } else {
            let client = client!(halls, server).build().unwrap();
            runtime().block_on(async {
                let error = client.print_a_label("7", missing).await.unwrap_err();
                client.print_a_label("7", found).await.unwrap();
                error
            })
        };
        assert!(error.is_request() && error.to_string().contains("gone.svg"), "{error}");
        let requests = server.finish();
        assert_eq!(requests.len(), 1);
        let text = String::from_utf8_lossy(&requests[0].body).into_owned();
        assert!(text.contains("filename=\"logo.svg\"\r\nContent-Type: image/svg+xml\r\n\r\n<svg/>\r\n"), "{text}");
    }
}

#[test]
fn every_kind_of_body_is_sent_under_its_media_type() {
    let config = halls::Config::builder().base_url("https://hall.example").build().unwrap();
    let frame = halls::HangAPictureBodyFrame::default().wood("oak").width_mm(12);
    let operation = halls::HangAPicture::new("h", "bytes", "Dawn").sketches(["a", "b"]).tags(["x"]).frame(frame);
    let request = operation.with(RequestOptions::new().body_member("extra", 1)).to_request(&config).unwrap();
    let text = String::from_utf8(request.body().clone().into_bytes().unwrap()).unwrap();
    assert_eq!(text.matches("name=\"sketches\"; filename=\"file\"").count(), 2);
    assert!(
        text.contains("name=\"frame\"\r\nContent-Type: application/json\r\n\r\n{\"width_mm\":12,\"wood\":\"oak\"}"),
        "{text}"
    );
    assert!(text.contains("name=\"extra\"\r\n\r\n1\r\n") && !text.contains("name=\"lit\""));

    let config = books::Config::builder().base_url("https://book.example").build().unwrap();
    let car = books::SignTheVisitorsBookBodyCar::default().plate("A 1");
    let operation = books::SignTheVisitorsBook::new("b", "Ann & Bo").days([1, 2]).car(car);
    let request = operation.to_request(&config).unwrap();
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    let body = request.body().as_bytes().map(<[u8]>::to_vec).unwrap();
    assert_eq!(
        String::from_utf8(body).unwrap(),
        "name=Ann%20%26%20Bo&days=1&days=2&car=%7B%22plate%22%3A%22A%201%22%7D"
    );

    let config = scans::Config::builder().base_url("https://scans.example").build().unwrap();
    let request = scans::ReplaceAScan::new("s", b"\x89PNG").to_request(&config).unwrap();
    assert_eq!(request.headers()["content-type"], "image/png");
    assert_eq!(request.body().as_bytes(), Some(b"\x89PNG".as_slice()));

    let config = orchards::Config::builder().base_url("https://orchard.example").build().unwrap();
    let request = orchards::LeaveANote::new("o", "prune").to_request(&config).unwrap();
    assert_eq!(
        (&request.headers()["content-type"], &request.headers()["accept"]),
        (&"text/plain".parse().unwrap(), &"text/plain".parse().unwrap())
    );
    assert_eq!(request.body().as_bytes(), Some(b"prune".as_slice()));
}

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
fn a_download_is_not_bounded_as_a_whole_unless_asked() {
    const LEN: usize = 5 << 20;
    let body = "y".repeat(LEN);
    let answers = || [answer("200 OK", "image/png", &body), answer("200 OK", "image/png", &body)];
    let server = Server::new(answers());
    let client = client!(scans, server).response_limit(1000).build().unwrap();
    runtime().block_on(async {
        let mut download = client.fetch_a_scan("1").send_stream().await.unwrap();
        assert_eq!((download.status().as_u16(), download.content_length()), (200, Some(LEN as u64)));
        let (mut len, mut chunks) = (0, 0);
        while let Some(chunk) = download.chunk().await.unwrap() {
            assert!(chunk.iter().all(|byte| *byte == b'y'));
            len += chunk.len();
            chunks += 1;
        }
        assert!(len == LEN && chunks > 1 && download.chunk().await.unwrap().is_none());
        let mut bounded = client.fetch_a_scan("1").send_stream().await.unwrap().limit(2000);
        let error = loop {
            if let Err(error) = bounded.chunk().await {
                break error;
            }
        };
        assert!(error.is_too_large() && error.status().is_some_and(|status| status.as_u16() == 200));
    });
    server.finish();

    let server = Server::new(answers());
    let client = client!(scans, server).response_limit(1000).build_blocking().unwrap();
    let mut text = String::new();
    let mut download = client.fetch_a_scan("1").send_stream().unwrap();
    assert_eq!(download.headers()["content-type"], "image/png");
    download.read_to_string(&mut text).unwrap();
    assert_eq!(text.len(), LEN);
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
        let (len, error) = broken(Server::new([Box::new(|to: &mut server::Writer| to.write(cut))]), blocking);
        assert!(len <= 9 && error.is_interrupted() && error.attempts() == 1, "{error:?}");
        let cut = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n4\r\nonly\r\n";
        let (len, error) = broken(Server::new([Box::new(|to: &mut server::Writer| to.write(cut))]), blocking);
        assert!(len <= 4 && error.is_interrupted(), "{error:?}");
    }
}

#[test]
fn the_timeout_holds_for_each_wait_of_a_download() {
    for blocking in [false, true] {
        let slow = |to: &mut server::Writer| {
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
        let documented = first.documented::<orchards::ExportTheHarvestNotFoundError>().unwrap();
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

const STREAM: &[&str] = &[
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n",
    "event: he",
    "at\nid: 1\ndata: {\"degrees\":\ndata: 812.5}\r",
    "\n\r\n: still here\n\ndata: warm\n\n",
    "data: {\"door\":\"shut\"}\n\ndata: [DONE]\n\ndata: {}\n\n",
];

fn streaming() -> Server {
    Server::new([Box::new(|to: &mut server::Writer| {
        for piece in STREAM {
            to.write(piece);
            std::thread::sleep(Duration::from_millis(20));
        }
    })])
}

fn check_events(events: &[Result<fieldstone_tests::Event<kilns::WatchAKilnResponse>, Error>]) {
    let [first, second, third] = events else { panic!("three items: {events:?}") };
    let first = first.as_ref().unwrap();
    assert_eq!((first.id.as_str(), first.event.as_str(), first.data.degrees), ("1", "heat", Some(812.5)));
    let second = second.as_ref().unwrap_err();
    assert!(second.is_decode() && second.body() == Some(b"warm"), "{second:?}");
    assert!(second.to_string().starts_with("GET /kilns/{id}/watch: "), "{second}");
    let third = third.as_ref().unwrap();
    assert_eq!((third.id.as_str(), third.event.as_str(), third.data.door.as_deref()), ("1", "message", Some("shut")));
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

#[test]
fn a_test_answers_with_pieces_and_needs_no_server() {
    let api = MemoryTransport::new();
    let client = kilns::Client::builder().base_url("https://kiln.test").build_blocking_with(api.clone()).unwrap();
    let pieces = ["data: o", "ne\n", "\ndata: two\n\n", "data: cut"].map(|piece| piece.as_bytes().to_vec());
    api.answer_pieces::<kilns::ReadTheLog>(http::Response::new(pieces.to_vec()));
    let texts: Vec<_> = client.read_the_log("1").send_events().unwrap().map(|event| event.unwrap().data).collect();
    assert_eq!(texts, ["one", "two"]);
    api.answer_pieces::<kilns::ReadTheLog>(http::Response::new(pieces.to_vec()));
    assert_eq!(client.read_the_log("1").send().unwrap().len(), 2);

    let client = scans::Client::builder().base_url("https://scan.test").build_with(api.clone()).unwrap();
    let short = http::Response::builder().header("content-length", "9").body(vec![b"four".to_vec()]).unwrap();
    api.answer_pieces::<scans::FetchAScan>(short);
    runtime().block_on(async {
        let mut download = client.fetch_a_scan("1").send_stream().await.unwrap();
        assert_eq!(download.chunk().await.unwrap().unwrap(), b"four".as_slice());
        let error = download.chunk().await.unwrap_err();
        assert!(error.is_interrupted() && error.to_string().starts_with("GET /scans/{id}/file"), "{error}");
    });
    let client = halls::Client::builder().base_url("https://hall.test").build_blocking_with(api.clone()).unwrap();
    assert!(client.print_a_label("1", Upload::file("/no/such/file")).send().unwrap_err().is_request());
    assert!(!format!("{:?}", client.print_a_label("1", "s3cret")).contains("s3cret"));
    assert_eq!(api.requests().len(), 3);
}

/// A transport of somebody's own, which knows of whole answers alone.
struct Own;

impl fieldstone_tests::BlockingTransport for Own {
    fn send(
        &self,
        request: http::Request<fieldstone_tests::Body>,
        attempt: &fieldstone_tests::Attempt,
    ) -> Result<http::Response<Vec<u8>>, Error> {
        let sent = request.into_body().into_bytes().map_err(Error::unopened)?;
        assert!(sent.is_empty() && attempt.number == 1);
        Ok(http::Response::new(b"data: a\n\ndata: b\n\n".to_vec()))
    }
}

impl fieldstone_tests::Transport for Own {
    fn send<'a>(
        &'a self,
        request: http::Request<fieldstone_tests::Body>,
        attempt: &'a fieldstone_tests::Attempt,
    ) -> fieldstone_tests::Sending<'a, Result<http::Response<Vec<u8>>, Error>> {
        Box::pin(async move { fieldstone_tests::BlockingTransport::send(self, request, attempt) })
    }

    fn sleep(&self, _: Duration) -> fieldstone_tests::Sending<'_, ()> {
        Box::pin(async {})
    }
}

#[test]
fn a_transport_that_knows_whole_answers_alone_serves_streams() {
    let builder = || kilns::Client::builder().base_url("https://kiln.test");
    let events = builder().build_blocking_with(Own).unwrap().read_the_log("1").send_events().unwrap();
    assert_eq!(events.map(|event| event.unwrap().data).collect::<Vec<_>>(), ["a", "b"]);
    let client = builder().build_with(Own).unwrap();
    runtime().block_on(async {
        let mut events = client.read_the_log("1").send_events().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, "a");
        drop(tokio::spawn(async move { events.next().await.unwrap().unwrap() }).await.unwrap());
    });
}
