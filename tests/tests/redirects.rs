//! Input: an API that sends its callers elsewhere. Output: an error that says so; elsewhere hears nothing.
//! Invariant: no credential reaches another origin, by whatever header it goes; where a client that was handed in follows
//! all the same, its caller hears of it.

use fieldstone_apis::{Error, RequestOptions, algoreg, runtime};
use fieldstone_tests::{lowering_answer_that_is_a_file as scans, lowering_event_stream as kilns};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

async fn server(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// What both clients make of a redirect: a GET and a POST of each, with a bearer token and with a key in a header.
async fn calls(api: &MockServer) -> Vec<Error> {
    let bearer = algoreg::Client::builder().base_url(api.uri()).bearer_token("s3cret");
    let key = algoreg::Client::builder().base_url(api.uri()).default_header("x-api-key", "s3cret");
    let mut errors = Vec::new();
    let options = || RequestOptions::new().header("x-other-key", "s3cret");
    for builder in [bearer.build(), key.build()] {
        let client = builder.unwrap();
        errors.push(client.get_thread("42").with(options()).await.unwrap_err());
        errors.push(client.update_thread("42").with(options()).comment("x").await.unwrap_err());
    }
    let uri = api.uri();
    let blocking = tokio::task::spawn_blocking(move || {
        let bearer = algoreg::Client::builder().base_url(&uri).bearer_token("s3cret");
        let key = algoreg::Client::builder().base_url(&uri).default_header("x-api-key", "s3cret");
        let clients = [bearer.build_blocking().unwrap(), key.build_blocking().unwrap()];
        let call = |client: &algoreg::BlockingClient| {
            [
                client.get_thread("42").with(options()).send().unwrap_err(),
                client.update_thread("42").with(options()).comment("x").send().unwrap_err(),
            ]
        };
        clients.iter().flat_map(call).collect::<Vec<_>>()
    });
    errors.extend(blocking.await.unwrap());
    errors
}

#[tokio::test]
async fn no_redirect_is_followed_to_another_origin() {
    let elsewhere = server(ResponseTemplate::new(200).set_body_string("{}")).await;
    for status in STATUSES {
        let target = format!("{}/api/v1/thread/42", elsewhere.uri());
        let redirect = ResponseTemplate::new(status).insert_header("location", target.as_str());
        let api = server(redirect.set_body_string("moved")).await;
        for error in calls(&api).await {
            assert!(error.is_redirect() && error.is_status() && !error.is_retryable());
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(error.location(), Some(target.as_str()));
            assert_eq!(error.body(), Some(b"moved".as_slice()));
            assert!(error.to_string().contains(&format!("a redirect to `{target}`, which is not followed")), "{error}");
        }
        // The API itself was asked once a call, with the credential of the call.
        let requests = api.received_requests().await.unwrap();
        assert_eq!(requests.len(), 8);
        assert!(requests.iter().all(|request| {
            request.headers["x-other-key"] == "s3cret"
                && (request.headers.contains_key("authorization") || request.headers.contains_key("x-api-key"))
        }));
    }
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn no_redirect_is_followed_to_the_same_origin() {
    for status in STATUSES {
        let api = server(ResponseTemplate::new(status).insert_header("location", "/api/v1/thread/43")).await;
        for error in calls(&api).await {
            assert!(error.is_redirect() && error.location() == Some("/api/v1/thread/43"));
        }
        assert_eq!(api.received_requests().await.unwrap().len(), 8);
    }
}

#[tokio::test]
async fn no_scheme_is_given_up() {
    // The API is reached by loopback's `http`; what it sends callers to is a host that nobody may speak `http` to.
    for target in ["http://api.example.com/", "ftp://api.example.com/", "//api.example.com/x", "https:api", "", "\u{1}"]
    {
        let redirect = ResponseTemplate::new(302);
        let redirect = match http_value(target) {
            Some(target) => redirect.insert_header("location", target),
            None => redirect,
        };
        let api = server(redirect).await;
        for error in calls(&api).await {
            assert!(error.is_redirect(), "{target}: {error:?}");
            assert!(error.to_string().ends_with("which is not followed"), "{error}");
        }
    }
}

fn http_value(text: &str) -> Option<&str> {
    http::HeaderValue::from_str(text).is_ok().then_some(text)
}

#[tokio::test]
async fn a_secret_in_the_target_is_not_shown() {
    for target in ["https://me:s3cret@example.com/x", "https://example.com/x?token=s3cret", "/x?t=s3cret#s3cret"] {
        let api = server(ResponseTemplate::new(307).insert_header("location", target)).await;
        for error in calls(&api).await {
            assert_eq!(error.location(), Some(target));
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
        }
    }
}

/// A client that follows redirects, as `reqwest` does unless it is told otherwise.
fn following(api: &MockServer) -> algoreg::Client {
    let builder = algoreg::Client::builder().base_url(api.uri()).bearer_token("s3cret");
    builder.default_header("x-api-key", "s3cret").http_client(reqwest::Client::new()).build().unwrap()
}

#[tokio::test]
async fn an_answer_of_another_origin_is_not_believed() {
    let elsewhere = server(ResponseTemplate::new(200).set_body_string(r#"{"id":"forged"}"#)).await;
    for status in STATUSES {
        let target = format!("{}/steal?token=s3cret", elsewhere.uri());
        let api = server(ResponseTemplate::new(status).insert_header("location", target.as_str())).await;
        let client = following(&api);
        let errors = [
            client.get_thread("42").await.unwrap_err(),
            client.get_thread("42").send_raw().await.unwrap_err(),
            client.update_thread("42").comment("x").await.unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_cross_origin() && !error.is_retryable() && !error.is_status(), "{error:?}");
            assert_eq!((error.status(), error.body(), error.attempts()), (None, None, 1));
            assert!(error.to_string().contains(&elsewhere.uri()) && error.to_string().contains("/api/v1/thread/{id}"));
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_client_that_was_handed_in_may_follow_within_the_origin() {
    let api = MockServer::start().await;
    let moved = ResponseTemplate::new(307).insert_header("location", "/api/v1/thread/43");
    Mock::given(path("/api/v1/thread/42")).respond_with(moved).mount(&api).await;
    let there = ResponseTemplate::new(200).set_body_string(r#"{"id":"43"}"#);
    Mock::given(path("/api/v1/thread/43")).respond_with(there).mount(&api).await;
    assert_eq!(following(&api).get_thread("42").await.unwrap().id.as_deref(), Some("43"));
}

#[tokio::test]
async fn a_stream_of_another_origin_is_not_begun() {
    let elsewhere = server(ResponseTemplate::new(200).set_body_string("data: {}\n\n")).await;
    let api = server(ResponseTemplate::new(307).insert_header("location", elsewhere.uri().as_str())).await;
    let builder = || scans::Client::builder().base_url(api.uri()).http_client(reqwest::Client::new());
    assert!(builder().build().unwrap().fetch_a_scan("1").send_stream().await.unwrap_err().is_cross_origin());
    let client = kilns::Client::builder().base_url(api.uri()).http_client(reqwest::Client::new()).build().unwrap();
    assert!(client.watch_a_kiln("1").send_events().await.unwrap_err().is_cross_origin());
}

#[tokio::test]
async fn an_agent_that_was_handed_in_follows_nothing() {
    let elsewhere = server(ResponseTemplate::new(200).set_body_string("{}")).await;
    let api = server(ResponseTemplate::new(307).insert_header("location", elsewhere.uri().as_str())).await;
    let builder = algoreg::Client::builder().base_url(api.uri()).bearer_token("s3cret");
    let agent = ureq::Agent::config_builder().max_redirects(9).http_status_as_error(true).build().new_agent();
    let client = builder.build_blocking_with(runtime::UreqTransport::from(agent)).unwrap();
    let error = tokio::task::spawn_blocking(move || client.get_thread("42").send().unwrap_err()).await.unwrap();
    assert!(error.is_redirect(), "{error:?}");
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[test]
fn not_every_3xx_is_a_redirect() {
    for status in [300, 304] {
        let api = fieldstone_apis::MemoryTransport::new();
        api.answer_raw::<algoreg::GetThread>(http::Response::builder().status(status).body("").unwrap());
        let client = algoreg::Client::builder().base_url("https://api.test").build_blocking_with(api).unwrap();
        let error = client.get_thread("42").send().unwrap_err();
        assert!(error.is_status() && !error.is_redirect() && !error.to_string().contains("redirect"), "{error}");
    }
}
