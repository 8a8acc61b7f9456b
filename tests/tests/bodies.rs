//! Input: a server on loopback that reads and answers as a test tells it. Output: bodies that are no JSON, through both
//! clients.
//! Invariant: no test depends on the network; how much of an upload is in memory is measured, not believed.

use std::time::Duration;

use fieldstone_tests::{
    Attempt, BlockingTransport, Body, BoxFuture, Error, MemoryTransport, Transport, Upload,
    lowering_answer_that_is_a_file as scans, lowering_event_stream as kilns, lowering_file_among_fields as halls,
};

/// A client of either kind of an API, over a server.
macro_rules! client {
    ($api:ident, $server:expr) => {
        $api::Client::builder()
            .base_url(&$server.url)
            .timeout(std::time::Duration::from_secs(20))
            .retry(fieldstone_tests::RetryPolicy::new().initial_backoff(std::time::Duration::from_millis(1)))
    };
}

#[path = "bodies/downloads.rs"]
mod downloads;
#[path = "bodies/events.rs"]
mod events;
#[path = "bodies/server.rs"]
mod server;
#[path = "bodies/uploads.rs"]
mod uploads;
#[path = "bodies/without_custom.rs"]
mod without_custom;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

#[test]
fn a_test_answers_with_pieces_and_needs_no_server() {
    let api = MemoryTransport::new();
    let client = kilns::Client::builder().base_url("https://kiln.test").build_blocking_with(api.clone()).unwrap();
    let pieces = ["data: o", "ne\n", "\ndata: two\n\n", "data: cut"].map(|piece| piece.as_bytes().to_vec());
    api.answer_chunks::<kilns::ReadTheLog>(http::Response::new(pieces.to_vec()));
    let texts: Vec<_> = client.read_the_log("1").send_events().unwrap().map(|event| event.unwrap().data).collect();
    assert_eq!(texts, ["one", "two"]);
    api.answer_chunks::<kilns::ReadTheLog>(http::Response::new(pieces.to_vec()));
    assert_eq!(client.read_the_log("1").send().unwrap().len(), 2);

    let client = scans::Client::builder().base_url("https://scan.test").build_with(api.clone()).unwrap();
    let short = http::Response::builder().header("content-length", "9").body(vec![b"four".to_vec()]).unwrap();
    api.answer_chunks::<scans::FetchAScan>(short);
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

impl BlockingTransport for Own {
    fn send(&self, request: http::Request<Body>, attempt: &Attempt) -> Result<http::Response<Vec<u8>>, Error> {
        let sent = request.into_body().into_bytes().map_err(Error::body_unavailable)?;
        assert!(sent.is_empty() && attempt.number == 1);
        Ok(http::Response::new(b"data: a\n\ndata: b\n\n".to_vec()))
    }
}

impl Transport for Own {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<http::Response<Vec<u8>>, Error>> {
        Box::pin(async move { BlockingTransport::send(self, request, attempt) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
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
