//! Input: what to answer, one connection each. Output: the requests as they arrived.
//! Invariant: a request is read whole before it is answered, and how much of it has arrived can be seen meanwhile.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub(crate) struct Server {
    pub(crate) url: String,
    /// How many bytes of the body have arrived.
    pub(crate) received: Arc<AtomicU64>,
    requests: JoinHandle<Vec<Received>>,
}

pub(crate) struct Received {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) struct Writer(TcpStream);

pub(crate) type Answer = Box<dyn FnOnce(&mut Writer) + Send>;

/// An answer with a body of known length.
pub(crate) fn answer(status: &str, media_type: &str, body: &str) -> Answer {
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    Box::new(move |to| to.write(&text))
}

impl Writer {
    pub(crate) fn write(&mut self, text: &str) {
        // One who has read enough may be gone.
        let _ = self.0.write_all(text.as_bytes());
    }
}

impl Received {
    /// A header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> String {
        let line = self.head.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    }
}

impl Server {
    pub(crate) fn new<const N: usize>(answers: [Answer; N]) -> Self {
        Self::start(answers, Duration::ZERO)
    }

    /// One that lets the bodies wait, so that a sender who does not wait has to hold them.
    pub(crate) fn slow_reader<const N: usize>(answers: [Answer; N]) -> Self {
        Self::start(answers, Duration::from_millis(300))
    }

    fn start<const N: usize>(answers: [Answer; N], delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&received);
        let requests = std::thread::spawn(move || {
            let mut requests = Vec::new();
            for answer in answers {
                let (stream, _) = listener.accept().unwrap();
                requests.push(read(&stream, &count, delay));
                answer(&mut Writer(stream));
            }
            requests
        });
        Self { url, received, requests }
    }

    /// The requests, once all answers are given.
    pub(crate) fn finish(self) -> Vec<Received> {
        let started = Instant::now();
        while !self.requests.is_finished() {
            assert!(started.elapsed() < Duration::from_secs(60), "the server still waits for a request or a reader");
            std::thread::sleep(Duration::from_millis(2));
        }
        self.requests.join().unwrap()
    }
}

fn read(stream: &TcpStream, count: &AtomicU64, delay: Duration) -> Received {
    let mut reader = BufReader::new(stream);
    let mut received = Received { head: String::new(), body: Vec::new() };
    while !received.head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut received.head).unwrap() > 0, "the request breaks off");
    }
    std::thread::sleep(delay);
    if received.header("transfer-encoding") == "chunked" {
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let length = u64::from_str_radix(line.trim(), 16).unwrap();
            take(&mut reader, length, &mut received.body, count);
            reader.read_line(&mut line).unwrap();
            if length == 0 {
                return received;
            }
        }
    }
    let length = received.header("content-length").parse().unwrap_or(0);
    take(&mut reader, length, &mut received.body, count);
    received
}

fn take(reader: &mut impl Read, length: u64, body: &mut Vec<u8>, count: &AtomicU64) {
    let mut left = usize::try_from(length).unwrap();
    let mut buffer = vec![0; 64 * 1024];
    while left > 0 {
        let most = left.min(buffer.len());
        let read = reader.read(&mut buffer[..most]).unwrap();
        assert!(read > 0, "the request breaks off");
        body.extend_from_slice(&buffer[..read]);
        count.fetch_add(read as u64, Ordering::SeqCst);
        left -= read;
    }
}
