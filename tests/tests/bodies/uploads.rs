//! Input: files, forms and texts. Output: the requests that carry them, as a server reads them.
//! Invariant: how much of a file is in memory is measured.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fieldstone_tests::{
    RequestOptions, Upload, lowering_answer_that_is_a_file as scans, lowering_answer_that_is_text as orchards,
    lowering_file_among_fields as halls, lowering_form_of_pairs as books,
};

use super::runtime;
use super::server::{Received, Server, answer};

const MEBI: u64 = 1 << 20;

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
    let frame = halls::Frame::default().wood("oak").width_mm(12);
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
    let car = books::Car::default().plate("A 1");
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
