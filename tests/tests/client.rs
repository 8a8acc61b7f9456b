//! Input: a server on loopback that answers what a test tells it. Output: what the async client makes of it.
//! Invariant: no test depends on the network, and none waits longer than its own timeout.

#[path = "support/shown.rs"]
mod shown;

use std::time::Duration;

use fieldstone_apis::algoreg;
use shown::shown;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn server(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST")).and(path("/api/v1/thread/42")).respond_with(answer).mount(&server).await;
    server
}

fn builder(server: &MockServer) -> algoreg::ClientBuilder {
    algoreg::Client::builder().base_url(server.uri()).bearer_token("s3cret")
}

fn must_be_send<T: Send>(value: T) -> T {
    value
}

#[tokio::test]
async fn a_success_is_typed() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/api/v1/thread/42"))
        .and(header("authorization", "Bearer s3cret"))
        .and(header("content-type", "application/json"))
        .and(body_json(serde_json::json!({ "comment": "called back", "tag_codes": ["vip"] })))
        .respond_with(ResponseTemplate::new(200).set_body_string(r#"{"id":"42","status":{"any":1},"new":true}"#))
        .expect(1)
        .mount(&server)
        .await;
    let client = builder(&server).build().unwrap();
    let call = client.update_thread("42").comment("called back").tag_codes(["vip"]).into_future();
    let thread: algoreg::Thread = must_be_send(call).await.unwrap();
    assert_eq!(thread.id.as_deref(), Some("42"));
    assert_eq!(thread.status.unwrap().0, serde_json::json!({ "any": 1 }));
}

#[tokio::test]
async fn every_field_that_is_given_is_sent() {
    let server = server(ResponseTemplate::new(200).set_body_string("{}")).await;
    let client = builder(&server).build().unwrap();
    let reminder = algoreg::ThreadReminderInput::default().delay(3).number_left(1);
    client
        .update_thread("42")
        .comment("called back")
        .customer_external_ids(["a"])
        .customer_ids(["b", "c"])
        .reminder(reminder)
        .status(2)
        .tag_codes(Vec::<String>::new())
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    let sent: serde_json::Value = serde_json::from_slice(&requests[0].body).unwrap();
    assert_eq!(
        sent,
        serde_json::json!({
            "comment": "called back",
            "customer_external_ids": ["a"],
            "customer_ids": ["b", "c"],
            "reminder": { "delay": 3, "number_left": 1 },
            "status": 2,
            "tag_codes": []
        })
    );
}

#[tokio::test]
async fn a_get_sends_no_body_and_answers_the_same_thread() {
    let server = MockServer::start().await;
    let answer = r#"{"id":"42","customers":[{"parent_external_id":"p"}],"last_message":{"read_by_agents":[1]}}"#;
    Mock::given(method("GET"))
        .and(path("/api/v1/thread/42"))
        .and(header("authorization", "Bearer s3cret"))
        .respond_with(ResponseTemplate::new(200).set_body_string(answer))
        .expect(1)
        .mount(&server)
        .await;
    let thread: algoreg::Thread = builder(&server).build().unwrap().get_thread("42").await.unwrap();
    assert_eq!(thread.customers.unwrap()[0].parent_external_id.as_deref(), Some("p"));
    assert_eq!(thread.last_message.unwrap().read_by_agents, Some(vec![1]));
    let requests = server.received_requests().await.unwrap();
    assert!(requests[0].body.is_empty() && !requests[0].headers.contains_key("content-type"));
}

#[tokio::test]
async fn nothing_given_sends_an_empty_object() {
    let server = server(ResponseTemplate::new(200).set_body_string("{}")).await;
    let client = builder(&server).build().unwrap();
    client.update_thread("42").await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[0].body, b"{}");
}

#[tokio::test]
async fn a_value_is_bound_to_a_client_later() {
    let server = server(ResponseTemplate::new(200).set_body_string(r#"{"id":"42"}"#)).await;
    let client = builder(&server).build().unwrap();
    let operation = algoreg::UpdateThread::new("42").status(3);
    let thread = tokio::spawn(operation.on(&client).into_future()).await.unwrap().unwrap();
    assert_eq!(thread.id.as_deref(), Some("42"));
}

#[tokio::test]
async fn a_documented_error_is_typed() {
    let body = r#"{"errors":[{"code":"closed","message":"the thread is closed"}]}"#;
    let server = server(ResponseTemplate::new(409).set_body_string(body).insert_header("x-request-id", "r1")).await;
    let error = builder(&server).build().unwrap().update_thread("42").await.unwrap_err();
    assert!(error.is_status() && !error.is_retryable() && !error.is_decode());
    assert_eq!(error.status().unwrap().as_u16(), 409);
    assert_eq!(error.headers().unwrap()["x-request-id"], "r1");
    assert_eq!(error.body().unwrap(), body.as_bytes());
    let documented = error.documented::<algoreg::UpdateThreadError>().unwrap();
    assert_eq!(documented.errors.as_ref().unwrap()[0].code.as_deref(), Some("closed"));
    assert_eq!(error.to_string(), "POST /api/v1/thread/{id}: the API answered 409 Conflict");
}

#[tokio::test]
async fn an_undocumented_error_keeps_its_body() {
    let server = server(ResponseTemplate::new(503).set_body_string("<html>down</html>")).await;
    let error = builder(&server).build().unwrap().update_thread("42").await.unwrap_err();
    assert!(error.is_status() && error.is_retryable());
    assert_eq!(error.body().unwrap(), b"<html>down</html>");
    assert!(error.documented::<algoreg::UpdateThreadError>().is_none());
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_named_by_its_path() {
    let body = r#"{"id":"42","customers":[{"kyc_level":1},{"kyc_level":"many"}]}"#;
    let server = server(ResponseTemplate::new(200).set_body_string(body)).await;
    let error = builder(&server).build().unwrap().update_thread("42").await.unwrap_err();
    assert!(error.is_decode() && !error.is_status());
    assert_eq!(error.path(), Some("customers[1].kyc_level"));
    assert_eq!(error.body().unwrap(), body.as_bytes());
    assert!(error.to_string().contains("`customers[1].kyc_level`: invalid type: string \"many\""), "{error}");
}

#[tokio::test]
async fn bad_json_and_no_json_are_decode_errors() {
    for body in ["{\"id\":", "no", "", "\u{0}"] {
        let server = server(ResponseTemplate::new(200).set_body_string(body)).await;
        let error = builder(&server).build().unwrap().update_thread("42").await.unwrap_err();
        assert!(error.is_decode(), "{body:?}: {error}");
    }
}

#[tokio::test]
async fn a_timeout_is_told_apart() {
    let slow = ResponseTemplate::new(200).set_body_string("{}").set_delay(Duration::from_secs(20));
    let server = server(slow).await;
    let client = builder(&server).timeout(Duration::from_millis(100)).build().unwrap();
    let error = client.update_thread("42").await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable() && !error.is_connect() && error.status().is_none());
}

#[tokio::test]
async fn a_refused_connection_is_told_apart() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = algoreg::Client::builder().base_url(format!("http://{address}")).build().unwrap();
    let error = client.update_thread("42").await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable() && !error.is_timeout());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = MockServer::start().await;
    for status in [301, 302, 303, 307, 308] {
        let server = server(ResponseTemplate::new(status).insert_header("location", elsewhere.uri())).await;
        let error = builder(&server).build().unwrap().update_thread("42").await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_large_answer_is_cut_off() {
    let server = server(ResponseTemplate::new(200).set_body_string("x".repeat(5000))).await;
    let error = builder(&server).response_limit(1000).build().unwrap().update_thread("42").await.unwrap_err();
    assert!(error.is_too_large());
    assert_eq!(error.body().unwrap().len(), 1000);
}

#[tokio::test]
async fn path_values_that_lead_elsewhere_are_refused_before_anything_is_sent() {
    let server = server(ResponseTemplate::new(200)).await;
    let client = builder(&server).build().unwrap();
    for id in ["", ".", "..", "\t..", "..\n", ".\r.", "%2e%2e", ".%2E", "\t"] {
        let error = client.update_thread(id).await.unwrap_err();
        assert!(error.is_request(), "{id:?}: {error}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn path_values_are_encoded_whole() {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(200).set_body_string("{}")).mount(&server).await;
    let client = builder(&server).build().unwrap();
    for id in ["a/b", "a?b", "a#b", "..\\..\\admin", "a b", "é", "...", "%2e%2e%2f"] {
        client.update_thread(id).await.unwrap();
    }
    for request in server.received_requests().await.unwrap() {
        assert_eq!(request.url.path().split('/').count(), 5, "{}", request.url);
        assert!(request.url.query().is_none() && request.url.fragment().is_none());
    }
}

#[tokio::test]
async fn a_secret_is_never_shown() {
    let failing = server(ResponseTemplate::new(500)).await;
    let client = builder(&failing).build().unwrap();
    let call = client.update_thread("42");
    let mut texts = vec![format!("{client:?} {call:?} {:?} {:?}", client.config(), builder(&failing))];
    texts.push(shown(&call.await.unwrap_err()));
    let unreachable = algoreg::Client::builder().base_url("http://127.0.0.1:1").bearer_token("s3cret").build().unwrap();
    texts.push(shown(&unreachable.update_thread("42").await.unwrap_err()));
    texts.push(shown(&algoreg::Client::builder().base_url("https://me:s3cret@example.com").build().unwrap_err()));
    texts.push(shown(&builder(&failing).bearer_token("s3cret\n").build().unwrap_err()));
    let config = algoreg::Config::builder().base_url("https://example.com").bearer_token("s3cret").build().unwrap();
    texts.push(format!("{:?}", algoreg::UpdateThread::new("42").to_request(&config).unwrap()));
    for text in texts {
        assert!(!text.contains("s3cret"), "{text}");
    }
}

#[test]
fn the_base_url_is_checked() {
    let build = |url: &str| algoreg::Config::builder().base_url(url).build();
    for good in [
        "https://api.example.com",
        "https://api.example.com/v1/",
        "http://localhost:1",
        "http://127.9.9.9",
        "http://[::1]:80",
    ] {
        build(good).unwrap_or_else(|error| panic!("{good}: {error}"));
    }
    for bad in [
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "ftp://x",
        "/v1",
        "x",
        "",
        "https://u:p@x.com",
        "https://x.com?a=b",
        "https://x.com#a",
        "https://x.com/../y",
        "https://x.com//y",
        "https://x.com/%2e%2e/y",
        "https://x.com/\\y",
        "https:// x.com",
        "https://",
    ] {
        assert!(build(bad).is_err_and(|error| error.is_config()), "{bad}");
    }
    assert!(algoreg::Config::builder().base_url("http://api.example.com").allow_http().build().is_ok());
    assert!(algoreg::Config::builder().build().is_err());
}

#[test]
fn an_operation_works_without_a_client() {
    let config = algoreg::Config::builder().base_url("https://api.example.com/base/").build().unwrap();
    let request = algoreg::UpdateThread::new("4 2").comment("x").to_request(&config).unwrap();
    assert_eq!(request.uri(), "https://api.example.com/base/api/v1/thread/4%202");
    assert_eq!(request.body().as_bytes(), Some(br#"{"comment":"x"}"#.as_slice()));
    let response = http::Response::builder().status(200).body(r#"{"id":"1"}"#).unwrap();
    let thread: algoreg::Thread = algoreg::UpdateThread::parse(response).unwrap();
    assert_eq!(thread.id.as_deref(), Some("1"));
}

#[test]
fn a_success_status_is_what_makes_a_success() {
    for status in (100..600).filter(|status| !(200..300).contains(status)) {
        let response = http::Response::builder().status(status).body("{}").unwrap();
        assert!(algoreg::UpdateThread::parse(response).is_err_and(|error| error.is_status()), "{status}");
    }
}
