//! Input: a server on loopback that gives one answer. Output: what a call costs, in time and allocations: of the generated
//! client, and of the HTTP client that it stands on with `serde_json` behind it.
//! Invariant: both do the same: one request on a connection that is there, the same headers, the same type.
//!
//! `cargo bench -p fieldstone-tests --bench calls`

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

use divan::{AllocProfiler, Bencher};
use fieldstone_apis::algoreg::{self, Thread};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const ANSWER: &str =
    r#"{"id":"42","client_id":7,"message_count":3,"status":"open","tags":[],"customers":[{"id":"c1"}]}"#;

fn main() {
    divan::main();
}

/// Answers every request of every connection; its URL.
fn server() -> String {
    let listener = TcpListener::bind("localhost:0").expect("loopback has a port");
    let port = listener.local_addr().expect("it is bound").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let _ = stream.set_nodelay(true);
                let answer = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{ANSWER}",
                    ANSWER.len()
                );
                let mut reader = BufReader::new(&stream);
                let mut line = String::new();
                while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
                    if line == "\r\n" && (&stream).write_all(answer.as_bytes()).is_err() {
                        return;
                    }
                    line.clear();
                }
            });
        }
    });
    format!("http://localhost:{port}")
}

fn read(body: &[u8]) -> Thread {
    serde_json::from_slice(body).expect("it is what is documented")
}

#[divan::bench]
fn blocking_ureq(bencher: Bencher<'_, '_>) {
    let url = format!("{}/api/v1/thread/42", server());
    let agent = ureq::Agent::new_with_defaults();
    bencher.bench_local(|| {
        let request = agent.get(&url).header("accept", "application/json").header("authorization", "Bearer token");
        let mut answer = request.call().expect("the server answers");
        read(&answer.body_mut().read_to_vec().expect("the answer is whole"))
    });
}

#[divan::bench]
fn blocking_generated(bencher: Bencher<'_, '_>) {
    let client =
        algoreg::Client::builder().base_url(server()).bearer_token("token").build_blocking().expect("it is whole");
    bencher.bench_local(|| client.get_thread("42").send().expect("the server answers"));
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("the system has a runtime to give")
}

#[divan::bench]
fn async_reqwest(bencher: Bencher<'_, '_>) {
    let (url, runtime) = (format!("{}/api/v1/thread/42", server()), runtime());
    let client = reqwest::Client::new();
    bencher.bench_local(|| {
        runtime.block_on(async {
            let request = client.get(&url).header("accept", "application/json").bearer_auth("token");
            let answer = request.send().await.expect("the server answers");
            read(&answer.bytes().await.expect("the answer is whole"))
        })
    });
}

#[divan::bench]
fn async_generated(bencher: Bencher<'_, '_>) {
    let (url, runtime) = (server(), runtime());
    let client = algoreg::Client::builder().base_url(url).bearer_token("token").build().expect("it is whole");
    bencher.bench_local(|| runtime.block_on(async { client.get_thread("42").await.expect("the server answers") }));
}
