//! Input: calls that end in several ways. Output: the spans that a subscriber sees of them.
//! Invariant: a span names the operation and how it ended, and holds no value, body or secret.

#[path = "support/notes.rs"]
mod notes;

use fieldstone_apis::{Error, MemoryTransport, RetryPolicy, algoreg};
use http::Response;
use notes::Notes;

/// What is told of a GET that fails, and then is answered with `status`, by either client.
fn told(status: u16) -> [String; 2] {
    let prepared = || {
        let api = MemoryTransport::new();
        api.fail::<algoreg::GetThread>(Error::connect("refused"));
        api.answer_raw::<algoreg::GetThread>(Response::builder().status(status).body(r#"{"id":"b0dy"}"#).unwrap());
        api
    };
    let builder =
        || algoreg::Client::builder().base_url("https://api.test").bearer_token("s3cret").retry(RetryPolicy::new());
    let blocking = Notes::default();
    tracing::subscriber::with_default(blocking.clone(), || {
        let client = builder().build_blocking_with(prepared()).unwrap();
        let _ = client.get_thread("4711").send();
    });
    let awaited = Notes::default();
    tracing::subscriber::with_default(awaited.clone(), || {
        let client = builder().build_with(prepared()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _ = runtime.block_on(client.get_thread("4711").send());
    });
    [blocking, awaited].map(|notes| notes.text())
}

#[test]
fn a_call_is_one_span_without_values() {
    for status in [200, 404] {
        for text in told(status) {
            let expected = format!(r#"api_call method="GET" path="/api/v1/thread/{{id}}" status={status} attempts=2"#);
            assert_eq!(text, expected);
        }
    }
}
