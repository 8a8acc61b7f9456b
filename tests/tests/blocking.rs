//! Input: a server on loopback that answers what a test tells it. Output: what the blocking client makes of it.
//! Invariant: no test depends on the network, and none waits longer than its own timeout.

#[path = "support/shown.rs"]
mod shown;

use std::time::Duration;

use fieldstone_apis::{Error, RequestOptions, algoreg};
use shown::shown;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A server that lives beside the test, which blocks.
struct Server {
    mock: MockServer,
    runtime: tokio::runtime::Runtime,
}

impl Server {
    fn new(mock: Mock) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server = runtime.block_on(async {
            let server = MockServer::start().await;
            mock.mount(&server).await;
            server
        });
        Self { mock: server, runtime }
    }

    fn answering(answer: ResponseTemplate) -> Self {
        Self::new(Mock::given(path("/api/v1/thread/42")).respond_with(answer))
    }

    fn builder(&self) -> algoreg::ClientBuilder {
        algoreg::Client::builder().base_url(self.mock.uri()).bearer_token("s3cret")
    }

    fn client(&self) -> algoreg::BlockingClient {
        self.builder().build_blocking().unwrap()
    }

    fn requests(&self) -> Vec<wiremock::Request> {
        self.runtime.block_on(self.mock.received_requests()).unwrap()
    }
}

#[test]
fn a_success_is_typed() {
    let server = Server::new(
        Mock::given(method("POST"))
            .and(path("/api/v1/thread/42"))
            .and(header("authorization", "Bearer s3cret"))
            .and(header("content-type", "application/json"))
            .and(header("accept", "application/json"))
            .and(body_json(serde_json::json!({ "comment": "called back", "tag_codes": ["vip"] })))
            .respond_with(ResponseTemplate::new(200).set_body_string(r#"{"id":"42"}"#)),
    );
    let thread: algoreg::Thread =
        server.client().update_thread("42").comment("called back").tag_codes(["vip"]).send().unwrap();
    assert_eq!(thread.id.as_deref(), Some("42"));
}

#[test]
fn a_get_says_nothing_of_a_body() {
    let server = Server::answering(ResponseTemplate::new(200).set_body_string("{}"));
    server.client().get_thread("42").send().unwrap();
    let request = &server.requests()[0];
    assert!(request.body.is_empty());
    assert!(!request.headers.contains_key("content-length") && !request.headers.contains_key("transfer-encoding"));
    assert_eq!(request.headers["user-agent"].to_str().unwrap().split('/').next(), Some("fieldstone-apis"));
}

#[test]
fn one_value_is_sent_by_either_client() {
    let server = Server::answering(ResponseTemplate::new(200).set_body_string(r#"{"id":"42"}"#));
    let operation = algoreg::UpdateThread::new("42").status(3);
    let blocking = operation.clone().on(&server.client()).send().unwrap();
    let client = server.builder().build().unwrap();
    let awaited = server.runtime.block_on(async { operation.on(&client).await }).unwrap();
    assert_eq!(blocking, awaited);
    let requests = server.requests();
    assert_eq!((requests[0].url.path(), &requests[0].body), (requests[1].url.path(), &requests[1].body));
    let names = |request: &wiremock::Request| {
        let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str().to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&requests[0]), names(&requests[1]));
}

#[test]
fn an_answer_comes_raw_whatever_its_status() {
    for status in [200, 202, 302, 404, 500] {
        let answer =
            ResponseTemplate::new(status).set_body_string(r#"{"id":"42"}"#).insert_header("x-request-id", "r1");
        let server = Server::answering(answer);
        let raw = server.client().update_thread("42").send_raw().unwrap();
        assert_eq!((raw.status().as_u16(), raw.body()), (status, br#"{"id":"42"}"#.as_slice()));
        assert_eq!(raw.headers()["x-request-id"], "r1");
        match raw.parse() {
            Ok(thread) => assert!(status < 300 && thread.id.as_deref() == Some("42")),
            Err(error) => {
                assert!(status >= 300 && error.is_status() && error.body() == Some(raw.body()));
                assert_eq!(error.request_id(), Some("r1"));
            }
        }
        let client = server.builder().build().unwrap();
        let awaited = server.runtime.block_on(client.update_thread("42").send_raw()).unwrap();
        assert_eq!((awaited.status(), awaited.into_body()), (raw.status(), raw.into_body()));
    }
}

#[test]
fn an_error_is_the_same_as_from_the_other_client() {
    let body = r#"{"errors":[{"code":"closed","message":"the thread is closed"}]}"#;
    let server = Server::answering(ResponseTemplate::new(409).set_body_string(body));
    let blocking = server.client().update_thread("42").send().unwrap_err();
    let client = server.builder().build().unwrap();
    let awaited = server.runtime.block_on(client.update_thread("42").send()).unwrap_err();
    assert_eq!(blocking.to_string(), awaited.to_string());
    assert_eq!(format!("{blocking:?}"), format!("{awaited:?}"));
    assert!(blocking.documented::<algoreg::UpdateThreadError>().is_some());
}

#[test]
fn options_hold_for_one_call() {
    let server = Server::answering(ResponseTemplate::new(200).set_body_string("{}"));
    let client = server.builder().default_header("x-tenant", "one").default_header("x-app", "a").build_blocking();
    let client = client.unwrap();
    let options = RequestOptions::new().header("x-tenant", "two").query("dry_run", true).body_member("beta", [1, 2]);
    client.update_thread("42").comment("x").with(options).send().unwrap();
    client.update_thread("42").comment("x").send().unwrap();
    let requests = server.requests();
    assert_eq!(
        (&requests[0].headers["x-tenant"], &requests[0].headers["x-app"]),
        (&"two".parse().unwrap(), &"a".parse().unwrap())
    );
    assert_eq!(requests[0].url.query(), Some("dry_run=true"));
    assert_eq!(requests[0].body, br#"{"beta":[1,2],"comment":"x"}"#);
    assert_eq!(requests[1].headers["x-tenant"], "one");
    assert_eq!((requests[1].url.query(), requests[1].body.as_slice()), (None, br#"{"comment":"x"}"#.as_slice()));
}

#[test]
fn a_timeout_of_one_call_wins() {
    let slow = ResponseTemplate::new(200).set_body_string("{}").set_delay(Duration::from_secs(20));
    let server = Server::answering(slow);
    let short = || RequestOptions::new().timeout(Duration::from_millis(100));
    let error = server.client().update_thread("42").with(short()).send().unwrap_err();
    assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    let client = server.builder().build().unwrap();
    let error = server.runtime.block_on(client.update_thread("42").with(short()).send()).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[test]
fn path_values_that_lead_elsewhere_are_refused_before_anything_is_sent() {
    let server = Server::answering(ResponseTemplate::new(200));
    for id in ["", ".", "..", "\t..", "..\n", "%2e%2e"] {
        assert!(server.client().update_thread(id).send().unwrap_err().is_request(), "{id:?}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn path_values_are_encoded_whole() {
    let server = Server::new(Mock::given(method("GET")).respond_with(ResponseTemplate::new(200).set_body_string("{}")));
    for id in ["a/b", "a?b", "a#b", "..\\..\\admin", "a b", "é", "...", "%2e%2e%2f"] {
        server.client().get_thread(id).send().unwrap();
    }
    for request in server.requests() {
        assert_eq!(request.url.path().split('/').count(), 5, "{}", request.url);
        assert!(request.url.query().is_none());
    }
}

#[test]
fn a_secret_is_never_shown() {
    let server = Server::answering(ResponseTemplate::new(500));
    let client = server.client();
    let call = client.update_thread("42").with(RequestOptions::new().header("x-other", "s3cret"));
    let mut text = format!("{client:?} {call:?}");
    let unreachable = algoreg::Client::builder().base_url("http://127.0.0.1:1").bearer_token("s3cret");
    let unreachable = unreachable.build_blocking().unwrap().update_thread("42").send().unwrap_err();
    let header = server.builder().default_header("x-a", "s3cret\n").build_blocking().unwrap_err();
    for error in [call.send().unwrap_err(), unreachable, header] {
        text.push_str(&shown(&error));
    }
    assert!(!text.contains("s3cret"), "{text}");
}

#[test]
fn all_that_a_caller_holds_crosses_threads() {
    use fieldstone_apis::runtime::{Async, Blocking, Call, DecodeError, ReqwestTransport, UreqTransport};
    use fieldstone_apis::{
        Body, BodyReader, Download, Event, EventParser, Events, MemoryTransport, RawResponse, RetryPolicy, Upload,
    };
    use fieldstone_tests::pagination_cursor_in_query as lists;
    fn shared<T: Send + Sync + 'static>() {}
    fn moved<T: Send + 'static>() {}
    shared::<algoreg::Client>();
    shared::<algoreg::BlockingClient>();
    shared::<algoreg::ClientBuilder>();
    shared::<algoreg::Config>();
    shared::<algoreg::Thread>();
    shared::<algoreg::UpdateThread>();
    shared::<algoreg::UpdateThread<algoreg::Client>>();
    shared::<algoreg::UpdateThread<algoreg::BlockingClient>>();
    shared::<(Error, DecodeError, RequestOptions, RetryPolicy, Body, Upload, Event, EventParser)>();
    shared::<(RawResponse<algoreg::Thread>, MemoryTransport, ReqwestTransport, UreqTransport)>();
    // What is on its way has one reader.
    moved::<(Call<algoreg::Thread>, BodyReader)>();
    moved::<(Download<Async>, Download<Blocking>, Events<algoreg::Thread, Async>, Events<algoreg::Thread, Blocking>)>();
    moved::<(fieldstone_tests::Pages<lists::ListHerons>, fieldstone_tests::Items<lists::ListHerons>)>();
}
