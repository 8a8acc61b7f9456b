//! Input: pages by their paths, or what a hostile server does there. Output: a site on loopback, and what it was asked.
//! Invariant: it answers each question on a connection of its own, and goes when it is dropped.

#![allow(dead_code, reason = "each suite uses a part of it")]

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// A question: its path, and its headers in lower case.
pub struct Question {
    pub path: String,
    pub headers: HashMap<String, String>,
}

/// What a server does with a question.
pub type Does = Arc<dyn Fn(&Question, &mut TcpStream) + Send + Sync>;

#[derive(Default)]
struct State {
    pages: Mutex<BTreeMap<String, Does>>,
    /// The path and the status line of each answer, in order.
    asked: Mutex<Vec<String>>,
    is_gone: AtomicBool,
}

pub struct Site {
    port: u16,
    state: Arc<State>,
}

impl Site {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.is_gone.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || stream.map(|stream| answer(&shared, stream)));
            }
        });
        Self { port, state }
    }

    /// `http://127.0.0.1:PORT`
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A text without the port, which is another one each time.
    pub fn shown(&self, text: &str) -> String {
        text.replace(&self.url(), "SITE").replace(&format!("127.0.0.1:{}", self.port), "SITE")
    }

    pub fn does(&self, path: &str, does: impl Fn(&Question, &mut TcpStream) + Send + Sync + 'static) {
        self.state.pages.lock().unwrap().insert(path.to_owned(), Arc::new(does));
    }

    /// A Markdown page that is known by its ETag.
    pub fn page(&self, path: &str, text: &str) {
        self.typed(path, "text/markdown; charset=utf-8", text);
    }

    pub fn typed(&self, path: &str, mime: &str, text: &str) {
        let (mime, text) = (mime.to_owned(), text.to_owned());
        let tag = format!(
            "\"{:x}\"",
            text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
        );
        self.does(path, move |question, stream| {
            if question.headers.get("if-none-match") == Some(&tag) {
                reply(stream, "304 Not Modified", &[("etag", &tag)], b"");
            } else {
                reply(stream, "200 OK", &[("content-type", &mime), ("etag", &tag)], text.as_bytes());
            }
        });
    }

    pub fn remove(&self, path: &str) {
        self.state.pages.lock().unwrap().remove(path);
    }

    /// What was asked since the last time: paths, sorted.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.state.asked.lock().unwrap());
        asked.sort();
        asked
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.state.is_gone.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Writes an answer; with a length where no header says otherwise.
pub fn reply(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &[u8]) {
    let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !headers.iter().any(|(name, _)| matches!(*name, "content-length" | "transfer-encoding")) {
        head += &format!("content-length: {}\r\n", body.len());
    }
    let _ = stream.write_all(format!("{head}\r\n").as_bytes());
    let _ = stream.write_all(body);
}

fn answer(state: &State, mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    if reader.read_line(&mut first).unwrap_or(0) == 0 {
        return;
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    state.asked.lock().unwrap().push(path.clone());
    let does = state.pages.lock().unwrap().get(&path).cloned();
    let question = Question { path, headers };
    match does {
        Some(does) => does(&question, &mut stream),
        None => {
            reply(&mut stream, "404 Not Found", &[("content-type", "text/html")], b"<!doctype html><p>nothing here")
        }
    }
}
