//! Input: an API whose key goes into the query, and calls of it that end in several ways. Output: all that can be seen of
//! them: texts of values and errors, and spans.
//! Invariant: the key is in the request that is sent, and nowhere else.

#[path = "support/notes.rs"]
mod notes;
#[path = "support/shown.rs"]
mod shown;

use std::time::Duration;

use fieldstone_tests::{RetryPolicy, lowering_key_in_query as hives};
use notes::Notes;
use shown::shown;
use wiremock::matchers::query_param;
use wiremock::{Mock, MockServer, ResponseTemplate};

const KEY: &str = "s3cret-k3y";

#[test]
fn a_key_in_the_query_is_sent_and_never_shown() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        let with_key = || Mock::given(query_param("hive_key", KEY));
        let ok = ResponseTemplate::new(200).set_body_string(r#"{"bees":7}"#);
        with_key().respond_with(ok).up_to_n_times(2).mount(&server).await;
        with_key().respond_with(ResponseTemplate::new(500)).up_to_n_times(2).mount(&server).await;
        let unreadable = ResponseTemplate::new(200).set_body_string(r#"{"bees":"many"}"#);
        with_key().respond_with(unreadable).up_to_n_times(2).mount(&server).await;
        let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(20));
        with_key().respond_with(slow).mount(&server).await;
        server
    });
    let notes = Notes::default();
    let mut texts = Vec::new();
    tracing::subscriber::with_default(notes.clone(), || {
        let builder = |url: &str| {
            let builder = hives::Client::builder().base_url(url).api_key(KEY).retry(RetryPolicy::off());
            builder.timeout(Duration::from_millis(300))
        };
        texts.push(format!("{:?}", builder(&server.uri())));
        let client = builder(&server.uri()).build().unwrap();
        let blocking = builder(&server.uri()).build_blocking().unwrap();
        let call = || client.count_the_bees("4").since("now");
        texts.push(format!("{client:?} {blocking:?} {:?} {:?}", client.config(), call()));
        runtime.block_on(async {
            assert_eq!(call().await.unwrap().bees, Some(7));
            texts.push(format!("{:?}", call().send_raw().await.unwrap()));
            texts.push(shown(&call().await.unwrap_err()));
        });
        texts.push(shown(&blocking.count_the_bees("4").send().unwrap_err()));
        texts.push(shown(&blocking.count_the_bees("4").send().unwrap_err()));
        runtime.block_on(async {
            let decode = call().await.unwrap_err();
            assert!(decode.is_decode(), "{decode}");
            texts.push(shown(&decode));
            let timeout = call().await.unwrap_err();
            assert!(timeout.is_timeout(), "{timeout}");
            texts.push(shown(&timeout));
        });
        let timeout = blocking.count_the_bees("4").send().unwrap_err();
        assert!(timeout.is_timeout(), "{timeout}");
        texts.push(shown(&timeout));
        let nowhere = "http://127.0.0.1:1";
        let refused = builder(nowhere).build_blocking().unwrap().count_the_bees("4").send().unwrap_err();
        assert!(refused.is_connect(), "{refused}");
        texts.push(shown(&refused));
        let client = builder(nowhere).build().unwrap();
        let refused = runtime.block_on(client.count_the_bees("4").send()).unwrap_err();
        texts.push(shown(&refused));
        // Bytes that no URL can hold do not come back in the refusal.
        texts.push(shown(&builder("https://\u{0}").build().unwrap_err()));
    });
    let sent = runtime.block_on(server.received_requests()).unwrap();
    assert!(sent.len() >= 6 && sent.iter().all(|request| request.url.query().is_some_and(|query| query.contains(KEY))));
    texts.push(notes.text());
    assert!(texts.last().is_some_and(|text| text.contains("/hives/{id}/count")), "the spans are there");
    for text in texts {
        assert!(!text.contains(KEY), "{text}");
    }
}
